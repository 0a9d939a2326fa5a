import { describe, expect, it } from 'vitest';
import { cloudTable, endpointsFor, safeRoot } from '../../../electron/graph/clouds.ts';
import { createPhotoApi, type PhotoApi } from '../../../electron/graph/photo-api.ts';
import { planPhotoRequest } from '../../../electron/graph/photo-request.ts';
import { apis, clouds } from '../../../electron/settings/settings-schema.ts';
import type { Target } from '../../../shared/target.ts';
import { createFakeClock } from '../../fake-clock.ts';

/** Written out from the documents, target by target, independently of the table in the code. */
const targets: readonly {
  readonly name: string;
  readonly target: Target;
  readonly graph: string;
  readonly outlook?: string;
}[] = [
  { name: 'me', target: { kind: 'me' }, graph: '/me', outlook: '/me' },
  {
    name: 'user by id',
    target: { kind: 'user', user: '48d31887-5fad-4d73-a9f5-3c356e68a038' },
    graph: '/users/48d31887-5fad-4d73-a9f5-3c356e68a038',
    outlook: "/Users('48d31887-5fad-4d73-a9f5-3c356e68a038')",
  },
  {
    name: 'guest',
    target: { kind: 'user', user: 'mara_northwind.example#EXT#@tidewater.onmicrosoft.com' },
    graph: '/users/mara_northwind.example%23EXT%23%40tidewater.onmicrosoft.com',
    outlook: "/Users('mara_northwind.example%23EXT%23%40tidewater.onmicrosoft.com')",
  },
  {
    name: 'plus and quote',
    target: { kind: 'user', user: "sean.o'brien+press@x.example" },
    graph: '/users/sean.o%27brien%2Bpress%40x.example',
    outlook: "/Users('sean.o%27%27brien%2Bpress%40x.example')",
  },
  { name: 'group', target: { kind: 'group', groupId: '172b0cce' }, graph: '/groups/172b0cce' },
  { name: 'team', target: { kind: 'team', teamId: '172b0cce' }, graph: '/teams/172b0cce' },
  { name: 'my contact', target: { kind: 'contact', owner: 'me', contactId: 'AAMk=' }, graph: '/me/contacts/AAMk%3D' },
  {
    name: "a user's contact",
    target: { kind: 'contact', owner: 'u1', contactId: 'AAMk=' },
    graph: '/users/u1/contacts/AAMk%3D',
  },
  {
    name: 'my contact in a folder',
    target: { kind: 'contact', owner: 'me', folderId: 'F', contactId: 'C' },
    graph: '/me/contactfolders/F/contacts/C',
  },
  {
    name: "a user's contact in a folder",
    target: { kind: 'contact', owner: 'u1', folderId: 'F', contactId: 'C' },
    graph: '/users/u1/contactfolders/F/contacts/C',
  },
];

const roots: Record<string, Record<string, string>> = {
  'v1.0': {
    global: 'https://graph.microsoft.com/v1.0',
    'usgov-l4': 'https://graph.microsoft.us/v1.0',
    'usgov-l5': 'https://dod-graph.microsoft.us/v1.0',
    china: 'https://microsoftgraph.chinacloudapi.cn/v1.0',
  },
  beta: {
    global: 'https://graph.microsoft.com/beta',
    'usgov-l4': 'https://graph.microsoft.us/beta',
    'usgov-l5': 'https://dod-graph.microsoft.us/beta',
    china: 'https://microsoftgraph.chinacloudapi.cn/beta',
  },
  'outlook-v2.0': {
    global: 'https://outlook.office.com/api/v2.0',
    'usgov-l4': 'https://outlook.office365.us/api/v2.0',
    'usgov-l5': 'https://outlook-dod.office365.us/api/v2.0',
    china: 'https://partner.outlook.cn/api/v2.0',
  },
  'outlook-beta': {
    global: 'https://outlook.office.com/api/beta',
    'usgov-l4': 'https://outlook.office365.us/api/beta',
    'usgov-l5': 'https://outlook-dod.office365.us/api/beta',
    china: 'https://partner.outlook.cn/api/beta',
  },
};

function mayWrite(api: string, kind: Target['kind'], method: string): boolean {
  if (api === 'v1.0') return kind === 'team' ? method === 'PUT' : true;
  if (api === 'beta') return kind !== 'team' && method === 'PUT';
  if (kind !== 'me' && kind !== 'user') return false;
  return api === 'outlook-v2.0' || method === 'PUT';
}

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

function apiOver(api: (typeof apis)[number], cloud: (typeof clouds)[number]) {
  const sent: Sent[] = [];
  const photoApi = createPhotoApi({
    api,
    method: 'PUT',
    graphUrl: endpointsFor({ api, cloud }).graphUrl,
    clock: createFakeClock(),
    randomId: () => 'cccccccc-0000-4000-8000-000000000001',
    getAccessToken: async () => ({ kind: 'ok', value: 'the.access.token' }),
    fetch: async (input, init) => {
      const headers = init?.headers as Record<string, string>;
      sent.push({ url: String(input), method: init?.method ?? 'GET', headers, body: init?.body });
      return new Response(null, { status: 200, headers: { 'request-id': 'r1' } });
    },
  });
  return { photoApi, sent };
}

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

const cells = apis.flatMap((api) =>
  clouds.flatMap((cloud) =>
    targets.flatMap((row) => (['PUT', 'PATCH'] as const).map((method) => ({ api, cloud, method, ...row }))),
  ),
);

describe('every API, cloud, target and method', () => {
  it.each(cells)('$api · $cloud · $name · $method', async ({ api, cloud, target, method, graph, outlook }) => {
    const { photoApi, sent } = apiOver(api, cloud);
    const outcome = await photoApi.put(target, jpeg, { priority: 'high', method });
    if (!mayWrite(api, target.kind, method)) {
      expect(outcome.kind).toBe('unsupported');
      const hasTarget = mayWrite(api, target.kind, 'PUT');
      expect(outcome.report.code).toBe(hasTarget ? 'method-not-in-api' : 'target-not-in-api');
      expect(sent).toEqual([]);
      return;
    }
    const isOutlook = api.startsWith('outlook');
    expect(outcome.kind).toBe('accepted');
    expect(sent).toEqual([
      {
        url: `${roots[api]?.[cloud]}${isOutlook ? outlook : graph}/photo/$value`,
        method,
        headers: {
          Authorization: 'Bearer the.access.token',
          'Content-Type': 'image/jpeg',
          'x-ms-throttle-priority': 'High',
          'client-request-id': 'cccccccc-0000-4000-8000-000000000001',
          ...(isOutlook ? { 'return-client-request-id': 'true' } : {}),
        },
        body: jpeg,
      },
    ]);
    // What is asked for is what arrives: no URL parser changes it on the way.
    expect(new URL(sent[0]?.url ?? '').href).toBe(sent[0]?.url);
  });

  it('covers every cell', () => {
    expect(cells).toHaveLength(4 * 4 * 10 * 2);
  });
});

/** The reads and the deletion as requests: the API's method, what stands below the target, and what is accepted. */
const otherOperations = [
  {
    operation: 'metadata',
    perform: (api: PhotoApi, target: Target) => api.readMetadata(target),
    request: () => ['GET', '/photo', 'application/json'],
  },
  {
    operation: 'value',
    perform: (api: PhotoApi, target: Target) => api.readValue(target),
    request: () => ['GET', '/photo/$value', 'image/*'],
  },
  {
    operation: 'sizes',
    perform: (api: PhotoApi, target: Target) => api.listSizes(target),
    request: (api: string) => (api === 'outlook-v2.0' ? 'sizes-not-in-api' : ['GET', '/photos', 'application/json']),
  },
  {
    operation: 'one size',
    perform: (api: PhotoApi, target: Target) => api.readSize(target, 96),
    request: (api: string) => {
      if (api === 'outlook-v2.0') return 'sizes-not-in-api';
      return ['GET', api === 'outlook-beta' ? "/photos('96x96')/$value" : '/photos/96x96/$value', 'image/*'];
    },
  },
  {
    operation: 'delete',
    perform: (api: PhotoApi, target: Target) => api.delete(target),
    request: (api: string, kind: Target['kind']) =>
      api.startsWith('outlook') || kind === 'team' || kind === 'contact'
        ? 'delete-not-in-api'
        : ['DELETE', '/photo/$value'],
  },
] as const;

const otherCells = apis.flatMap((api) =>
  clouds.flatMap((cloud) =>
    targets.flatMap((row) => otherOperations.map((operation) => ({ api, cloud, ...operation, ...row }))),
  ),
);

describe('every API, cloud and target, read and deleted', () => {
  it.each(otherCells)('$api · $cloud · $name · $operation', async (cell) => {
    const { api, cloud, target, graph, outlook, perform, request } = cell;
    const { photoApi, sent } = apiOver(api, cloud);
    const result = await perform(photoApi, target);
    const hasTarget = mayWrite(api, target.kind, 'PUT');
    const expected = hasTarget ? request(api, target.kind) : 'target-not-in-api';
    if (typeof expected === 'string') {
      expect(result).toMatchObject({ kind: 'error', error: { kind: 'unsupported', report: { code: expected } } });
      expect(sent).toEqual([]);
      return;
    }
    const [method, tail, accept] = expected;
    const isOutlook = api.startsWith('outlook');
    expect(sent).toEqual([
      {
        url: `${roots[api]?.[cloud]}${isOutlook ? outlook : graph}${tail}`,
        method,
        headers: {
          Authorization: 'Bearer the.access.token',
          'client-request-id': 'cccccccc-0000-4000-8000-000000000001',
          ...(accept === undefined ? {} : { Accept: accept, 'Cache-Control': 'no-cache', Pragma: 'no-cache' }),
          ...(isOutlook ? { 'return-client-request-id': 'true' } : {}),
        },
        body: undefined,
      },
    ]);
    expect(new URL(sent[0]?.url ?? '').href).toBe(sent[0]?.url);
  });

  it('covers every cell', () => {
    expect(otherCells).toHaveLength(4 * 4 * 10 * 5);
  });
});

describe('reading', () => {
  const user: Target = { kind: 'user', user: 'u1' };
  const path = (api: (typeof apis)[number], target: Target, operation: Parameters<typeof planPhotoRequest>[2]) => {
    const plan = planPhotoRequest(api, target, operation);
    return plan.kind === 'ok' ? `${plan.value.method} ${plan.value.path}` : plan.error.code;
  };
  it.each([48, 64, 96, 120, 240, 360, 432, 504, 648])('asks for the served size %i', (edgePx) => {
    expect(path('v1.0', user, { kind: 'read-size', edgePx })).toBe(
      `GET /v1.0/users/u1/photos/${edgePx}x${edgePx}/$value`,
    );
  });

  it.each([0, 1, 47, 100, 241, 649, 1000, Number.NaN, 48.5])('refuses the size %d, which is not served', (edgePx) => {
    expect(path('v1.0', user, { kind: 'read-size', edgePx })).toBe('size-not-served');
  });
});

describe('before any request', () => {
  it.each([
    ['v1.0', 4 * 1024 * 1024, undefined],
    ['v1.0', 4 * 1024 * 1024 + 1, 'picture-over-limit'],
    // "limits the size of the photo you can add to under 4MB"
    ['beta', 4 * 1024 * 1024 - 1, undefined],
    ['beta', 4 * 1024 * 1024, 'picture-over-limit'],
    ['v1.0', 0, 'picture-empty'],
  ] as const)('holds %s to its limit: %i bytes → %s', (api, sizeBytes, code) => {
    const plan = planPhotoRequest(api, { kind: 'me' }, { kind: 'put', method: 'PUT', sizeBytes, isJpeg: true });
    expect(plan.kind === 'error' ? plan.error.code : undefined).toBe(code);
  });

  it('refuses what is not a JPEG, and sends nothing', async () => {
    const { photoApi, sent } = apiOver('v1.0', 'global');
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const outcome = await photoApi.put({ kind: 'me' }, png, { priority: 'low' });
    expect([outcome.kind, outcome.report.code]).toEqual(['picture-refused', 'picture-not-jpeg']);
    expect(sent).toEqual([]);
  });

  it('refuses an id that cannot stand in a path, and sends nothing', async () => {
    const { photoApi, sent } = apiOver('v1.0', 'global');
    const outcome = await photoApi.put({ kind: 'user', user: 'a\ud800' }, jpeg, { priority: 'low' });
    expect([outcome.kind, outcome.report.code]).toEqual(['no-such-target', 'target-unusable']);
    expect(sent).toEqual([]);
  });

  it('says Low for what nobody waits for', async () => {
    const { photoApi, sent } = apiOver('v1.0', 'global');
    await photoApi.put({ kind: 'me' }, jpeg, { priority: 'low' });
    expect(sent[0]?.headers['x-ms-throttle-priority']).toBe('Low');
  });
});

describe('roots', () => {
  it.each([
    ['global', 'https://login.microsoftonline.com'],
    ['usgov-l4', 'https://login.microsoftonline.us'],
    ['usgov-l5', 'https://login.microsoftonline.us'],
    ['china', 'https://login.chinacloudapi.cn'],
  ] as const)('sign in to %s at %s', (cloud, authority) => {
    expect(endpointsFor({ cloud, api: 'v1.0' }).authority).toBe(authority);
    expect(cloudTable[cloud].authority).toBe(authority);
  });

  it('come from the settings where they are named, without a trailing slash', () => {
    const endpoints = endpointsFor({
      cloud: 'china',
      api: 'outlook-v2.0',
      graphUrl: 'https://mail.tidewater.example/exchange/',
      authority: 'http://127.0.0.1:8080',
    });
    expect(endpoints).toEqual({
      graphUrl: 'https://mail.tidewater.example/exchange',
      authority: 'http://127.0.0.1:8080',
    });
  });

  it.each([
    'http://graph.microsoft.com',
    'ftp://x',
    'https://user:pass@x.example',
    'http://127.0.0.1.evil.example',
    'nonsense',
  ])('never carry a token to %s', (url) => {
    expect(() => safeRoot(url)).toThrow(/https/);
  });

  it.each(['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1'])('may be %s, which is this machine', (url) => {
    expect(safeRoot(url)).toBe(url);
  });
});
