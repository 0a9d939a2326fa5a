import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import {
  openStation,
  type QueueStation,
  type StationOptions,
  sampleCapture,
  samplePhoto,
} from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

const awaiting = { kind: 'parked', reason: 'awaiting-approval' };
const passphrase = 'long enough';

let folder: string;
let clock: FakeClock;
let station: QueueStation;
let stations: QueueStation[];
let sent: string[];

async function open(name = 'here', changes: Partial<StationOptions> = {}): Promise<QueueStation> {
  const opened = await openStation({
    folder: path.join(folder, name),
    clock,
    uploadPhoto: async (target) => {
      sent.push(target.kind === 'user' ? target.user : target.kind);
      return sampleOutcome('accepted');
    },
    ...changes,
  });
  stations.push(opened);
  opened.queue.start();
  return opened;
}
async function restart(changes: Partial<StationOptions> = {}): Promise<void> {
  await station.close();
  stations = stations.filter((one) => one !== station);
  station = await open('here', changes);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'approval-'));
  clock = createFakeClock();
  stations = [];
  sent = [];
  station = await open();
});
afterEach(async () => {
  for (const one of stations) await one.close();
  rmSync(folder, { recursive: true, force: true });
});

let photos = 0;
/** Saves a photo of a person; with a visit it waits for staff. */
function save(person: number, visit?: string, at = station): string {
  const held = visit === undefined ? {} : { heldForVisit: visit };
  photos += 1;
  clock.jump(1_000);
  const saved = at.queue.enqueue({ ...sampleCapture(person, samplePhoto(photos)), ...held });
  if (saved.kind === 'error') throw new Error(saved.error.code);
  return saved.value.id;
}
const stateOf = (id: string) => station.queue.get(id)?.state;
const expectLaw = () => expect(station.queue.verify()).toMatchObject({ isSound: true });

test('a photo that waits for staff is never sent by itself, nor by trying all again, nor after a restart', async () => {
  const id = save(1, 'visit');
  expect(stateOf(id)).toEqual(awaiting);
  expect(station.queue.summary()).toMatchObject({ parked: 1, held: 1, waiting: 0 });
  expect(await station.queue.retryAll()).toEqual(ok(0));
  expect(station.queue.retry(id)).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
  for (const hint of ['network-online', 'signed-in', 'resume'] as const) station.queue.hint(hint);
  await letTimePass(clock, 3 * 86_400_000);
  await restart();
  await letTimePass(clock, 3_600_000);
  expect(stateOf(id)).toEqual(awaiting);
  expect(station.queue.thumbnail(id)).toBeDefined();
  expect(station.queue.list({ offset: 0, limit: 9, filter: 'approval' }).jobs.map((job) => job.id)).toEqual([id]);
  expect(sent).toEqual([]);
  expectLaw();
});

test('one that staff let go is sent and confirmed, and the audit says that it was let go', async () => {
  const id = save(1, 'visit');
  await restart();
  expect(station.queue.approve([id])).toEqual({ kind: 'ok', value: 1 });
  expect(station.queue.approve([id, 'nobody'])).toEqual({ kind: 'ok', value: 0 });
  await letTimePass(clock, 60_000);
  expect(stateOf(id)?.kind).toBe('confirmed');
  expect(sent).toEqual(['person1@example.com']);
  const lines = station.store.prepare('SELECT line FROM audit ORDER BY seq').all();
  expect(lines.map(({ line }) => JSON.parse(String(line)).event)).toEqual([
    'saved',
    'approved',
    'accepted',
    'confirmed',
  ]);
  expectLaw();
});

test('one that staff do not let go is erased, its record says why, and it cannot come back', async () => {
  const id = save(1, 'visit');
  expect(station.queue.refuse(id, 'another-person')).toMatchObject({
    kind: 'ok',
    value: { state: { kind: 'withdrawn', refusedFor: 'another-person' }, personName: '' },
  });
  expect(station.queue.thumbnail(id)).toBeUndefined();
  expect(station.queue.approve([id])).toEqual({ kind: 'ok', value: 0 });
  expect(station.queue.refuse(id, 'no-reason')).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
  expect(station.queue.refuse('nobody', 'no-reason')).toMatchObject({ kind: 'error', error: { code: 'not-found' } });
  await restart();
  expect(stateOf(id)).toEqual({ kind: 'withdrawn', refusedFor: 'another-person' });
  await letTimePass(clock, 3_600_000);
  expect(sent).toEqual([]);
  expectLaw();
});

test('a retake in the same visit takes the place of the photo before it', () => {
  const first = save(1, 'visit');
  const retake = save(1, 'visit');
  expect(stateOf(first)?.kind).toBe('superseded');
  expect(stateOf(retake)).toEqual(awaiting);
  expectLaw();
});

test('a photo that nobody has let go erases nobody’s: neither one that waits to be sent nor one of another visit', async () => {
  const answers = { outcome: sampleOutcome('offline') };
  await restart({ uploadPhoto: async () => answers.outcome });
  const good = save(1, 'mine');
  station.queue.approve([good]);
  const late = save(1, 'mine too');
  const foreign = save(1, 'somebody else’s');
  await letTimePass(clock, 5_000);
  expect(stateOf(good)?.kind).toBe('waiting');
  expect(stateOf(late)).toEqual(awaiting);
  expect(station.queue.refuse(foreign, 'another-person').kind).toBe('ok');
  answers.outcome = sampleOutcome('accepted');
  station.queue.hint('network-online');
  await letTimePass(clock, 120_000);
  expect(stateOf(good)?.kind).toBe('confirmed');
  expect(stateOf(late)).toEqual(awaiting);
  expectLaw();
});

test('of several photos of one person that are let go at once the newest is sent, the others make way', async () => {
  const [older, newest, other] = [save(1, 'a'), save(1, 'b'), save(2, 'c')];
  expect(station.queue.approve([newest, older, other])).toEqual({ kind: 'ok', value: 2 });
  await letTimePass(clock, 60_000);
  expect([older, newest, other].map((id) => stateOf(id)?.kind)).toEqual(['superseded', 'confirmed', 'confirmed']);
  expect(sent.sort()).toEqual(['person1@example.com', 'person2@example.com']);
  expectLaw();
});

test('one that needs no approval takes the place of those that wait for it', () => {
  const held = save(1, 'visit');
  save(1);
  expect(stateOf(held)?.kind).toBe('superseded');
  expectLaw();
});

test('a photo that waits for staff waits for them at another station too, once, and erases nothing there', async () => {
  const held = save(1, 'visit');
  const { file } = await station.queue.exportParked(passphrase);
  const offline = { uploadPhoto: async () => sampleOutcome('offline') };
  const there = await open('there', offline);
  const theirs = save(1, undefined, there);
  station.queue.approve([held]);
  clock.jump(1_000);
  const newer = save(1, 'later visit');
  const second = (await station.queue.exportParked(passphrase)).file;
  expect(await there.queue.importParked(passphrase, file)).toMatchObject({ value: { count: 0, skipped: 1 } });
  expect(await there.queue.importParked(passphrase, second)).toMatchObject({ value: { count: 1, skipped: 0 } });
  expect(await there.queue.importParked(passphrase, second)).toMatchObject({ value: { count: 0, skipped: 1 } });
  expect(there.queue.summary()).toMatchObject({ held: 1 });
  expect(there.queue.get(theirs)?.state.kind).not.toBe('superseded');
  const [carried] = there.queue.list({ offset: 0, limit: 9, filter: 'approval' }).jobs;
  expect(there.queue.refuse(carried?.id ?? '', 'no-reason').kind).toBe('ok');
  expect(await there.queue.importParked(passphrase, second)).toMatchObject({ value: { count: 0, skipped: 1 } });
  expect(stateOf(newer)).toEqual(awaiting);
  expect(there.queue.verify()).toMatchObject({ isSound: true });
});

test('where the disk refuses the decision, nothing is decided', async () => {
  const id = save(1, 'visit');
  station.store.prepare('PRAGMA query_only = 1').get();
  expect(station.queue.approve([id])).toMatchObject({ kind: 'error', error: { code: 'not-saved-storage' } });
  expect(station.queue.refuse(id, 'no-reason')).toMatchObject({ kind: 'error' });
  expect(stateOf(id)).toEqual(awaiting);
  await letTimePass(clock, 60_000);
  expect(sent).toEqual([]);
});

test('the stated retention time and a withdrawal end one that waits for staff', async () => {
  await restart({ settings: { eraseUnsentAfterDays: 1 } });
  const id = save(1, 'visit');
  const other = save(2, 'visit');
  expect(station.queue.withdraw(other)).toMatchObject({ kind: 'ok', value: { state: { kind: 'withdrawn' } } });
  await letTimePass(clock, 26 * 3_600_000);
  expect(stateOf(id)?.kind).toBe('withdrawn');
  expectLaw();
});

test('today’s counts are those since midnight, and what was confirmed of them', async () => {
  save(1);
  await letTimePass(clock, 60_000);
  save(2, 'visit');
  expect(station.queue.today()).toEqual({ saved: 2, confirmed: 1 });
  clock.jump(24 * 3_600_000);
  expect(station.queue.today()).toEqual({ saved: 0, confirmed: 0 });
});
