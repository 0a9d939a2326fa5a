import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { type StationOptions, samplePhoto } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';
import { createSimulatedService, type SimulatedService } from '../../simulated-service.ts';
import { type WorkingOptions, WorkingStation } from '../../working-station.ts';

const bad = 'user:person1@example.com';

let clock: FakeClock;
let service: SimulatedService;
let station: WorkingStation;
/** How long the bad photo's request takes to end without an answer. */
let cutOffAfterMs: number;
/** Moments, in milliseconds since the start, at which the screens say that there is no network. */
let offlineAtMs: number[];

beforeEach(() => {
  clock = createFakeClock();
  service = createSimulatedService(clock);
  cutOffAfterMs = 0;
  offlineAtMs = [];
  station = new WorkingStation({
    clock,
    confirmPhoto: service.confirmPhoto,
    uploadPhoto: async (target, ...rest) => {
      if (target.kind !== 'user' || `user:${target.user}` !== bad) return service.uploadPhoto(target, ...rest);
      await new Promise<void>((resolve) => void clock.setTimer(cutOffAfterMs, resolve));
      return sampleOutcome('offline');
    },
  });
});
afterEach(() => station.remove());

async function start(changes: WorkingOptions = {}): Promise<void> {
  const fromMs = clock.nowMs();
  const { queue } = await station.start(changes);
  queue.onSummaryChanged(({ network }) => {
    if (network === 'offline') offlineAtMs.push(clock.nowMs() - fromMs);
  });
}
const looks: StationOptions['lookAtSlot'] = async () => {
  if (service.mood === 'offline') return { kind: 'error', error: sampleOutcome('offline') };
  return ok({ kind: 'empty' });
};
const save = (person: number) => station.save(person);
const everybody = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const attention = () => station.queue.list({ offset: 0, limit: 100, filter: 'attention' });

describe.each([
  ['at once', 0],
  ['after a second', 1_000],
  ['at the time limit', 65_000],
])('a photo whose request always ends without an answer, %s,', (_, afterMs) => {
  test.each([
    ['saved with the others', {}, false],
    ['where the slot can be looked at', { lookAtSlot: looks }, false],
    ['one request at a time', { settings: { inFlightLimit: 1 } }, false],
    ['after a restart', {}, true],
  ] as const)('does not hold up nine others: %s', async (_about, changes, isRestarted) => {
    cutOffAfterMs = afterMs;
    await start(changes);
    if (isRestarted) service.mood = 'offline';
    const [poisoned, ...others] = everybody.map(save);
    if (isRestarted) {
      await letTimePass(clock, 10 * 60_000);
      await station.close();
      service.mood = 'well';
      await start(changes);
    }
    await letTimePass(clock, 10_000 + afterMs);
    expect(others.map(({ id }) => station.queue.get(id)?.state.kind)).not.toContain('waiting');
    expect(others.map(({ id }) => station.queue.get(id)?.state.kind)).not.toContain('sending');
    // It goes on being tried, is kept, and is named to whoever looks.
    for (const person of [20, 21, 22, 23, 24, 25]) {
      save(person);
      await letTimePass(clock, 20 * 60_000);
    }
    expect(attention()).toMatchObject({ total: 1, jobs: [{ id: poisoned?.id, attention: 'cut-off' }] });
    expect(station.queue.summary()).toMatchObject({ troubled: 1, parked: 0 });
    expect(station.queue.thumbnail(poisoned?.id ?? '')).toEqual(samplePhoto(1));
    expect(station.queue.verify().isSound).toBe(true);
  });
  test('never makes the station say that there is no network, when its slot can be looked at', async () => {
    cutOffAfterMs = afterMs;
    await start({ lookAtSlot: looks });
    save(1);
    await letTimePass(clock, 3 * 3_600_000);
    save(2);
    await letTimePass(clock, 3 * 3_600_000);
    expect(offlineAtMs).toEqual([]);
    expect(station.queue.summary()).toMatchObject({ network: 'online', pause: { kind: 'none' }, troubled: 1 });
  });
});

test('a photo that got through at last needs no look any more', async () => {
  let isCut = true;
  await start({
    lookAtSlot: looks,
    uploadPhoto: async (...parts) => (isCut ? sampleOutcome('offline') : service.uploadPhoto(...parts)),
  });
  const job = save(1);
  await letTimePass(clock, 3_600_000);
  expect(station.queue.get(job.id)?.attention).toBe('cut-off');
  isCut = false;
  await letTimePass(clock, 3_600_000);
  expect(station.queue.get(job.id)).toMatchObject({ state: { kind: 'confirmed' } });
  expect(station.queue.get(job.id)?.attention).toBeUndefined();
  expect(station.queue.summary().troubled).toBe(0);
});

test('a line that is really down makes nobody’s photo look bad, and says so, however many wait', async () => {
  await start({ lookAtSlot: looks, uploadPhoto: service.uploadPhoto });
  service.mood = 'offline';
  for (const person of everybody) save(person);
  await letTimePass(clock, 8 * 3_600_000);
  expect(station.queue.summary()).toMatchObject({ network: 'offline', waiting: 10, troubled: 0 });
  expect(attention().total).toBe(0);
  service.mood = 'well';
  station.queue.hint('network-online');
  await letTimePass(clock, 5_000);
  expect(station.queue.summary()).toMatchObject({ network: 'online', waiting: 0 });
});

test('a read-back that is always cut off does not stop the line either', async () => {
  await start({
    uploadPhoto: service.uploadPhoto,
    confirmPhoto: async (target, ...rest) => {
      if (target.kind === 'user' && `user:${target.user}` === bad) {
        return { kind: 'cannot-tell', report: sampleOutcome('offline').report };
      }
      return service.confirmPhoto(target, ...rest);
    },
  });
  for (const person of everybody) save(person);
  await letTimePass(clock, 30_000);
  const states = station.queue.list({ offset: 0, limit: 100, filter: 'all' }).jobs.map(({ state }) => state.kind);
  expect(states.filter((kind) => kind === 'confirmed')).toHaveLength(9);
  expect(states.filter((kind) => kind === 'accepted')).toHaveLength(1);
});

describe('a photo that the service answers with its own trouble for ever', () => {
  test.each(['transient'] as const)('needs a look after hours, is kept, and is still tried', async (mood) => {
    await start({ uploadPhoto: service.uploadPhoto });
    service.decide = ({ target }) => (target === bad ? mood : 'well');
    const job = save(1);
    save(2);
    await letTimePass(clock, 3 * 3_600_000);
    expect(attention().total).toBe(0);
    await letTimePass(clock, 3 * 3_600_000);
    expect(attention()).toMatchObject({ total: 1, jobs: [{ id: job.id, attention: 'keeps-failing' }] });
    expect(station.queue.summary()).toMatchObject({ troubled: 1, parked: 0 });
    // Also after a restart, and it is not given up.
    await station.close();
    await start({ uploadPhoto: service.uploadPhoto });
    expect(attention().total).toBe(1);
    const tries = service.uploads.length;
    await letTimePass(clock, 2 * 3_600_000);
    expect(service.uploads.length).toBeGreaterThan(tries + 5);
    // Somebody tries it by hand: the row begins anew.
    service.decide = undefined;
    expect(station.queue.retry(job.id).kind).toBe('ok');
    expect(attention().total).toBe(0);
    await letTimePass(clock, 60_000);
    expect(station.queue.get(job.id)?.state.kind).toBe('confirmed');
  });
});
