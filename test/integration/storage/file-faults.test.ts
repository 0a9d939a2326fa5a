import fs, { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto } from '../../queue-station.ts';

let folder: string;
let station: QueueStation;
const clock = createFakeClock();
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-file-faults-'));
  station = await openStation({ folder, clock, uploadPhoto: () => new Promise(() => {}) });
});
afterEach(async () => {
  mended();
  vi.restoreAllMocks();
  await station.close();
  rmSync(folder, { recursive: true });
});

const store = (name = '') => path.join(folder, 'store', name);
const save = (person: number) => station.queue.enqueue(sampleCapture(person, samplePhoto(person)));
const real = { statSync: fs.statSync };

/** What `stat` answers for files whose name ends so, from now on. */
function breakStat(ending: string, code: string): void {
  const statSync = (file: string, options: fs.StatSyncOptions) => {
    if (!String(file).endsWith(ending)) return real.statSync(file, options);
    throw Object.assign(new Error(`${code}: stat`), { code, syscall: 'stat' });
  };
  Object.assign(fs, { statSync });
  syncBuiltinESMExports();
}
function mended(): void {
  Object.assign(fs, real);
  syncBuiltinESMExports();
}

/** Photos there after a crash: what a start finds in a copy of the folder, taken now. */
async function photosAfterCrash(): Promise<number> {
  const copy = mkdtempSync(path.join(tmpdir(), 'kiosk-crashed-'));
  cpSync(folder, copy, { recursive: true });
  const found = await openStation({ folder: copy });
  const { saved } = found.queue.verify().conservation;
  await found.close();
  rmSync(copy, { recursive: true });
  return saved;
}

describe('a file system that does not answer for the store', () => {
  test.each(['EIO', 'EACCES', 'ELOOP', 'EMFILE'])(
    '%s at the log: the queue lives, says so and recovers',
    async (code) => {
      station.queue.start();
      expect(save(1).kind).toBe('ok');
      breakStat('-wal', code);
      expect(save(2)).toMatchObject({ kind: 'error', error: { code: 'not-saved-storage' } });
      station.queue.hint('network-online');
      expect(station.queue.summary()).toMatchObject({ canSave: false, storageNotice: 'failed' });
      clock.advance(5_000);
      expect(station.queue.summary().canSave).toBe(false);
      mended();
      clock.advance(5_000);
      expect(station.queue.summary()).toMatchObject({ canSave: true, storageNotice: 'none' });
      expect(save(3).kind).toBe('ok');
      expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 2 } });
    },
  );
});

describe('a store that is not at its path any more takes nothing, and goes on with what it has', () => {
  const losses: readonly [string, () => void][] = [
    ['its folder was removed', () => rmSync(store(), { recursive: true })],
    ['its folder was moved', () => renameSync(store(), path.join(folder, 'elsewhere'))],
    ['its database was removed', () => rmSync(store('kiosk.db'))],
    ['its log was removed', () => rmSync(store('kiosk.db-wal'))],
    [
      'it was replaced by a copy',
      () => {
        cpSync(store(), path.join(folder, 'copy'), { recursive: true });
        renameSync(store(), path.join(folder, 'former'));
        renameSync(path.join(folder, 'copy'), store());
      },
    ],
  ];
  test.skipIf(process.platform === 'win32').each(losses)('%s', async (_, lose) => {
    const first = save(1);
    lose();
    expect(save(2)).toMatchObject({ kind: 'error', error: { detail: { fault: 'moved' } } });
    expect(station.queue.summary()).toMatchObject({ canSave: false, storageNotice: 'moved' });
    // Its photo is still in the open file, and can be sent from there.
    expect(first.kind === 'ok' && station.queue.thumbnail(first.value.id)).toEqual(samplePhoto(1));
  });
  test.skipIf(process.platform === 'win32')('until it is back', async () => {
    expect(save(1).kind).toBe('ok');
    renameSync(store(), path.join(folder, 'elsewhere'));
    expect(save(2).kind).toBe('error');
    renameSync(path.join(folder, 'elsewhere'), store());
    expect(save(3).kind).toBe('ok');
    expect(station.queue.summary()).toMatchObject({ canSave: true, storageNotice: 'none' });
    expect(await photosAfterCrash()).toBe(2);
  });
  test.skipIf(process.platform === 'win32')(
    'and is neither closed over another one nor opened as a new one',
    async () => {
      expect(save(1).kind).toBe('ok');
      cpSync(store(), path.join(folder, 'copy'), { recursive: true });
      renameSync(store(), path.join(folder, 'former'));
      renameSync(path.join(folder, 'copy'), store());
      await station.close();
      expect(await photosAfterCrash()).toBe(1);
      station = await openStation({ folder });
      expect(station.queue.verify().conservation.saved).toBe(1);
    },
  );
});

test('a handle opened anew after a fault is asked whether its commits wait for the disk, too', () => {
  const exec = DatabaseSync.prototype.exec;
  let hasFailed = false;
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql: string) {
    if (sql === 'COMMIT' && !hasFailed) {
      hasFailed = true;
      throw Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
    }
    exec.call(this, sql);
    if (sql === 'COMMIT') exec.call(this, 'PRAGMA synchronous=NORMAL');
  });
  expect(save(1)).toMatchObject({ error: { detail: { fault: 'io' } } });
  expect(save(2)).toMatchObject({ error: { detail: { fault: 'not-durable' } } });
  vi.restoreAllMocks();
  expect(save(3).kind).toBe('ok');
});
