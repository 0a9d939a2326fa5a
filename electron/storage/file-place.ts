import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fileFault, StoreError } from './sqlite-fault.ts';

/** True when the path names something. Unlike `existsSync` it does not take a fault of the disk for an absence: it throws it. */
export function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Which files a database consists of: device and number of each; `undefined` for one that is not there. */
export interface FilePlace {
  readonly database: string | undefined;
  readonly log: string | undefined;
}

function identity(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  // A file system without numbers gives 0 to every file: there only the absence shows.
  return found && `${found.dev}:${found.ino}`;
}

/** The files that the path of a database names now. Throws a `StoreError` when the file system does not say. */
export function placeOf(file: string): FilePlace {
  try {
    return { database: identity(file), log: identity(`${file}-wal`) };
  } catch (cause) {
    throw new StoreError(fileFault(cause), { cause });
  }
}

/**
 * Reads a file from its beginning to its end, if it is there. Throws what the disk does not give. Not beside an open database:
 * closing a second descriptor gives up the locks of the first.
 */
export function readThrough(file: string): void {
  if (!isThere(file)) return;
  const descriptor = openSync(file, 'r');
  try {
    const piece = new Uint8Array(1024 * 1024);
    for (let at = 0, read = 1; read > 0; at += read) read = readSync(descriptor, piece, 0, piece.byteLength, at);
  } finally {
    closeSync(descriptor);
  }
}
