import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import type { EntraAuthority } from '../../entra-authority.ts';
import { createHastyClock, createSignInStation, everyByteBelow, signInByCode } from './sign-in-station.ts';
import { withAuthority } from './with-authority.ts';

let authority: EntraAuthority;
const open = withAuthority((started) => {
  authority = started;
});

beforeEach(() => authority.forgetRequests());

async function station(
  ...[settings, more]: [Parameters<typeof createSignInStation>[1], Parameters<typeof createSignInStation>[2]?]
) {
  const made = await createSignInStation(authority, settings, more);
  open.push(made);
  return made;
}
const operator = { mode: 'operator', method: 'device-code' } as const;
const selfService = { mode: 'self-service' } as const;

test('An operator signs in by device code after some waiting, and stays signed in across a restart.', async () => {
  const first = await station(operator);
  expect(await first.signIn.restore()).toEqual({ kind: 'signed-out' });
  await signInByCode(authority, first);
  expect(first.signIn.state()).toMatchObject({ account: { userName: 'canary.ingrid@contoso.test' } });
  await first.signIn.close();
  await authority.forgetRequests();
  const second = await station(operator, { dataFolder: first.dataFolder });
  expect(await second.signIn.restore()).toMatchObject({
    kind: 'signed-in',
    account: { userName: 'canary.ingrid@contoso.test' },
  });
  expect(await second.signIn.me()).toMatchObject({ displayName: 'Canary Ingrid Ødegård' });
  expect(await authority.requests()).toEqual([]);
});

test('An operator’s session is renewed by refresh token after a 401.', async () => {
  const first = await station(operator);
  await signInByCode(authority, first);
  await first.signIn.close();
  await authority.forgetRequests();
  const second = await station(operator, { dataFolder: first.dataFolder });
  await second.signIn.restore();
  expect(await second.signIn.getAccessToken({ skipCache: true })).toMatchObject({ kind: 'ok' });
  expect((await authority.requests()).map(({ grant }) => grant)).toEqual(['refresh_token']);
});

test('Signing out really empties the cache, and the next start knows nobody.', async () => {
  const mine = await station(operator);
  await signInByCode(authority, mine);
  await mine.signIn.signOut();
  expect(mine.signIn.state()).toEqual({ kind: 'signed-out' });
  expect(readdirSync(path.join(mine.dataFolder, 'sign-in'))).toEqual([]);
  const next = await station(operator, { dataFolder: mine.dataFolder });
  expect(await next.signIn.restore()).toEqual({ kind: 'signed-out' });
});

test('A refresh in flight cannot bring a signed-out account back.', async () => {
  const first = await station(operator);
  await signInByCode(authority, first);
  await first.signIn.close();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const second = await station(operator, {
    dataFolder: first.dataFolder,
    fetch: async (url, init) => {
      const { signal: _, ...withoutSignal } = init ?? {};
      const answer = await authority.fetch(url, withoutSignal);
      asked();
      await held;
      return answer;
    },
  });
  await second.signIn.restore();
  const refresh = second.signIn.getAccessToken({ skipCache: true });
  await isAsked;
  const out = second.signIn.signOut();
  letGo();
  await out;
  expect(await refresh).toEqual({ kind: 'error', error: { kind: 'sign-in-needed' } });
  expect(readdirSync(path.join(first.dataFolder, 'sign-in'))).toEqual([]);
  expect(second.signIn.state()).toEqual({ kind: 'signed-out' });
});

test('A request that comes while signing out waits for its end, and finds nobody.', async () => {
  const first = await station(operator);
  await signInByCode(authority, first);
  await first.signIn.close();
  const key = await openKeyFileCipher(path.join(first.dataFolder, 'key'));
  if (key.kind === 'error') throw new Error(key.error.kind);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let writes = () => {};
  const isWriting = new Promise<void>((resolve) => (writes = resolve));
  const cipher = {
    ...key.value,
    async seal(plain: Uint8Array) {
      // As after ten seconds, when the lock of a write that hangs is passed over.
      rmSync(path.join(first.dataFolder, 'sign-in/token-cache.lock'));
      writes();
      await held;
      return key.value.seal(plain);
    },
  };
  const second = await station(operator, { dataFolder: first.dataFolder, cipher });
  await second.signIn.restore();
  const refresh = second.signIn.getAccessToken({ skipCache: true });
  await isWriting;
  const out = second.signIn.signOut();
  const meanwhile = second.signIn.getAccessToken();
  const turns = async () => {
    for (let turn = 0; turn < 1_000; turn += 1) await setImmediate();
  };
  await Promise.race([meanwhile, turns()]);
  letGo();
  await out;
  const nobody = { kind: 'error', error: { kind: 'sign-in-needed' } };
  expect(await Promise.all([refresh, meanwhile])).toEqual([nobody, nobody]);
  expect(second.signIn.state()).toEqual({ kind: 'signed-out' });
  expect(readdirSync(path.join(first.dataFolder, 'sign-in'))).toEqual([]);
});

test('Signed out in one process, signed out in the other at its next request; nothing is written back.', async () => {
  const first = await station(operator);
  await signInByCode(authority, first);
  const second = await station(operator, { dataFolder: first.dataFolder });
  expect(await second.signIn.restore()).toMatchObject({ kind: 'signed-in' });
  await first.signIn.signOut();
  expect(await second.signIn.getAccessToken({ skipCache: true })).toEqual({
    kind: 'error',
    error: { kind: 'sign-in-needed' },
  });
  expect(second.signIn.state()).toEqual({ kind: 'signed-out' });
  expect(readdirSync(path.join(first.dataFolder, 'sign-in'))).toEqual([]);
});

test('Another operator who signs in replaces the first one, also on disk.', async () => {
  const mine = await station(operator);
  await signInByCode(authority, mine);
  const [, second] = Object.keys(authority.options.people);
  await mine.signIn.start({ method: 'device-code' });
  const { userCode } = await mine.reached('waiting-for-person');
  await authority.decide(userCode, 'approve', second);
  await mine.reached('signed-in');
  expect(await mine.signIn.me()).toMatchObject({ userPrincipalName: 'canary.ravi@contoso.test' });
  const next = await station(operator, { dataFolder: mine.dataFolder });
  await next.signIn.restore();
  expect(await next.signIn.me()).toMatchObject({ userPrincipalName: 'canary.ravi@contoso.test' });
});

const stepUp = { access_token: { acrs: { essential: true, value: 'c1' } } };

test.each([
  ['does not repeat it', undefined, stepUp],
  [
    'asks for something else',
    { access_token: { polids: { essential: true, values: ['p'] } } },
    { access_token: { acrs: { essential: true, value: 'c1' }, polids: { essential: true, values: ['p'] } } },
  ],
])(
  'What the photo API asks for reaches the next sign-in when the authority’s refusal %s, until it is answered.',
  async (_how, repeated, expected) => {
    const mine = await station(operator);
    await signInByCode(authority, mine);
    const claims = repeated === undefined ? {} : { claims: JSON.stringify(repeated) };
    const body = JSON.stringify({ error: 'interaction_required', error_codes: [50076], ...claims });
    await authority.setFaults({ kind: 'answer', status: 400, body });
    const refused = await mine.signIn.getAccessToken({ claims: JSON.stringify(stepUp) });
    expect(refused).toEqual({ kind: 'error', error: { kind: 'sign-in-needed' } });
    const asked = async () => {
      await authority.forgetRequests();
      await signInByCode(authority, mine);
      return (await authority.requests()).flatMap((request) => (request.claims === undefined ? [] : [request.claims]));
    };
    const [first] = await asked();
    expect(JSON.parse(first ?? '{}')).toMatchObject(expected);
    for (const later of await asked()) expect(JSON.parse(later)).not.toMatchObject({ access_token: { acrs: {} } });
  },
);

test('Whoever comes after a self-service visitor is not asked for what that one’s photo needed.', async () => {
  const mine = await station(selfService);
  await signInByCode(authority, mine);
  await authority.setFaults({ kind: 'answer', status: 400, body: '{"error":"interaction_required"}' });
  await mine.signIn.getAccessToken({ claims: JSON.stringify(stepUp) });
  await mine.signIn.signOut();
  await authority.forgetRequests();
  await signInByCode(authority, mine);
  expect(JSON.stringify(await authority.requests())).not.toContain('acrs');
});

test.each([
  ['deny', 'declined'],
  ['expire', 'code-expired'],
] as const)(
  'When the person or time says %s, the station offers to try again with a fresh code.',
  async (decision, problem) => {
    const mine = await station(selfService);
    await mine.signIn.start({ method: 'device-code' });
    const { userCode } = await mine.reached('waiting-for-person');
    await authority.decide(userCode, decision);
    expect(await mine.reached('needs-attention')).toMatchObject({ problem });
    await mine.signIn.start({ method: 'device-code' });
    const again = await mine.reached('waiting-for-person');
    expect(again.userCode).not.toBe(userCode);
    mine.signIn.cancel();
    expect(mine.signIn.state()).toEqual({ kind: 'signed-out' });
  },
);

test('slow_down, a dropped connection, a 503 and a captive portal while polling do not end a device sign-in.', async () => {
  const mine = await station(operator, { clock: createHastyClock(1_000), requestTimeoutMs: 20_000_000 });
  await mine.signIn.start({ method: 'device-code' });
  const { userCode } = await mine.reached('waiting-for-person');
  await authority.setFaults(
    { kind: 'answer', status: 400, body: '{"error":"slow_down"}' },
    { kind: 'reset' },
    { kind: 'answer', status: 503, body: 'busy' },
    { kind: 'answer', status: 200, body: '<html>Welcome to the hotel</html>' },
  );
  await authority.decide(userCode, 'approve');
  expect(await mine.reached('signed-in')).toMatchObject({ account: { userName: 'canary.ingrid@contoso.test' } });
  expect((await authority.requests()).length).toBeGreaterThanOrEqual(5);
});

test('A device sign-in that cannot begin says so at once.', async () => {
  const mine = await station(operator);
  await authority.setFaults({ kind: 'reset' });
  expect(await mine.signIn.start({ method: 'device-code' })).toEqual({ kind: 'error', error: { code: 'offline' } });
  expect(mine.signIn.state()).toEqual({ kind: 'offline-without-token' });
});

test('A cancelled code that is approved all the same signs nobody in, and the next code works.', async () => {
  const mine = await station(operator);
  await mine.signIn.start({ method: 'device-code' });
  const cancelled = await mine.reached('waiting-for-person');
  mine.signIn.cancel();
  expect(mine.signIn.state()).toEqual({ kind: 'signed-out' });
  await authority.decide(cancelled.userCode, 'approve');
  await mine.signIn.start({ method: 'device-code' });
  const { userCode } = await mine.reached('waiting-for-person');
  await authority.decide(userCode, 'approve', Object.keys(authority.options.people)[1]);
  expect(await mine.reached('signed-in')).toMatchObject({ account: { userName: 'canary.ravi@contoso.test' } });
  expect(JSON.stringify(mine.states)).not.toContain('ingrid');
});

test('After self-service nothing of the person is in any file, log line or state, and the next request knows nobody.', async () => {
  const mine = await station(selfService);
  await signInByCode(authority, mine);
  const token = await mine.signIn.getAccessToken();
  const [, payload = 'missing', signature = 'missing'] = token.kind === 'ok' ? token.value.split('.') : [];
  await mine.signIn.signOut();
  const left = [
    everyByteBelow(mine.dataFolder),
    ...mine.logLines,
    JSON.stringify(mine.signIn.state()),
    String(await mine.signIn.me()),
  ].join('\n');
  for (const canary of ['canary', 'Ingrid', payload, signature]) {
    expect(left.toLowerCase()).not.toContain(canary.toLowerCase());
  }
  expect(await mine.signIn.getAccessToken()).toEqual({ kind: 'error', error: { kind: 'sign-in-needed' } });
  expect(readdirSync(mine.dataFolder)).toEqual(['key']);
});

test('The command line leaves in place what only the station’s own key opens.', async () => {
  const desktop = await station(operator);
  await signInByCode(authority, desktop);
  const { dataFolder } = desktop;
  const before = readFileSync(path.join(dataFolder, 'sign-in', 'token-cache.sealed'));
  const commandLine = await station(operator, { dataFolder, keyName: 'station.key', leavesUnreadable: true });
  expect(await commandLine.signIn.restore()).toEqual({ kind: 'signed-out' });
  expect(readFileSync(path.join(dataFolder, 'sign-in', 'token-cache.sealed'))).toEqual(before);
});

test('An operator can sign in where the session cannot be written; a credential that cannot be kept is said so.', async () => {
  const mine = await station(operator);
  writeFileSync(path.join(mine.dataFolder, 'sign-in'), 'in the way');
  await signInByCode(authority, mine);
  expect(await mine.signIn.getAccessToken()).toMatchObject({ kind: 'ok' });
  expect(mine.logLines.join('\n')).toContain('sign-in.cache-file-fault');
  const unattended = await station({ mode: 'application', credential: 'secret' }, { dataFolder: mine.dataFolder });
  expect(await unattended.signIn.provision({ kind: 'secret', secret: 's' })).toEqual({
    kind: 'error',
    error: 'not-kept',
  });
  expect(await unattended.signIn.restore()).toMatchObject({ problem: 'credential-unreadable' });
});
