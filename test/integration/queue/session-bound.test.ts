import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { sampleOutcome } from '../../sample-job.ts';
import { createSimulatedService, type SimulatedService } from '../../simulated-service.ts';
import { type WorkingOptions, WorkingStation } from '../../working-station.ts';

let clock: FakeClock;
let service: SimulatedService;
let station: WorkingStation;
let account: string | undefined;
/** Whose token each request was made with, and for whom. */
let requests: string[];

beforeEach(() => {
  clock = createFakeClock();
  service = createSimulatedService(clock);
  account = undefined;
  requests = [];
  station = new WorkingStation({
    clock,
    uploadPhoto: async (target, ...rest) => {
      requests.push(`write ${target.kind === 'user' ? target.user : ''} by ${account}`);
      return service.uploadPhoto(target, ...rest);
    },
    confirmPhoto: async (target, ...rest) => {
      requests.push(`read ${target.kind === 'user' ? target.user : ''} by ${account}`);
      return service.confirmPhoto(target, ...rest);
    },
  });
});
afterEach(() => station.remove());

const start = (changes: WorkingOptions = { sessionAccount: () => account }) => station.start(changes);
const save = (person: number, bound: { accountId?: string } = { accountId: `account${person}` }) =>
  station.save(person, person, { personId: `account${person}`, ...bound }).id;
function signIn(id: string | undefined): void {
  account = id;
  station.queue.accountChanged();
  station.queue.hint('signed-in');
}
const stateOf = (id: string) => station.queue.get(id)?.state.kind;
const byOthers = () => requests.filter((line) => !/person(\d+)@example\.com by account\1$/.test(line));

test('a visitor’s photo is sent and read back with their own account', async () => {
  await start();
  signIn('account1');
  const job = save(1);
  await letTimePass(clock, 5_000);
  expect(stateOf(job)).toBe('confirmed');
  expect(byOthers()).toEqual([]);
});

test.each(['offline', 'sign-in-needed', 'refused', 'transient', 'silent', 'stores-then-drops'] as const)(
  'after a power cut nobody else’s account sends it: it is withdrawn at the next start (%s)',
  async (mood) => {
    await start();
    signIn('account1');
    service.mood = mood;
    const job = save(1);
    await letTimePass(clock, 5_000);
    await station.close();
    service.mood = 'well';
    account = undefined;
    await start();
    expect(stateOf(job)).toBe('withdrawn');
    expect(station.queue.thumbnail(job)).toBeUndefined();
    requests.length = 0;
    signIn('account2');
    save(2);
    await letTimePass(clock, 3_600_000);
    expect(byOthers()).toEqual([]);
    expect(station.queue.verify().isSound).toBe(true);
  },
);

test('an accepted one whose session is over is not read back with another account', async () => {
  await start();
  signIn('account1');
  const job = save(1);
  await letTimePass(clock, 500);
  expect(stateOf(job)).toBe('accepted');
  signIn('account2');
  await letTimePass(clock, 48 * 3_600_000);
  expect(stateOf(job)).toBe('accepted');
  expect(station.queue.thumbnail(job)).toBeUndefined();
  expect(byOthers()).toEqual([]);
});

test('in a running station a session that ends without a sign-out leaves nothing to the next account', async () => {
  await start();
  signIn('account1');
  service.mood = 'offline';
  const job = save(1);
  await letTimePass(clock, 5_000);
  account = undefined;
  service.mood = 'well';
  station.queue.hint('network-online');
  await letTimePass(clock, 60_000);
  // Nobody is signed in: it waits for its own person, who may come back.
  expect(stateOf(job)).toBe('waiting');
  signIn('account2');
  expect(stateOf(job)).toBe('withdrawn');
  await letTimePass(clock, 60_000);
  expect(byOthers()).toEqual([]);
});

test('a photo is not written with the next account when the session changed while its slot was looked at', async () => {
  let answer: (() => void) | undefined;
  await start({
    sessionAccount: () => account,
    lookAtSlot: () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'error', error: sampleOutcome('refused') });
      }),
  });
  signIn('account1');
  const job = save(1);
  await letTimePass(clock, 100);
  signIn('account2');
  answer?.();
  await letTimePass(clock, 1_000);
  expect(stateOf(job)).toBe('withdrawn');
  expect(byOthers()).toEqual([]);
});

test('what was saved while the station had an account of its own waits for its own person, or for that account', async () => {
  await start({});
  service.mood = 'offline';
  const job = save(1, {});
  await letTimePass(clock, 5_000);
  await station.close();
  requests.length = 0;
  service.mood = 'well';
  await start();
  signIn('account2');
  await letTimePass(clock, 3_600_000);
  expect(stateOf(job)).toBe('waiting');
  signIn('account1');
  await letTimePass(clock, 60_000);
  expect(stateOf(job)).toBe('confirmed');
  expect(byOthers()).toEqual([]);
});

test('a sign-out on a disk that takes nothing takes the photos back all the same, and the disk learns it later', async () => {
  await start();
  signIn('account1');
  service.mood = 'offline';
  const job = save(1);
  await letTimePass(clock, 5_000);
  const exec = DatabaseSync.prototype.exec;
  const failing = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    if (sql === 'COMMIT') throw Object.assign(new Error('disk full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    exec.call(this, sql);
  });
  expect(await station.queue.withdrawUnsent()).toBe(false);
  expect(stateOf(job)).toBe('withdrawn');
  failing.mockRestore();
  service.mood = 'well';
  requests.length = 0;
  await letTimePass(clock, 60_000);
  expect(requests).toEqual([]);
  await station.close();
  await start();
  expect(stateOf(job)).toBe('withdrawn');
  expect(station.queue.verify()).toMatchObject({ isSound: true });
});

test('a station that was made an operator’s sends nothing of a visitor’s session', async () => {
  await start();
  signIn('account1');
  service.mood = 'offline';
  const job = save(1);
  await letTimePass(clock, 5_000);
  await station.close();
  service.mood = 'well';
  requests.length = 0;
  await start({});
  await letTimePass(clock, 60_000);
  expect(stateOf(job)).toBe('withdrawn');
  expect(requests).toEqual([]);
});
