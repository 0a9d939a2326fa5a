import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { openStore } from '../../../electron/storage/store.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-read-back-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const open = () =>
  openStore({
    folder,
    cipher: createFixedCipher(),
    clock: createFakeClock(),
    log: createKeptLog(),
    sections: storeSections,
    freeSpaceFloorBytes: 0,
  });

/** Node's driver and SQLite do what they are told, with one thing changed on the way, as another driver or disk would. */
function change(how: (database: DatabaseSync, sql: string, exec: (sql: string) => void) => void): void {
  const real = DatabaseSync.prototype.exec;
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
    how(this, sql, (text) => real.call(this, text));
  });
}

const notDurable = { kind: 'error', error: { code: 'not-saved-storage', detail: { fault: 'not-durable' } } };

test('a driver that stops waiting for the disk with the first write, without a word, is found out before a promise', async () => {
  change((_, sql, exec) => {
    exec(sql);
    if (sql === 'COMMIT') exec('PRAGMA synchronous=NORMAL');
  });
  expect(await open()).toMatchObject(notDurable);
});

test('so is a disk on which there is no write-ahead log', async () => {
  change((_, sql, exec) => exec(sql.replace('PRAGMA journal_mode=WAL', 'PRAGMA journal_mode=DELETE')));
  expect(await open()).toMatchObject(notDurable);
});

test('and a store that is refused for it opens where commits wait', async () => {
  change((_, sql, exec) => exec(sql.replace('synchronous=FULL', 'synchronous=OFF')));
  expect(await open()).toMatchObject(notDurable);
  vi.restoreAllMocks();
  const opened = await open();
  expect(opened.kind).toBe('ok');
  if (opened.kind === 'ok') opened.value.close();
});
