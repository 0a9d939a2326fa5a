import path from 'node:path';
import type { Clock, Random } from '../../electron/ports.ts';
import { afterOutcome, afterStart, createPacer, type Pacer, permission } from '../../electron/queue/pacer.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { letTimePass } from '../let-time-pass.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto, sha256 } from '../queue-station.ts';
import { sampleOutcome } from '../sample-job.ts';
import { createSimulatedService } from '../simulated-service.ts';
import { type Campaign, type Finding, finding } from './campaign.ts';

const dayMs = 86_400_000;

async function saveThroughTheWeek(
  station: QueueStation,
  clock: FakeClock,
  photos: number,
  days: number,
  random: Random,
) {
  const newest = new Map<string, string>();
  for (let number = 0; number < photos; number += 1) {
    // One in four is a retake of somebody already photographed.
    const person = number % 4 === 3 ? Math.floor(random() * number) : number;
    const photo = samplePhoto(number, 500);
    const saved = station.queue.enqueue(sampleCapture(person, photo));
    if (saved.kind === 'error') throw new Error(`not saved: ${saved.error.code}`);
    newest.set(`user:person${person}@example.com`, sha256(photo));
    if (number % 10 === 9) clock.advance((days * dayMs * 10) / photos);
  }
  return newest;
}

/** A week without network while photos are taken, then the network: everything drains, the newest of each person is shown. */
async function offlineWeek(folder: string, isShort: boolean, random: Random): Promise<Finding> {
  const photos = isShort ? 400 : 2_000;
  const clock = createFakeClock();
  const service = createSimulatedService(clock, 150);
  service.mood = 'offline';
  const { uploadPhoto, confirmPhoto } = service;
  const station = await openStation({ folder, clock, random, uploadPhoto, confirmPhoto });
  station.queue.start();
  const newest = await saveThroughTheWeek(station, clock, photos, 7, random);
  const alarm = station.queue.summary().ageAlarm;
  service.mood = 'well';
  station.queue.hint('network-online');
  const startMs = clock.monotonicMs();
  const problems: string[] = alarm === 'week' ? [] : [`the age alarm says ${alarm} after a week`];
  for (let minute = 0; minute < 60 && station.queue.summary().waiting > 0; minute += 1)
    await letTimePass(clock, 10_000);
  const drainedMs = clock.monotonicMs() - startMs;
  await letTimePass(clock, dayMs);
  const summary = station.queue.summary();
  if (summary.waiting + summary.sending + summary.accepted + summary.parked > 0)
    problems.push(`left: ${JSON.stringify(summary)}`);
  for (const [target, hash] of newest)
    if (service.shown.get(target) !== hash) problems.push(`${target} does not show its newest photo`);
  const verdict = station.queue.verify();
  if (!verdict.isSound) problems.push(`not sound: ${JSON.stringify(verdict)}`);
  await station.close();
  const text = `7 days offline, ${photos} photos of ${newest.size} people, drained ${Math.round(drainedMs / 1000)} s after the network came back, newest shown for ${newest.size}`;
  return finding(text, problems);
}

interface SimStation {
  pacer: Pacer;
  left: number;
  done: number;
  inFlight: number;
  lastMs: number;
}

/** The tenant's limit: 20 writes a second for all stations together (Entra: 3,000 in 150 s). */
function createTenant() {
  const windowMs = 150_000;
  const limit = 3_000;
  const accepted: number[] = [];
  let first = 0;
  return (nowMs: number) => {
    while (first < accepted.length && (accepted[first] ?? 0) <= nowMs - windowMs) first += 1;
    if (accepted.length - first >= limit) return sampleOutcome('throttled', { retryAfterMs: 10_000 });
    accepted.push(nowMs);
    return sampleOutcome('accepted', { throttleFraction: (accepted.length - first) / limit });
  };
}

interface Crowd {
  readonly station: SimStation;
  readonly clock: Clock;
  readonly random: Random;
  readonly jitter: Random;
  readonly tenant: ReturnType<typeof createTenant>;
  readonly requests: number[];
}

function pump(crowd: Crowd): void {
  const { station, clock, random, jitter, tenant, requests } = crowd;
  while (station.left > station.inFlight) {
    const nowMs = clock.monotonicMs();
    const may = permission(station.pacer, station.inFlight, nowMs);
    if (may.kind === 'after-answer') return;
    if (may.kind === 'at') {
      clock.setTimer(may.monotonicMs - nowMs, () => pump(crowd));
      return;
    }
    station.pacer = afterStart(station.pacer, nowMs);
    station.inFlight += 1;
    requests.push(nowMs);
    const outcome = tenant(nowMs);
    clock.setTimer(100 + random() * 100, () => {
      station.inFlight -= 1;
      station.lastMs = clock.monotonicMs();
      if (outcome.kind === 'accepted') {
        station.left -= 1;
        station.done += 1;
      }
      station.pacer = afterOutcome(station.pacer, outcome, clock.monotonicMs(), jitter());
      pump(crowd);
    });
  }
}

function perSecond(requests: readonly number[], fromMs: number): number[] {
  const counts = new Map<number, number>();
  for (const atMs of requests) {
    const second = Math.floor(atMs / 1_000);
    if (atMs >= fromMs) counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return [...counts.values()];
}

/** All stations' work on one tenant until the end of four hours; `jitter` is what each valve adds to a wait. */
function returnTogether(photos: number, random: Random, jitter: Random) {
  const clock = createBucketClock();
  const tenant = createTenant();
  const requests: number[] = [];
  const stations = Array.from(
    { length: 200 },
    (): SimStation => ({ pacer: createPacer(4), left: photos, done: 0, inFlight: 0, lastMs: 0 }),
  );
  for (const station of stations)
    clock.setTimer(random() * 1_000, () => pump({ station, clock, random, jitter, tenant, requests }));
  clock.runUntil(4 * 3_600_000);
  // The first minute shows the common return itself; afterwards nothing may beat in time.
  const peak = perSecond(requests, 60_000).reduce((most, count) => Math.max(most, count), 0);
  return { stations, requests, peak };
}

/** 200 stations come back together to one tenant that throttles them all: they spread out, and none starves. */
function manyStations(isShort: boolean, random: Random): Finding {
  const photos = isShort ? 30 : 60;
  const { stations, requests, peak } = returnTogether(photos, random, random);
  const naive = returnTogether(photos, random, () => 0);
  const unfinished = stations.filter(({ left }) => left > 0).length;
  const lastMs = stations.map((station) => station.lastMs).sort((a, b) => a - b);
  const fastestMs = lastMs[0] ?? 0;
  const slowestMs = lastMs.at(-1) ?? 0;
  const idealMs = (stations.length * photos * 1_000) / 20;
  const refused = requests.length - stations.reduce((sum, { done }) => sum + done, 0);
  const problems: string[] = [];
  if (unfinished > 0) problems.push(`${unfinished} stations did not finish`);
  if (peak > naive.peak / 2)
    problems.push(`${peak} requests in one second, ${naive.peak} without jitter: no less together`);
  const mostMs = lastMs[Math.floor(lastMs.length * 0.95)] ?? 0;
  if (mostMs > 1.5 * idealMs)
    problems.push(`19 in 20 stations took ${mostMs} ms, the tenant could have taken all in ${idealMs} ms`);
  // Chance may refuse one of 200 many times in a row, and its last rest of all may then be as long as any is (15 minutes).
  if (slowestMs > 2 * idealMs + 15 * 60_000)
    problems.push(`the last station took ${slowestMs} ms: longer than its longest rest explains`);
  const text = `200 stations, ${requests.length} requests, ${refused} throttled; after the first minute at most ${peak} a second (${naive.peak} without jitter); first done after ${Math.round(fastestMs / 1000)} s, last after ${Math.round(slowestMs / 1000)} s (the tenant's limit alone takes ${Math.round(idealMs / 1000)} s), ${unfinished} starved`;
  return finding(text, problems);
}

/** A clock for many timers: a heap would do, sorted insertion by bucket is enough. */
function createBucketClock(): Clock & { runUntil(endMs: number): void } {
  let monotonicMs = 0;
  const buckets = new Map<number, { dueMs: number; action: () => void }[]>();
  return {
    nowMs: () => monotonicMs,
    monotonicMs: () => monotonicMs,
    setTimer(delayMs, action) {
      const timer = { dueMs: monotonicMs + Math.max(0, delayMs), action };
      const bucket = Math.floor(timer.dueMs);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), timer]);
      return () => undefined;
    },
    runUntil(endMs) {
      for (let bucket = 0; bucket <= endMs; bucket += 1) {
        for (let due = buckets.get(bucket); due !== undefined && due.length > 0; due = buckets.get(bucket)) {
          due.sort((a, b) => a.dueMs - b.dueMs);
          const [next, ...rest] = due;
          buckets.set(bucket, rest);
          monotonicMs = Math.max(monotonicMs, next?.dueMs ?? 0);
          next?.action();
        }
        buckets.delete(bucket);
      }
      monotonicMs = endMs;
    },
  };
}

/** Long absences and crowded returns, in simulated time. */
export const simulatedWeeks: Campaign = {
  name: 'simulated weeks',
  async run({ isShort, fastScratch, random }) {
    return [await offlineWeek(path.join(fastScratch, 'week'), isShort, random), manyStations(isShort, random)];
  },
};
