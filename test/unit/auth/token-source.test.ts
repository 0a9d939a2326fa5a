import { expect, test } from 'vitest';
import type { SignInError } from '../../../electron/auth/sign-in-error.ts';
import { type AcquiredToken, createTokenSource, restMs, type TokenWish } from '../../../electron/auth/token-source.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

const minuteMs = 60_000;
const offline: SignInError = { kind: 'offline', code: 'ENOTFOUND' };

/** A source whose answers the test gives one by one. */
function source() {
  const clock = createFakeClock();
  const wishes: TokenWish[] = [];
  let answer: () => Promise<Result<AcquiredToken, SignInError>> = async () => ok(token('one'));
  const made = createTokenSource({
    clock,
    defaultScopes: ['https://graph.test/.default'],
    acquire: (wish) => {
      wishes.push(wish);
      return answer();
    },
    onOutcome: () => {},
  });
  return { clock, wishes, ...made, answerWith: (next: typeof answer) => (answer = next) };
}

function token(text: string, lifetimeMs = 60 * minuteMs): AcquiredToken {
  return { token: text, lifetimeMs, permissions: [] };
}

test('Five parallel requests share one flight, and so does a request for the same scopes in another order.', async () => {
  const { get, wishes } = source();
  const all = await Promise.all([get(), get(), get(), get(), get()]);
  expect(all).toEqual(Array(5).fill(ok('one')));
  await Promise.all([get({ scopes: ['b', 'a'] }), get({ scopes: ['a', 'b'] })]);
  expect(wishes).toHaveLength(2);
});

test('A fresh token is given without asking anybody.', async () => {
  const { get, wishes, clock } = source();
  await get();
  clock.advance(54 * minuteMs);
  expect(await get()).toEqual(ok('one'));
  expect(wishes).toHaveLength(1);
});

test('A refresh that is due while offline still answers with the valid token, until two minutes before its end.', async () => {
  const { get, wishes, clock, answerWith } = source();
  await get();
  answerWith(async () => err(offline));
  clock.advance(56 * minuteMs);
  expect(await get()).toEqual(ok('one'));
  expect(wishes).toHaveLength(2);
  clock.advance(2 * minuteMs);
  expect(await get()).toEqual(err({ kind: 'offline' }));
});

test('A refresh that is due goes past every cache.', async () => {
  const { get, wishes, clock } = source();
  await get();
  clock.advance(56 * minuteMs);
  await get();
  expect(wishes.map(({ isForced }) => isForced)).toEqual([false, true]);
});

test('A wall clock that jumps ten years and back neither ends nor prolongs a token.', async () => {
  const { get, wishes, clock, answerWith } = source();
  await get();
  clock.jump(10 * 365 * 24 * 60 * minuteMs);
  answerWith(async () => err(offline));
  expect(await get()).toEqual(ok('one'));
  clock.jump(-10 * 365 * 24 * 60 * minuteMs);
  clock.advance(2_000);
  expect(await get()).toEqual(ok('one'));
  expect(wishes).toHaveLength(2);
  clock.advance(58 * minuteMs);
  expect(await get()).toEqual(err({ kind: 'offline' }));
});

test('A machine that slept past the end of its token asks for a new one first.', async () => {
  const { get, clock, answerWith } = source();
  await get();
  clock.jump(3 * 60 * minuteMs);
  answerWith(async () => ok(token('two')));
  expect(await get()).toEqual(ok('two'));
});

test('After a 401 the cache is skipped once; others who were told 401 for the same token get the new one.', async () => {
  const { get, wishes, clock, answerWith } = source();
  await get();
  clock.advance(minuteMs);
  answerWith(async () => ok(token('two')));
  expect(await get({ skipCache: true })).toEqual(ok('two'));
  expect(await get({ skipCache: true })).toEqual(ok('two'));
  expect(wishes.map(({ isForced }) => isForced)).toEqual([false, true]);
});

test('A token that the photo API refused is not offered again when its renewal fails.', async () => {
  const { get, clock, answerWith } = source();
  await get();
  answerWith(async () => err(offline));
  expect(await get({ skipCache: true })).toEqual(err({ kind: 'offline' }));
  clock.advance(minuteMs);
  expect(await get()).toEqual(err({ kind: 'offline' }));
});

test('A claims challenge is passed on as JSON, from JSON or base64; a damaged one only skips the cache.', async () => {
  const { get, wishes, clock } = source();
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  for (const challenge of [claims, Buffer.from(claims).toString('base64'), '%%%']) {
    await get({ claims: challenge });
    clock.advance(minuteMs);
  }
  expect(wishes).toEqual([
    { scopes: ['https://graph.test/.default'], isForced: true, claims },
    { scopes: ['https://graph.test/.default'], isForced: true, claims },
    { scopes: ['https://graph.test/.default'], isForced: true },
  ]);
});

test('While a signInError rests nothing is sent, however often callers ask.', async () => {
  const { get, wishes, clock, answerWith } = source();
  answerWith(async () => err({ kind: 'busy', code: 'msal-refusal', retryAfterMs: minuteMs }));
  for (let asked = 0; asked < 1_000; asked += 1) await get();
  expect(wishes).toHaveLength(1);
  clock.advance(20_000);
  expect(await get()).toEqual(err({ kind: 'throttled', retryAfterMs: 40_000 }));
  expect(wishes).toHaveLength(1);
  clock.advance(40_000);
  answerWith(async () => ok(token('one')));
  expect(await get()).toEqual(ok('one'));
});

test('A service that stays unwell is asked ever more seldom, down to once a minute, and as it wishes itself.', () => {
  const busy = (code: string): SignInError => ({ kind: 'busy', code });
  expect([1, 2, 3, 4, 5, 50].map((n) => restMs(busy('http-503'), n))).toEqual([
    5_000, 10_000, 20_000, 40_000, 60_000, 60_000,
  ]);
  expect(restMs(busy('http-429'), 1)).toBe(60_000);
  expect(restMs({ kind: 'busy', code: 'http-429', retryAfterMs: 7_000 }, 1)).toBe(7_000);
  // "Retry-After: 0", or a date that is over, must not make a tight loop.
  expect(restMs({ kind: 'busy', code: 'http-429', retryAfterMs: 0 }, 1)).toBe(1_000);
});

test('What a person must mend pauses the queue; what passes by itself counts as offline.', async () => {
  const { get, clock, answerWith } = source();
  answerWith(async () => err({ kind: 'problem', problem: 'wrong-secret' }));
  expect(await get()).toEqual(err({ kind: 'sign-in-needed' }));
  clock.advance(minuteMs);
  answerWith(async () => err({ kind: 'problem', problem: 'authority-unusable', isPassing: true }));
  expect(await get()).toEqual(err({ kind: 'offline' }));
});

test('An answer that arrives after signing out is thrown away.', async () => {
  const { get, held, forget, answerWith } = source();
  let arrive: (value: Result<AcquiredToken, SignInError>) => void = () => {};
  answerWith(() => new Promise((resolve) => (arrive = resolve)));
  const asked = get();
  forget();
  arrive(ok(token('late')));
  expect(await asked).toEqual(err({ kind: 'sign-in-needed' }));
  expect(held()).toBeUndefined();
});

test('A token of one minute is used for most of it.', async () => {
  const { get, wishes, clock, answerWith } = source();
  answerWith(async () => ok(token('short', minuteMs)));
  await get();
  clock.advance(40_000);
  expect(await get()).toEqual(ok('short'));
  expect(wishes).toHaveLength(1);
});
