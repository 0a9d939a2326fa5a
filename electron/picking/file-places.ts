import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { FilePlace, FilePlaceKind } from '../../shared/file-picking-contract.ts';
import { mountPoints } from '../storage/mount-table.ts';

/** Where Linux desktops and administrators mount what is plugged in. */
const mountFolders = ['/media/', '/run/media/', '/mnt/'];

/** Drives of Linux, by the text of `/proc/self/mountinfo`. */
export function drivesOfMounts(table: string): readonly string[] {
  const isDrive = (point: string) => point === '/mnt' || mountFolders.some((folder) => point.startsWith(folder));
  return [...new Set(mountPoints(table).filter(isDrive))].sort();
}

function linuxDrives(): readonly string[] {
  try {
    return drivesOfMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    // A sandbox that hides the table hides what is mounted, too.
    return [];
  }
}

/** macOS shows every volume below one folder, the one that it runs from as a link. */
function macDrives(): readonly string[] {
  const folder = '/Volumes';
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => path.join(folder, name))
    .filter((volume) => existsSync(volume) && realpathSync(volume) !== '/');
}

function windowsDrives(systemDrive: string | undefined): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:`);
  return letters
    .filter((letter) => letter !== (systemDrive ?? 'C:').toUpperCase())
    .map((letter) => `${letter}\\`)
    .filter(existsSync);
}

/** What is plugged into this machine now, by paths. */
export function drivesOf(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return windowsDrives(process.env.SystemDrive);
  return platform === 'darwin' ? macDrives() : linuxDrives();
}

const driveName = (drive: string) => path.basename(drive) || drive.replace(/\\$/, '');

/** The places that are there: what is plugged in before the user's own folders, each once. */
export function placesAmong(
  drives: readonly string[],
  folders: Partial<Record<Exclude<FilePlaceKind, 'drive'>, string>>,
): readonly FilePlace[] {
  const own = Object.entries(folders).map(([kind, folder]) => {
    return { kind: kind as FilePlaceKind, name: path.basename(folder), path: folder };
  });
  const all = [...drives.map((drive) => ({ kind: 'drive' as const, name: driveName(drive), path: drive })), ...own];
  const seen = new Set<string>();
  return all.filter((place) => {
    if (seen.has(place.path) || !existsSync(place.path)) return false;
    seen.add(place.path);
    return true;
  });
}
