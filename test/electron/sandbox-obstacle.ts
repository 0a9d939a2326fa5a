import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Why Chromium's own sandbox cannot be on in a test run with this executable; `undefined` when it can. An installed app has
 * none of these obstacles: they come from unpacked runtimes in a user's folder.
 */
export function sandboxObstacle(executable: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folder = path.dirname(executable);
  for (let place = folder; place !== path.dirname(place); place = path.dirname(place)) {
    if (process.getuid?.() === 0 && (statSync(place).mode & 0o001) === 0) return `only root may enter ${place}`;
  }
  const helper = statSync(path.join(folder, 'chrome-sandbox'), { throwIfNoEntry: false });
  if (helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0) return undefined;
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  const isRestricted = existsSync(restriction) && readFileSync(restriction, 'utf8').trim() === '1';
  return isRestricted ? 'this system keeps user namespaces from programs that it does not know' : undefined;
}
