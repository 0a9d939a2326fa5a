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
