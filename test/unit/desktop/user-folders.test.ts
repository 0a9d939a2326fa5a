import path from 'node:path';
import { expect, test } from 'vitest';
import { userFolders } from '../../../electron/desktop/user-folders.ts';

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
