import { execFile } from 'node:child_process';
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
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
async function macDrives(): Promise<readonly string[]> {
  const folder = '/Volumes';
  const names = await readdir(folder).catch(() => []);
  const own = await Promise.all(
    names.map(async (name) => (await realpath(path.join(folder, name)).catch(() => '/')) === '/'),
  );
  return names.filter((name, at) => !name.startsWith('.') && own[at] === false).map((name) => path.join(folder, name));
}

function windowsDrives(systemDrive: string | undefined): readonly string[] {
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    .map((letter) => `${letter}:`)
    .filter((letter) => letter !== (systemDrive ?? 'C:').toUpperCase())
    .map((letter) => `${letter}\\`);
}

/** What may be plugged into this machine, by paths; on Windows every letter but the system's own, there or not. */
export async function drivesOf(platform: NodeJS.Platform): Promise<readonly string[]> {
  if (platform === 'win32') return windowsDrives(process.env.SystemDrive);
  return platform === 'darwin' ? macDrives() : linuxDrives();
}

/** No tool that is asked may keep somebody waiting for longer. */
const toolLimitMs = 5_000;

/** What a tool of the system prints; nothing when it is not there, fails, or does not answer. */
function printed(program: string, ...parameters: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, parameters, { timeout: toolLimitMs, windowsHide: true }, (error, text) =>
      resolve(error === null ? text : ''),
    );
  });
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

/** Of these drives those that are surely somebody's own, plugged in to be taken away again. */
export async function removableAmong(drives: readonly string[], platform: NodeJS.Platform): Promise<readonly string[]> {
  if (platform === 'linux') return drives.filter((drive) => pluggedFolders.some((folder) => drive.startsWith(folder)));
  const found = platform === 'win32' ? await removableLetters() : await externalVolumes();
  return drives.filter((drive) => found.includes(drive));
}

async function removableLetters(): Promise<readonly string[]> {
  const shell = path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  const words = "[IO.DriveInfo]::GetDrives() | Where-Object DriveType -eq 'Removable' | ForEach-Object Name";
  return drivesOfLetters(await printed(shell, '-NoProfile', '-NonInteractive', '-Command', words));
}

async function externalVolumes(): Promise<readonly string[]> {
  return drivesOfDiskList(await printed('/usr/sbin/diskutil', 'list', '-plist', 'external'));
}
