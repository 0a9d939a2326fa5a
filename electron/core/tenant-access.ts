import type { Credential } from '../auth/credential.ts';
import { createSignIn, type SignIn } from '../auth/sign-in.ts';
import type { DemoLink } from '../demo/demo-link.ts';
import { lackOf } from '../diagnostics/permission-advice.ts';
import { endpointsFor } from '../graph/clouds.ts';
import { keepQuiet } from '../graph/keep-quiet.ts';
import { createPhotoApi, type PhotoApi } from '../graph/photo-api.ts';
import type { Cipher, Clock, Fetch, GetAccessToken, Log } from '../ports.ts';
import type { RealTenant, Settings } from '../settings/settings-schema.ts';

/** What reaching a tenant needs, whoever asks: a station or the command line. */
export interface TenantAccessParts {
  readonly settings: Settings;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly randomId: () => string;
  readonly fetch: Fetch;
  readonly cipher: Cipher;
  readonly log: Log;
  /** Needed when the settings say `"demo"`. */
  readonly demo?: DemoLink;
  /** Opens the system's browser for sign-in; absent where the station is locked. */
  readonly openBrowser?: (url: string) => Promise<void>;
  /** For a visitor at a station's data folder: what only the station's own key opens stays in place. */
  readonly leavesUnreadable?: boolean;
  /** Instead of the one on disk: a station is tried before it is settled. */
  readonly credential?: Credential;
  readonly comparePictures?: (sent: Uint8Array, served: Uint8Array) => Promise<number | undefined>;
}

/** Sign-in and the photo API of one tenant, and Graph for its people. */
export interface TenantAccess {
  readonly tenant: RealTenant;
  readonly endpoints: { readonly graphUrl: string; readonly authority: string };
  readonly fetch: Fetch;
  readonly signIn: SignIn;
  readonly photoApi: PhotoApi;
  /** Reads Graph's JSON: people are found there even where photos go through the Outlook API. */
  readonly getJson: PhotoApi['getJson'];
}

/** Builds the way to a tenant from the settings. Throws when the settings say `"demo"` and no demo tenant was given. */
export function createTenantAccess(parts: TenantAccessParts): TenantAccess {
  const { settings, demo, clock, randomId } = parts;
  const isDemo = settings.tenant === 'demo';
  if (isDemo && demo === undefined) throw new Error('settings name the demo tenant, and none was given');
  const tenant = settings.tenant === 'demo' ? (demo as DemoLink).tenant : settings.tenant;
  const fetch = isDemo && demo !== undefined ? demo.fetch : parts.fetch;
  const endpoints = endpointsFor(tenant);
  const signIn = createSignIn({
    settings: settings.signIn,
    tenant: { tenantId: tenant.tenantId, clientId: tenant.clientId, ...endpoints },
    cipher: parts.cipher,
    dataFolder: parts.dataFolder,
    fetch,
    clock,
    log: parts.log,
    ...(parts.openBrowser === undefined ? {} : { openBrowser: parts.openBrowser }),
    ...(parts.leavesUnreadable === undefined ? {} : { leavesUnreadable: parts.leavesUnreadable }),
    ...(isDemo && demo !== undefined ? { givenCredential: { kind: 'secret', secret: demo.secret } as const } : {}),
    ...(parts.credential === undefined ? {} : { givenCredential: parts.credential }),
  });
  const shared = { fetch, clock, randomId, method: tenant.method };
  const photoApi = createPhotoApi({
    ...shared,
    api: tenant.api,
    graphUrl: endpoints.graphUrl,
    getAccessToken: signIn.getAccessToken,
    lackOf: (target, grants) => lackOf(tenant.api, target, grants),
    ...(parts.comparePictures === undefined ? {} : { comparePictures: parts.comparePictures }),
  });
  const isOutlook = tenant.api === 'outlook-v2.0' || tenant.api === 'outlook-beta';
  const getJson = isOutlook ? graphBeside(tenant, shared, signIn.getAccessToken).getJson : photoApi.getJson;
  const readForDisplay = keepQuiet(photoApi.readForDisplay, clock);
  return {
    ...{ tenant, endpoints, fetch, signIn },
    photoApi: { ...photoApi, readForDisplay },
    getJson: keepQuiet(getJson, clock),
  };
}

/** Graph of the same cloud, with tokens for Graph, beside an Outlook photo API on another host. */
function graphBeside(
  tenant: RealTenant,
  shared: { fetch: Fetch; clock: Clock; randomId: () => string; method: 'PUT' | 'PATCH' },
  getAccessToken: GetAccessToken,
): PhotoApi {
  const { graphUrl } = endpointsFor({ cloud: tenant.cloud, api: 'v1.0' });
  const scopes = [`${graphUrl}/.default`];
  return createPhotoApi({
    ...shared,
    api: 'v1.0',
    graphUrl,
    getAccessToken: (request) => getAccessToken({ scopes, ...request }),
  });
}
