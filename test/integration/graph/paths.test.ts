import { createServer, type Server } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBaseUrl } from '../../../electron/demo/demo-address.ts';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { printTarget, type Target, targetProblem } from '../../../shared/target.ts';

/** The ids of a request line, read as OData reads them, knowing nothing of how they were written. */
function idsIn(rawPath: string): string[] {
  const path = rawPath.replace(/\/photo\/\$value$/, '').replace(/^\/(v1\.0|api\/v2\.0)(\/me(?=\/))?/, '');
  const ids: string[] = [];
  const collections = /^\/(users|groups|teams|contacts|contactfolders)(?:\('(.*?)'\)(?=\/|$)|\/([^/]*))/i;
  let rest = path;
  for (let match = collections.exec(rest); match !== null; match = collections.exec(rest)) {
    const isKey = match[2] !== undefined;
    const decoded = decodeURIComponent(match[2] ?? match[3] ?? '');
    ids.push(isKey ? decoded.replaceAll("''", "'") : decoded);
    rest = rest.slice(match[0].length);
  }
  expect(rest).toBe('');
  return ids;
}

let server: Server;
let url: string;
const lines: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    lines.push(request.url ?? '');
    request.resume().on('end', () => response.writeHead(200, { 'request-id': 'r' }).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const names = [
  'mara.lindholm_northwind.example#EXT#@tidewater.onmicrosoft.com',
  "sean.o'brien@tidewater.example",
  "''",
  "x')",
  "('x')",
  'ines+press@tidewater.example',
  '葵@tidewater.example',
  '.hidden',
  '..',
  '.',
  '...',
  '$AdeleV@x.example',
  '$value',
  '$',
  '100%',
  '%2F',
  '%2e%2e',
  'a/b',
  '/',
  '//',
  'a\\b',
  'a?b=c',
  'a;b',
  'a b',
  '&amp;',
  '😀',
  'photo',
  'me',
  'AAMkAD/+=_-',
];
const id = fc
  .oneof(
    fc.constantFrom(...names),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.emailAddress(),
    fc.uuid(),
  )
  .filter((text) => targetProblem({ kind: 'user', user: text }) === undefined);
const isOwnMark = (owner: string) => owner.toLowerCase() === 'me';

describe('the id that goes in is the id that arrives', () => {
  const put = (api: 'v1.0' | 'outlook-v2.0', target: Target) =>
    createPhotoApi({
      api,
      method: 'PUT',
      graphUrl: url,
      fetch,
      clock: createSystemClock(),
      randomId: () => 'id',
      getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    }).put(target, jpeg, { priority: 'low' });

  async function arrived(api: 'v1.0' | 'outlook-v2.0', target: Target): Promise<string[]> {
    lines.length = 0;
    expect((await put(api, target)).kind).toBe('accepted');
    expect(lines).toHaveLength(1);
    return idsIn(lines[0] ?? '');
  }

  it.each(names)('for %j', async (name) => {
    expect(await arrived('v1.0', { kind: 'user', user: name })).toEqual([name]);
    expect(await arrived('outlook-v2.0', { kind: 'user', user: name })).toEqual([name]);
    expect(await arrived('v1.0', { kind: 'group', groupId: name })).toEqual([name]);
    expect(await arrived('v1.0', { kind: 'team', teamId: name })).toEqual([name]);
  });

  it('for arbitrary ids, over a socket', async () => {
    await fc.assert(
      fc.asyncProperty(id, fc.constantFrom('v1.0', 'outlook-v2.0'), async (user, api) => {
        expect(await arrived(api, { kind: 'user', user })).toEqual([user]);
      }),
      { numRuns: 1500 },
    );
  });

  it('for contacts with arbitrary owners, folders and ids', async () => {
    await fc.assert(
      fc.asyncProperty(id, fc.option(id, { nil: undefined }), id, async (owner, folderId, contactId) => {
        const target: Target = { kind: 'contact', owner, contactId, ...(folderId === undefined ? {} : { folderId }) };
        const expected = [
          ...(isOwnMark(owner) ? [] : [owner]),
          ...(folderId === undefined ? [] : [folderId]),
          contactId,
        ];
        expect(await arrived('v1.0', target)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('for arbitrary ids, as the demo tenant reads them', async () => {
    const tenant = createDemoTenant();
    const api = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: demoBaseUrl,
      fetch: tenant.fetch,
      clock: createSystemClock(),
      randomId: () => 'id',
      getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    });
    await fc.assert(
      fc.asyncProperty(id, fc.constantFrom('user', 'group', 'team'), async (text, kind) => {
        const target: Target =
          kind === 'user' ? { kind, user: text } : kind === 'group' ? { kind, groupId: text } : { kind, teamId: text };
        await api.readMetadata(target);
        expect(tenant.requests().at(-1)?.target).toBe(printTarget(target));
      }),
      { numRuns: 500 },
    );
  });

  it('for contacts with arbitrary ids, as the demo tenant reads them', async () => {
    const tenant = createDemoTenant();
    const api = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: demoBaseUrl,
      fetch: tenant.fetch,
      clock: createSystemClock(),
      randomId: () => 'id',
      getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    });
    await fc.assert(
      fc.asyncProperty(id, fc.option(id, { nil: undefined }), id, async (owner, folderId, contactId) => {
        await api.readMetadata({
          kind: 'contact',
          owner,
          contactId,
          ...(folderId === undefined ? {} : { folderId }),
        });
        const ids = [isOwnMark(owner) ? 'me' : owner, folderId ?? '', contactId];
        expect(tenant.requests().at(-1)?.target).toBe(`contact:${ids.join('/')}`);
      }),
      { numRuns: 300 },
    );
  });
});
