import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../shared/outcome.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { type DirectoryStation, openDirectoryStation } from '../../directory-station.ts';
import { createFakeClock } from '../../fake-clock.ts';

const users = [
  { id: '1', displayName: 'Mei Tanaka', userPrincipalName: 'mei@example.com', employeeId: '77' },
  {
    id: '2',
    displayName: '田中 健',
    userPrincipalName: 'ken@example.com',
    onPremisesExtensionAttributes: { extensionAttribute1: 'たなか けん' },
  },
];
const offline: Outcome = { kind: 'offline', report: { kind: 'offline', at: '2026-01-01T00:00:00Z' } };
const failure = (kind: 'refused' | 'throttled' | 'transient', status: number): Outcome => ({
  kind,
  report: { kind, status, at: '2026-01-01T00:00:00Z' },
});

let open: DirectoryStation | undefined;
afterEach(() => open?.store.close());

async function station(answer: (path: string, query: Readonly<Record<string, string>>) => Result<unknown, Outcome>) {
  const asked: string[] = [];
  open = await openDirectoryStation(async (path, { query = {} } = {}) => {
    asked.push(path);
    return answer(path, query);
  }, createFakeClock());
  return { ...open, asked };
}
const page = (value: unknown) => ok({ value, '@odata.deltaLink': 'https://graph.example/changes' });

describe('the directory', () => {
  test('finds online', async () => {
    const { create } = await station(() => page(users));
    expect(await create().search('mei')).toMatchObject({
      kind: 'ok',
      value: { isFromCache: false, people: [{ id: '1', employeeId: '77' }, { id: '2' }] },
    });
  });

  test('finds offline after a restart what was known before, by the reading too', async () => {
    let isOffline = false;
    const { create } = await station(() => (isOffline ? err(offline) : page(users)));
    expect(await create().refresh()).toMatchObject({ kind: 'done', followsChanges: true });
    isOffline = true;
    expect(await create().search('たなか')).toMatchObject({
      kind: 'ok',
      value: { isFromCache: true, problem: 'offline', people: [{ id: '2', reading: 'たなか けん' }] },
    });
  });

  test('says offline, not "nobody", when it knows nobody and cannot ask', async () => {
    const { create } = await station(() => err(offline));
    expect(await create().search('mei')).toEqual(err(offline));
  });

  test.each([
    [failure('refused', 403), 'refused'],
    [failure('refused', 400), 'not-understood'],
    [failure('throttled', 429), 'throttled'],
    [failure('transient', 500), 'service-trouble'],
  ])('beside the copy’s answer says why it is the copy’s: %j', async (outcome, problem) => {
    let isWell = true;
    const { create } = await station(() => (isWell ? page(users) : err(outcome)));
    await create().refresh();
    isWell = false;
    const found = await create().search('nobody at all');
    expect(found).toEqual(ok({ people: [], isFromCache: true, problem }));
  });

  test('leaves out guests, disabled accounts and rooms, online and offline, unless the settings say otherwise', async () => {
    const others = [
      { id: '3', displayName: 'Mei Guest', userPrincipalName: 'mei_x#EXT#@example.com', userType: 'Guest' },
      { id: '4', displayName: 'Mei Left', userPrincipalName: 'left@example.com', accountEnabled: false },
      { id: '5', displayName: 'Mei Basic', userPrincipalName: 'basic_x#EXT#@example.com' },
    ];
    let isOffline = false;
    const { create } = await station(() => (isOffline ? err(offline) : page([...users, ...others])));
    const ids = async (settings = {}) => {
      const found = await create({ settings }).search('mei');
      return found.kind === 'ok' ? found.value.people.map(({ id }) => id).sort() : found;
    };
    const all = { includesGuests: true, includesDisabled: true };
    expect(await ids()).toEqual(['1', '2']);
    expect(await ids(all)).toEqual(['1', '2', '3', '4', '5']);
    await create().refresh();
    isOffline = true;
    expect(await ids()).toEqual(['1']);
    expect(await ids(all)).toEqual(['1', '3', '4', '5']);
  });

  test.each([
    ['a page for people', undefined],
    ['an empty object', {}],
    ['a value that is no list', { value: {} }],
    ['a value that is missing beside a link', { '@odata.nextLink': 'https://graph.example/n' }],
    ['entries that are no people', { value: [null] }],
    ['entries without an id', { value: [{ displayName: 'X' }] }],
    ['nobody at all', { value: [], '@odata.deltaLink': 'https://graph.example/changes' }],
  ])('never forgets anybody because of a 200 that is %s', async (_what, body) => {
    let isWell = true;
    const { create, people } = await station(() => (isWell ? ok({ value: users }) : ok(body)));
    await create().refresh();
    isWell = false;
    expect((await create().refresh()).kind).toBe('unreadable');
    expect(people.count()).toBe(2);
  });

  test('says that a search was answered by no directory, instead of "nobody"', async () => {
    const { create } = await station(() => ok({}));
    expect(await create().search('mei')).toMatchObject({ kind: 'error', error: { kind: 'transient' } });
  });

  test('tells that the copy could not be kept', async () => {
    const { create, store, logged } = await station(() => page(users));
    const directory = create();
    store.close();
    open = undefined;
    expect((await directory.refresh()).kind).toBe('not-kept');
    expect(logged).toContain('directory.copy-not-kept');
  });

  test('a server whose pages never end is left', async () => {
    const { create } = await station(() => ok({ value: [], '@odata.nextLink': 'https://graph.example/next' }));
    expect((await create().refresh()).kind).toBe('unreadable');
  });

  test('brings the people of a former version’s copy along, once', async () => {
    const { create, store, people } = await station(() => err(offline));
    const person = { id: '9', displayName: 'Old Friend', userPrincipalName: 'old@example.com' };
    store.documents.put('people', new TextEncoder().encode(JSON.stringify({ version: 1, people: [person] })));
    expect(await create().search('old friend')).toMatchObject({ kind: 'ok', value: { people: [person] } });
    expect(store.documents.get('people')).toBeUndefined();
    expect(people.count()).toBe(1);
  });

  test('keeps everybody of the first reading while a former version’s copy is still being brought along', async () => {
    const former = Array.from({ length: 450 }, (_, n) => ({
      id: `${n}`,
      displayName: `Former ${n}`,
      userPrincipalName: `p${n}@example.com`,
    }));
    const now = former.map(({ id, userPrincipalName }) => ({ id, userPrincipalName, displayName: `Present ${id}` }));
    // The directory answers in an order of its own.
    const { create, store, people } = await station(() => page(now.toReversed()));
    store.documents.put('people', new TextEncoder().encode(JSON.stringify({ version: 1, people: former })));
    const directory = create();
    await Promise.all([directory.open(), directory.refresh()]);
    expect(people.count()).toBe(450);
    expect(people.user('449')).toMatchObject({ displayName: 'Present 449' });
  });

  test.each([
    ['the settings keep none', { offlineLimit: 0 }],
    ['only rosters count', { people: 'rosters' } as const],
  ])(
    'forgets the copy that it has once %s, and reads everybody anew when it may keep one again',
    async (_why, settings) => {
      const many = Array.from({ length: 130 }, (_, n) => ({ id: `${n}`, displayName: `Mei ${n}` }));
      const { create, store, people } = await station(() => page(many));
      await create().refresh();
      const person = { id: '9', displayName: 'Old Friend', userPrincipalName: 'old@example.com' };
      store.documents.put('people', new TextEncoder().encode(JSON.stringify({ version: 1, people: [person] })));
      await create({ settings }).open();
      expect(people.count()).toBe(0);
      expect(store.documents.get('people')).toBeUndefined();
      await create().refresh();
      expect(people.count()).toBe(130);
    },
  );

  test('finds exactly by account, address and number, whatever the case', async () => {
    const { create } = await station(() => page([{ ...users[0], mail: 'Mei.Tanaka@Other.example' }]));
    const directory = create();
    await directory.refresh();
    expect(directory.exact('account', 'MEI@example.com ')).toMatchObject([{ id: '1' }]);
    expect(directory.exact('mail', 'mei.tanaka@other.example')).toMatchObject([{ id: '1' }]);
    expect(directory.exact('number', '77')).toMatchObject([{ id: '1' }]);
    expect(directory.exact('number', '7')).toEqual([]);
    expect(directory.person('1')).toMatchObject({ displayName: 'Mei Tanaka' });
  });

  test('asks nothing for a query that says too little, and nobody where only rosters count', async () => {
    const { create, asked } = await station(() => page(users));
    expect(await create().search('m')).toEqual(ok({ people: [], isFromCache: false }));
    expect(await create({ settings: { people: 'rosters' } }).search('mei')).toEqual(
      ok({ people: [], isFromCache: false }),
    );
    expect(asked).toEqual([]);
  });

  test('asks of a basic token only what it may read', async () => {
    const queries: string[] = [];
    const { create } = await station((_path, query) => {
      queries.push(JSON.stringify(query));
      return page([]);
    });
    await create({ canReadAll: false }).search('1042');
    expect(queries.join()).not.toMatch(/employeeId eq|startsWith\(onPremises/);
    await create({ canReadAll: true }).search('1042');
    expect(queries.join()).toMatch(/employeeId eq/);
  });

  test('knows whose badge it is online and offline, only when it is exactly one person’s', async () => {
    let isOffline = false;
    const twins = [
      { id: '3', displayName: 'Twin A', userPrincipalName: 'a@example.com', employeeId: '500' },
      { id: '4', displayName: 'Twin B', userPrincipalName: 'b@example.com', employeeId: '500' },
      { id: '5', displayName: 'Guest', userPrincipalName: 'g@example.com', employeeId: '600', userType: 'Guest' },
    ];
    const asked: string[] = [];
    const { create } = await station((_, query) => {
      asked.push(query.$filter ?? '');
      if (isOffline) return err(offline);
      const number = query.$filter?.match(/employeeId eq '(.*)'/)?.[1];
      const all = [...users, ...twins];
      return page(number === undefined ? all : all.filter((user) => user.employeeId === number));
    });
    const directory = create();
    const number = (text: string) => directory.identify({ kind: 'number', text });
    expect(await number('77')).toMatchObject({ kind: 'ok', value: { id: '1' } });
    expect(await number('500')).toEqual(ok(undefined));
    expect(await number('600')).toEqual(ok(undefined));
    expect(await number('9')).toEqual(ok(undefined));
    expect(asked).toContain("employeeId eq '77'");
    await directory.refresh();
    isOffline = true;
    expect(await number('77')).toMatchObject({ kind: 'ok', value: { id: '1' } });
    expect(await number('500')).toEqual(ok(undefined));
    expect(await number('9')).toEqual(err(offline));
    expect(await directory.identify({ kind: 'address', text: 'KEN@example.com' })).toMatchObject({
      value: { id: '2' },
    });
  });

  test('offers whom one slip keeps from the name only where nobody is called so, and says that it does', async () => {
    const { create } = await station((path) => page(path.includes('delta') ? users : []));
    const known = create();
    await known.refresh();
    expect(await known.search('Tanaak')).toMatchObject({ kind: 'ok', value: { people: [{ id: '1' }], isNear: true } });
    expect(await known.search('Zzzzz')).toEqual(ok({ people: [], isFromCache: false }));
  });

  test('asks for a name in kana in both ways of writing it', async () => {
    const asked: Readonly<Record<string, string>>[] = [];
    const { create } = await station((_, query) => {
      asked.push(query);
      return page([]);
    });
    for (const query of ['たなか', 'タナカ', 'ﾀﾅｶ']) {
      asked.length = 0;
      await create().search(query);
      const text = JSON.stringify(asked);
      expect(text, query).toContain('displayName:たなか');
      expect(text, query).toContain('displayName:タナカ');
      expect(text, query).toContain("startsWith(onPremisesExtensionAttributes/extensionAttribute1,'たなか')");
      expect(text, query).toContain("startsWith(onPremisesExtensionAttributes/extensionAttribute1,'タナカ')");
    }
  });
});
