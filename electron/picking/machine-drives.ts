import { readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { printedBy, windowsTool } from '../process/printed-by.ts';
import { diskMountPoints } from '../storage/mount-table.ts';

/** Where Linux desktops mount what somebody plugs in. */
const pluggedFolders = ['/media/', '/run/media/'];

/** Drives of Linux, by the text of `/proc/self/mountinfo`: also what an administrator mounted for them, but nothing of a network. */
export function drivesOfMounts(table: string): readonly string[] {
  const isDrive = (point: string) =>
    point === '/mnt' || [...pluggedFolders, '/mnt/'].some((folder) => point.startsWith(folder));
  return [...new Set(diskMountPoints(table).filter(isDrive))].sort();
}

async function linuxDrives(): Promise<readonly string[]> {
  try {
    return drivesOfMounts(await readFile('/proc/self/mountinfo', 'utf8'));
  } catch {
    // A sandbox that hides the table hides what is mounted, too.
    return [];
  }
}

/** macOS shows every volume below one folder, the one that it runs from as a link. */
export async function macDrives(folder = '/Volumes'): Promise<readonly string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter(
    ({ name }) => !name.startsWith('.'),
  );
  // Only a link may be the machine's own. Nothing is asked of a volume, also where a link leads into one: one of a network may be dead.
  const isOwn = await Promise.all(
    entries.map(async (entry) => {
      if (!entry.isSymbolicLink()) return false;
      return (await readlink(path.join(folder, entry.name)).catch(() => '/')) === '/';
    }),
  );
  return entries.filter((_, at) => isOwn[at] === false).map(({ name }) => path.join(folder, name));
}

function windowsDrives(systemDrive: string | undefined): readonly string[] {
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    .map((letter) => `${letter}:`)
    .filter((letter) => letter !== (systemDrive ?? 'C:').toUpperCase())
    .map((letter) => `${letter}\\`);
}

/** What may be plugged into this machine, by paths; on Windows every letter but the system's own, there or not. */
async function drivesOf(platform: NodeJS.Platform): Promise<readonly string[]> {
  if (platform === 'win32') return windowsDrives(process.env.SystemDrive);
  return platform === 'darwin' ? macDrives() : linuxDrives();
}

/** By what `DriveInfo` names removable (https://learn.microsoft.com/dotnet/api/system.io.drivetype): a letter with its colon in each line. */
export function drivesOfLetters(text: string): readonly string[] {
  return [...text.matchAll(/^([A-Z]):\\?\s*$/gim)].map(([, letter = '']) => `${letter.toUpperCase()}:\\`);
}

/** By `diskutil list -plist external` (diskutil(8)). */
export function drivesOfDiskList(text: string): readonly string[] {
  const points = [...text.matchAll(/<key>MountPoint<\/key>\s*<string>(\/Volumes\/[^<]+)<\/string>/g)];
  const plain = (name: string) => name.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return points.map(([, point = '']) => plain(point));
}

type Answer = Promise<readonly string[] | undefined>;

/** Of these drives those that are surely somebody's own, plugged in to be taken away again; `undefined` where the machine's tool does not tell. */
async function removableAmong(drives: readonly string[], platform: NodeJS.Platform): Answer {
  if (platform === 'linux') return drives.filter((drive) => pluggedFolders.some((folder) => drive.startsWith(folder)));
  const found = platform === 'win32' ? await removableLetters() : await externalVolumes();
  return found && drives.filter((drive) => found.includes(drive));
}

async function removableLetters(): Answer {
  const shell = windowsTool('WindowsPowerShell\\v1.0\\powershell.exe');
  const words = "[IO.DriveInfo]::GetDrives() | Where-Object DriveType -eq 'Removable' | ForEach-Object Name";
  const printed = await printedBy(shell, '-NoProfile', '-NonInteractive', '-Command', words);
  return printed === undefined ? undefined : drivesOfLetters(printed);
}

async function externalVolumes(): Answer {
  const printed = await printedBy('/usr/sbin/diskutil', 'list', '-plist', 'external');
  return printed === undefined ? undefined : drivesOfDiskList(printed);
}

/** What a machine says of its drives, by paths. */
export interface MachineDrives {
  all(): Promise<readonly string[]>;
  /** `undefined`: nothing answered. */
  removableAmong(drives: readonly string[]): Promise<readonly string[] | undefined>;
}

/** As this machine says. Its tools may take seconds. */
export function machineDrives(platform: NodeJS.Platform): MachineDrives {
  return { all: () => drivesOf(platform), removableAmong: (drives) => removableAmong(drives, platform) };
}
