import { closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './database-file.ts';
import { isThere } from './file-place.ts';
import type { RowCipher } from './row-cipher.ts';
import { readSetAside } from './set-aside.ts';
import { isDiskError, storageFault } from './sqlite-fault.ts';
import type { SalvagedRow, SalvageSource, StoreSection } from './store-section.ts';
import { type LoggedPage, loggedPages } from './write-ahead-log.ts';

/** What cannot be read any more is left out; what the disk does not give now is not: a later try can do better. */
function leaveOut(error: unknown): undefined {
  if (isDiskError(error)) throw error;
}

/** Rows from both ends towards the damage: a hit page stops an ascending scan, and a descending one on its other side. */
function readableRows(database: DatabaseSync, select: string, key: string): SalvagedRow[] {
  const rows = new Map<unknown, SalvagedRow>();
  for (const direction of ['ASC', 'DESC']) {
    try {
      for (const row of database.prepare(`${select} ORDER BY ${key} ${direction}`).iterate()) {
        rows.set(row[key], row);
      }
    } catch (error) {
      // This side ends at the damage.
      leaveOut(error);
    }
  }
  return [...rows.values()];
}

function sourceOf(database: DatabaseSync, cipher: RowCipher): SalvageSource {
  return {
    rows: (select, key) => readableRows(database, select, key),
    row(select, ...values) {
      try {
        return database.prepare(select).get(...values);
      } catch (error) {
        return leaveOut(error);
      }
    },
    isWhole: (place, sealed) => cipher.open(place, sealed) !== undefined,
  };
}

const pageBytes = 4096;

/**
 * The hundred bytes at the start of a file of ours (https://www.sqlite.org/fileformat2.html#the_database_header), as far
 * as reading needs them: magic, page size 4096, rollback mode, schema format 4, UTF-8. The size is left to be counted and
 * the free list empty, so that a hit anywhere there does no harm.
 */
function plainHead(): Uint8Array {
  const head = Buffer.alloc(100);
  head.write('SQLite format 3\0', 'latin1');
  head.set([0x10, 0, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1], 16);
  head.writeUInt32BE(4, 44);
  head.writeUInt32BE(1, 56);
  return head;
}

/** Copies what the disk still gives of a file, page by page; the others are empty in the copy. */
function copyReadable(source: string, copy: string): void {
  const from = openSync(source, 'r');
  try {
    const to = openSync(copy, 'w');
    try {
      const bytes = statSync(source).size;
      for (let at = 0; at < bytes; at += pageBytes) {
        const page = Buffer.alloc(Math.min(pageBytes, bytes - at));
        try {
          readSync(from, page, 0, page.byteLength, at);
        } catch (error) {
          if (storageFault(error) !== 'io') throw error;
          page.fill(0);
        }
        writeSync(to, page, 0, page.byteLength, at);
      }
    } finally {
      closeSync(to);
    }
  } finally {
    closeSync(from);
  }
}

/** The pages of the log of a folder set aside; a log with sectors that cannot be read is copied first, without them. */
function pagesOfLog(setAsideFolder: string, work: string): LoggedPage[] {
  const log = join(setAsideFolder, 'kiosk.db-wal');
  const copy = join(work, 'log');
  const fromCopy = () => {
    copyReadable(log, copy);
    return loggedPages(copy, true);
  };
  return readSetAside(setAsideFolder, () => loggedPages(log), fromCopy);
}

/** Draws database and log together into one plain file, page by page, without asking the log's checksums. */
function drawTogether(setAsideFolder: string, work: string, copy: string): void {
  const source = join(setAsideFolder, 'kiosk.db');
  if (isThere(source)) {
    readSetAside(
      setAsideFolder,
      () => copyFileSync(source, copy),
      () => copyReadable(source, copy),
    );
  }
  const pages = pagesOfLog(setAsideFolder, work);
  const descriptor = openSync(copy, isThere(copy) ? 'r+' : 'w+');
  try {
    for (const { page, content } of pages) {
      writeSync(descriptor, content, 0, content.byteLength, (page - 1) * pageBytes);
    }
    writeSync(descriptor, plainHead(), 0, 100, 0);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Brings over, section by section, every row that can still be read from a damaged store that was set aside, and returns
 * how many; 0 when the file cannot be opened. Works on a copy; the folder set aside stays as it is. `onDone` runs in the
 * transaction that brings them. Throws the faults of the disk, but for sectors that it has refused at several starts: nothing was
 * brought over then.
 */
export function salvage(
  setAsideFolder: string,
  into: DatabaseSync,
  cipher: RowCipher,
  sections: readonly StoreSection[],
  onDone: () => void,
): number {
  const work = mkdtempSync(join(setAsideFolder, 'salvage-'));
  let count = 0;
  try {
    const copy = join(work, 'copy.db');
    drawTogether(setAsideFolder, work, copy);
    const from = new DatabaseSync(copy);
    try {
      inTransaction(into, () => {
        for (const section of sections) count += section.salvage(sourceOf(from, cipher), into);
        onDone();
      });
      return count;
    } finally {
      from.close();
    }
  } catch (error) {
    // A call of the file system, or the new store that takes no more: a later try can do better.
    if (storageFault(error) !== undefined) throw error;
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
