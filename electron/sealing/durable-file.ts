import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Makes the bytes of a file that is there survive a power cut. Throws file errors. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes names in a folder survive a power cut. Windows has no such call and keeps names in its journal. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a folder (0700) and those above it, one by one from the first that is missing, and returns that one; `undefined` when
 * all are there. Throws file errors. Node's own recursive way never ends where the system answers every try with ENOENT, as in
 * `/proc`.
 */
export function makeFolder(folder: string): string | undefined {
  const missing: string[] = [];
  let present = path.resolve(folder);
  for (; statSync(present, { throwIfNoEntry: false }) === undefined; present = path.dirname(present)) {
    // The root of a drive that is not there.
    if (present === path.dirname(present)) break;
    missing.unshift(present);
  }
  for (const made of missing.length === 0 ? [present] : missing) {
    try {
      mkdirSync(made, { mode: 0o700 });
    } catch (error) {
      const isThereNow = (error as NodeJS.ErrnoException).code === 'EEXIST' && statSync(made).isDirectory();
      if (!isThereNow) throw error;
    }
  }
  return missing[0];
}

/** Makes a folder (0700) and those above it, each of whose names survives a power cut afterwards. Throws file errors. */
export function makeFolderDurably(folder: string): void {
  const first = makeFolder(folder);
  if (first === undefined) return;
  const above = path.dirname(first);
  for (let made = path.resolve(folder); made !== above; made = path.dirname(made)) syncFolder(path.dirname(made));
}

export interface DurableWrite {
  /** Permissions of the new file; 0600 unless said otherwise. */
  readonly mode?: number;
  /** Keeps a file that is there already, or that another process puts there first. */
  readonly keepsPresent?: boolean;
  /** Nobody else writes this file: the draft has one name, so that what a crash leaves of it is written over, not left behind. */
  readonly isSoleWriter?: boolean;
}

/** How a draft is named that other writers of the same file must not meet, after the file's own name. */
export const draftEnding = /^\.[0-9a-f]{12}\.draft$/;

function writeDraft(descriptor: number, bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.byteLength; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // The error that led here is the one to report.
  }
}

/** Gives the draft its name; a link, unlike a rename, fails when the name is taken. */
function linkUnlessPresent(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  discard(draft);
}

/**
 * Puts a file in place whole, making its folder: once it returns, the new bytes survive a power cut; until then, and when
 * it throws a file error, the old ones do. Waits for the disk, as the database does: what it writes is small.
 */
export function writeFileDurably(file: string, bytes: Uint8Array, options: DurableWrite = {}): void {
  const { mode = 0o600, keepsPresent = false, isSoleWriter = false } = options;
  const folder = path.dirname(file);
  makeFolderDurably(folder);
  const draft = isSoleWriter ? `${file}.new` : `${file}.${randomBytes(6).toString('hex')}.draft`;
  try {
    writeDraft(openSync(draft, isSoleWriter ? 'w' : 'wx', mode), bytes);
    if (keepsPresent) linkUnlessPresent(draft, file);
    else renameSync(draft, file);
  } catch (error) {
    discard(draft);
    throw error;
  }
  syncFolder(folder);
}
