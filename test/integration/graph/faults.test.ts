import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPhotoApi, type PhotoApi, type PhotoApiParts } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { TokenRequest } from '../../../electron/ports.ts';
import { breakages, breakPoints, type FaultScript, type FaultServer, startFaultServer } from '../../fault-server.ts';
import { answers } from './answers.ts';

const token = 'eyJ0eXAiOiJKV1QifQ.canary-of-the-token.c2ln';
const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(40_000, 7)]);
const user = { kind: 'user', user: 'aoi@tidewater.example' } as const;

let server: FaultServer;
let api: PhotoApi;
let wishes: (TokenRequest | undefined)[] = [];

beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());
/** Long enough for every answer that comes, however busy the machine is. */
const patient = { headersMs: 20_000, sendMsPerKilobyte: 0, bodySilenceMs: 20_000, bodyMs: 20_000 };

function apiWith(parts: Partial<PhotoApiParts> = {}): PhotoApi {
  return createPhotoApi({
    api: 'v1.0',
    method: 'PUT',
    graphUrl: server.url,
    fetch,
    clock: createSystemClock(),
    randomId: randomUUID,
    getAccessToken: async (wish) => {
      wishes.push(wish);
      return { kind: 'ok', value: token };
    },
    timeouts: patient,
    ...parts,
  });
}

/** Gives up quickly where silence is all that comes, and is patient everywhere else. */
function apiFor(breakAt: FaultScript['breakAt'], breakage: FaultScript['breakage']): PhotoApi {
  if (breakage !== 'hang') return api;
  const quick = breakAt === 'mid-body' ? { bodySilenceMs: 50 } : { headersMs: 50 };
  return apiWith({ timeouts: { ...patient, ...quick } });
}

beforeEach(() => {
  wishes = [];
  api = apiWith();
});

const errorBody = (code: string) =>
  JSON.stringify({ error: { code, message: 'm', innerError: { 'request-id': 'rrrr' } } });

describe('an answer that arrives', () => {
  it.each(answers)('%i %s is %s', async (status, code, whole) => {
    server.play({ status, body: errorBody(code), headers: { 'content-type': 'application/json' } });
    const outcome = await api.put(user, jpeg, { priority: 'high' });
    expect(outcome.kind).toBe(whole);
    expect(outcome.report).toMatchObject({ kind: whole, status, requestId: 'rrrr' });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });
});

describe('a refusal that only a person can mend', () => {
  const permanent = answers.filter(([, , whole]) =>
    ['refused', 'no-such-target', 'no-mailbox', 'picture-refused', 'wrong-cloud-or-path', 'storage-full'].includes(
      whole,
    ),
  );
  it.each(permanent)('%i %s is told after one request, without a retry of its own', async (status, code) => {
    server.play({ status, body: errorBody(code) });
    const before = server.seen.length;
    await api.put(user, jpeg, { priority: 'high' });
    expect(server.seen.length).toBe(before + 1);
  });
});

const cells = answers.flatMap(([status, code, , headersOnly]) =>
  breakPoints.flatMap((breakAt) =>
    breakages.map((breakage) => ({
      status,
      code,
      breakAt,
      breakage,
      kind: breakAt === 'mid-body' ? headersOnly : 'offline',
    })),
  ),
);

describe('an answer that breaks off, after the server stored the photo', () => {
  it.each(cells)('$status $code: $breakage $breakAt is $kind', async ({ status, code, breakAt, breakage, kind }) => {
    server.play({ status, body: errorBody(code), breakAt, breakage });
    const before = server.stored.length;
    const outcome = await apiFor(breakAt, breakage).put(user, jpeg, { priority: 'high' });
    expect(outcome.kind).toBe(kind);
    // On a busy machine 50 ms may be over before the photo is there; then nothing is stored, and nothing claimed.
    if (breakage !== 'hang' || breakAt === 'mid-body') expect(server.stored.length).toBeGreaterThan(before);
    if (kind === 'offline' && breakage === 'hang') {
      expect(outcome.report.code).toBe(breakAt === 'mid-body' ? 'answer-cut' : 'timeout');
    }
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });

  it('may be followed by the same photo again, which is then accepted', async () => {
    server.play({ status: 200, breakAt: 'before-headers', breakage: 'reset' });
    expect((await api.put(user, jpeg, { priority: 'high' })).kind).toBe('offline');
    server.play({ status: 200 });
    expect((await api.put(user, jpeg, { priority: 'high' })).kind).toBe('accepted');
    const [first, second] = server.stored.slice(-2);
    expect(first?.equals(jpeg)).toBe(true);
    expect(second?.equals(jpeg)).toBe(true);
  });
});

describe('an answer of something on the way', () => {
  const page = '<!doctype html><title>Welcome</title><form><button>Accept</button></form>';
  const raw = (head: string, body = page) =>
    Buffer.from(`HTTP/1.1 ${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, 'latin1');
  it.each<[string, Buffer, string]>([
    ['a venue’s sign-in page', raw('200 OK\r\ncontent-type: text/html'), 'captive-portal'],
    ['a page without a type', raw('200 OK'), 'captive-portal'],
    ['JSON that bears no mark of the service', raw('200 OK\r\ncontent-type: application/json', '{}'), 'captive-portal'],
    ['204 that bears no mark of the service', raw('204 No Content', ''), 'captive-portal'],
    ['a page that borrows a request id', raw('200 OK\r\ncontent-type: text/html\r\nrequest-id: r'), 'captive-portal'],
    ['a filter’s refusal', raw('403 Forbidden\r\ncontent-type: text/html'), 'not-the-service'],
    // Node's fetch hands a 407 on as a network error without a reason (Fetch, "HTTP-network-or-cache fetch").
    ['a 407 without a proxy', raw('407 Proxy Authentication Required'), 'network'],
    ['a network that wants a sign-in', raw('511 Network Authentication Required'), 'captive-portal'],
  ])('%s is offline, never success and never a refusal', async (_, bytes, code) => {
    server.play({ status: 0, raw: bytes });
    const outcomes = [
      await api.put(user, jpeg, { priority: 'high' }),
      ...(await Promise.all([api.readMetadata(user), api.readValue(user), api.delete(user)])).map((result) =>
        result.kind === 'error' ? result.error : result,
      ),
    ];
    for (const outcome of outcomes) expect(outcome).toMatchObject({ kind: 'offline', report: { code } });
  });

  it('that is no HTTP at all is offline', async () => {
    server.play({ status: 0, raw: Buffer.from('SSH-2.0-OpenSSH_9.6\r\n') });
    expect((await api.put(user, jpeg, { priority: 'high' })).kind).toBe('offline');
  });
});

describe('a connection that breaks before the request was read', () => {
  it.each(breakages)('by %s is offline', async (breakage) => {
    server.play({ status: 200, isUnread: true, breakAt: 'before-headers', breakage });
    expect((await apiFor('before-headers', breakage).put(user, jpeg, { priority: 'high' })).kind).toBe('offline');
  });

  it('by nobody listening is offline, with the network’s own code', async () => {
    const gone = await startFaultServer();
    await gone.close();
    const alone = apiWith({ graphUrl: gone.url });
    expect(await alone.put(user, jpeg, { priority: 'high' })).toMatchObject({
      kind: 'offline',
      report: { code: 'ECONNREFUSED' },
    });
  });

  it('by the caller is offline and no attempt', async () => {
    server.play({ status: 200, breakAt: 'before-headers', breakage: 'hang' });
    const controller = new AbortController();
    const sending = api.put(user, jpeg, { priority: 'high', signal: controller.signal });
    controller.abort();
    expect(await sending).toMatchObject({ kind: 'offline', report: { code: 'aborted' } });
    const before = server.seen.length;
    expect((await api.put(user, jpeg, { priority: 'high', signal: controller.signal })).kind).toBe('offline');
    expect(server.seen.length).toBe(before);
  });
});

describe('reading', () => {
  const metadata = JSON.stringify({ id: '648x648', width: 648, height: 648, '@odata.mediaEtag': 'W/"e"' });

  it.each(breakPoints.flatMap((breakAt) => breakages.map((breakage) => [breakAt, breakage] as const)))(
    'a success that breaks off %s by %s gives nothing to rely on',
    async (breakAt, breakage) => {
      server.play({ status: 200, body: metadata, headers: { 'content-type': 'application/json' }, breakAt, breakage });
      const reader = apiFor(breakAt, breakage);
      const reads = [
        reader.readMetadata(user),
        reader.readValue(user),
        reader.listSizes(user),
        reader.getJson('/users'),
      ];
      for (const result of await Promise.all(reads)) {
        expect(result.kind === 'error' && result.error.kind).toBe('offline');
      }
    },
  );

  it('stops at its cap, whatever the length says', async () => {
    server.play({ status: 200, body: Buffer.alloc(300_000) });
    const read = await api.readValue(user, { maxBytes: 100_000 });
    expect(read).toMatchObject({
      kind: 'error',
      error: { kind: 'unsupported', report: { code: 'answer-over-limit' } },
    });
  });

  it('stops at its cap when a small answer unfolds into a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    server.play({ status: 200, body: bomb, headers: { 'content-encoding': 'gzip' } });
    const read = await api.readValue(user, { maxBytes: 1024 * 1024 });
    expect(read).toMatchObject({ kind: 'error', error: { report: { code: 'answer-over-limit' } } });
  });

  it('says what cannot be read as metadata, and keeps the request id for it', async () => {
    server.play({ status: 200, body: '{"width":"wide"}' });
    expect(await api.readMetadata(user)).toMatchObject({
      kind: 'error',
      error: { kind: 'transient', report: { code: 'answer-unreadable', requestId: 'rrrr' } },
    });
  });
});

describe('the token', () => {
  it('goes to no other host, whoever says so', async () => {
    const other = await startFaultServer();
    for (const status of [301, 302, 303, 307, 308]) {
      server.play({ status, headers: { location: `${other.url}/v1.0/me/photo/$value` } });
      const outcome = await api.put(user, jpeg, { priority: 'high' });
      expect(outcome).toMatchObject({ kind: 'offline', report: { code: 'redirected' } });
      expect((await api.readValue(user)).kind).toBe('error');
    }
    expect(other.seen).toEqual([]);
    await other.close();
  });

  it('is asked for once more after a 401, past the cache, and no third time', async () => {
    server.play({ status: 401, body: errorBody('InvalidAuthenticationToken') });
    expect((await api.put(user, jpeg, { priority: 'high' })).kind).toBe('sign-in-needed');
    expect(wishes).toEqual([undefined, { skipCache: true }]);
  });

  it('is asked for with the claims of a challenge, and a loop of challenges ends', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`;
    for (const status of [401, 403]) {
      wishes = [];
      server.play({ status, headers: { 'www-authenticate': challenge } });
      expect(await api.put(user, jpeg, { priority: 'high' })).toMatchObject({ kind: 'sign-in-needed', claims });
      expect(wishes).toEqual([undefined, { claims }]);
    }
  });

  it('is asked for past the cache when a challenge cannot be read', async () => {
    server.play({ status: 401, headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="%%%"' } });
    expect(await api.put(user, jpeg, { priority: 'high' })).not.toHaveProperty('claims');
    expect(wishes).toEqual([undefined, { skipCache: true }]);
  });

  it('never stands in an outcome, even when it cannot be sent', async () => {
    for (const value of ['canary with spaces', 'canary\r\nx: y', 'canary-漢字', '']) {
      const broken = apiWith({ getAccessToken: async () => ({ kind: 'ok', value }) });
      const outcome = await broken.put(user, jpeg, { priority: 'high' });
      expect(outcome).toMatchObject({ kind: 'transient', report: { code: 'no-usable-token' } });
      expect(JSON.stringify(outcome)).not.toContain('canary');
    }
  });

  it.each([
    [{ kind: 'offline' }, 'offline'],
    [{ kind: 'sign-in-needed' }, 'sign-in-needed'],
    [{ kind: 'throttled', retryAfterMs: 60_000 }, 'throttled'],
  ] as const)('that cannot be had (%j) is %s, and nothing is sent', async (failure, kind) => {
    const without = apiWith({ getAccessToken: async () => ({ kind: 'error', error: failure }) });
    const before = server.seen.length;
    const outcome = await without.put(user, jpeg, { priority: 'high' });
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === 'throttled') expect(outcome.retryAfterMs).toBe(60_000);
    expect(server.seen.length).toBe(before);
  });

  it('travels with a fresh client-request-id each time', async () => {
    server.play({ status: 200 });
    const before = server.seen.length;
    await api.put(user, jpeg, { priority: 'high' });
    await api.put(user, jpeg, { priority: 'high' });
    const ids = server.seen.slice(before).map((request) => request.headers['client-request-id']);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
