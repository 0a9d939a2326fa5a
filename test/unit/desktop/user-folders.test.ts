import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { downloadFolder, userFolders } from '../../../electron/desktop/user-folders.ts';

test('a system that names the home in the place of a folder means the folder of the usual name', () => {
  const home = path.resolve('/home/kiosk');
  const named: Record<string, string> = { home, downloads: home, pictures: path.join(home, 'Bilder') };
  const app = { getPath: (name: string) => named[name] ?? `${home}${path.sep}` };
  expect(userFolders(app)).toEqual({
    home,
    downloads: path.join(home, 'Downloads'),
    desktop: path.join(home, 'Desktop'),
    documents: path.join(home, 'Documents'),
    pictures: path.join(home, 'Bilder'),
  });
});

test('what is downloaded goes to the home where there is no folder for it', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'kiosk-home-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const downloads = path.join(home, 'Downloads');
  const app = { getPath: (name: string) => (name === 'downloads' ? downloads : home) };
  expect(downloadFolder(app)).toBe(home);
  mkdirSync(downloads);
  expect(downloadFolder(app)).toBe(downloads);
});
