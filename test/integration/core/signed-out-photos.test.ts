import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HandlerParts } from '../../../electron/core/handlers/handler-parts.ts';
import { signInHandlers } from '../../../electron/core/handlers/sign-in.ts';
import { createSignOut } from '../../../electron/core/sign-out.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { sampleOutcome } from '../../sample-job.ts';
import { WorkingStation } from '../../working-station.ts';

let clock: FakeClock;
let station: WorkingStation;

beforeEach(() => {
  clock = createFakeClock();
  station = new WorkingStation({ clock, uploadPhoto: async () => sampleOutcome('offline') });
});
afterEach(() => station.remove());

const save = (number: number, accountId?: string) =>
  station.save(number, number, accountId === undefined ? {} : { accountId }).id;
const stateOf = (id: string) => station.queue.get(id)?.state.kind;

test('what a visitor’s own account has not sent is withdrawn before it signs out: no other account ever sends it', async () => {
  const { queue } = await station.start({ sessionAccount: () => 'mara' });
  const [hers, ofStation] = [save(1, 'mara'), save(2)];
  await letTimePass(clock, 1_000);
  const during: unknown[] = [];
  const signOut = async () => void during.push(stateOf(hers), stateOf(ofStation));
  await createSignOut({ queue, sessionAccount: async () => 'mara', signIn: { signOut } }).end();
  // What was saved while the station had an account of its own goes on waiting.
  expect([...during, stateOf(hers), stateOf(ofStation)]).toEqual(['withdrawn', 'waiting', 'withdrawn', 'waiting']);
});

test('from when a visitor leaves nothing of theirs starts, also while it is still asked who they were', async () => {
  const sent: string[] = [];
  const { queue } = await station.start({
    sessionAccount: () => 'mara',
    uploadPhoto: async (target) => {
      sent.push(JSON.stringify(target));
      return sampleOutcome('offline');
    },
  });
  const hers = save(1, 'mara');
  const asked = Promise.withResolvers<string>();
  const leaving = createSignOut({
    queue,
    sessionAccount: () => asked.promise,
    signIn: { signOut: async () => {} },
  }).end();
  await letTimePass(clock, 60_000);
  expect(sent).toEqual([]);
  asked.resolve('mara');
  await leaving;
  expect(stateOf(hers)).toBe('withdrawn');
});

test('what a visitor saves while they are signed out is withdrawn too, and nothing of whoever is signed in by then', async () => {
  const { queue } = await station.start({ sessionAccount: () => undefined });
  let saved: readonly string[] = [];
  const signOut = async () => {
    saved = [save(1, 'mara'), save(2, 'the next one')];
  };
  await createSignOut({ queue, sessionAccount: async () => 'mara', signIn: { signOut } }).end();
  expect(saved.map(stateOf)).toEqual(['withdrawn', 'waiting']);
});

test('a station that signs out keeps what it saved, for whoever signs it in again', async () => {
  const { queue } = await station.start();
  const id = save(1);
  await letTimePass(clock, 1_000);
  await createSignOut({ queue, signIn: { signOut: async () => undefined } }).end();
  expect(stateOf(id)).toBe('waiting');
});

test('whoever leaves is signed out also where taking back what was not sent fails', async () => {
  const done: string[] = [];
  const failing = createSignOut({
    queue: { withdrawUnsent: () => Promise.reject(new Error('the disk is gone')) },
    sessionAccount: async () => 'mara',
    signIn: { signOut: async () => void done.push('signed out') },
  });
  await expect(failing.end()).rejects.toThrow('the disk is gone');
  expect(done).toEqual(['signed out']);
});

test('a visit that ends twice at once is one sign-out, and whoever begins to sign in meanwhile is left signed in', async () => {
  const withdrawn = Promise.withResolvers<boolean>();
  const done: string[] = [];
  const signIn = {
    signOut: async () => void done.push('signed out'),
    start: async () => {
      done.push('began to sign in');
      return { kind: 'ok', value: {} };
    },
  };
  const queue = { withdrawUnsent: () => withdrawn.promise };
  const signOut = createSignOut({ queue, sessionAccount: async () => 'mara', signIn });
  const handlers = signInHandlers({ signIn, signOut } as unknown as HandlerParts);
  const all = [
    signOut.end(),
    handlers['signIn.start']({ method: 'device-code' }),
    handlers['signIn.signOut']({}),
    signOut.end(),
  ];
  withdrawn.resolve(true);
  await Promise.all(all);
  expect(done).toEqual(['signed out', 'began to sign in']);
  await signOut.end();
  expect(done).toEqual(['signed out', 'began to sign in', 'signed out']);
});
