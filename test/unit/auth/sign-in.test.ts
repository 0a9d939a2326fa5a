import { expect, test } from 'vitest';
import { createSignIn } from '../../../electron/auth/sign-in.ts';
import type { Fetch } from '../../../electron/ports.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { signInStateSchema } from '../../../shared/sign-in-state.ts';
import { createFakeClock } from '../../fake-clock.ts';

const minuteMs = 60_000;
const granted = () =>
  new Response(JSON.stringify({ access_token: 'opaque-canary', token_type: 'Bearer', expires_in: 3600 }));
const refused = (number: number) => () =>
  new Response(JSON.stringify({ error: 'invalid_client', error_codes: [number] }), { status: 401 });
const offline = () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) });
};

/** An unattended station whose sign-in server answers as the test says. No file is read or written. */
function unattended(first: () => Response) {
  const clock = createFakeClock(Date.now());
  const logLines: string[] = [];
  let answer = first;
  let asked = 0;
  const note = (event: string, fields: unknown) => void logLines.push(`${event} ${JSON.stringify(fields)}`);
  const fetch: Fetch = async () => {
    asked += 1;
    return answer();
  };
  const signIn = createSignIn({
    settings: { mode: 'application', credential: 'secret' },
    tenant: {
      tenantId: 'contoso.onmicrosoft.com',
      clientId: '11111111-1111-4111-8111-111111111111',
      authority: 'https://login.microsoftonline.com',
      graphUrl: 'https://graph.microsoft.com',
    },
    cipher: { seal: async (plain) => plain, open: async (sealed) => sealed },
    dataFolder: '/nonexistent',
    fetch,
    clock,
    log: { info: note, warn: note, error: note },
    givenCredential: { kind: 'secret', secret: 'canary-secret' },
  });
  const states: SignInState[] = [];
  signIn.onChange((state) => states.push(state));
  const next = () =>
    new Promise<SignInState>((resolve) => {
      const stop = signIn.onChange((state) => {
        stop();
        resolve(state);
      });
    });
  return {
    signIn,
    clock,
    logLines,
    states,
    next,
    asked: () => asked,
    answerWith: (then: typeof answer) => (answer = then),
  };
}

test('Nothing is asked before somebody asks.', () => {
  const { signIn, asked, clock } = unattended(granted);
  expect(signIn.state()).toEqual({ kind: 'starting' });
  expect(asked()).toBe(0);
  expect(clock.nextTimerMs()).toBeUndefined();
});

test('An idle station renews its token before its end, so that an outage finds it with a fresh one.', async () => {
  const { signIn, clock, next, asked } = unattended(granted);
  await signIn.restore();
  const renewed = next();
  clock.advance(55 * minuteMs);
  expect(await renewed).toMatchObject({ kind: 'signed-in' });
  expect(asked()).toBe(2);
});

test('When the network goes, the states follow: still signed in, then not, and back by itself.', async () => {
  const { signIn, clock, next, answerWith } = unattended(granted);
  await signIn.restore();
  answerWith(offline);
  const without = next();
  clock.advance(55 * minuteMs);
  expect(await without).toMatchObject({ kind: 'offline-with-token' });
  let state = signIn.state();
  const over = next();
  for (let step = 0; step < 30 && state.kind === 'offline-with-token'; step += 1) {
    clock.advance(15_000);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    state = signIn.state();
  }
  expect(await over).toEqual({ kind: 'offline-without-token' });
  answerWith(granted);
  const back = next();
  clock.advance(15_000);
  expect(await back).toMatchObject({ kind: 'signed-in' });
});

test('What an administrator mends elsewhere is noticed within five minutes.', async () => {
  const { signIn, clock, next, answerWith } = unattended(refused(7000229));
  expect(await signIn.restore()).toEqual({
    kind: 'needs-attention',
    problem: 'consent-missing',
    code: 'AADSTS7000229',
    correlationId: undefined,
  });
  answerWith(granted);
  const mended = next();
  clock.advance(5 * minuteMs);
  expect(await mended).toMatchObject({ kind: 'signed-in' });
});

test('Every state is what the contract carries, and none holds the token.', async () => {
  const { signIn, clock, states, answerWith, logLines } = unattended(granted);
  await signIn.restore();
  for (const then of [offline, refused(7000222), refused(53003), () => new Response('<html>'), granted]) {
    answerWith(then);
    clock.advance(61 * minuteMs);
    await signIn.getAccessToken();
  }
  expect(states.length).toBeGreaterThan(3);
  for (const state of states) expect(signInStateSchema.safeParse(state).success).toBe(true);
  expect(JSON.stringify(states) + logLines.join('\n')).not.toContain('canary');
});

test('After close nothing is timed and nobody is told.', async () => {
  const { signIn, clock, states, answerWith } = unattended(granted);
  await signIn.restore();
  await signIn.close();
  answerWith(offline);
  const told = states.length;
  clock.advance(120 * minuteMs);
  await signIn.getAccessToken();
  expect(clock.nextTimerMs()).toBeUndefined();
  expect(states).toHaveLength(told);
});
