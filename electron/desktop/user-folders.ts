import { existsSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'electron';
import type { UserFolders } from '../ports.ts';

/** How a home's folders are called where no session of a desktop has written down what they are called there (xdg-user-dirs). */
const usualNames = {
  downloads: 'Downloads',
  desktop: 'Desktop',
  documents: 'Documents',
  pictures: 'Pictures',
} as const;

/** The user's own folders. Where the system names the home in the place of one, it is the one of the usual name, there or not. */
export function userFolders(app: Pick<App, 'getPath'>): UserFolders {
  const home = app.getPath('home');
  const folderOf = (kind: keyof typeof usualNames) => {
    const named = app.getPath(kind);
    return path.relative(named, home) === '' ? path.join(home, usualNames[kind]) : named;
  };
  return {
    home,
    downloads: folderOf('downloads'),
    desktop: folderOf('desktop'),
    documents: folderOf('documents'),
    pictures: folderOf('pictures'),
  };
}

/** Where what is downloaded can be chosen again: in the home, where it has no folder for that. */
export function downloadFolder(app: Pick<App, 'getPath'>): string {
  const own = userFolders(app);
  return existsSync(own.downloads) ? own.downloads : own.home;
}
