import { expect, test, vi } from 'vitest';
import { languages } from '../../../shared/language.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { signInAdvice, signInStateWords } from '../../../shared/sign-in-words.ts';
import { type AuthorityFault, type EntraAuthority, startEntraAuthority } from '../../entra-authority.ts';
import { eventually } from '../../eventually.ts';
import { bendWallClock, minuteMs, tenYearsMs } from './bent-clock.ts';
import { createLaterClock, createSignInStation } from './sign-in-station.ts';
import { withAuthority } from './with-authority.ts';

let authority: EntraAuthority;
const open = withAuthority((started) => {
  authority = started;
});

/** The limit of one request here; no other wait of a sign-in is of that length. */
const requestTimeoutMs = 50_000;
const isRequestLimit = (delayMs: number) => delayMs > 45_000 && delayMs <= requestTimeoutMs;
/** How many requests the authority had seen when it began to hang on purpose. */
let seenBefore: number | undefined;

/** The next request meets the fault, and `work` makes it. */
async function meeting<Value>(fault: AuthorityFault, work: () => Promise<Value>): Promise<Value> {
  await authority.setFaults(fault);
  if (fault.kind.startsWith('hang')) seenBefore = (await authority.requests()).length;
  return work().finally(() => {
    seenBefore = undefined;
  });
}

/** The limit of a request that hangs is over once the authority has met it: earlier, the fault would wait for the next one. */
function whenMet(seen: number, action: () => void): () => void {
  let isCancelled = false;
  const isMet = async () => {
    if (!isCancelled && (await authority.requests()).length === seen) throw new Error('not met yet');
  };
  void eventually(isMet).then(() => {
    if (!isCancelled) action();
  });
  return () => {
    isCancelled = true;
  };
}

async function unattended(credential: 'certificate' | 'secret', more: Parameters<typeof createSignInStation>[2] = {}) {
  const later = createLaterClock();
  const clock = {
    ...later,
    setTimer: (delayMs: number, action: () => void) =>
      seenBefore !== undefined && isRequestLimit(delayMs)
        ? whenMet(seenBefore, action)
        : later.setTimer(delayMs, action),
  };
  const made = await createSignInStation(
    authority,
    { mode: 'application', credential },
    { clock, requestTimeoutMs, ...more },
  );
  open.push(made);
  const bytes = Buffer.from(authority.station.certificatePem + authority.station.privateKeyPem);
  await made.signIn.provision(
    credential === 'secret' ? { kind: 'secret', secret: authority.options.secret } : { kind: 'file', bytes },
  );
  return { ...made, clock };
}

/** What a screen says of a state, in every language. */
function saidOf(state: SignInState): string[] {
  const words = state.kind === 'needs-attention' ? signInAdvice[state.problem].meaning : signInStateWords[state.kind];
  return languages.map((language) => words[language]);
}

const answer = (status: number, body: string, headers: Record<string, string> = {}): AuthorityFault => ({
  kind: 'answer',
  status,
  body,
  headers,
});
const offline = { kind: 'offline-without-token' } as const;
const faults: [string, AuthorityFault, SignInState, { kind: string; retryAfterMs?: number }][] = [
  ['hangs before the headers', { kind: 'hang-before-headers' }, offline, { kind: 'offline' }],
  ['hangs inside the headers', { kind: 'hang-in-headers' }, offline, { kind: 'offline' }],
  ['hangs inside the body', { kind: 'hang-in-body' }, offline, { kind: 'offline' }],
  ['drops the connection', { kind: 'reset' }, offline, { kind: 'offline' }],
  ['loses its answer', { kind: 'lost-answer' }, offline, { kind: 'offline' }],
  [
    'is replaced by a captive portal',
    answer(200, '<html>Welcome</html>', { 'content-type': 'text/html' }),
    offline,
    { kind: 'offline' },
  ],
  [
    'redirects to a captive portal',
    answer(302, '', { location: 'https://portal.test/' }),
    offline,
    { kind: 'offline' },
  ],
  ['answers 500', answer(500, 'oops'), offline, { kind: 'throttled', retryAfterMs: 5_000 }],
  [
    'answers 429 and says when',
    answer(429, '{"error":"too_many"}', { 'retry-after': '30' }),
    offline,
    { kind: 'throttled', retryAfterMs: 30_000 },
  ],
  [
    'answers like no sign-in server',
    answer(200, '{"hello":"world"}'),
    { kind: 'needs-attention', problem: 'authority-unusable', code: 'no-access_token' },
    { kind: 'offline' },
  ],
];

test.each(faults)(
  'When the authority %s, the state and the reason are true, and it goes on by itself.',
  async (_, fault, state, failure) => {
    const { signIn, clock } = await unattended('secret');
    const startedMs = performance.now();
    const failed = await meeting(fault, () => signIn.getAccessToken());
    const tookMs = performance.now() - startedMs;
    expect(failed).toMatchObject({ kind: 'error', error: { kind: failure.kind } });
    if (failure.retryAfterMs !== undefined && failed.kind === 'error' && failed.error.kind === 'throttled') {
      expect(failed.error.retryAfterMs).toBeLessThanOrEqual(failure.retryAfterMs);
      expect(failed.error.retryAfterMs).toBeGreaterThanOrEqual(failure.retryAfterMs - tookMs);
    }
    expect(signIn.state()).toEqual(state);
    for (const sentence of saidOf(signIn.state())) expect(sentence.length).toBeGreaterThan(5);
    clock.pass(minuteMs);
    expect(await signIn.getAccessToken()).toMatchObject({ kind: 'ok' });
    expect(signIn.state()).toMatchObject({ kind: 'signed-in' });
  },
);

test.each(faults)('When a refresh is due and the authority %s, the valid token is still given.', async (_, fault) => {
  const { signIn, clock } = await unattended('secret');
  const first = await signIn.getAccessToken();
  clock.pass(56 * minuteMs);
  expect(await meeting(fault, () => signIn.getAccessToken())).toEqual(first);
  expect(signIn.state()).toMatchObject({ kind: 'offline-with-token' });
  clock.pass(minuteMs);
  const second = await signIn.getAccessToken();
  expect(second.kind === 'ok' && second).not.toEqual(first);
});

test('After a 5xx a thousand requests make no second POST until the wait is over.', async () => {
  const { signIn, clock } = await unattended('secret');
  await authority.forgetRequests();
  await authority.setFaults(answer(503, 'busy'));
  for (let asked = 0; asked < 1_000; asked += 1) await signIn.getAccessToken();
  expect(await authority.requests()).toHaveLength(1);
  clock.pass(6_000);
  expect(await signIn.getAccessToken()).toMatchObject({ kind: 'ok' });
});

test('A server whose certificate nobody vouches for gets nothing and is named.', async () => {
  const other = await startEntraAuthority();
  try {
    const { signIn } = await unattended('secret', {
      tenant: {
        tenantId: other.options.tenantId,
        clientId: other.options.secretClientId,
        authority: other.origin,
        graphUrl: 'https://graph.test',
      },
    });
    await signIn.getAccessToken();
    expect(signIn.state()).toMatchObject({ kind: 'needs-attention', problem: 'authority-unusable' });
    expect(await other.requests()).toEqual([]);
  } finally {
    await other.close();
  }
});

test.each([
  ['15 minutes behind', -15 * minuteMs],
  ['6 minutes ahead', 6 * minuteMs],
  ['60 minutes ahead', 60 * minuteMs],
  ['10 years ahead', tenYearsMs],
])('A station with a certificate whose clock is %s says so, and works once the clock is right.', async (_, byMs) => {
  const { signIn, clock } = await unattended('certificate');
  const startedMs = performance.now();
  bendWallClock(byMs);
  expect(await signIn.restore()).toMatchObject({
    kind: 'needs-attention',
    problem: 'clock-wrong',
    code: 'AADSTS700024',
  });
  expect(saidOf(signIn.state())[0]).toContain('clock');
  expect(await signIn.getAccessToken()).toEqual({ kind: 'error', error: { kind: 'sign-in-needed' } });
  // The header counts in whole seconds and is made anew once a second.
  const tookMs = performance.now() - startedMs;
  expect(Math.abs((signIn.clockSkewMs() ?? 0) + byMs)).toBeLessThan(2_000 + tookMs);
  vi.useRealTimers();
  clock.pass(minuteMs);
  expect(await signIn.getAccessToken()).toMatchObject({ kind: 'ok' });
  expect(signIn.state()).toMatchObject({ kind: 'signed-in' });
});

test.each([
  ['15 minutes behind', -15 * minuteMs],
  ['60 minutes ahead', 60 * minuteMs],
  ['10 years ahead', tenYearsMs],
])('With a secret a clock %s does no harm, then or when it is set right.', async (_, byMs) => {
  const { signIn } = await unattended('secret');
  bendWallClock(byMs);
  expect(await signIn.restore()).toMatchObject({ kind: 'signed-in' });
  vi.useRealTimers();
  await authority.forgetRequests();
  expect(await signIn.getAccessToken()).toMatchObject({ kind: 'ok' });
  const { length } = await authority.requests();
  expect(length).toBeLessThanOrEqual(1);
  expect(await signIn.getAccessToken({ skipCache: true })).toMatchObject({ kind: 'ok' });
});
