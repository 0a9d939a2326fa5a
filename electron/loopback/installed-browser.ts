import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** Where Chrome, Chromium and Edge lie on this kind of machine, in the order of preference. */
export function browserPlaces({ platform, env }: Machine): string[] {
  if (platform === 'win32') {
    const bases = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((base) => base !== undefined);
    return windowsPrograms.flatMap((program) => bases.map((base) => path.win32.join(base, program)));
  }
  if (platform === 'darwin') {
    const bases = ['/Applications', ...(env.HOME === undefined ? [] : [`${env.HOME}/Applications`])];
    return macApps.flatMap((name) => bases.map((base) => `${base}/${name}.app/Contents/MacOS/${name}`));
  }
  const folders = (env.PATH ?? '').split(':').filter((folder) => path.posix.isAbsolute(folder));
  return linuxNames.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The browser to use on this machine: `KIOSK_BROWSER`'s and no other where that is set, else an installed one; the value is
 * `undefined` when there is none. The error is what `KIOSK_BROWSER` names and is no program.
 */
export function findInstalledBrowser(
  machine: Machine,
  isThere: (file: string) => boolean = isProgram,
): Result<string | undefined, string> {
  const chosen = machine.env.KIOSK_BROWSER ?? '';
  if (chosen !== '') return isThere(chosen) ? ok(chosen) : err(chosen);
  return ok(browserPlaces(machine).find(isThere));
}
