import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { err, type Result } from '../../shared/result.ts';
import { createTenantAccess, type TenantAccess } from '../core/tenant-access.ts';
import { type DemoLink, linkDemoInProcess } from '../demo/demo-link.ts';
import { createFaceReader, type FaceReader } from '../face/face-reader.ts';
import { forkFaceProcess } from '../face/fork-face-process.ts';
import { commandExitCodes } from '../host/exit-code.ts';
import { unreadyFor } from '../host/failure.ts';
import { keyFileOf } from '../host/station-cipher.ts';
import { openStationFiles } from '../host/station-files.ts';
import { createSystemClock } from '../host/system-clock.ts';
import { forkPhotoProcess } from '../photo/fork-photo-process.ts';
import { createPhotoWorker, type PhotoWorker } from '../photo/photo-worker.ts';
import type { Cipher, Clock, Fetch, Log } from '../ports.ts';
import type { ChildLink } from '../process/child-link.ts';
import { processCount } from '../process/process-count.ts';
import { keyFileFailureText, openKeyFileCipher } from '../sealing/key-file-cipher.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import type { RealTenant, Settings } from '../settings/settings-schema.ts';
import { CommandError } from './command-error.ts';

/** Where the station's settings and data are, when the command line says so. */
export interface SessionOptions {
  readonly config?: string;
  readonly data?: string;
  /** Called before a network outside this machine is used: never for the demo tenant. */
  readonly prepareNetwork?: (tenant: Pick<RealTenant, 'authority' | 'graphUrl'>) => void;
  /** An installed app brings its own; absent: those of the browser host. */
  readonly host?: SessionHost;
}

/** What only a host knows. */
export interface SessionHost {
  readonly shell: 'electron' | 'browser';
  /** Opened only when something is to be sealed or opened. The error is a sentence. */
  readonly openCipher: (dataFolder: string) => Promise<Result<Cipher, string>>;
  readonly fetch: Fetch;
  readonly spawnPhotoProcess: () => ChildLink;
}

/** What commands are given where no app is installed. */
export const browserHost: SessionHost = {
  shell: 'browser',
  async openCipher(dataFolder) {
    const cipher = await openKeyFileCipher(keyFileOf(dataFolder));
    return cipher.kind === 'ok' ? cipher : err(keyFileFailureText(cipher.error));
  },
  fetch: (input, init) => fetch(input, init),
  spawnPhotoProcess: forkPhotoProcess,
};

/** The parts of the core that commands use. Nothing is asked of a network until a command asks. */
export interface Session extends TenantAccess {
  readonly settings: Settings;
  /** Absent when no settings file exists and the defaults are used. */
  readonly settingsFile?: string;
  /** Why no command may open the station's data on these settings, in a sentence. */
  readonly unready?: string;
  /** Where settings stand, or would be written. */
  readonly settingsHome: SettingsHome;
  readonly isDemo: boolean;
  /** The demo company, when the settings name it. */
  readonly demo?: DemoLink;
  /** Certificates and proxy of the system, before another network than the settings' is used. */
  readonly prepareNetwork: (endpoints: { readonly authority: string; readonly graphUrl: string }) => void;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly cipher: Cipher;
  readonly log: Log;
  /** The photo process, started on first use. */
  photoWorker(): PhotoWorker;
  /** Looks for faces, started on first use; `undefined` where the settings want none, or the models are not there. */
  faceReader(): FaceReader | undefined;
  close(): Promise<void>;
}

/** The models that the build puts beside the renderer. */
const faceFolder = path.resolve(import.meta.dirname, '../../out/renderer/face');

/** Commands speak on the terminal; the log file belongs to the running station. */
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens the key only when something is to be sealed or opened: looking on leaves no file behind. */
function lazyCipher(openKey: () => Promise<Result<Cipher, string>>): Cipher {
  let opened: Promise<Cipher> | undefined;
  const open = async (): Promise<Cipher> => {
    const cipher = await openKey();
    if (cipher.kind === 'error') throw new CommandError(commandExitCodes.usage, [cipher.error]);
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

/** Builds the parts over the settings and data of a host. Rejects with a `CommandError` when they cannot be used. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const host = options.host ?? browserHost;
  const files = openStationFiles(options, host.shell);
  if (files.kind === 'error') throw new CommandError(commandExitCodes.usage, files.error.text.split('\n'));
  const { loaded, settingsHome, dataFolder } = files.value;
  const { settings } = loaded;
  const unready = unreadyFor(files.value, false);
  const clock = createSystemClock();
  const cipher = lazyCipher(() => host.openCipher(dataFolder));
  const demo = settings.tenant === 'demo' ? await linkDemoInProcess(silent) : undefined;
  if (settings.tenant !== 'demo') options.prepareNetwork?.(settings.tenant);
  let worker: PhotoWorker | undefined;
  const photoWorker = () => {
    worker ??= createPhotoWorker({ spawn: host.spawnPhotoProcess, clock, processes: processCount });
    return worker;
  };
  let reader: FaceReader | undefined;
  const faceReader = () => {
    if (!settings.station.faceGuidance || !existsSync(faceFolder)) return undefined;
    const { decode } = photoWorker();
    reader ??= createFaceReader({ spawn: () => forkFaceProcess(faceFolder), decode, clock, processes: processCount });
    return reader;
  };
  const access = createTenantAccess({
    settings,
    dataFolder,
    clock,
    cipher,
    randomId: randomUUID,
    fetch: host.fetch,
    log: silent,
    leavesUnreadable: true,
    comparePictures: (sent, served) => photoWorker().compare(sent, served),
    ...(demo === undefined ? {} : { demo }),
  });
  return {
    ...access,
    settings,
    ...(loaded.file === undefined ? {} : { settingsFile: loaded.file }),
    ...(unready === undefined ? {} : { unready: unready.text }),
    settingsHome,
    isDemo: demo !== undefined,
    ...(demo === undefined ? {} : { demo }),
    prepareNetwork: (endpoints) => options.prepareNetwork?.(endpoints),
    dataFolder,
    clock,
    cipher,
    log: silent,
    photoWorker,
    faceReader,
    async close() {
      await access.signIn.close();
      await reader?.close();
      await worker?.close();
      await demo?.close();
    },
  };
}
