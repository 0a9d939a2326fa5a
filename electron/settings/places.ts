import path from 'node:path';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const appName = 'photo-kiosk';

/** A folder of the environment; an empty or relative one counts as not set (XDG Base Directory Specification, "Basics"). */
function folderOf(value: string | undefined, rules: typeof path.posix, otherwise: string): string {
  return value !== undefined && rules.isAbsolute(value) ? value : otherwise;
}

/** Where settings are looked for when `--config` names none: the machine-wide place, then the user's. */
export function settingsPlaces({ platform, env, home }: Surroundings): string[] {
  if (platform === 'win32') {
    const machine = folderOf(env.ProgramData, path.win32, 'C:\\ProgramData');
    const user = folderOf(env.APPDATA, path.win32, path.win32.join(home, 'AppData', 'Roaming'));
    return [machine, user].map((base) => path.win32.join(base, appName, 'settings.json'));
  }
  if (platform === 'darwin') {
    return ['/Library/Application Support', path.posix.join(home, 'Library', 'Application Support')].map((base) =>
      path.posix.join(base, appName, 'settings.json'),
    );
  }
  const user = folderOf(env.XDG_CONFIG_HOME, path.posix, path.posix.join(home, '.config'));
  return ['/etc', user].map((base) => path.posix.join(base, appName, 'settings.json'));
}

/** Where the station keeps its data when `--data` names no folder: local to this user and never roaming. */
export function defaultDataFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') {
    return path.win32.join(folderOf(env.LOCALAPPDATA, path.win32, path.win32.join(home, 'AppData', 'Local')), appName);
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', appName, 'data');
  return path.posix.join(folderOf(env.XDG_DATA_HOME, path.posix, path.posix.join(home, '.local', 'share')), appName);
}
