import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { keyFileFailureText, openKeyFileCipher } from '../auth/key-file-cipher.ts';
import { createSignIn, type SignIn } from '../auth/sign-in.ts';
import { createDemoTenant, demoBaseUrl } from '../demo/demo-tenant.ts';
import { type Endpoints, endpointsFor } from '../graph/clouds.ts';
import { createPhotoApi, type PhotoApi } from '../graph/photo-api.ts';
import type { Cipher, Clock, Fetch, Log } from '../ports.ts';
import { loadSettings, settingsFailureText } from '../settings/settings-file.ts';
import type { RealTenant, Settings } from '../settings/settings-schema.ts';
import { createSystemClock } from '../system-clock.ts';
import { CommandError, exitCodes } from './command.ts';

/** Where the station's settings and data are, as the command line was told. */
export interface SessionOptions {
  readonly config?: string;
  readonly places: readonly string[];
  readonly dataFolder: string;
}

/** The parts of the core that commands use. Nothing is asked of a network until a command asks. */
export interface Session {
  readonly settings: Settings;
  /** The settings' tenant, or the embedded demo tenant's. */
  readonly tenant: RealTenant;
  readonly isDemo: boolean;
  readonly endpoints: Endpoints;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly signIn: SignIn;
  readonly photoApi: PhotoApi;
  close(): Promise<void>;
}

/** Commands speak on the terminal; the log file belongs to the running station. */
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens the key file only when something is to be sealed or opened: the demo tenant leaves no file behind. */
function lazyCipher(file: string): Cipher {
  let opened: Promise<Cipher> | undefined;
  const open = async (): Promise<Cipher> => {
    const cipher = await openKeyFileCipher(file);
    if (cipher.kind === 'error') throw new CommandError(exitCodes.usage, [keyFileFailureText(cipher.error)]);
    return cipher.value;
  };
  const cipher = () => {
    opened ??= open();
    return opened;
  };
  return {
    seal: async (plain) => (await cipher()).seal(plain),
    open: async (sealed) => (await cipher()).open(sealed),
  };
}

/** The embedded demo tenant as settings would name it, with its own way to be reached. */
function demoLink(): { readonly tenant: RealTenant; readonly fetch: Fetch; readonly secret: string } {
  const demo = createDemoTenant();
  const tenant: RealTenant = {
    tenantId: demo.tenantId,
    clientId: demo.clientId,
    cloud: 'global',
    authority: demoBaseUrl,
    graphUrl: demoBaseUrl,
    api: 'v1.0',
    method: 'PUT',
  };
  return { tenant, fetch: demo.fetch, secret: demo.clientSecret };
}

/** Builds the parts. Throws a `CommandError` when the settings cannot be used. */
export function openSession(options: SessionOptions): Session {
  const loaded = loadSettings({
    places: options.places,
    ...(options.config === undefined ? {} : { config: options.config }),
  });
  if (loaded.kind === 'error') throw new CommandError(exitCodes.usage, settingsFailureText(loaded.error).split('\n'));
  const { settings } = loaded.value;
  const demo = settings.tenant === 'demo' ? demoLink() : undefined;
  const tenant = settings.tenant === 'demo' ? (demo?.tenant as RealTenant) : settings.tenant;
  const endpoints = endpointsFor(tenant);
  const clock = createSystemClock();
  const fetch: Fetch = demo?.fetch ?? globalThis.fetch;
  const signIn = createSignIn({
    settings: settings.signIn,
    tenant: { tenantId: tenant.tenantId, clientId: tenant.clientId, ...endpoints },
    cipher: lazyCipher(path.join(options.dataFolder, 'station.key')),
    dataFolder: options.dataFolder,
    fetch,
    clock,
    log: silent,
    ...(demo === undefined ? {} : { demoCredential: { secret: demo.secret } }),
  });
  const photoApi = createPhotoApi({
    api: tenant.api,
    method: tenant.method,
    graphUrl: endpoints.graphUrl,
    fetch,
    getAccessToken: signIn.getAccessToken,
    clock,
    randomId: randomUUID,
  });
  const { dataFolder } = options;
  const isDemo = demo !== undefined;
  return {
    settings,
    tenant,
    isDemo,
    endpoints,
    dataFolder,
    clock,
    fetch,
    signIn,
    photoApi,
    close: () => signIn.close(),
  };
}
