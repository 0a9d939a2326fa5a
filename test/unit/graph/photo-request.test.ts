import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointsFor, safeRoot } from '../../../electron/graph/clouds.ts';
import { createPhotoApi, type PhotoApi } from '../../../electron/graph/photo-api.ts';
import { planPhotoRequest } from '../../../electron/graph/photo-request.ts';
import { apis, clouds } from '../../../electron/settings/settings-schema.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import type { Target } from '../../../shared/target.ts';
import { createFakeClock } from '../../fake-clock.ts';

type Api = (typeof apis)[number];

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

/** What stands between the root and the target. */
const prefixes: Readonly<Record<Api, string>> = {
  'v1.0': '/v1.0',
  beta: '/beta',
  'outlook-v2.0': '/api/v2.0',
  'outlook-beta': '/api/beta',
};

function mayWrite(api: Api, kind: Target['kind'], method: string): boolean {
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

/** A root that no table knows: whatever a request's address has of it came from the settings. */
const anyRoot = 'https://root.example/below';

function apiOver(api: Api, graphUrl = anyRoot) {
  const sent: Sent[] = [];
  const photoApi = createPhotoApi({
    api,
    method: 'PUT',
    graphUrl,
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
const reading = (accept: string) => ({ Accept: accept, 'Cache-Control': 'no-cache', Pragma: 'no-cache' });
const writing = { 'Content-Type': 'image/jpeg', 'x-ms-throttle-priority': 'High' };

/** A request as the documents have it: what stands below the target and the headers of its own. A text is a refusal's code. */
interface Asked {
  readonly method: string;
  readonly tail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

interface OperationCase {
  readonly operation: string;
  readonly perform: (api: PhotoApi, target: Target) => Promise<{ readonly kind: string }>;
  readonly asked: (api: Api, kind: Target['kind']) => Asked | string;
}

const put = (method: 'PUT' | 'PATCH'): OperationCase => ({
  operation: method,
  perform: (api, target) => api.put(target, jpeg, { priority: 'high', method }),
  asked: (api, kind) =>
    mayWrite(api, kind, method) ? { method, tail: '/photo/$value', headers: writing, body: jpeg } : 'method-not-in-api',
});

/** Every operation, written out independently of the code. */
const operations: readonly OperationCase[] = [
  put('PUT'),
  put('PATCH'),
  {
    operation: 'metadata',
    perform: (api, target) => api.readMetadata(target),
    asked: () => ({ method: 'GET', tail: '/photo', headers: reading('application/json') }),
  },
  {
    operation: 'value',
    perform: (api, target) => api.readValue(target),
    asked: () => ({ method: 'GET', tail: '/photo/$value', headers: reading('image/*') }),
  },
  {
    operation: 'sizes',
    perform: (api, target) => api.listSizes(target),
    asked: (api) =>
      api === 'outlook-v2.0'
        ? 'sizes-not-in-api'
        : { method: 'GET', tail: '/photos', headers: reading('application/json') },
  },
  {
    operation: 'one size',
    perform: (api, target) => api.readSize(target, 96),
    asked: (api) => {
      if (api === 'outlook-v2.0') return 'sizes-not-in-api';
      const tail = api === 'outlook-beta' ? "/photos('96x96')/$value" : '/photos/96x96/$value';
      return { method: 'GET', tail, headers: reading('image/*') };
    },
  },
  {
    operation: 'delete',
    perform: (api, target) => api.delete(target),
    asked: (api, kind) =>
      api.startsWith('outlook') || kind === 'team' || kind === 'contact'
        ? 'delete-not-in-api'
        : { method: 'DELETE', tail: '/photo/$value', headers: {} },
  },
];

const pairs = apis.flatMap((api) => targets.map((row) => ({ api, ...row })));
const served = pairs.filter(({ api, target }) => mayWrite(api, target.kind, 'PUT'));
const unserved = pairs.filter(({ api, target }) => !mayWrite(api, target.kind, 'PUT'));
const cells = served.flatMap((pair) => operations.map((operation) => ({ ...pair, ...operation })));

describe('every API, target and operation', () => {
  it.each(cells)('$api · $name · $operation', async ({ api, target, graph, outlook, perform, asked }) => {
    const { photoApi, sent } = apiOver(api);
    const result = await perform(photoApi, target);
    const expected = asked(api, target.kind);
    if (typeof expected === 'string') {
      expect(refusalOf(result)).toEqual({ kind: 'unsupported', code: expected });
      expect(sent).toEqual([]);
      return;
    }
    const isOutlook = api.startsWith('outlook');
    if (expected.body !== undefined) expect(result.kind).toBe('accepted');
    expect(sent).toEqual([
      {
        url: `${anyRoot}${prefixes[api]}${isOutlook ? outlook : graph}${expected.tail}`,
        method: expected.method,
        headers: {
          Authorization: 'Bearer the.access.token',
          'client-request-id': 'cccccccc-0000-4000-8000-000000000001',
          ...expected.headers,
          ...(isOutlook ? { 'return-client-request-id': 'true' } : {}),
        },
        body: expected.body,
      },
    ]);
    // What is asked for is what arrives: no URL parser changes it on the way.
    expect(new URL(sent[0]?.url ?? '').href).toBe(sent[0]?.url);
  });

  it.each(unserved)('$api · $name is refused for all that could be wanted of it', async ({ api, target }) => {
    const { photoApi, sent } = apiOver(api);
    for (const { operation, perform } of operations) {
      const refusal = refusalOf(await perform(photoApi, target));
      expect(refusal, operation).toEqual({ kind: 'unsupported', code: 'target-not-in-api' });
    }
    expect(sent).toEqual([]);
  });

  it('covers every cell', () => {
    expect(new Set(targets.map(({ target }) => target.kind)).size).toBe(5);
    expect(cells.length + unserved.length * operations.length).toBe(4 * 10 * 7);
  });
});

/** Why nothing was sent: an upload says it as its outcome, everything else as its error. */
function refusalOf(result: { readonly kind: string }) {
  const { kind, report } = (result.kind === 'error' ? Reflect.get(result, 'error') : result) as Outcome;
  return { kind, code: report.code };
}

describe('the root', () => {
  const addressOver = async (root: string, { api, target, perform }: (typeof cells)[number]) => {
    const { photoApi, sent } = apiOver(api, root);
    await perform(photoApi, target);
    return sent.map(({ url, ...rest }) => ({ ...rest, below: url.startsWith(root) ? url.slice(root.length) : url }));
  };
  const graphRoot = fc.constantFrom(
    ...apis.flatMap((api) => clouds.map((cloud) => endpointsFor({ api, cloud }).graphUrl)),
  );
  const anotherRoot = fc.webUrl({ validSchemes: ['https'] }).map(safeRoot);

  it('is all that a cloud or a setting changes in a request', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(graphRoot, anotherRoot), fc.constantFrom(...cells), async (root, cell) => {
        expect(await addressOver(root, cell)).toEqual(await addressOver(anyRoot, cell));
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading', () => {
  const user: Target = { kind: 'user', user: 'u1' };
  const path = (api: Api, target: Target, operation: Parameters<typeof planPhotoRequest>[2]) => {
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
    const { photoApi, sent } = apiOver('v1.0');
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
    const outcome = await photoApi.put({ kind: 'me' }, png, { priority: 'low' });
    expect([outcome.kind, outcome.report.code]).toEqual(['picture-refused', 'picture-not-jpeg']);
    expect(sent).toEqual([]);
  });

  it('refuses an id that cannot stand in a path, and sends nothing', async () => {
    const { photoApi, sent } = apiOver('v1.0');
    const outcome = await photoApi.put({ kind: 'user', user: 'a\ud800' }, jpeg, { priority: 'low' });
    expect([outcome.kind, outcome.report.code]).toEqual(['no-such-target', 'target-unusable']);
    expect(sent).toEqual([]);
  });

  it('says Low for what nobody waits for', async () => {
    const { photoApi, sent } = apiOver('v1.0');
    await photoApi.put({ kind: 'me' }, jpeg, { priority: 'low' });
    expect(sent[0]?.headers['x-ms-throttle-priority']).toBe('Low');
  });
});
