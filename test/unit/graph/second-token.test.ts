import { describe, expect, it } from 'vitest';
import { lackOf } from '../../../electron/diagnostics/permission-advice.ts';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import type { GetAccessToken, TokenRequest } from '../../../electron/ports.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
const challenge = { 'www-authenticate': `Bearer error="insufficient_claims", claims="${btoa(claims)}"` };

/** Puts a photo to a service that gives these answers in turn; the n-th token is called `token-n`. */
async function put(answers: readonly Response[], tokens?: GetAccessToken) {
  const wishes: (TokenRequest | undefined)[] = [];
  const bearers: string[] = [];
  const ids: string[] = [];
  const outcome = await createPhotoApi({
    api: 'v1.0',
    method: 'PUT',
    graphUrl: 'https://graph.microsoft.com',
    clock: createFakeClock(),
    randomId: () => `id-${ids.length}`,
    getAccessToken: async (wish) => {
      wishes.push(wish);
      return tokens === undefined ? { kind: 'ok', value: `token-${wishes.length}` } : tokens(wish);
    },
    fetch: async (_, init) => {
      const headers = init?.headers as Record<string, string>;
      bearers.push(headers.Authorization ?? '');
      ids.push(headers['client-request-id'] ?? '');
      return answers[bearers.length - 1] ?? new Response(null, { status: 500 });
    },
  }).put({ kind: 'me' }, jpeg, { priority: 'high' });
  return { outcome, wishes, bearers, ids };
}

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { 'request-id': 'r', ...headers } });

describe('a second token', () => {
  it('past the cache mends a 401', async () => {
    const { outcome, wishes, bearers, ids } = await put([answer(401), answer(200)]);
    expect(outcome.kind).toBe('accepted');
    expect(wishes).toEqual([undefined, { skipCache: true }]);
    expect(bearers).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([401, 403])('with the claims of the challenge mends a %i', async (status) => {
    const { outcome, wishes } = await put([answer(status, challenge), answer(200)]);
    expect(outcome.kind).toBe('accepted');
    expect(wishes).toEqual([undefined, { claims }]);
  });

  it('is not asked for after a plain 403', async () => {
    const { outcome, wishes } = await put([answer(403), answer(200)]);
    expect(outcome.kind).toBe('refused');
    expect(wishes).toHaveLength(1);
  });

  it('that meets a challenge hands its claims on, for a person to sign in with', async () => {
    const { outcome, wishes } = await put([answer(401), answer(401, challenge), answer(200)]);
    expect(outcome).toMatchObject({ kind: 'sign-in-needed', claims });
    expect(wishes).toHaveLength(2);
  });

  it('that needs a person hands the claims on', async () => {
    const { outcome } = await put([answer(401, challenge)], async (wish) =>
      wish === undefined ? { kind: 'ok', value: 'token' } : { kind: 'error', error: { kind: 'sign-in-needed' } },
    );
    expect(outcome).toMatchObject({ kind: 'sign-in-needed', claims, report: { code: 'insufficient_claims' } });
  });

  it('that cannot be had because a sign-in broke is tried later', async () => {
    const { outcome } = await put([], () => Promise.reject(new Error('canary')));
    expect(outcome).toMatchObject({ kind: 'transient', report: { code: 'no-usable-token' } });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });
});

describe('a token that does not come', () => {
  function asking(getAccessToken: GetAccessToken) {
    const clock = createFakeClock();
    let requests = 0;
    const api = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: 'https://graph.microsoft.com',
      clock,
      randomId: () => 'id',
      getAccessToken,
      fetch: async () => {
        requests += 1;
        return answer(200);
      },
    });
    return { api, clock, requests: () => requests };
  }

  const never: GetAccessToken = () => new Promise(() => {});

  it('is waited for until the caller calls it off', async () => {
    const { api, requests } = asking(never);
    const controller = new AbortController();
    const sending = api.put({ kind: 'me' }, jpeg, { priority: 'high', signal: controller.signal });
    controller.abort();
    expect(await sending).toMatchObject({ kind: 'offline', report: { code: 'aborted' } });
    expect(requests()).toBe(0);
  });

  it('is not waited for longer than two minutes', async () => {
    const { api, clock, requests } = asking(never);
    let outcome: Outcome | undefined;
    void api.put({ kind: 'me' }, jpeg, { priority: 'high' }).then((value) => {
      outcome = value;
    });
    await letTimePass(clock, 119_999);
    expect(outcome).toBeUndefined();
    await letTimePass(clock, 1);
    expect(outcome).toMatchObject({ kind: 'offline', report: { code: 'sign-in-unreachable' } });
    expect(requests()).toBe(0);
  });

  it('is tried again later when whoever gives tokens throws at once', async () => {
    const { api } = asking(() => {
      throw new Error('canary');
    });
    expect(await api.put({ kind: 'me' }, jpeg, { priority: 'high' })).toMatchObject({
      kind: 'transient',
      report: { code: 'no-usable-token' },
    });
  });
});

describe('a write that is denied', () => {
  const jwt = (payload: object) => `h.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.s`;
  async function denied(code: string | undefined, token: string) {
    const body = code === undefined ? '' : JSON.stringify({ error: { code } });
    const api = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: 'https://graph.microsoft.com',
      clock: createFakeClock(),
      randomId: () => 'id',
      getAccessToken: async () => ({ kind: 'ok', value: token }),
      fetch: async () => new Response(body, { status: 403, headers: { 'request-id': 'r' } }),
      lackOf: (target, grants) => lackOf('v1.0', target, grants),
    });
    return {
      write: await api.put({ kind: 'team', teamId: 't' }, jpeg, { priority: 'high' }),
      read: await api.readMetadata({ kind: 'team', teamId: 't' }),
    };
  }

  it('says what the token lacks, and a read that is denied does not', async () => {
    const { write, read } = await denied('Authorization_RequestDenied', jwt({ roles: ['TeamSettings.ReadWrite.All'] }));
    expect(write).toMatchObject({ kind: 'refused', report: { lacks: 'person' } });
    expect(JSON.stringify(read)).not.toContain('lacks');
    expect((await denied(undefined, jwt({ scp: 'User.Read' }))).write.report.lacks).toBe('permission');
  });

  it('leaves a code that says why, and a token that says nothing, as they are', async () => {
    expect((await denied('ForbiddenByPolicy', jwt({ roles: [] }))).write.report).not.toHaveProperty('lacks');
    expect((await denied('Forbidden', 'opaque')).write.report).not.toHaveProperty('lacks');
  });
});
