import { randomUUID } from 'node:crypto';
import type { Result } from '../../shared/result.ts';
import { err } from '../../shared/result.ts';
import { type ProvisioningFiles, provisionStation } from '../auth/station-provisioning.ts';
import { createTenantAccess } from '../core/tenant-access.ts';
import { stationExitCodes } from '../host/exit-code.ts';
import type { StartFailure } from '../host/failure.ts';
import type { StationFiles } from '../host/station-files.ts';
import type { Cipher, Clock, Fetch, Log } from '../ports.ts';
import type { ChildLink } from '../process/child-link.ts';
import { runCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { openSession } from './session.ts';

/** What the installed app gives its commands. */
export interface HeadlessParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly openCipher: (dataFolder: string) => Promise<Result<Cipher, StartFailure>>;
  /** Resolves when key store, network and processes of Electron may be used. On Linux that takes a display. */
  readonly whenReady: () => Promise<unknown>;
  readonly fetch: Fetch;
  readonly spawnPhotoProcess: () => ChildLink;
}

/**
 * Takes a credential over instead of opening the kiosk: no window, a line on the terminal, and the exit code. The app is ready.
 */
export async function provisionFrom(
  { loaded, dataFolder }: StationFiles,
  from: ProvisioningFiles,
  { clock, log, openCipher, fetch }: HeadlessParts,
): Promise<number> {
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') return say(cipher.error);
  const { settings } = loaded;
  const parts = { settings, dataFolder, clock, randomId: randomUUID, fetch, cipher: cipher.value, log };
  const openSignIn = () => createTenantAccess(parts).signIn;
  const kept = await provisionStation({ settings, log, openSignIn }, from);
  if (kept.kind === 'error') return say({ code: stationExitCodes.provisioning, text: kept.error });
  console.log(kept.value);
  return stationExitCodes.ok;
}

function say({ code, text }: StartFailure): number {
  console.error(text);
  return code;
}

/** Whether a command takes key store, network or processes of Electron: only then it needs a display. */
export function needsDisplay([name]: readonly string[]): boolean {
  return name === 'check';
}

/**
 * One command of `npm run kiosk` in the installed app; its exit code. What asks or opens nothing (`--status`, `--set-pin`,
 * `--export-log`) needs no display, so that it works over a network, too.
 */
export async function runHeadlessCommand(
  [name = '', ...rest]: readonly string[],
  { config, data }: { readonly config?: string; readonly data?: string },
  parts: HeadlessParts,
): Promise<number> {
  if (needsDisplay([name])) await parts.whenReady();
  const host = {
    shell: 'electron',
    fetch: parts.fetch,
    spawnPhotoProcess: parts.spawnPhotoProcess,
    async openCipher(dataFolder: string) {
      await parts.whenReady();
      const cipher = await parts.openCipher(dataFolder);
      return cipher.kind === 'ok' ? cipher : err(cipher.error.text);
    },
  } as const;
  const places = [
    ...(config === undefined ? [] : [`--config=${config}`]),
    ...(data === undefined ? [] : [`--data=${data}`]),
  ];
  return runCommandLine({
    args: [name, ...places, ...rest],
    commands,
    env: process.env,
    openSession: (given) => openSession({ ...given, host }),
    print: (line) => console.log(line),
    printError: (line) => console.error(line),
  });
}
