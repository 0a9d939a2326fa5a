import { expect, test } from 'vitest';
import { defaultDataFolder, settingsPlaces } from '../../../electron/settings/places.ts';

test('the machine-wide settings come before the user’s on every system', () => {
  expect(settingsPlaces({ platform: 'linux', env: {}, home: '/home/k' })).toEqual([
    '/etc/photo-kiosk/settings.json',
    '/home/k/.config/photo-kiosk/settings.json',
  ]);
  expect(
    settingsPlaces({ platform: 'win32', env: { ProgramData: 'D:\\PD', APPDATA: 'C:\\U\\R' }, home: 'C:\\U' }),
  ).toEqual(['D:\\PD\\photo-kiosk\\settings.json', 'C:\\U\\R\\photo-kiosk\\settings.json']);
  expect(settingsPlaces({ platform: 'darwin', env: {}, home: '/Users/k' })[0]).toBe(
    '/Library/Application Support/photo-kiosk/settings.json',
  );
});

test('photos stay in a local folder: never in a roaming profile', () => {
  const folder = defaultDataFolder({
    platform: 'win32',
    env: { APPDATA: 'C:\\U\\Roaming', LOCALAPPDATA: 'C:\\U\\Local' },
    home: 'C:\\U',
  });
  expect(folder).toBe('C:\\U\\Local\\photo-kiosk');
});

test.each(['', 'relative/folder', '.'])('a place named %j by the environment counts as not named', (value) => {
  const env = { XDG_CONFIG_HOME: value, XDG_DATA_HOME: value, ProgramData: value, APPDATA: value, LOCALAPPDATA: value };
  for (const [platform, home] of [
    ['linux', '/home/k'],
    ['win32', 'C:\\U'],
  ] as const) {
    expect(settingsPlaces({ platform, env, home })).toEqual(settingsPlaces({ platform, env: {}, home }));
    expect(defaultDataFolder({ platform, env, home })).toBe(defaultDataFolder({ platform, env: {}, home }));
  }
});
