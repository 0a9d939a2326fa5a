import { describe, expect, it } from 'vitest';
import { runStationCheck, type StationCheckParts } from '../../../electron/diagnostics/station-check.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { err, ok } from '../../../shared/result.ts';
import { type CheckItem, type CheckLine, checkItems } from '../../../shared/station-check.ts';
import { checkLineText, checkWords } from '../../../shared/station-check-words.ts';
import { createFakeClock } from '../../fake-clock.ts';

const nowMs = Date.UTC(2026, 10, 22, 8);
const refused: Outcome = {
  kind: 'refused',
  report: { kind: 'refused', status: 403, code: 'ErrorAccessDenied', requestId: 'r9', at: 'T' },
};

const throttled: Outcome = {
  kind: 'throttled',
  report: { kind: 'throttled', status: 429, code: 'TooManyRequests', at: 'T' },
};

function token(payload: object): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
}

function answer(url: string): Response {
  if (url.includes('openid-configuration')) return Response.json({ token_endpoint: 'https://login.example/token' });
  return new Response('{}', { status: 401, headers: { 'request-id': 'r', date: new Date(nowMs - 500).toUTCString() } });
}

const volume = { kind: 'lasting' } as const;
const onVolume = (kind: 'volatile' | 'doubtful' | 'network') => async () => ({
  freeBytes: 1e10,
  floorBytes: 5e8,
  volume: { kind, by: 'a layer' },
});

/** A station at which all is well; each test spoils one thing. */
function parts(more: Partial<StationCheckParts> = {}): StationCheckParts {
  return {
    api: 'v1.0',
    apiPrefix: '/v1.0',
    mode: 'application',
    targets: ['user'],
    tenantId: 'contoso.example',
    graphUrl: 'https://graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
    clock: createFakeClock(nowMs),
    randomId: () => 'id',
    lookUp: async () => 1,
    probeTls: async () => 1,
    fetch: async (input) => answer(String(input)),
    getAccessToken: async () => ok(token({ roles: ['ProfilePhoto.ReadWrite.All', 'User.Read.All'] })),
    photoApi: {
      getJson: async (path) =>
        path.startsWith('/users') ? ok({ value: [{ id: 'u1' }] }) : ok({ source: 'cloud', allowedRoles: {} }),
      readMetadata: async () => ok({ kind: 'photo', widthPx: 648, heightPx: 648 }),
    },
    probeStorage: async () => ({ freeBytes: 1e10, floorBytes: 5e8, volume }),
    probePhotoProcess: async () => {},
    ...more,
  };
}

const rejected = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error('https://secret.example/?name=Aoi'), { code });
};

/** Everything that stands in the list for these parts: not every station has a shared roster, or a certificate. */
const listed = (more: Partial<StationCheckParts>): readonly CheckItem[] =>
  checkItems.filter((item) => {
    if (item === 'shared-roster') return more.probeSharedLists !== undefined;
    return item !== 'certificate' || more.certificateEndsAtMs !== undefined;
  });

async function lineOf(item: CheckItem, more: Partial<StationCheckParts>): Promise<CheckLine | undefined> {
  const lines = await runStationCheck(parts(more));
  expect(lines.map((line) => line.item)).toEqual(listed(more));
  for (const line of lines) expect(Object.keys(checkWords[line.item])).toContain(line.code);
  expect(JSON.stringify(lines)).not.toContain('secret');
  return lines.find((line) => line.item === item);
}

const photoApi = parts().photoApi;
const withFetch = (respond: (url: string) => Response): Partial<StationCheckParts> => ({
  fetch: async (input) => respond(String(input)),
});
const graphAnswer = (response: () => Response) =>
  withFetch((url) => (url.includes('openid') ? answer(url) : response()));
const authorityAnswer = (response: () => Response) =>
  withFetch((url) => (url.includes('openid') ? response() : answer(url)));
const skewed = (seconds: number) =>
  graphAnswer(
    () =>
      new Response('', {
        status: 401,
        headers: { 'request-id': 'r', date: new Date(nowMs - 500 + seconds * 1000).toUTCString() },
      }),
  );

describe('the station check', () => {
  it('is green from clock to photo process when all is well', async () => {
    const lines = await runStationCheck(parts());
    expect(lines.map((line) => line.item)).toEqual(listed({}));
    expect(lines.filter((line) => line.light !== 'green').map((line) => line.item)).toEqual(['role']);
  });

  it.each([
    ['reached', 'green', 'reached'],
    ['forbidden', 'amber', 'forbidden'],
    ['refused', 'amber', 'forbidden'],
    ['gone', 'amber', 'gone'],
    ['full', 'amber', 'full'],
    ['busy', 'amber', 'later'],
    ['unknown', 'amber', 'later'],
  ] as const)('says of a shared list that is %s: %s, never red', async (list, light, code) => {
    const request = 'POST https://graph.example/v1.0/sites/s/lists/l/permissions {}';
    const line = await lineOf('shared-roster', { probeSharedLists: async () => [{ list, request }] });
    expect(line).toMatchObject({ light, code });
    if (code === 'forbidden' && line !== undefined) expect(checkLineText(line, 'en').fix).toContain(request);
  });

  it('leaves out lists whose sharing has ended, and says first what somebody must mend', async () => {
    const probesOf = (lists: readonly string[]) => async () =>
      lists.map((list) => ({ list, request: `let in: ${list}` }));
    const of = (...lists: string[]) => lineOf('shared-roster', { probeSharedLists: probesOf(lists) });
    expect(await of('ended', 'reached')).toMatchObject({ light: 'green', code: 'reached' });
    expect(await of('ended', 'busy', 'forbidden')).toMatchObject({ code: 'forbidden' });
    const lines = await runStationCheck(parts({ probeSharedLists: probesOf(['ended']) }));
    expect(lines.map((line) => line.item)).toEqual(listed({}));
  });

  it('has no line of shared lists where there is none, and an amber one where they cannot be tried', async () => {
    const lines = await runStationCheck(parts({ probeSharedLists: async () => [] }));
    expect(lines.map((line) => line.item)).toEqual(listed({}));
    expect(await lineOf('shared-roster', { probeSharedLists: rejected('EBUSY') })).toMatchObject({ code: 'later' });
  });

  it.each<[CheckItem, string, string, Partial<StationCheckParts>]>([
    ['clock', 'green', 'right', skewed(30)],
    ['clock', 'amber', 'slow', skewed(90)],
    ['clock', 'red', 'slow', skewed(3600)],
    ['clock', 'red', 'fast', skewed(-301)],
    [
      'clock',
      'skipped',
      'no-date',
      graphAnswer(() => new Response('', { status: 401, headers: { 'request-id': 'r' } })),
    ],
    ['clock', 'skipped', 'not-reached', { fetch: rejected('ECONNREFUSED') }],
    ['name-resolution', 'red', 'not-resolved', { lookUp: rejected('ENOTFOUND'), fetch: rejected('ENOTFOUND') }],
    ['name-resolution', 'amber', 'via-proxy', { lookUp: rejected('ENOTFOUND') }],
    ['name-resolution', 'skipped', 'this-machine', { graphUrl: 'http://127.0.0.1:1', authority: 'http://127.0.0.1:1' }],
    ['tls', 'red', 'not-trusted', { probeTls: rejected('CERT_HAS_EXPIRED'), fetch: rejected('CERT_HAS_EXPIRED') }],
    ['tls', 'amber', 'via-proxy', { probeTls: rejected('ETIMEDOUT') }],
    ['tls', 'skipped', 'this-machine', { graphUrl: 'http://127.0.0.1:1', authority: 'http://127.0.0.1:1' }],
    ['authority', 'red', 'unreachable', { fetch: rejected('ECONNRESET') }],
    ['authority', 'red', 'captive-portal', { fetch: () => Promise.reject(new TypeError('unexpected redirect')) }],
    ['graph', 'red', 'captive-portal', { fetch: () => Promise.reject(new TypeError('unexpected redirect')) }],
    ['authority', 'red', 'unknown-tenant', authorityAnswer(() => new Response('{}', { status: 400 }))],
    [
      'authority',
      'red',
      'captive-portal',
      authorityAnswer(() => new Response('<html>', { headers: { 'content-type': 'text/html' } })),
    ],
    ['authority', 'red', 'unexpected-answer', authorityAnswer(() => new Response('{}', { status: 500 }))],
    ['graph', 'red', 'unreachable', { fetch: rejected('ECONNRESET') }],
    [
      'graph',
      'red',
      'captive-portal',
      graphAnswer(() => new Response('<html>', { headers: { 'content-type': 'text/html' } })),
    ],
    ['graph', 'red', 'not-the-service', graphAnswer(() => new Response('', { status: 401 }))],
    [
      'graph',
      'red',
      'wrong-path',
      graphAnswer(() => new Response('', { status: 404, headers: { 'request-id': 'r' } })),
    ],
    [
      'graph',
      'amber',
      'troubled',
      graphAnswer(() => new Response('', { status: 503, headers: { 'request-id': 'r' } })),
    ],
    ['token', 'red', 'sign-in-needed', { getAccessToken: async () => err({ kind: 'sign-in-needed' }) }],
    ['token', 'red', 'offline', { getAccessToken: async () => err({ kind: 'offline' }) }],
    ['token', 'amber', 'throttled', { getAccessToken: async () => err({ kind: 'throttled', retryAfterMs: 1500 }) }],
    ['token', 'red', 'failed', { getAccessToken: rejected('oops') }],
    ['permissions', 'skipped', 'not-reached', { getAccessToken: async () => err({ kind: 'sign-in-needed' }) }],
    ['permissions', 'amber', 'opaque', { getAccessToken: async () => ok('opaque') }],
    ['permissions', 'red', 'missing', { getAccessToken: async () => ok(token({ roles: ['User.ReadBasic.All'] })) }],
    ['certificate', 'green', 'valid', { certificateEndsAtMs: async () => nowMs + 31.5 * 86_400_000 }],
    ['certificate', 'amber', 'ends', { certificateEndsAtMs: async () => nowMs + 30.5 * 86_400_000 }],
    ['certificate', 'red', 'ended', { certificateEndsAtMs: async () => nowMs - 1_000 }],
    ['permissions', 'amber', 'excessive', { getAccessToken: async () => ok(token({ roles: ['User.ReadWrite.All'] })) }],
    ['permissions', 'red', 'not-supported', { targets: ['me'] }],
    ['permissions', 'red', 'missing', { people: 'group' }],
    [
      'permissions',
      'green',
      'least-basic',
      {
        mode: 'operator',
        getAccessToken: async () => ok(token({ scp: 'ProfilePhoto.ReadWrite.All User.ReadBasic.All' })),
      },
    ],
    [
      'role',
      'red',
      'missing',
      { mode: 'operator', getAccessToken: async () => ok(token({ scp: 'ProfilePhoto.ReadWrite.All', wids: [] })) },
    ],
    [
      'role',
      'amber',
      'unknown',
      { mode: 'operator', getAccessToken: async () => ok(token({ scp: 'ProfilePhoto.ReadWrite.All' })) },
    ],
    [
      'role',
      'green',
      'held',
      {
        mode: 'operator',
        getAccessToken: async () => ok(token({ scp: 'x', wids: ['fe930be7-5e62-47db-91af-98c3a49a38b1'] })),
      },
    ],
    [
      'photo-policy',
      'red',
      'on-premises',
      { photoApi: { ...photoApi, getJson: async () => ok({ source: 'onPremises' }) } },
    ],
    [
      'photo-policy',
      'amber',
      'roles-limited',
      { photoApi: { ...photoApi, getJson: async () => ok({ source: 'cloud', allowedRoles: ['r'] }) } },
    ],
    ['photo-policy', 'skipped', 'not-readable', { photoApi: { ...photoApi, getJson: async () => err(refused) } }],
    // A token that says nothing leaves an operator's role open; an application needs none.
    ['role', 'amber', 'unknown', { mode: 'operator', getAccessToken: async () => ok('opaque') }],
    ['role', 'skipped', 'not-needed', { getAccessToken: async () => ok('opaque') }],
    [
      'photo-policy',
      'green',
      'cloud',
      {
        mode: 'operator',
        getAccessToken: async () => ok(token({ scp: 'x', wids: ['FE930BE7-5e62-47db-91af-98c3a49a38b1'] })),
        photoApi: {
          ...photoApi,
          getJson: async () => ok({ source: 'cloud', allowedRoles: ['fe930be7-5e62-47db-91af-98c3a49a38b1'] }),
        },
      },
    ],
    ['photo-policy', 'green', 'cloud', { photoApi: { ...photoApi, getJson: async () => ok({ source: null }) } }],
    [
      'photo-policy',
      'skipped',
      'unknown-source',
      { photoApi: { ...photoApi, getJson: async () => ok({ source: 'moon' }) } },
    ],
    // What only the moment prevented is neither a fault nor all right.
    ['photo-policy', 'skipped', 'not-now', { photoApi: { ...photoApi, getJson: async () => err(throttled) } }],
    ['test-read', 'amber', 'not-now', { photoApi: { ...photoApi, getJson: async () => err(throttled) } }],
    ['test-read', 'amber', 'not-now', { photoApi: { ...photoApi, readMetadata: async () => err(throttled) } }],
    ['photo-policy', 'skipped', 'not-in-api', { api: 'outlook-v2.0' }],
    ['test-read', 'red', 'directory-failed', { photoApi: { ...photoApi, getJson: async () => err(refused) } }],
    ['test-read', 'skipped', 'nobody-to-read', { photoApi: { ...photoApi, getJson: async () => ok({ value: [] }) } }],
    [
      'test-read',
      'green',
      'no-photo',
      { photoApi: { ...photoApi, readMetadata: async () => ok({ kind: 'no-photo' }) } },
    ],
    ['test-read', 'red', 'failed', { photoApi: { ...photoApi, readMetadata: async () => err(refused) } }],
    ['test-read', 'skipped', 'not-reached', { fetch: rejected('ECONNRESET') }],
    ['storage', 'red', 'not-writable', { probeStorage: rejected('EACCES') }],
    ['storage', 'red', 'below-floor', { probeStorage: async () => ({ freeBytes: 1e6, floorBytes: 5e8, volume }) }],
    ['storage', 'amber', 'near-floor', { probeStorage: async () => ({ freeBytes: 7e8, floorBytes: 5e8, volume }) }],
    ['storage', 'amber', 'volatile', { probeStorage: onVolume('volatile') }],
    ['storage', 'amber', 'doubtful', { probeStorage: onVolume('doubtful') }],
    ['storage', 'amber', 'network', { probeStorage: onVolume('network') }],
    ['photo-process', 'red', 'failed', { probePhotoProcess: rejected('ENOENT') }],
  ])('says of the %s that it is %s: %s', async (item, light, code, more) => {
    expect(await lineOf(item, more)).toMatchObject({ light, code });
  });

  it('does not wait for a probe that never answers', async () => {
    const clock = createFakeClock(nowMs);
    const done = runStationCheck(
      parts({ clock, lookUp: () => new Promise(() => {}), probeStorage: () => new Promise(() => {}) }),
    );
    let lines: CheckLine[] | undefined;
    void done.then((value) => {
      lines = value;
    });
    while (lines === undefined) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      clock.advance(10_000);
    }
    expect(lines.find((line) => line.item === 'name-resolution')?.detail?.reason).toBe('timeout');
    expect(lines.find((line) => line.item === 'storage')?.code).toBe('not-writable');
  });
});
