import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from '../../../electron/demo/demo-tenant.ts';
import { demoClientSecret } from '../../../electron/demo/registrations.ts';
import { type DemoPerson, samplePeople } from '../../../electron/demo/sample-people.ts';
import type { Directory } from '../../../electron/directory/directory.ts';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import { type DirectoryStation, openDirectoryStation } from '../../directory-station.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { sampleClientId } from '../../sample-client-id.ts';

const dayMs = 24 * 60 * 60_000;
let open: DirectoryStation | undefined;
afterEach(() => open?.store.close());

async function tokenOf(tenant: DemoTenant, which: Parameters<typeof sampleClientId>[0]): Promise<string> {
  const answer = await tenant.fetch(`${tenant.baseUrl}/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: sampleClientId(which),
      client_secret: demoClientSecret,
      grant_type: 'client_credentials',
      scope: `${tenant.baseUrl}/.default`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** A station at a demo tenant of its own; both live by one clock. */
async function station(options: DemoTenantOptions = {}, which: Parameters<typeof sampleClientId>[0] = 'kiosk') {
  const clock = createFakeClock();
  const tenant = createDemoTenant({ nowMs: clock.nowMs, tokenLifetimeSeconds: 10_000_000_000, ...options });
  const token = await tokenOf(tenant, which);
  const asked: string[] = [];
  const hooks = { onAsk: (_url: string) => {} };
  const api = createPhotoApi({
    api: 'v1.0',
    method: 'PUT',
    graphUrl: tenant.baseUrl,
    clock,
    randomId: () => 'id',
    getAccessToken: async () => ({ kind: 'ok', value: token }),
    fetch: (input, init) => {
      const url = decodeURIComponent(String(input));
      asked.push(url);
      hooks.onAsk(url);
      return tenant.fetch(input, init);
    },
  });
  open = await openDirectoryStation(api.getJson, clock);
  return { ...open, tenant, clock, asked, hooks };
}

function copyOf({ people }: DirectoryStation): ReadonlyMap<string, string | undefined> {
  return new Map(people.slice(0, 100_000).rows.map(([, user]) => [user.id, user.displayName]));
}
function tenantOf(tenant: DemoTenant): ReadonlyMap<string, string> {
  return new Map(tenant.directory.people.map(({ id, displayName }) => [id, displayName]));
}

function invented(index: number, displayName = `Person ${index}`): DemoPerson {
  const [sample] = samplePeople;
  if (sample === undefined) throw new Error('no sample person');
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    ...sample,
    id,
    displayName,
    userPrincipalName: `p${index}@tidewater.example`,
    mail: `p${index}@mail.example`,
  };
}

async function found(directory: Directory, query: string): Promise<string[]> {
  const answer = await directory.search(query);
  if (answer.kind === 'error') throw new Error(answer.error.kind);
  return answer.value.people.map(({ displayName }) => displayName);
}

describe('the copy of the directory', () => {
  test('follows additions, changes and removals, and asks for changes alone', async () => {
    const here = await station();
    const directory = here.create();
    expect(await directory.refresh()).toEqual({ kind: 'done', followsChanges: true, hidesNames: false });
    expect(copyOf(here)).toEqual(tenantOf(here.tenant));
    here.tenant.directory.put(invented(1));
    const [first, second] = samplePeople;
    here.tenant.directory.put({ ...(first as DemoPerson), displayName: 'Renamed Entirely' });
    here.tenant.directory.remove((second as DemoPerson).id, 'changed');
    here.asked.length = 0;
    await directory.refresh();
    expect(copyOf(here)).toEqual(tenantOf(here.tenant));
    expect(here.asked).toHaveLength(1);
    expect(await found(directory, 'renamed entirely')).toEqual(['Renamed Entirely']);
  });

  test('lets somebody who was removed go from every answer with the next changes, online and offline', async () => {
    const here = await station();
    const directory = here.create();
    here.tenant.directory.put(invented(7, 'Zebulon Quist'));
    await directory.refresh();
    here.tenant.directory.remove(invented(7).id);
    await directory.refresh();
    expect(await found(directory, 'zebulon')).toEqual([]);
    here.tenant.setFault('network-off');
    expect(await found(directory, 'zebulon')).toEqual([]);
  });

  test.each([
    ['called back with 410', (here: { tenant: DemoTenant }) => here.tenant.directory.callBackLinks()],
    ['older than seven days', ({ clock }: { clock: ReturnType<typeof createFakeClock> }) => clock.advance(8 * dayMs)],
  ])('begins anew when its link is %s, and then knows also who was removed meanwhile', async (_how, spoil) => {
    const here = await station({ policy: { deltaPageRows: 20 } });
    const directory = here.create();
    await directory.refresh();
    spoil(here);
    here.tenant.directory.remove(samplePeople[3]?.id ?? '');
    expect((await directory.refresh()).kind).toBe('done');
    expect(copyOf(here)).toEqual(tenantOf(here.tenant));
  });

  test('is read whole each week, for whoever was restored', async () => {
    const here = await station();
    const directory = here.create();
    await directory.refresh();
    for (let day = 0; day < 8; day += 1) {
      here.clock.advance(dayMs);
      here.asked.length = 0;
      await directory.refresh();
    }
    expect(here.asked.join()).toContain('$deltatoken');
    expect(here.people.state()?.pass).toBe(2);
  });

  test('goes on at the page where a throttled or interrupted reading stopped, after a restart too', async () => {
    const people = Array.from({ length: 90 }, (_, index) => invented(index));
    const here = await station({ people, policy: { deltaPageRows: 20 } });
    let pages = 0;
    here.hooks.onAsk = () => {
      pages += 1;
      if (pages === 3) here.tenant.failNext('429', { on: 'graph' });
    };
    const first = here.create();
    const end = await first.refresh();
    expect(end).toMatchObject({ kind: 'failed', outcome: { kind: 'throttled', retryAfterMs: expect.any(Number) } });
    const refused = here.asked.at(-1);
    first.close();
    here.asked.length = 0;
    expect((await here.create().refresh()).kind).toBe('done');
    expect(here.asked[0]).toBe(refused);
    expect(copyOf(here)).toEqual(tenantOf(here.tenant));
  });

  test('is the list of people where changes are not to be had', async () => {
    const here = await station({}, 'look');
    expect(await here.create().refresh()).toEqual({ kind: 'done', followsChanges: false, hidesNames: false });
    expect(copyOf(here)).toEqual(tenantOf(here.tenant));
  });

  test('is one group where the settings say so, and tells when its members come without names', async () => {
    const here = await station({}, 'slots');
    const studio = here.tenant.directory.groups[2]?.id ?? '';
    const directory = here.create({ settings: { people: { groupId: studio } } });
    await directory.refresh();
    const members = here.tenant.directory.members(studio);
    expect([...copyOf(here).keys()].sort()).toEqual(members.map(({ id }) => id).sort());
    expect(await found(directory, 'writer')).toEqual([]);
    expect(await found(directory, 'alex morgan')).toEqual(['Alex Morgan']);
  });

  test('is read anew when a fault of the disk leaves open what it took: nobody who left is found', async () => {
    const here = await station();
    const directory = here.create();
    await directory.refresh();
    await directory.open();
    here.tenant.setFault('network-off');
    const before = await found(directory, 'alex morgan');
    expect(before.length).toBeGreaterThan(0);
    const alex = here.people.slice(0, 100_000).rows.filter(([, { displayName }]) => displayName === 'Alex Morgan');
    const exec = DatabaseSync.prototype.exec;
    const failing = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
      exec.call(this, sql);
      if (sql === 'COMMIT') throw Object.assign(new Error('io'), { code: 'ERR_SQLITE_ERROR', errcode: 10 });
    });
    const gone = alex.map(([, { id }]) => ({ kind: 'gone' as const, id }));
    expect(here.people.change(1, gone, { isWhole: false, limit: 100_000 }).kind).toBe('error');
    failing.mockRestore();
    expect(await found(directory, 'alex morgan')).toEqual([]);
    expect((await found(directory, 'grace')).length).toBeGreaterThan(0);
  });

  test('equals the tenant after every random sequence of changes, whatever the pages look like', {
    timeout: 300_000,
  }, async () => {
    const here = await station({ people: [invented(0)] });
    const { directory: tenant } = here.tenant;
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('put' as const),
          index: fc.nat(11),
          name: fc.constantFrom('A', 'B', 'C'),
        }),
      },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('remove' as const), index: fc.nat(11) }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('call-back' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('broken' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    );
    const manner = fc.record({
      deltaPageRows: fc.integer({ min: 1, max: 5 }),
      deltaManner: fc.constantFrom('brief' as const, 'talkative' as const),
    });
    const keeper = invented(99, 'Always Here');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), manner, async (steps, policy) => {
        here.tenant.setPolicy(policy);
        tenant.put(keeper);
        let directory = here.create();
        for (const one of steps) {
          if (one.kind === 'put') tenant.put(invented(one.index, one.name));
          if (one.kind === 'remove') tenant.remove(invented(one.index).id, one.index % 2 ? 'deleted' : 'changed');
          if (one.kind === 'call-back') tenant.callBackLinks();
          if (one.kind === 'late') here.clock.advance(4 * dayMs);
          if (one.kind === 'broken') here.tenant.failNext('429', { on: 'graph' });
          if (one.kind === 'restart') directory = here.create();
          if (one.kind === 'read') await directory.refresh();
        }
        here.tenant.clearFaults();
        expect((await directory.refresh()).kind).toBe('done');
        // What began before a change and ended after it is complete with the next changes.
        expect((await directory.refresh()).kind).toBe('done');
        expect(copyOf(here)).toEqual(tenantOf(here.tenant));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a search', () => {
  test.each([
    "o'brien",
    'o’brien',
    'a#b',
    'r&d',
    '50% off',
    'c++',
    '"quoted"',
    'back\\slash',
    'a;b=c?d',
    "');--",
    '김&박',
    'ines.goncalves+press@',
  ])('for %s is harmless: the directory answers it', async (query) => {
    const here = await station();
    expect(await here.create().search(query)).toMatchObject({ kind: 'ok', value: { isFromCache: false } });
  });

  test.each([
    ["sean.o'brien@tidewater.example", 'Seán O’Brien'],
    ['ines.goncalves+press@tidewater', 'Inês Gonçalves'],
    ['whitfield grace', 'Grace Whitfield'],
    ['herrera tomás', 'Tomás Herrera'],
    ['10041', '田中 葵'],
  ])('for %s finds %s, online and offline', async (query, name) => {
    const here = await station();
    const directory = here.create();
    expect(await found(directory, query)).toContain(name);
    await directory.refresh();
    here.tenant.setFault('network-off');
    expect(await found(directory, query)).toContain(name);
  });

  test('by a mail address that is not the account’s name finds the person', async () => {
    const here = await station();
    here.tenant.directory.put({ ...invented(5, 'Other Address'), mail: 'someone.else@mail.example' });
    expect(await found(here.create(), 'someone.else@mail.example')).toEqual(['Other Address']);
  });
});

test('a station that works for another company finds nobody of the former one, from its first search on', async () => {
  const { create, people } = await station();
  await create().refresh();
  expect(people.count()).toBeGreaterThan(10);
  const other = create({ tenant: 'northwind' });
  await other.open();
  expect(people.count()).toBe(0);
  await other.refresh();
  expect(people.state()?.tenant).toBe('northwind');
});
