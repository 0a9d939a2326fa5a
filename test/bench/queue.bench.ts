import { execFileSync } from 'node:child_process';
import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verificationDelayMs } from '../../electron/queue/backoff.ts';
import type { UploadQueue } from '../../electron/queue/upload-queue.ts';
import { withSealedBytes } from '../../electron/sealing/authenticated-encryption.ts';
import { unreadReceipt } from '../../shared/outcome.ts';
import { openStation, type QueueStation, type StationOptions, sampleCapture, sha256 } from '../queue-station.ts';
import { sampleOutcome } from '../sample-job.ts';
import { type Bench, type BenchRow, ratioAtLeast, ratioAtMost, valueAtMost } from './bench.ts';

const photoBytes = 100_000;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

async function inFolder<Value>(body: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-bench-'));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** Settled when nothing waits or is being sent. */
function drained(queue: UploadQueue): Promise<void> {
  const isDone = () => queue.summary().waiting + queue.summary().sending === 0;
  return new Promise((resolve) => {
    const off = queue.onSummaryChanged(() => {
      if (!isDone()) return;
      off();
      resolve();
    });
  });
}

function fill(station: QueueStation, count: number): void {
  for (let person = 0; person < count; person += 1) {
    const saved = station.queue.enqueue(sampleCapture(person, new Uint8Array(randomBytes(photoBytes))));
    if (saved.kind === 'error') throw new Error(saved.error.code);
  }
}

/**
 * The same photos into a bare table with the same promise: hashed, sealed, one row, one commit, WAL and FULL. Both take turns on
 * one disk, and the log of neither is emptied while photos are saved: who writes over an old log saves the growing of a new one
 * and pays with every fortieth photo, which a median leaves out.
 */
function enqueueRows(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    const bare = new DatabaseSync(path.join(folder, 'bare.db'));
    bare.exec(
      'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; ' +
        'CREATE TABLE photo (id INTEGER PRIMARY KEY, bytes BLOB)',
    );
    const key = createSecretKey(randomBytes(32));
    const saveBare = (photo: Uint8Array) => {
      sha256(photo);
      const seal = { key, head: new Uint8Array([1]), associatedData: new Uint8Array(16) };
      withSealedBytes(seal, photo, (sealed) => insert.run(sealed));
    };
    const insert = bare.prepare('INSERT INTO photo (bytes) VALUES (?)');
    const station = await openStation({ folder: path.join(folder, 'station') });
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let person = 0; person < 300; person += 1) {
      const capture = sampleCapture(person, new Uint8Array(randomBytes(photoBytes)));
      const turns: (() => void)[] = [
        () => ours.push(timed(() => station.queue.enqueue(capture))),
        () => theirs.push(timed(() => saveBare(capture.photo))),
      ];
      for (const turn of person % 2 === 0 ? turns : turns.reverse()) turn();
    }
    await station.close();
    bare.close();
    const ourMs = median(ours);
    const bareMs = median(theirs);
    const p95Ms = [...ours].sort((a, b) => a - b)[Math.floor(ours.length * 0.95)] ?? Number.NaN;
    return [
      {
        name: 'save 100 KB, median',
        value: ourMs,
        unit: 'ms',
        peer: 'hashed, sealed, bare',
        ratio: ourMs / bareMs,
        goal: ratioAtMost(1.5),
      },
      { name: 'save 100 KB, 95th percentile', value: p95Ms, unit: 'ms', goal: valueAtMost(100) },
    ];
  });
}

/** Fills a folder, closes it, opens it again with a service of the given latency and measures until the last acceptance. */
function timeDrain(count: number, options: Pick<StationOptions, 'uploadPhoto' | 'settings'>): Promise<number> {
  return inFolder(async (folder) => {
    const before = await openStation({ folder });
    fill(before, count);
    await before.close();
    const station = await openStation({ folder, ...options });
    const done = drained(station.queue);
    const startMs = performance.now();
    station.queue.start();
    await done;
    const tookMs = performance.now() - startMs;
    await station.close();
    return tookMs;
  });
}

async function drainRows(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const count = 200;
  for (const latencyMs of [50, 150, 300]) {
    const uploadPhoto = async () => {
      await sleep(latencyMs);
      return sampleOutcome('accepted');
    };
    // The ideal is measured too: four loops that only wait, with the same timers on the same busy machine.
    const startMs = performance.now();
    const loop = async () => {
      for (let n = 0; n < count / 4; n += 1) await sleep(latencyMs);
    };
    await Promise.all([loop(), loop(), loop(), loop()]);
    const idealMs = performance.now() - startMs;
    const ourMs = await timeDrain(count, { uploadPhoto });
    const name = `drain 200 jobs at ${latencyMs} ms`;
    rows.push({
      name,
      value: ourMs / 1000,
      unit: 's',
      peer: 'ideal of 4 in flight',
      ratio: ourMs / idealMs,
      goal: ratioAtMost(1.11),
    });
    if (latencyMs === 50) {
      const oneMs = await timeDrain(count, { uploadPhoto, settings: { inFlightLimit: 1 } });
      rows.push({
        name: `${name}, one after another`,
        value: oneMs / 1000,
        unit: 's',
        peer: 'our queue',
        ratio: oneMs / ourMs,
        goal: ratioAtLeast(3),
      });
    }
  }
  return rows;
}

/** What is answered 429 takes its second of quiet: four lanes that know it beforehand, with the same timers on the same machine. */
async function throttledIdealMs(count: number): Promise<number> {
  let quiet = Promise.resolve();
  let asked = 0;
  let left = count;
  const startMs = performance.now();
  const lane = async () => {
    while (left > 0) {
      await quiet;
      if (left <= 0) return;
      asked += 1;
      const isThrottled = asked % 10 === 0;
      if (!isThrottled) left -= 1;
      await sleep(50);
      if (isThrottled) quiet = sleep(1_000);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return performance.now() - startMs;
}

async function throttledRows(): Promise<BenchRow[]> {
  let asked = 0;
  let quietUntilMs = 0;
  let duringQuiet = 0;
  const uploadPhoto = async () => {
    asked += 1;
    if (performance.now() < quietUntilMs) duringQuiet += 1;
    const isThrottled = asked % 10 === 0;
    await sleep(50);
    if (!isThrottled) return sampleOutcome('accepted');
    quietUntilMs = performance.now() + 1_000;
    return sampleOutcome('throttled', { retryAfterMs: 1_000 });
  };
  const ourMs = await timeDrain(200, { uploadPhoto });
  const idealMs = await throttledIdealMs(200);
  return [
    {
      name: 'drain 200 jobs, 10 % answered 429 Retry-After: 1',
      value: ourMs / 1000,
      unit: 's',
      peer: 'ideal of 4 in flight',
      ratio: ourMs / idealMs,
      goal: valueAtMost(60),
    },
    { name: '  requests sent while asked for quiet', value: duringQuiet, unit: 'requests', goal: valueAtMost(0) },
  ];
}

const atScreenCount = 60;
const exchangeMs = 50;
const readBackAfterMs = verificationDelayMs(0, true) ?? Number.NaN;

/** Every tenth exchange is answered 429 with a second of quiet, writes and reads alike. */
function throttlingService() {
  let asked = 0;
  return async (): Promise<boolean> => {
    asked += 1;
    const isThrottled = asked % 10 === 0;
    await sleep(exchangeMs);
    return isThrottled;
  };
}

/** Four lanes that know when the service wants quiet, and read each photo back a second after it was written. */
async function confirmedIdealMs(): Promise<number> {
  const exchange = throttlingService();
  let quiet = Promise.resolve();
  let toWrite = atScreenCount;
  let confirmed = 0;
  const readableFromMs: number[] = [];
  const startMs = performance.now();
  const lane = async () => {
    while (confirmed < atScreenCount) {
      await quiet;
      const [nextMs = Number.POSITIVE_INFINITY] = readableFromMs;
      const isReading = nextMs <= performance.now();
      if (isReading) readableFromMs.shift();
      else if (toWrite > 0) toWrite -= 1;
      else {
        await sleep(Math.min(5, Math.max(1, nextMs - performance.now())));
        continue;
      }
      if (await exchange()) {
        quiet = sleep(1_000);
        if (isReading) readableFromMs.unshift(0);
        else toWrite += 1;
      } else if (isReading) confirmed += 1;
      else readableFromMs.push(performance.now() + readBackAfterMs);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return performance.now() - startMs;
}

/** From the first "saved" to the moment in which the screen has been told of the last photo that it is confirmed. */
function confirmedRows(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    const exchange = throttlingService();
    const throttled = sampleOutcome('throttled', { retryAfterMs: 1_000 });
    const station = await openStation({
      folder,
      uploadPhoto: async () => ((await exchange()) ? throttled : sampleOutcome('accepted')),
      confirmPhoto: async () => ((await exchange()) ? unreadReceipt(throttled) : { kind: 'confirmed' }),
    });
    const confirmed = new Set<string>();
    const done = new Promise<void>((resolve) => {
      station.queue.onJobChanged(({ id, state }) => {
        if (state.kind === 'confirmed') confirmed.add(id);
        if (confirmed.size === atScreenCount) resolve();
      });
    });
    station.queue.start();
    const startMs = performance.now();
    fill(station, atScreenCount);
    await done;
    const ourMs = performance.now() - startMs;
    await station.close();
    return [
      {
        name: `${atScreenCount} photos confirmed on screen, 10 % answered 429 Retry-After: 1`,
        value: ourMs / 1000,
        unit: 's',
        peer: 'ideal of 4 in flight',
        ratio: ourMs / (await confirmedIdealMs()),
        goal: ratioAtMost(2),
      },
    ];
  });
}

async function timeStart(folder: string): Promise<{ tookMs: number; station: QueueStation }> {
  const startMs = performance.now();
  const station = await openStation({ folder });
  return { tookMs: performance.now() - startMs, station };
}

/** What a station process holds on to in memory once it has opened a folder. */
function bytesHeld(folder: string): number {
  const script = path.join(import.meta.dirname, 'station-memory.ts');
  return Number(execFileSync(process.execPath, ['--expose-gc', script, folder], { encoding: 'utf8' }));
}

function tenThousandRows(): Promise<BenchRow[]> {
  return inFolder(async (folder) => {
    const full = path.join(folder, 'full');
    const first = await openStation({ folder: full, settings: { jobLimit: 20_000 } });
    const small = new Uint8Array(randomBytes(20_000));
    const hash = sha256(small);
    for (let person = 0; person < 10_000; person += 1) {
      first.queue.enqueue({ ...sampleCapture(person, small), photoSha256: hash });
    }
    await first.close();
    const emptyMs: number[] = [];
    const fullMs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const empty = await timeStart(path.join(folder, `empty-${round}`));
      emptyMs.push(empty.tookMs);
      await empty.station.close();
      const opened = await timeStart(full);
      fullMs.push(opened.tookMs);
      await opened.station.close();
    }
    const emptyBytes = bytesHeld(path.join(folder, 'empty-0'));
    const fullBytes = bytesHeld(full);
    const { station } = await timeStart(full);
    const pageStartMs = performance.now();
    for (let page = 0; page < 100; page += 1) station.queue.list({ offset: page * 100, limit: 100, filter: 'all' });
    const pageMs = (performance.now() - pageStartMs) / 100;
    await station.close();
    return [
      {
        name: 'start with 10,000 waiting',
        value: median(fullMs),
        unit: 'ms',
        peer: 'empty start',
        ratio: median(fullMs) / median(emptyMs),
        goal: valueAtMost(1_000),
      },
      { name: 'a page of 100 of 10,000', value: pageMs, unit: 'ms', goal: valueAtMost(16) },
      {
        name: 'memory held for 10,000 waiting, 200 MB of photos on disk',
        value: (fullBytes - emptyBytes) / 1e6,
        unit: 'MB',
        peer: 'an empty station',
        ratio: fullBytes / emptyBytes,
        goal: valueAtMost(30),
      },
    ];
  });
}

/** What durability, pacing and size cost. */
export const bench: Bench = {
  topic: 'queue',
  async run() {
    return [
      ...(await enqueueRows()),
      ...(await drainRows()),
      ...(await throttledRows()),
      ...(await confirmedRows()),
      ...(await tenThousandRows()),
    ];
  },
};
