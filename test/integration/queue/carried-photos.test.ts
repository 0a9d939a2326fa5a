import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { sealTransfer, type TransferItem } from '../../../electron/queue/job-transfer.ts';
import { captureLimitBytes } from '../../../shared/contract.ts';
import { transferProblemOf } from '../../../shared/transfer-words.ts';
import { deriveOnce } from '../../derived-once.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import {
  openStation,
  type QueueStation,
  type StationOptions,
  sampleCapture,
  samplePhoto,
  sha256,
} from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

const passphrase = 'long enough';

let folder: string;
let clock: FakeClock;
let stations: QueueStation[];

let deriveAnew = () => {};
beforeAll(() => {
  deriveAnew = deriveOnce();
});
afterAll(() => deriveAnew());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'carried-photos-'));
  clock = createFakeClock();
  stations = [];
});
afterEach(async () => {
  for (const station of stations) await station.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: string, changes: Partial<StationOptions> = {}): Promise<QueueStation> {
  const station = await openStation({
    folder: path.join(folder, name),
    clock,
    uploadPhoto: async () => sampleOutcome('refused'),
    ...changes,
  });
  stations.push(station);
  return station;
}
function item(person: number, about: Partial<TransferItem> = {}): TransferItem {
  const photo = samplePhoto(person);
  return {
    target: `user:person${person}@example.com`,
    personName: `Person Number${person}`,
    photoSha256: sha256(photo),
    noticeVersion: '1',
    savedAtMs: clock.nowMs() + person,
    photo,
    ...about,
  };
}
const listed = ({ queue }: QueueStation) => queue.list({ offset: 0, limit: 1_000, filter: 'all' }).total;

async function problemOf(station: QueueStation, file: Uint8Array, phrase = passphrase): Promise<string> {
  const before = listed(station);
  const taken = await station.queue.importParked(phrase, file);
  if (taken.kind === 'ok') return `taken ${taken.value.count}`;
  // "Nothing has changed" is true.
  expect(listed(station)).toBe(before);
  expect(station.queue.verify()).toMatchObject({ isSound: true });
  return transferProblemOf(taken.error);
}

test('everything that is exported is taken in elsewhere, in as many files as that needs', async () => {
  const here = await open('here');
  here.queue.start();
  // Above one file's limit together: 20 photos of 3.5 MB.
  const people = Array.from({ length: 20 }, (_, index) => index + 1);
  for (const person of people) {
    const saved = here.queue.enqueue(sampleCapture(person, samplePhoto(person, 3_500_000)));
    expect(saved.kind).toBe('ok');
  }
  await letTimePass(clock, 60_000);
  expect(here.queue.summary().parked).toBe(20);
  const there = await open('there');
  let files = 0;
  for (let after: number | undefined, isMore = true; isMore; ) {
    const part = await here.queue.exportParked(passphrase, after);
    files += 1;
    expect(part.file.byteLength).toBeLessThanOrEqual(captureLimitBytes);
    expect(await there.queue.importParked(passphrase, part.file)).toMatchObject({
      kind: 'ok',
      value: { count: part.count, skipped: 0, damaged: 0 },
    });
    after = part.next;
    isMore = after !== undefined;
  }
  expect(files).toBe(2);
  expect(there.queue.summary().waiting).toBe(20);
  expect(there.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 20 } });
});

test('an export of nothing is one empty file, which is taken in for what it is', async () => {
  const here = await open('here');
  const { file, count, next } = await here.queue.exportParked(passphrase);
  expect({ count, next }).toEqual({ count: 0, next: undefined });
  expect(await problemOf(here, file)).toBe('taken 0');
});

test('each failure has a word of its own, and has changed nothing', async () => {
  // As a station derives: each time, from what was typed.
  deriveAnew();
  onTestFinished(() => {
    deriveAnew = deriveOnce();
  });
  const station = await open('here');
  const file = await sealTransfer(passphrase, [item(1), item(2)]);
  const turned = Uint8Array.from(file);
  turned[turned.length - 1] = (turned.at(-1) ?? 0) ^ 1;
  expect(await problemOf(station, file, 'another passphrase')).toBe('wrong-passphrase');
  expect(await problemOf(station, turned)).toBe('damaged');
  expect(await problemOf(station, file.subarray(0, 30))).toBe('damaged');
  expect(await problemOf(station, file.subarray(0, file.length - 10))).toBe('damaged');
  expect(await problemOf(station, samplePhoto(1))).toBe('another-file');
  expect(await problemOf(station, new Uint8Array())).toBe('another-file');
  const full = await open('full', { settings: { jobLimit: 1 } });
  expect(await problemOf(full, file)).toBe('queue-full');
  const cramped = await open('cramped', { store: { freeSpaceFloorBytes: Number.MAX_SAFE_INTEGER } });
  expect(await problemOf(cramped, file)).toBe('disk-full');
  const visitors = await open('visitors', { sessionAccount: () => undefined });
  expect(await problemOf(visitors, file)).toBe('self-service');
  expect(await problemOf(station, file)).toBe('taken 2');
  expect(await problemOf(station, file)).toBe('taken 0');
});

test('a file is taken in whole or not at all: a limit in its middle takes none of it', async () => {
  const station = await open('here', { settings: { jobLimit: 5 } });
  station.queue.enqueue(sampleCapture(90, samplePhoto(90)));
  const file = await sealTransfer(
    passphrase,
    [1, 2, 3, 4, 5].map((person) => item(person)),
  );
  expect(await problemOf(station, file)).toBe('queue-full');
  const fits = await sealTransfer(
    passphrase,
    [1, 2, 3, 4].map((person) => item(person)),
  );
  expect(await problemOf(station, fits)).toBe('taken 4');
});

test('of one person’s photos in a file the newest is taken in, and never over a newer one here', async () => {
  const station = await open('here');
  const [older, newer] = [samplePhoto(11), samplePhoto(12)];
  const of = (photo: Uint8Array, savedAtMs: number) => item(1, { photo, photoSha256: sha256(photo), savedAtMs });
  const now = clock.nowMs();
  const file = await sealTransfer(passphrase, [of(newer, now + 2), of(older, now + 1)]);
  expect(await station.queue.importParked(passphrase, file)).toEqual({
    kind: 'ok',
    value: { count: 1, skipped: 1, damaged: 0 },
  });
  const [job] = station.queue.list({ offset: 0, limit: 10, filter: 'open' }).jobs;
  expect(station.queue.thumbnail(job?.id ?? '')).toEqual(newer);
  expect(station.queue.verify().isSound).toBe(true);
});
