import fs, { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStation, sampleCapture, samplePhoto } from '../../queue-station.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-salvage-'));
  const station = await openStation({ folder });
  for (const person of [1, 2, 3]) station.queue.enqueue(sampleCapture(person, samplePhoto(person)));
  await station.close();
});
afterEach(() => {
  mended();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const diskError = () =>
  Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10 | (1 << 8) });
const foldersSetAside = () => readdirSync(folder).filter((name) => name.startsWith('set-aside-'));

function damage(): void {
  const file = path.join(folder, 'store', 'kiosk.db');
  const bytes = readFileSync(file);
  bytes.fill(0x55, 0, 100);
  writeFileSync(file, bytes);
}

/** How many photos a start finds, and what it tells. */
async function start(): Promise<[number, string]> {
  const station = await openStation({ folder });
  const { waiting, storageNotice } = station.queue.summary();
  await station.close();
  return [waiting, storageNotice];
}

describe('what a damaged store still holds is brought over by a later start when the disk fails', () => {
  test('at reading a row of it', async () => {
    damage();
    const iterate = StatementSync.prototype.iterate;
    let isBroken = true;
    vi.spyOn(StatementSync.prototype, 'iterate').mockImplementation(function (this: StatementSync, ...values) {
      if (isBroken && this.sourceSQL.includes('FROM job')) throw diskError();
      return iterate.apply(this, values);
    });
    await expect(start()).rejects.toThrow('"fault":"io"');
    isBroken = false;
    expect(await start()).toEqual([3, 'set-aside']);
  });
  test('at writing it into the new store', async () => {
    damage();
    const exec = DatabaseSync.prototype.exec;
    const isBroken = { now: true };
    let commits = 0;
    vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
      const holdsJobs = () => this.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'job'").get()?.n !== 0;
      if (isBroken.now && sql === 'COMMIT' && holdsJobs() && this.prepare('SELECT 1 FROM job').get() !== undefined) {
        commits += 1;
        throw diskError();
      }
      exec.call(this, sql);
    });
    await expect(start()).rejects.toThrow('"fault":"io"');
    expect(commits).toBe(1);
    isBroken.now = false;
    expect(await start()).toEqual([3, 'set-aside']);
  });
});

const real = {
  openSync: fs.openSync,
  readSync: fs.readSync,
  readFileSync: fs.readFileSync,
  copyFileSync: fs.copyFileSync,
};
const unread = (syscall: string) => Object.assign(new Error(`EIO: i/o error, ${syscall}`), { code: 'EIO', syscall });

/** A file of a folder set aside has a sector that the disk does not give, from `from` on, whoever reads it. */
function breakSector(name: string, from: number): void {
  const isHit = (file: unknown) => /set-aside-[^/\\]*[/\\]/.test(String(file)) && path.basename(String(file)) === name;
  const descriptors = new Set<number>();
  const broken = {
    openSync(...given: Parameters<typeof fs.openSync>) {
      const descriptor = real.openSync(...given);
      if (isHit(given[0])) descriptors.add(descriptor);
      else descriptors.delete(descriptor);
      return descriptor;
    },
    readSync(descriptor: number, bytes: Uint8Array, offset: number, length: number, at: number) {
      if (descriptors.has(descriptor) && at < from + 4096 && from < at + length) throw unread('read');
      return real.readSync(descriptor, bytes, offset, length, at);
    },
    readFileSync(...given: Parameters<typeof fs.readFileSync>) {
      if (isHit(given[0])) throw unread('read');
      return real.readFileSync(...given);
    },
    copyFileSync(source: string, copy: string) {
      if (isHit(source)) throw unread('copyfile');
      real.copyFileSync(source, copy);
    },
  };
  Object.assign(fs, broken);
  syncBuiltinESMExports();
}
function mended(): void {
  Object.assign(fs, real);
  syncBuiltinESMExports();
}

describe('a sector of a store that was set aside which the disk does not give', () => {
  test('keeps no photo back when it is given again at a later start', async () => {
    damage();
    breakSector('kiosk.db', 0);
    await expect(start()).rejects.toThrow('"fault":"io"');
    await expect(start()).rejects.toThrow('"fault":"io"');
    mended();
    expect(await start()).toEqual([3, 'set-aside']);
    expect(readdirSync(path.join(folder, foldersSetAside()[0] ?? '')).filter((name) => /^salvage/.test(name))).toEqual(
      [],
    );
  });
  test('keeps no station shut for good: it opens with the photos of all the others', async () => {
    damage();
    const { size } = statSync(path.join(folder, 'store', 'kiosk.db'));
    breakSector('kiosk.db', size - 4096);
    for (const _ of [1, 2]) await expect(start()).rejects.toThrow('"fault":"io"');
    expect(await start()).toEqual([3, 'set-aside']);
    const station = await openStation({ folder });
    const { jobs } = station.queue.list({ offset: 0, limit: 10, filter: 'open' });
    expect(jobs.filter(({ id }) => station.queue.thumbnail(id) !== undefined).length).toBeGreaterThanOrEqual(2);
    expect(station.queue.enqueue(sampleCapture(9, samplePhoto(9))).kind).toBe('ok');
    await station.close();
  });
  test('nor does one of its key’s, without which nothing in it can be opened', async () => {
    damage();
    breakSector('kiosk.key', 0);
    for (const _ of [1, 2]) await expect(start()).rejects.toThrow('"fault":"io"');
    expect(await start()).toEqual([0, 'set-aside']);
    expect(readdirSync(path.join(folder, foldersSetAside()[0] ?? ''))).toContain('kiosk.db');
  });
  test.each([
    ['at its beginning', 0],
    ['in its middle', 40 * 4096],
  ])('nor does one of its log’s: what stands behind it is brought over too (%s)', async (_, from) => {
    const crashed = path.join(folder, 'crashed');
    const station = await openStation({ folder });
    for (const person of [4, 5, 6, 7, 8, 9]) station.queue.enqueue(sampleCapture(person, samplePhoto(person, 40_000)));
    cpSync(path.join(folder, 'store'), crashed, { recursive: true });
    await station.close();
    rmSync(path.join(folder, 'store'), { recursive: true });
    fs.renameSync(crashed, path.join(folder, 'store'));
    const log = path.join(folder, 'store', 'kiosk.db-wal');
    const bytes = readFileSync(log);
    bytes.fill(0x55, 8_500, 8_600);
    writeFileSync(log, bytes);
    breakSector('kiosk.db-wal', from);
    for (const _try of [1, 2]) await expect(start()).rejects.toThrow('"fault":"io"');
    expect(await start()).toEqual([9, 'set-aside']);
  });
});

test('a page that the disk does not give for a moment is no damage: nothing is set aside', async () => {
  const get = StatementSync.prototype.get;
  let checks = 0;
  vi.spyOn(StatementSync.prototype, 'get').mockImplementation(function (this: StatementSync, ...values) {
    if (!this.sourceSQL.includes('integrity_check')) return get.apply(this, values);
    checks += 1;
    const found = checks === 1 ? 'Tree 4 page 4: unable to get the page. error code=266' : 'ok';
    return { integrity_check: found };
  });
  expect(await start()).toEqual([3, 'none']);
  expect(checks).toBe(2);
  expect(foldersSetAside()).toEqual([]);
});
