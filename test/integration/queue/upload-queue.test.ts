import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import type { QueueSummary, UploadJob } from '../../../shared/upload-job.ts';
import { deriveOnce } from '../../derived-once.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass, settle } from '../../let-time-pass.ts';
import { openStation, sampleCapture, samplePhoto, sha256 } from '../../queue-station.ts';
import { createSimulatedService } from '../../simulated-service.ts';
import { WorkingStation } from '../../working-station.ts';

let station: WorkingStation;
const clock = createFakeClock();
let service = createSimulatedService(clock);

let deriveAnew = () => {};
beforeAll(() => {
  deriveAnew = deriveOnce();
});
afterAll(() => deriveAnew());
beforeEach(() => {
  service = createSimulatedService(clock);
  const { uploadPhoto, confirmPhoto } = service;
  station = new WorkingStation({ clock, uploadPhoto, confirmPhoto });
});
afterEach(() => station.remove());

const save = (person: number, number = person) => station.save(person, number);
const stateOf = (job: UploadJob) => station.queue.get(job.id)?.state.kind;

describe('a person at the screen', () => {
  test('sees saved, sent, accepted, confirmed, each when it is true, within seconds', async () => {
    await station.start();
    const seen: string[] = [];
    station.queue.onJobChanged(({ state }) => seen.push(state.kind));
    const job = save(1);
    expect(job.state.kind).toBe('waiting');
    await letTimePass(clock, 60);
    expect(service.uploads).toMatchObject([{ priority: 'high' }]);
    await letTimePass(clock, 1_100);
    expect(seen).toEqual(['waiting', 'sending', 'accepted', 'confirmed']);
  });
  test('goes before the backlog, which goes oldest first', async () => {
    service.mood = 'offline';
    await station.start({ settings: { inFlightLimit: 1 } });
    for (const person of [1, 2, 3]) save(person);
    await letTimePass(clock, 70_000);
    service.uploads.length = 0;
    service.mood = 'well';
    save(9);
    await letTimePass(clock, 70_000);
    expect(service.uploads.map(({ target, priority }) => `${target.slice(11, 12)} ${priority}`)).toEqual([
      '9 high',
      '1 low',
      '2 low',
      '3 low',
    ]);
  });
});

describe('the newest photo wins', () => {
  test('an older one that waits is superseded and erased in the same moment', async () => {
    service.mood = 'offline';
    await station.start();
    const [first, second] = [save(1, 10), save(1, 11)];
    expect([stateOf(first), stateOf(second)]).toEqual(['superseded', 'waiting']);
    expect(station.queue.thumbnail(first.id)).toBeUndefined();
  });
  test('one that is being sent is never overlapped, and never repeated after the newer one is here', async () => {
    service.decide = ({ sha256: hash }) => (hash === sha256(samplePhoto(10)) ? 'transient' : 'well');
    await station.start();
    const first = save(1, 10);
    await letTimePass(clock, 10);
    const second = save(1, 11);
    await letTimePass(clock, 10_000);
    expect([stateOf(first), stateOf(second)]).toEqual(['superseded', 'confirmed']);
    expect(service.overlaps).toBe(0);
    expect(service.uploads.map((upload) => upload.sha256)).toEqual(
      [10, 11].map((number) => sha256(samplePhoto(number))),
    );
  });
});

describe('pauses', () => {
  test.each([
    ['offline', 'network-online'],
    ['sign-in-needed', 'signed-in'],
  ] as const)('%s holds the queue without an attempt and ends by itself with the news', async (mood, hint) => {
    service.mood = mood;
    await station.start();
    const job = save(1);
    await letTimePass(clock, 100);
    expect(station.queue.summary().pause.kind).toBe(mood === 'offline' ? 'offline' : 'signed-out');
    expect(station.queue.get(job.id)).toMatchObject({ state: { kind: 'waiting' }, attempts: 0 });
    service.mood = 'well';
    station.queue.hint(hint);
    await letTimePass(clock, 3_000);
    expect(stateOf(job)).toBe('confirmed');
    expect(station.queue.summary().pause).toEqual({ kind: 'none' });
  });
  test('offline ends within about a minute when nobody tells that the network is back', async () => {
    service.mood = 'offline';
    await station.start();
    const job = save(1);
    await letTimePass(clock, 3_600_000);
    service.mood = 'well';
    await letTimePass(clock, 63_000);
    expect(stateOf(job)).toBe('confirmed');
  });
  test('nothing is asked of a service that asked for quiet, by nobody in the queue', async () => {
    service.retryAfterMs = 120_000;
    service.mood = 'throttled';
    await station.start();
    for (const person of [1, 2, 3, 4, 5, 6]) save(person);
    await letTimePass(clock, 100);
    const asked = service.uploads.length;
    service.mood = 'well';
    save(7);
    station.queue.hint('network-online');
    await station.queue.retryAll();
    await letTimePass(clock, 119_000);
    expect(service.uploads.length).toBe(asked);
    await letTimePass(clock, 300_000);
    expect(service.duringQuiet).toBe(0);
    expect(station.queue.summary()).toMatchObject({ waiting: 0, sending: 0, accepted: 0, parked: 0 });
  });
});

describe('honest refusals', () => {
  test('at the job limit new photos are refused, old ones stay, and room comes back by itself', async () => {
    service.mood = 'offline';
    await station.start({ settings: { jobLimit: 2 } });
    save(1);
    save(2);
    const refused = station.queue.enqueue(sampleCapture(3, samplePhoto(3)));
    expect(refused).toMatchObject({ kind: 'error', error: { code: 'not-saved-queue-full' } });
    expect(station.queue.summary()).toMatchObject({ canSave: false, storageNotice: 'job-cap' });
    service.mood = 'well';
    await letTimePass(clock, 70_000);
    expect(station.queue.summary()).toMatchObject({ canSave: true, storageNotice: 'none' });
    expect(station.queue.enqueue(sampleCapture(3, samplePhoto(3))).kind).toBe('ok');
  });
  test('below the free-space floor new photos are refused', async () => {
    await station.start({ store: { freeSpaceFloorBytes: Number.MAX_SAFE_INTEGER } });
    const refused = station.queue.enqueue(sampleCapture(3, samplePhoto(3)));
    expect(refused).toMatchObject({ kind: 'error', error: { code: 'not-saved-disk-full' } });
    expect(station.queue.summary()).toMatchObject({ canSave: false, storageNotice: 'disk-full' });
  });
  test('a full disk says not saved, keeps what it has, and is noticed to have room again by itself', async () => {
    await station.start();
    const before = save(1);
    await letTimePass(clock, 30_000);
    const pages = Number(station.store.prepare('PRAGMA page_count').get()?.page_count);
    station.store.prepare(`PRAGMA max_page_count=${pages}`).get();
    const large = samplePhoto(2, 200_000);
    expect(station.queue.enqueue(sampleCapture(2, large))).toMatchObject({
      kind: 'error',
      error: { code: 'not-saved-disk-full' },
    });
    expect(station.queue.summary()).toMatchObject({ canSave: false, storageNotice: 'disk-full' });
    station.store.prepare('PRAGMA max_page_count=1000000').get();
    await letTimePass(clock, 6_000);
    expect(station.queue.summary()).toMatchObject({ canSave: true, storageNotice: 'none' });
    expect(station.queue.enqueue(sampleCapture(2, large)).kind).toBe('ok');
    expect(stateOf(before)).toBe('confirmed');
    expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 2 } });
  });
  test('bytes that are not what was shown are refused', async () => {
    await station.start();
    const refused = station.queue.enqueue({ ...sampleCapture(3, samplePhoto(3)), photoSha256: sha256(samplePhoto(4)) });
    expect(refused).toMatchObject({ kind: 'error', error: { code: 'bad-request' } });
  });
});

describe('parked photos', () => {
  test('stay until a person decides, and go at once when the reason is gone', async () => {
    service.mood = 'refused';
    await station.start();
    const job = save(1);
    await letTimePass(clock, 30 * 86_400_000);
    expect(station.queue.get(job.id)?.state).toEqual({ kind: 'parked', reason: 'refused' });
    expect(station.queue.summary()).toMatchObject({ parked: 1, ageAlarm: 'week' });
    service.mood = 'well';
    expect(await station.queue.retryAll()).toEqual(ok(1));
    await letTimePass(clock, 12_000);
    expect(stateOf(job)).toBe('confirmed');
  });
  test('go to another station with a passphrase, once, and never over a newer photo there', async () => {
    service.mood = 'refused';
    await station.start();
    for (const person of [1, 2]) save(person);
    await letTimePass(clock, 1_000);
    const { file, count } = await station.queue.exportParked('long enough');
    expect(count).toBe(2);
    expect(Buffer.from(file).includes('Person Number')).toBe(false);
    const elsewhere = path.join(station.folder, 'elsewhere');
    const other = await openStation({ folder: elsewhere, clock });
    clock.advance(1_000);
    other.queue.enqueue(sampleCapture(2, samplePhoto(22)));
    expect(await other.queue.importParked('long enougH', file)).toMatchObject({
      kind: 'error',
      error: { code: 'transfer-wrong-passphrase' },
    });
    const broken = Uint8Array.from(file);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect((await other.queue.importParked('long enough', broken)).kind).toBe('error');
    expect(await other.queue.importParked('long enough', file)).toEqual({
      kind: 'ok',
      value: { count: 1, skipped: 1, damaged: 0 },
    });
    expect(await other.queue.importParked('long enough', file)).toEqual({
      kind: 'ok',
      value: { count: 0, skipped: 2, damaged: 0 },
    });
    expect(other.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 2 } });
    await other.close();
  });
});

describe('the audit', () => {
  test('keeps what happened without name, target or pixels, and shows every later change of a line', async () => {
    await station.start();
    save(1);
    await letTimePass(clock, 5_000);
    const lines = station.store
      .prepare('SELECT line FROM audit ORDER BY seq')
      .all()
      .map(({ line }) => String(line));
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['saved', 'accepted', 'confirmed']);
    expect(lines.join()).not.toMatch(/person1|Number1|example/);
    expect(station.queue.verify().audit).toEqual({ lines: 3, broken: [] });
    station.store.prepare("UPDATE audit SET line = replace(line, 'accepted', 'rejected') WHERE seq = 2").run();
    expect(station.queue.verify()).toMatchObject({ isSound: false, audit: { broken: [2] } });
    station.store.prepare('DELETE FROM audit WHERE seq = 3').run();
    expect(station.queue.verify()).toMatchObject({ audit: { broken: [2, 3] } });
  });
});

describe('events', () => {
  test('each change is told once, after it is complete: a listener may act on it', async () => {
    await station.start();
    const summaries: QueueSummary[] = [];
    const off = station.queue.onSummaryChanged((summary) => summaries.push(summary));
    let isImpatient = true;
    station.queue.onJobChanged((job) => {
      if (job.state.kind !== 'accepted' || !isImpatient) return;
      isImpatient = false;
      station.queue.retry(job.id);
    });
    save(1);
    await letTimePass(clock, 500);
    expect(station.queue.summary()).toMatchObject({ waiting: 0, sending: 0, accepted: 0 });
    expect(summaries.at(-1)).toEqual(station.queue.summary());
    off();
    const told = summaries.length;
    save(2);
    await settle();
    expect(summaries.length).toBe(told);
  });
});
