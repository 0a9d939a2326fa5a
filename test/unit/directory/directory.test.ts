import { describe, expect, test } from 'vitest';
import { createDirectory } from '../../../electron/directory/directory.ts';
import type { Outcome } from '../../../shared/outcome.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

const users = [
  { id: '1', displayName: 'Mei Tanaka', userPrincipalName: 'mei@example.com', employeeId: '77' },
  {
    id: '2',
    displayName: '田中 健',
    userPrincipalName: 'ken@example.com',
    onPremisesExtensionAttributes: { extensionAttribute1: 'たなか けん' },
  },
  { displayName: 'no id' },
];
const offline: Outcome = { kind: 'offline', report: { kind: 'offline', at: '2026-01-01T00:00:00Z' } };

function station(answer: (path: string) => Result<unknown, Outcome>) {
  const stored = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const create = () =>
    createDirectory({
      settings: { readingAttribute: 'extensionAttribute1', offlineLimit: 100 },
      getJson: async (path) => {
        asked.push(path);
        return answer(path);
      },
      documents: { get: (key) => stored.get(key), put: (key, bytes) => stored.set(key, bytes) },
      clock: { nowMs: () => 0, monotonicMs: () => 0, setTimer: () => () => {} },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
  return { create, asked, stored };
}

describe('the directory', () => {
  test('finds online, leaving out entries that are no people', async () => {
    const { create } = station(() => ok({ value: users }));
    const found = await create().search('mei');
    expect(found).toMatchObject({
      kind: 'ok',
      value: { isFromCache: false, people: [{ id: '1', employeeId: '77' }, { id: '2' }] },
    });
  });

  test('finds offline after a restart what was known before, by the reading too', async () => {
    let isOffline = false;
    const { create } = station(() => (isOffline ? err(offline) : ok({ value: users })));
    expect(await create().refresh()).toEqual(ok({ count: 2 }));
    isOffline = true;
    const found = await create().search('たなか');
    expect(found).toMatchObject({
      kind: 'ok',
      value: { isFromCache: true, problem: 'offline', people: [{ id: '2', reading: 'たなか けん' }] },
    });
  });

  test('says offline, not "nobody", when it knows nobody and cannot ask', async () => {
    const { create } = station(() => err(offline));
    expect(await create().search('mei')).toEqual(err(offline));
  });

  test('reads further pages, and keeps the old copy whole when the network goes in the middle', async () => {
    let pages = 0;
    const { create, stored } = station((path) => {
      if (path === 'https://graph.example/next') return pages++ === 0 ? ok({ value: [users[1]] }) : err(offline);
      return ok({ value: [users[0]], '@odata.nextLink': 'https://graph.example/next' });
    });
    const directory = create();
    expect(await directory.refresh()).toEqual(ok({ count: 2 }));
    const before = stored.get('people');
    expect((await directory.refresh()).kind).toBe('error');
    expect(stored.get('people')).toBe(before);
  });

  test('a server whose pages never end is left after a thousand', async () => {
    const { create, asked } = station(() => ok({ value: [], '@odata.nextLink': 'https://graph.example/next' }));
    expect(await create().refresh()).toEqual(ok({ count: 0 }));
    expect(asked).toHaveLength(1_000);
  });

  test('a damaged copy is an empty copy, not a crash', async () => {
    const { create, stored } = station(() => err(offline));
    stored.set('people', new TextEncoder().encode('{"version":1,"people":[{"id":'));
    expect((await create().search('mei')).kind).toBe('error');
  });

  test('asks nothing for a query that says too little', async () => {
    const { create, asked } = station(() => ok({ value: users }));
    expect(await create().search('m')).toEqual(ok({ people: [], isFromCache: false }));
    expect(asked).toEqual([]);
  });
});
