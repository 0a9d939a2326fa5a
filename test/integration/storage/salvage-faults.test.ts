import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
