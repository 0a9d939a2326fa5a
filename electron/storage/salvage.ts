import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { RowCipher } from './row-cipher.ts';
import { loggedPages } from './write-ahead-log.ts';

type Row = Record<string, SQLInputValue>;

/** Rows from both ends towards the damage: a hit page stops an ascending scan, and a descending one on its other side. */
function readableRows(database: DatabaseSync, sql: string, key: string): Row[] {
  const rows = new Map<unknown, Row>();
  for (const direction of ['ASC', 'DESC']) {
    try {
      for (const row of database.prepare(`${sql} ORDER BY ${key} ${direction}`).iterate()) {
        rows.set(row[key], row as Row);
      }
    } catch {
      // This side ends at the damage.
    }
  }
  return [...rows.values()];
}

function readablePhoto(database: DatabaseSync, seq: SQLInputValue): SQLInputValue | undefined {
  try {
    const row = database.prepare('SELECT sealed FROM photo WHERE seq = ?').get(seq);
    return row?.sealed;
  } catch {
    return undefined;
  }
}

function copyJobs(from: DatabaseSync, into: DatabaseSync, cipher: RowCipher): number {
  let count = 0;
  const putJob = into.prepare('INSERT OR IGNORE INTO job (seq, id, record) VALUES (?, ?, ?)');
  const putPhoto = into.prepare('INSERT OR IGNORE INTO photo (seq, sealed) VALUES (?, ?)');
  for (const { seq, id, record } of readableRows(from, 'SELECT seq, id, record FROM job NOT INDEXED', 'seq')) {
    if (seq === undefined || typeof id !== 'string' || !(record instanceof Uint8Array)) continue;
    if (cipher.open({ table: 'job', column: 'record', row: id }, record) === undefined) continue;
    putJob.run(seq, id, record);
    count += 1;
    const photo = readablePhoto(from, seq);
    // A photo that no longer opens goes along too: the queue finds it damaged, parks it, and says so.
    if (photo instanceof Uint8Array) putPhoto.run(seq, photo);
  }
  return count;
}

function copyDocuments(from: DatabaseSync, into: DatabaseSync, cipher: RowCipher): number {
  let count = 0;
  const put = into.prepare('INSERT OR IGNORE INTO document (name, sealed) VALUES (?, ?)');
  for (const { name, sealed } of readableRows(from, 'SELECT name, sealed FROM document', 'name')) {
    if (typeof name !== 'string' || !(sealed instanceof Uint8Array)) continue;
    if (cipher.open({ table: 'document', column: 'sealed', row: name }, sealed) === undefined) continue;
    put.run(name, sealed);
    count += 1;
  }
  return count;
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

/** Draws database and log together into one plain file, page by page, without asking the log's checksums. */
function drawTogether(setAsideFolder: string, copy: string): void {
  const source = join(setAsideFolder, 'kiosk.db');
  if (existsSync(source)) copyFileSync(source, copy);
  const descriptor = openSync(copy, existsSync(copy) ? 'r+' : 'w+');
  try {
    for (const { page, content } of loggedPages(`${source}-wal`)) {
      writeSync(descriptor, content, 0, content.byteLength, (page - 1) * pageBytes);
    }
    writeSync(descriptor, plainHead(), 0, 100, 0);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Brings over every job, photo and document that can still be read from a damaged store that was set aside, and returns
 * how many rows. Works on a copy; the folder set aside stays as it is. Reads nothing when the file cannot be opened.
 */
export function salvage(setAsideFolder: string, into: DatabaseSync, cipher: RowCipher): number {
  const work = mkdtempSync(join(setAsideFolder, 'salvage-'));
  try {
    const copy = join(work, 'copy.db');
    drawTogether(setAsideFolder, copy);
    const from = new DatabaseSync(copy);
    try {
      into.exec('BEGIN IMMEDIATE');
      const count = copyJobs(from, into, cipher) + copyDocuments(from, into, cipher);
      into.exec('COMMIT');
      return count;
    } finally {
      from.close();
    }
  } catch {
    if (into.isTransaction) into.exec('ROLLBACK');
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
