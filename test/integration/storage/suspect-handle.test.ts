import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { Connection } from '../../../electron/storage/connection.ts';
import { openDatabase } from '../../../electron/storage/database-file.ts';
import { openStore, type Store } from '../../../electron/storage/store.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-suspect-'));
  const opened = await openStore({
    folder,
    cipher: createFixedCipher(),
    clock: createFakeClock(),
    log: createKeptLog(),
    sections: storeSections,
    freeSpaceFloorBytes: 0,
  });
  if (opened.kind === 'error') throw new Error(opened.error.code);
  store = opened.value;
  // What only this handle knows: another one has SQLite's own number.
  store.prepare('PRAGMA cache_size=-12345').run();
});
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
  rmSync(folder, { recursive: true });
});

const isSameHandle = () => store.prepare('PRAGMA cache_size').get()?.cache_size === -12345;
const name = (text: string) => Buffer.from(text);

/** The next COMMIT answers as `node:sqlite` reports a result code of SQLite; what follows goes on as it is. */
function failNextCommit(errcode: number): void {
  const real = DatabaseSync.prototype.exec;
  let isArmed = true;
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
    if (!isArmed || sql !== 'COMMIT') return real.call(this, sql);
    isArmed = false;
    throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode });
  });
}

describe('after a fault that leaves open what reached the disk, the handle is not used again', () => {
  test.each([
    ['a failed fsync (SQLITE_IOERR_FSYNC)', 10 | (4 << 8), 'io'],
    ['a short read (SQLITE_IOERR_SHORT_READ)', 10 | (2 << 8), 'io'],
    ['no memory (SQLITE_NOMEM)', 7, 'io'],
    ['damage (SQLITE_CORRUPT)', 11, 'damaged'],
    ['a file that is gone (SQLITE_CANTOPEN)', 14, 'cannot-open'],
  ])('%s', (_, errcode, fault) => {
    expect(isSameHandle()).toBe(true);
    failNextCommit(errcode);
    expect(store.documents.put('a', name('first'))).toEqual({ kind: 'error', error: fault });
    expect(store.fault()).toBe(fault);
    expect(store.generation()).toBe(1);
    expect(store.documents.get('a')).toBeUndefined();
    expect(isSameHandle()).toBe(false);
    // The new one is as durable as the first, and takes what is saved again.
    expect(store.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(store.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(store.documents.put('a', name('second')).kind).toBe('ok');
    expect(store.fault()).toBeUndefined();
  });
});

describe('after a fault that only refused, it is kept, and nothing of the transaction stays', () => {
  test.each([
    ['a full disk (SQLITE_FULL)', 13, 'disk-full'],
    ['a disk that cannot be written (SQLITE_READONLY)', 8, 'read-only'],
  ])('%s', (_, errcode, fault) => {
    failNextCommit(errcode);
    expect(store.documents.put('a', name('first'))).toEqual({ kind: 'error', error: fault });
    expect(store.generation()).toBe(0);
    expect(isSameHandle()).toBe(true);
    expect(store.documents.get('a')).toBeUndefined();
    expect(store.documents.put('a', name('second')).kind).toBe('ok');
  });
});

describe('a handle whose path names another store by now', () => {
  const at = (file: string) => path.join(folder, file);

  test.each([['store'], ['store/kiosk.db-wal']])(
    'is given up without closing, after a fault as at the end: %s at its path is another one’s',
    (which) => {
      expect(store.documents.put('a', name('first')).kind).toBe('ok');
      cpSync(at(which), at('copy'), { recursive: true });
      renameSync(at(which), at('moved'));
      renameSync(at('copy'), at(which));
      const logBytes = readFileSync(at('store/kiosk.db-wal'));
      expect(logBytes.byteLength).toBeGreaterThan(0);
      vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(() => {
        throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
      });
      expect(store.read(() => store.prepare('SELECT 1 AS one').get())).toEqual({ kind: 'error', error: 'io' });
      vi.restoreAllMocks();
      expect(readFileSync(at('store/kiosk.db-wal'))).toEqual(logBytes);
      store.close();
      expect(readFileSync(at('store/kiosk.db-wal'))).toEqual(logBytes);
    },
  );
  test.each([
    ['removed', () => rmSync(at('store'), { recursive: true })],
    ['moved', () => renameSync(at('store'), at('moved'))],
  ])('has the only copy once its folder was %s: a fault takes nothing of it away', (_, lose) => {
    expect(store.documents.put('a', name('first')).kind).toBe('ok');
    lose();
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
    });
    expect(store.read(() => store.prepare('SELECT 2 AS two').get())).toEqual({ kind: 'error', error: 'io' });
    vi.restoreAllMocks();
    expect(store.documents.get('a')).toEqual(new Uint8Array(name('first')));
    expect(store.documents.put('b', name('second'))).toEqual({ kind: 'error', error: 'moved' });
  });
  test('is written again only by another handle, when its folder was away at the fault and came back', () => {
    expect(store.documents.put('a', name('first')).kind).toBe('ok');
    renameSync(at('store'), at('moved'));
    vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
    });
    expect(store.read(() => store.prepare('SELECT 2 AS two').get())).toEqual({ kind: 'error', error: 'io' });
    vi.restoreAllMocks();
    expect(store.documents.put('b', name('second'))).toEqual({ kind: 'error', error: 'moved' });
    expect(isSameHandle()).toBe(true);
    const before = store.generation();
    renameSync(at('moved'), at('store'));
    // Whoever keeps rows in memory learns it before the first write.
    expect(store.generation()).toBe(before + 1);
    expect(store.documents.put('b', name('second')).kind).toBe('ok');
    expect(isSameHandle()).toBe(false);
    expect(store.documents.get('a')).toEqual(new Uint8Array(name('first')));
    expect(store.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(store.fault()).toBeUndefined();
  });
  test('is closed in order when nothing is at its path: what it holds goes into its own file', () => {
    expect(store.documents.put('a', name('first')).kind).toBe('ok');
    renameSync(at('store'), at('moved'));
    store.close();
    expect(existsSync(at('store'))).toBe(false);
  });
});

test('a database whose place the file system does not tell is let go: the next try to open it is not kept out', () => {
  const file = path.join(folder, 'other.db');
  const database = openDatabase(file);
  database.exec('CREATE TABLE held (row)');
  const namelessFile = path.join(folder, 'n'.repeat(300));
  expect(() => new Connection(database, namelessFile, createKeptLog())).toThrow();
  const next = openDatabase(file);
  next.exec('INSERT INTO held VALUES (1)');
  next.close();
});
