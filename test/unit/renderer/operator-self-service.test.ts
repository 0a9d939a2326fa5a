import { expect, test } from 'vitest';
import { createKioskStore } from '../../../renderer/store/kiosk-store.ts';
import type { KioskHandlers } from '../../../shared/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createKioskDouble, samplePeople, sampleSnapshot } from '../../kiosk-double.ts';

const waiting: SignInState = {
  kind: 'waiting-for-person',
  userCode: 'ABC123DEF',
  verificationUrl: 'https://example.com/device',
  expiresAtMs: 0,
};
const signedIn: SignInState = { kind: 'signed-in', validUntilMs: 0, permissions: ['User.ReadWrite'] };
const declined: SignInState = { kind: 'needs-attention', problem: 'declined' };
const expired: SignInState = { kind: 'needs-attention', problem: 'code-expired' };
const [person] = samplePeople;

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A self-service station at rest, over a double whose sign-in answers as the test says. */
async function setUp(overrides: Partial<KioskHandlers> = {}, snapshot: Partial<typeof sampleSnapshot> = {}) {
  if (person === undefined) throw new Error('no sample person');
  const station = { ...sampleSnapshot.station, mode: 'self-service' as const };
  const double = createKioskDouble(
    {
      'signIn.start': async () => ok({}),
      'signIn.signOut': async () => ok({}),
      'operator.lock': async () => ok({}),
      'signIn.me': async () => ok({ person }),
      ...overrides,
    },
    { ...sampleSnapshot, station, signInMode: 'self-service', signIn: { kind: 'signed-out' }, ...snapshot },
  );
  const clock = createFakeClock();
  const pictures = {
    decode: () => Promise.reject(new Error('not here')),
    release: () => undefined,
    toUrl: () => '',
    sha256: async () => '',
    wipe: () => undefined,
  };
  const { state, actions } = createKioskStore({ api: double.api, clock, pictures });
  actions.start();
  await settled();
  const told = async (signIn: SignInState) => {
    double.emit('signIn.changed', { signIn });
    await settled();
  };
  const begin = async () => {
    actions.begin();
    await settled();
  };
  const count = (name: keyof KioskHandlers) => double.calls.filter((call) => call.name === name).length;
  return { state, actions, clock, told, begin, count, calls: double.calls };
}

test('whoever signs in on the phone is the person to be photographed; nobody is searched for', async () => {
  const { state, begin, told, count } = await setUp();
  await begin();
  expect(state.getState().flow.kind).toBe('sign-in');
  await told(waiting);
  await told(signedIn);
  expect(state.getState().flow).toEqual({ kind: 'notice', person });
  expect(count('people.search')).toBe(0);
});

test('leaving at any step signs the person out', async () => {
  for (const steps of [[], [waiting], [waiting, signedIn], [waiting, declined]]) {
    const { state, actions, begin, told, count } = await setUp();
    await begin();
    for (const step of steps) await told(step);
    const before = count('signIn.signOut');
    actions.end();
    await settled();
    expect(state.getState().flow.kind).toBe('attract');
    expect(count('signIn.signOut')).toBe(before + 1);
  }
});

test('before the camera, back is the way out: there is nobody else to choose', async () => {
  const { state, actions, begin, told } = await setUp();
  await begin();
  await told(waiting);
  await told(signedIn);
  actions.back();
  expect(state.getState().flow.kind).toBe('attract');
});

test('a screen that nobody touches signs the person out', async () => {
  const { state, clock, begin, told, count } = await setUp();
  await begin();
  await told(waiting);
  await told(signedIn);
  const before = count('signIn.signOut');
  clock.advance(10 * 60_000);
  await settled();
  expect(state.getState().flow.kind).toBe('attract');
  expect(count('signIn.signOut')).toBeGreaterThan(before);
});

test('the screen waits while a person types the code on their phone, though nobody touches it', async () => {
  const { state, clock, begin, told } = await setUp();
  await begin();
  await told(waiting);
  clock.advance(4 * 60_000);
  expect(state.getState().idleEndsAtMs).toBeUndefined();
  expect(state.getState().flow.kind).toBe('sign-in');
});

test('an expired code is replaced by itself; a declined one only when asked', async () => {
  const { state, actions, begin, told, count } = await setUp();
  await begin();
  await told(waiting);
  await told(expired);
  expect(count('signIn.start')).toBe(2);
  expect(state.getState().selfService).toEqual({ kind: 'asked', isRenewed: true });
  await told(waiting);
  await told(declined);
  expect(count('signIn.start')).toBe(2);
  actions.newCode();
  await settled();
  expect(count('signIn.start')).toBe(3);
});

test('the next person’s code waits for the last one’s sign-out', async () => {
  const { promise: signedOut, resolve: finish } = Promise.withResolvers<void>();
  let isSlow = false;
  const { actions, begin, told, calls } = await setUp({
    'signIn.signOut': async () => {
      if (isSlow) await signedOut;
      return ok({});
    },
  });
  await begin();
  await told(waiting);
  await told(signedIn);
  isSlow = true;
  actions.end();
  await begin();
  expect(calls.filter(({ name }) => name === 'signIn.start')).toHaveLength(1);
  finish();
  await settled();
  expect(calls.filter(({ name }) => name === 'signIn.start')).toHaveLength(2);
});

test('a profile that arrives after the person has left is dropped', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const { state, actions, begin, told } = await setUp({
    'signIn.me': async () => {
      await answered;
      return ok({ person: person ?? ({} as never) });
    },
  });
  await begin();
  await told(waiting);
  await told(signedIn);
  actions.end();
  answer();
  await settled();
  expect(state.getState().flow.kind).toBe('attract');
});

test('without a network the reason is kept, and trying again asks again', async () => {
  let isOffline = true;
  const { state, actions, begin, count } = await setUp({
    'signIn.start': async () => (isOffline ? err({ code: 'offline' }) : ok({})),
  });
  await begin();
  expect(state.getState().selfService).toEqual({ kind: 'failed', problem: 'offline' });
  isOffline = false;
  actions.newCode();
  await settled();
  expect(state.getState().selfService.kind).toBe('asked');
  expect(count('signIn.start')).toBe(2);
});

test('a page that is loaded anew signs out whoever was there, and locks the staff’s screens', async () => {
  const { count } = await setUp({}, { signIn: signedIn, isOperator: true });
  expect(count('signIn.signOut')).toBe(1);
  expect(count('operator.lock')).toBe(1);
});

test('at other stations nobody is signed out by leaving', async () => {
  const { actions, begin, count } = await setUp({}, { station: sampleSnapshot.station, signInMode: 'application' });
  await begin();
  actions.end();
  await settled();
  expect(count('signIn.signOut')).toBe(0);
});
