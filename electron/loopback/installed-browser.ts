import { existsSync } from 'node:fs';
import path from 'node:path';

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

/** Where Chrome, Chromium and Edge lie on this kind of machine, in the order of preference. `KIOSK_BROWSER` goes first. */
export function browserPlaces({ platform, env }: Machine): string[] {
  const chosen = env.KIOSK_BROWSER === undefined || env.KIOSK_BROWSER === '' ? [] : [env.KIOSK_BROWSER];
  return [...chosen, ...knownPlaces(platform, env)];
}

function knownPlaces(platform: NodeJS.Platform, env: Machine['env']): string[] {
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

/** The browser to use on this machine, or `undefined` when none is installed. */
export function findInstalledBrowser(
  machine: Machine,
  exists: (file: string) => boolean = existsSync,
): string | undefined {
  return browserPlaces(machine).find(exists);
}
