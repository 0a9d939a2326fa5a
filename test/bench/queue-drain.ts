import { randomBytes } from 'node:crypto';
import { verificationDelayMs } from '../../electron/queue/backoff.ts';
import type { UploadQueue } from '../../electron/queue/upload-queue.ts';
import { unreadReceipt } from '../../shared/outcome.ts';
import { openStation, type QueueStation, type StationOptions, sampleCapture } from '../queue-station.ts';
import { sampleOutcome } from '../sample-job.ts';
import { type BenchRow, ratioAtLeast, ratioAtMost, valueAtMost } from './bench.ts';
import { inFolder } from './bench-folder.ts';

/** How large a photo of these measurements is. */
export const photoBytes = 100_000;

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

/** A backlog at three speeds of the service, and one after another. */
export async function drainRows(): Promise<BenchRow[]> {
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

/** A backlog where every tenth request is answered 429. */
export async function throttledRows(): Promise<BenchRow[]> {
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
export function confirmedRows(): Promise<BenchRow[]> {
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
