import { expect, test } from 'vitest';
import { browserFailure } from '../../../electron/host/failure.ts';
import { appWindowArguments } from '../../../electron/loopback/app-window.ts';
import { browserPlaces, findInstalledBrowser } from '../../../electron/loopback/installed-browser.ts';
import { err, ok } from '../../../shared/result.ts';

const parts = { url: 'http://127.0.0.1:1/#secret', profileFolder: '/data/browser-profile', isRootOnLinux: false };

test('the window shows the kiosk alone, in a profile of its own, and keeps its sandbox', () => {
  const words = appWindowArguments(parts);
  expect(words).toContain('--app=http://127.0.0.1:1/opening');
  expect(words.join(' ')).not.toContain('secret');
  expect(words).toContain('--user-data-dir=/data/browser-profile');
  expect(words.join(' ')).not.toMatch(/no-sandbox|disable-web-security|remote-debugging-port|use-fake/);
  expect(appWindowArguments({ ...parts, isRootOnLinux: true })).toContain('--no-sandbox');
});

test('Chrome, Chromium and Edge are found where each system keeps them; a named one goes first', () => {
  const windows = browserPlaces({
    platform: 'win32',
    env: { ProgramFiles: 'C:\\Program Files', LOCALAPPDATA: 'C:\\L' },
  });
  expect(windows).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\L\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\L\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
  const mac = browserPlaces({ platform: 'darwin', env: { HOME: '/Users/a' } });
  expect(mac).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  expect(mac).toContain('/Users/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge');
  const linux = { platform: 'linux', env: { PATH: '/usr/local/bin:.:/usr/bin' } } as const;
  expect(browserPlaces(linux)).not.toContain('chromium');
  expect(findInstalledBrowser(linux, (file) => file === '/usr/bin/chromium')).toEqual(ok('/usr/bin/chromium'));
  expect(findInstalledBrowser(linux, () => false)).toEqual(ok(undefined));
  const named = { ...linux, env: { ...linux.env, KIOSK_BROWSER: '/opt/chrome' } };
  expect(findInstalledBrowser(named, () => true)).toEqual(ok('/opt/chrome'));
});

test('a named browser that is none is an error, never another one in its place', () => {
  for (const named of ['/opt/none/chrome', import.meta.dirname, import.meta.filename]) {
    const machine = { platform: process.platform, env: { ...process.env, KIOSK_BROWSER: named } };
    expect(findInstalledBrowser(machine)).toEqual(err(named));
    expect(browserFailure(named).text).toContain(
      `KIOSK_BROWSER: expected the program file of Chromium, Chrome or Edge, got ${named}.`,
    );
  }
});
