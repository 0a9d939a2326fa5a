import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StatementSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sealTransfer } from '../../../electron/queue/job-transfer.ts';
import { err, ok } from '../../../shared/result.ts';
import { deriveOnce } from '../../derived-once.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { settle } from '../../let-time-pass.ts';
import {
  openStation,
  type QueueStation,
  type StationOptions,
  sampleCapture,
  samplePhoto,
  sha256,
} from '../../queue-station.ts';

const passphrase = 'long enough';
const people = Array.from({ length: 50 }, (_, index) => index + 1);

let folder: string;
let clock: FakeClock;
let stations: QueueStation[];
/** Fifty photos of 40 KB: several stretches of an import. */
let file: Uint8Array;
/** The store of a station where six hundred photos wait. */
let crowded: string;

let deriveAnew = () => {};
beforeAll(() => {
  deriveAnew = deriveOnce();
});
afterAll(() => deriveAnew());
beforeAll(async () => {
  const items = people.map((person) => {
    const photo = samplePhoto(person, 40_000);
    const target = `user:person${person}@example.com`;
    const savedAtMs = createFakeClock().nowMs() - 1_000 + person;
    return { target, personName: '', photoSha256: sha256(photo), noticeVersion: '1', savedAtMs, photo };
  });
  file = await sealTransfer(passphrase, items);
});
beforeAll(async () => {
  crowded = mkdtempSync(path.join(tmpdir(), 'import-crowded-'));
  const before = await openStation({ folder: crowded, clock: createFakeClock() });
  for (let person = 0; person < 600; person += 1) before.queue.enqueue(sampleCapture(person, samplePhoto(1)));
  await before.close();
});
afterAll(() => rmSync(crowded, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-beside-'));
  clock = createFakeClock();
  stations = [];
});
afterEach(async () => {
  for (const station of stations) await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name = 'here', options: Partial<StationOptions> = {}): Promise<QueueStation> {
  const station = await openStation({ folder: path.join(folder, name), clock, ...options });
  stations.push(station);
  return station;
}

/** A station of its own where six hundred photos wait. */
async function openCrowded(name: string): Promise<QueueStation> {
  cpSync(crowded, path.join(folder, name), { recursive: true });
  return open(name);
}

const photosOnDisk = ({ store }: QueueStation) => Number(store.prepare('SELECT count(*) AS n FROM photo').get()?.n);
const jobsOf = ({ queue }: QueueStation) => queue.list({ offset: 0, limit: 500, filter: 'all' }).jobs;

/** Waits until some of an import is on the disk; the import itself goes on. */
async function whileImporting(station: QueueStation) {
  const imported = station.queue.importParked(passphrase, file);
  while (photosOnDisk(station) < 20) await settle();
  expect(photosOnDisk(station)).toBeLessThan(people.length);
  return { imported };
}

describe('while the photos of another station are taken in', () => {
  test('other commands are answered, and nothing of the import shows before all of it does', async () => {
    const station = await open();
    const { imported } = await whileImporting(station);
    const order: string[] = [];
    void imported.then(() => order.push('imported'));
    expect(jobsOf(station)).toEqual([]);
    expect(station.queue.enqueue(sampleCapture(99, samplePhoto(99)))).toMatchObject({ kind: 'ok' });
    order.push('saved');
    await settle();
    expect(jobsOf(station)).toHaveLength(1);
    expect(await imported).toEqual({ kind: 'ok', value: { count: 50, skipped: 0, damaged: 0 } });
    expect(order).toEqual(['saved', 'imported']);
    expect(jobsOf(station)).toHaveLength(51);
    expect(station.queue.verify()).toMatchObject({ isSound: true, photosRead: 51, conservation: { saved: 51 } });
  });

  test('photos that are saved at every turn of it leave counts and audit whole', async () => {
    const station = await open();
    let isDone = false;
    const imported = station.queue.importParked(passphrase, file).finally(() => {
      isDone = true;
    });
    let saved = 0;
    while (!isDone) {
      saved += 1;
      expect(station.queue.enqueue(sampleCapture(1_000 + saved, samplePhoto(saved)))).toMatchObject({ kind: 'ok' });
      await settle();
    }
    expect(await imported).toMatchObject({ value: { count: 50 } });
    const conservation = { saved: 50 + saved };
    expect(station.queue.verify()).toMatchObject({ isSound: true, audit: { broken: [] }, conservation });
  });

  test('a photo saved meanwhile is not outdated by an older one of the file', async () => {
    const station = await open();
    const { imported } = await whileImporting(station);
    const saved = station.queue.enqueue(sampleCapture(7, samplePhoto(700)));
    if (saved.kind === 'error') throw new Error(saved.error.code);
    expect(await imported).toEqual({ kind: 'ok', value: { count: 49, skipped: 1, damaged: 0 } });
    expect(station.queue.get(saved.value.id)?.state.kind).toBe('waiting');
    expect(photosOnDisk(station)).toBe(50);
    expect(station.queue.verify()).toMatchObject({ isSound: true });
  });

  test('a kill leaves none of them, and takes no number away', async () => {
    const station = await open();
    const { imported } = await whileImporting(station);
    station.queue.enqueue(sampleCapture(99, samplePhoto(99)));
    cpSync(path.join(folder, 'here', 'store'), path.join(folder, 'killed', 'store'), { recursive: true });
    await imported;
    const started = await open('killed');
    expect(jobsOf(started)).toHaveLength(1);
    expect(photosOnDisk(started)).toBe(1);
    expect(started.queue.verify()).toMatchObject({ isSound: true, photosRead: 1, conservation: { saved: 1 } });
    expect(await started.queue.importParked(passphrase, file)).toMatchObject({ value: { count: 50 } });
    expect(started.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 51 } });
  });

  test('a disk that becomes full leaves none of them', async () => {
    const station = await open();
    const { imported } = await whileImporting(station);
    const pages = Number(station.store.prepare('PRAGMA page_count').get()?.page_count);
    station.store.prepare(`PRAGMA max_page_count = ${pages}`).get();
    expect(await imported).toEqual({ kind: 'error', error: { code: 'not-saved-disk-full' } });
    expect(photosOnDisk(station)).toBe(0);
    expect(jobsOf(station)).toEqual([]);
    station.store.prepare('PRAGMA max_page_count = 1000000').get();
    expect(await station.queue.importParked(passphrase, file)).toMatchObject({ value: { count: 50 } });
    expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 50 } });
  });

  test('a station that stops gives it up', async () => {
    const station = await open();
    const { imported } = await whileImporting(station);
    await station.queue.stop();
    expect(await imported).toEqual({ kind: 'error', error: { code: 'not-now' } });
    expect(photosOnDisk(station)).toBe(0);
  });

  test('a second import waits for the first', async () => {
    const station = await open();
    const both = await Promise.all([
      station.queue.importParked(passphrase, file),
      station.queue.importParked(passphrase, file),
    ]);
    expect(both).toMatchObject([{ value: { count: 50, skipped: 0 } }, { value: { count: 0, skipped: 50 } }]);
    expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 50 } });
  });
});

test('an import is told in many parts, each person’s job once', async () => {
  const station = await open('told');
  const small = await sealTransfer(
    passphrase,
    Array.from({ length: 150 }, (_, index) => {
      const photo = samplePhoto(index);
      const target = `user:person${index}@example.com`;
      return { target, personName: '', photoSha256: sha256(photo), noticeVersion: '1', savedAtMs: index, photo };
    }),
  );
  const told: string[] = [];
  station.queue.onJobChanged(({ id }) => told.push(id));
  station.queue.start();
  await station.queue.importParked(passphrase, small);
  expect(told.length).toBeLessThan(150);
  while (told.length < 150) await settle();
  expect(new Set(told).size).toBeGreaterThanOrEqual(150);
});

/** How often the loop turned while something went on. */
async function turnsWhile(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const count = () => {
    turns += 1;
    counter = setImmediate(count);
  };
  let counter = setImmediate(count);
  await work();
  clearImmediate(counter);
  return turns;
}

test('jobs are taken up, and tried again all at once, while the loop turns', async () => {
  const takingUp = await turnsWhile(() => openCrowded('many'));
  const [station] = stations;
  expect(station?.queue.summary().waiting).toBe(600);
  expect(takingUp).toBeGreaterThanOrEqual(6);
  expect(await turnsWhile(async () => expect(await station?.queue.retryAll()).toEqual(ok(600)))).toBeGreaterThanOrEqual(
    2,
  );
});

test('many photos are taken back while the loop turns, and none of them is sent meanwhile', async () => {
  const station = await openCrowded('leaving');
  const sent: string[] = [];
  station.queue.onJobChanged(({ id, state }) => {
    if (state.kind !== 'waiting' && state.kind !== 'withdrawn') sent.push(id);
  });
  expect(station.queue.summary().waiting).toBe(600);
  const turns = await turnsWhile(async () => {
    const withdrawing = station.queue.withdrawUnsent();
    // As soon as it is asked: whatever wakes the queue now.
    station.queue.start();
    expect(await withdrawing).toBe(true);
  });
  expect(turns).toBeGreaterThanOrEqual(2);
  expect(sent).toEqual([]);
  expect(station.queue.summary()).toMatchObject({ waiting: 0, sending: 0 });
  expect(station.queue.verify()).toMatchObject({ isSound: true });
});

test('what is saved while many photos are taken back is taken back with them, and is not sent either', async () => {
  const station = await openCrowded('saved meanwhile');
  const photo = samplePhoto(1);
  const sent: string[] = [];
  station.queue.onJobChanged(({ id, state }) => {
    if (state.kind !== 'waiting' && state.kind !== 'withdrawn') sent.push(id);
  });
  let isDone = false;
  const withdrawing = station.queue.withdrawUnsent().finally(() => {
    isDone = true;
  });
  station.queue.start();
  let saved = 0;
  while (!isDone) {
    saved += 1;
    expect(station.queue.enqueue(sampleCapture(1_000 + saved, photo)).kind).toBe('ok');
    station.queue.hint('network-online');
    await settle();
  }
  expect(await withdrawing).toBe(true);
  expect(saved).toBeGreaterThanOrEqual(2);
  expect(sent).toEqual([]);
  expect(station.queue.list({ offset: 0, limit: 500, filter: 'open' }).total).toBe(0);
  expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 600 + saved } });
});

test('jobs are tried again as far as the disk takes it, and no further: that is said with the number', async () => {
  const station = await openCrowded('full');
  const run = StatementSync.prototype.run;
  let rows = 0;
  vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (this: StatementSync, ...values) {
    if (this.sourceSQL.includes('INSERT INTO job ') && ++rows > 300)
      throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    return run.apply(this, values);
  });
  const refused = await station.queue.retryAll();
  vi.restoreAllMocks();
  expect(refused).toEqual(err({ code: 'not-saved-storage', detail: { fault: 'disk-full', count: 200 } }));
  // What the disk refused did not happen in memory either: nothing is written later.
  const retried = () => station.store.prepare(`SELECT 1 FROM audit WHERE line LIKE '%"retried"%'`).all().length;
  expect(retried()).toBe(200);
  expect(station.queue.enqueue(sampleCapture(1_000, samplePhoto(1))).kind).toBe('ok');
  expect(retried()).toBe(200);
  expect(await station.queue.retryAll()).toEqual(ok(601));
});
