import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLogDamaged, loggedPages } from '../../../electron/storage/write-ahead-log.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-wal-'));
const copy = path.join(folder, 'copy-wal');
const frameBytes = 4_120;
let log: Buffer;

beforeAll(() => {
  const database = new DatabaseSync(path.join(folder, 'a.db'));
  database.exec('PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t (a BLOB)');
  for (let n = 0; n < 3; n += 1) database.prepare('INSERT INTO t VALUES (randomblob(9000))').run();
  log = readFileSync(path.join(folder, 'a.db-wal'));
  database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function isDamagedAfter(change: (bytes: Buffer) => Buffer): boolean {
  writeFileSync(copy, change(Buffer.from(log)));
  return isLogDamaged(copy);
}

test('a whole log is sound, and all its pages are found', () => {
  expect(isDamagedAfter((bytes) => bytes)).toBe(false);
  expect(loggedPages(copy)).toHaveLength((log.length - 32) / frameBytes);
});
test('no log, an empty one and a header alone are sound', () => {
  expect(isLogDamaged(path.join(folder, 'none'))).toBe(false);
  expect(isDamagedAfter(() => Buffer.alloc(0))).toBe(false);
  expect(isDamagedAfter((bytes) => bytes.subarray(0, 32))).toBe(false);
});
test('a log cut anywhere, as a crash cuts it, is no damage', () => {
  for (let length = 0; length < log.length; length += 511) {
    expect(
      isDamagedAfter((bytes) => bytes.subarray(0, length)),
      `cut at ${length}`,
    ).toBe(false);
  }
});
test('a bit turned over anywhere is damage', () => {
  const missed: number[] = [];
  for (let at = 0; at < log.length; at += at < 200 ? 1 : 37) {
    const isDamaged = isDamagedAfter((bytes) => {
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
      return bytes;
    });
    if (!isDamaged) missed.push(at);
  }
  expect(missed).toEqual([]);
});
