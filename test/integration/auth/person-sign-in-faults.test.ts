import { expect, test, vi } from 'vitest';
import type { EntraAuthority } from '../../entra-authority.ts';
import { bendWallClock, minuteMs, tenYearsMs } from './bent-clock.ts';
import { createHastyClock, createSignInStation } from './sign-in-station.ts';
import { withAuthority } from './with-authority.ts';

let authority: EntraAuthority;
const open = withAuthority((started) => {
  authority = started;
});

test('A person of another directory is refused, and nothing of them is kept.', async () => {
  const made = await createSignInStation(
    authority,
    { mode: 'operator', method: 'device-code' },
    {
      tenant: {
        tenantId: '00000000-0000-4000-8000-00000000000f',
        clientId: authority.options.publicClientId,
        authority: authority.origin,
        graphUrl: authority.options.graphUrl,
      },
      fetch: (url, init) =>
        authority.fetch(String(url).replace('00000000-0000-4000-8000-00000000000f', authority.options.tenantId), init),
    },
  );
  open.push(made);
  await made.signIn.start({ method: 'device-code' });
  await authority.decide((await made.reached('waiting-for-person')).userCode, 'approve');
  expect(await made.reached('needs-attention')).toMatchObject({ problem: 'authority-unusable', code: 'wrong-issuer' });
  expect(await made.signIn.getAccessToken()).toMatchObject({ kind: 'error' });
  const next = await createSignInStation(
    authority,
    { mode: 'operator', method: 'device-code' },
    { dataFolder: made.dataFolder },
  );
  open.push(next);
  expect(await next.signIn.restore()).toEqual({ kind: 'signed-out' });
});

test('An operator’s token that was cached under a clock ten years ahead is given up after one 401.', async () => {
  const settings = { mode: 'operator', method: 'device-code' } as const;
  bendWallClock(tenYearsMs);
  const first = await createSignInStation(authority, settings);
  open.push(first);
  await first.signIn.start({ method: 'device-code' });
  await authority.decide((await first.reached('waiting-for-person')).userCode, 'approve');
  await first.reached('signed-in');
  await first.signIn.close();
  vi.useRealTimers();
  const second = await createSignInStation(authority, settings, { dataFolder: first.dataFolder });
  open.push(second);
  const stale = await second.signIn.getAccessToken();
  await authority.forgetRequests();
  const fresh = await second.signIn.getAccessToken({ skipCache: true });
  expect(fresh.kind === 'ok' && fresh).not.toEqual(stale);
  expect((await authority.requests()).map(({ grant }) => grant)).toEqual(['refresh_token']);
});

test('An operator’s station that starts offline works with the token it has, also when MSAL would rather refresh.', async () => {
  const settings = { mode: 'operator', method: 'device-code' } as const;
  const first = await createSignInStation(authority, settings);
  open.push(first);
  await first.signIn.start({ method: 'device-code' });
  await authority.decide((await first.reached('waiting-for-person')).userCode, 'approve');
  await first.reached('signed-in');
  const token = await first.signIn.getAccessToken();
  await first.signIn.close();
  const unreachable = async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('no name'), { code: 'ENOTFOUND' }) });
  };
  for (const laterMs of [0, 57 * minuteMs]) {
    bendWallClock(laterMs);
    const second = await createSignInStation(authority, settings, { dataFolder: first.dataFolder, fetch: unreachable });
    open.push(second);
    expect(await second.signIn.getAccessToken()).toEqual(token);
    await second.signIn.close();
  }
});

test.each([
  ['before the code is fetched', 0],
  ['at the first question whether it was approved', 1],
  ['at the third', 3],
])('When the network is lost %s, the device sign-in ends well or can be begun again.', async (_, step) => {
  const made = await createSignInStation(
    authority,
    { mode: 'self-service' },
    { clock: createHastyClock(1_000), requestTimeoutMs: 20_000_000 },
  );
  open.push(made);
  await authority.setFaults(
    ...Array.from({ length: step }, () => ({ kind: 'none' }) as const),
    { kind: 'reset' },
    { kind: 'reset' },
  );
  const started = await made.signIn.start({ method: 'device-code' });
  if (step === 0) {
    expect(started).toEqual({ kind: 'error', error: { code: 'offline' } });
    expect(made.signIn.state()).toEqual({ kind: 'offline-without-token' });
    await authority.setFaults();
    await made.signIn.start({ method: 'device-code' });
  }
  await authority.decide((await made.reached('waiting-for-person')).userCode, 'approve');
  expect(await made.reached('signed-in')).toMatchObject({ account: { userName: 'canary.ingrid@contoso.test' } });
});

test('When the answer with the tokens is lost, the person is offered a fresh code.', async () => {
  const made = await createSignInStation(
    authority,
    { mode: 'self-service' },
    { clock: createHastyClock(1_000), requestTimeoutMs: 20_000_000 },
  );
  open.push(made);
  await made.signIn.start({ method: 'device-code' });
  const { userCode } = await made.reached('waiting-for-person');
  await authority.setFaults(...Array.from({ length: 12 }, () => ({ kind: 'lost-answer' }) as const));
  await authority.decide(userCode, 'approve');
  expect(await made.reached('needs-attention')).toMatchObject({ problem: 'code-expired' });
  await authority.setFaults();
  await made.signIn.start({ method: 'device-code' });
  await authority.decide((await made.reached('waiting-for-person')).userCode, 'approve');
  await made.reached('signed-in');
});
