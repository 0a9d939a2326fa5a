import path from 'node:path';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const appName = 'photo-kiosk';

/** Where settings are looked for when `--config` names none: the machine-wide place, then the user's. */
export function settingsPlaces({ platform, env, home }: Surroundings): string[] {
  if (platform === 'win32') {
    const machine = env.ProgramData ?? 'C:\\ProgramData';
    const user = env.APPDATA ?? path.win32.join(home, 'AppData', 'Roaming');
    return [machine, user].map((base) => path.win32.join(base, appName, 'settings.json'));
  }
  if (platform === 'darwin') {
    return ['/Library/Application Support', path.posix.join(home, 'Library', 'Application Support')].map((base) =>
      path.posix.join(base, appName, 'settings.json'),
    );
  }
  const user = env.XDG_CONFIG_HOME ?? path.posix.join(home, '.config');
  return ['/etc', user].map((base) => path.posix.join(base, appName, 'settings.json'));
}

/** Where the station keeps its data when `--data` names no folder: local to this user and never roaming. */
export function defaultDataFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') {
    return path.win32.join(env.LOCALAPPDATA ?? path.win32.join(home, 'AppData', 'Local'), appName);
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', appName, 'data');
  return path.posix.join(env.XDG_DATA_HOME ?? path.posix.join(home, '.local', 'share'), appName);
}
