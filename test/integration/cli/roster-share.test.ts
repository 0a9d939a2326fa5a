import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { sharedColumns } from '../../../electron/roster/shared-list.ts';
import { createTestCertificate } from '../../test-certificate.ts';
import { type CommandRun, runHere } from './command-run.ts';

const certificate = createTestCertificate({ commonName: 'stations' });
let tenant: DemoTenant;
let server: DemoServer;
let folder: string;
beforeEach(async () => {
  tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.05, lifetimeSeconds: 900 } });
  server = await serveDemoTenant(tenant, { port: 0 });
  folder = mkdtempSync(path.join(tmpdir(), 'roster-share-'));
});
afterEach(() => server.close());

/** A station of the company, with its credential. */
async function openPlace(name: string, clientId = tenant.clientId): Promise<readonly string[]> {
  const config = path.join(folder, `${name}.json`);
  const { tenantId } = tenant;
  const where = { tenantId, clientId, authority: server.url, graphUrl: server.url };
  writeFileSync(config, JSON.stringify({ tenant: where, station: { name }, queue: { freeSpaceFloorMb: 0 } }));
  const place = ['--config', config, '--data', path.join(folder, name)];
  const file = path.join(folder, `${name}.pem`);
  writeFileSync(file, certificate.certificatePem + certificate.privateKeyPem);
  tenant.registerCertificate(clientId, certificate.certificatePem);
  expect(await runHere(['provision', file, ...place])).toMatchObject({ exitCode: 0 });
  return place;
}

/** Runs a command while somebody approves each code that it shows. */
function approvedBy(alias: string, args: readonly string[]): Promise<CommandRun> {
  const seen = new Set<string>();
  return runHere(args, (text) => {
    for (const [, code = ''] of text.matchAll(/\/device {4}(\S+)$/gm)) {
      if (!seen.has(code)) tenant.approveDevice(code, `${alias}@tidewater.example`);
      seen.add(code);
    }
  });
}

/** What people read in the lists of the site. */
const listed = () =>
  [...tenant.lists.lists.values()].flatMap(({ items }) =>
    [...items.values()].map(({ fields }) => [fields.Title, fields.State]),
  );

const site = ['--site', 'tidewater.example:/sites/photo-days'];

test('an administrator shares a roster, and another station takes part with the file', async () => {
  const lobby = await openPlace('Lobby');
  const list = path.join(folder, 'list.csv');
  writeFileSync(list, 'Employee number,Name\n00311,Ann Lee\n00312,Bo Berg\n');
  await runHere(['roster', 'import', list, '--name', 'Monday', ...lobby]);
  const file = path.join(folder, 'monday.roster.json');
  const share = ['roster', 'share', 'Monday', ...site, '--out', file, ...lobby];
  const shared = await approvedBy('tomas.herrera', share);
  expect(shared).toMatchObject({ exitCode: 0, out: expect.stringContaining(file) });
  const [made] = [...tenant.lists.lists.values()];
  expect(listed()).toEqual([
    ['Station: Lobby', 'At work'],
    ['Ann Lee', 'Waiting'],
    ['Bo Berg', 'Waiting'],
  ]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    kind: 'photo-kiosk roster',
    version: 1,
    name: 'Monday',
    siteId: expect.stringContaining('tidewater.example,'),
    listId: made?.id,
    sharing: expect.any(String),
  });

  const hall = await openPlace('Hall');
  const joined = await runHere(['roster', 'join', file, ...hall]);
  expect(joined).toMatchObject({ exitCode: 0, out: expect.stringContaining('2 people') });
  const shown = await runHere(['roster', 'show', 'Monday', '--json', ...hall]);
  expect(JSON.parse(shown.out)).toMatchObject({ rows: [{ name: 'Ann Lee' }, { name: 'Bo Berg' }] });

  // A third one does not reach it yet: it takes part, says what it does not know, and finds it out later.
  const annex = await openPlace('Annex');
  const grants = made?.grants.splice(0) ?? [];
  const cutOff = await runHere(['roster', 'join', file, '--json', ...annex]);
  expect(JSON.parse(cutOff.out)).toMatchObject({ isOk: false, isUnasked: true, list: 'forbidden' });
  const before = await runHere(['roster', 'show', 'Monday', ...annex]);
  expect(before.out + before.error).toContain('was not reached yet');
  made?.grants.push(...grants);
  const found = await runHere(['roster', 'show', 'Monday', '--json', ...annex]);
  expect(JSON.parse(found.out)).toMatchObject({ isOk: true, list: 'reached', counts: { total: 2 } });

  // Both may be repeated: nobody is asked for a code, nothing is made twice.
  expect(await runHere(share)).toMatchObject({ exitCode: 0 });
  expect(await runHere(['roster', 'join', file, ...hall])).toMatchObject({ exitCode: 0 });
  expect(tenant.lists.lists.size).toBe(1);
});

test('without a site, without the right or without the file nothing is shared and the reason is told', async () => {
  const lobby = await openPlace('Lobby');
  const list = path.join(folder, 'list.csv');
  writeFileSync(list, 'Employee number,Name\n00311,Ann Lee\n');
  await runHere(['roster', 'import', list, '--name', 'Monday', ...lobby]);
  const unnamed = await runHere(['roster', 'share', 'Monday', '--site', 'photo days', ...lobby]);
  expect(unnamed).toMatchObject({ exitCode: 2, error: expect.stringContaining('HOST:/PATH') });
  const denied = await approvedBy('grace.whitfield', ['roster', 'share', 'Monday', ...site, ...lobby]);
  expect(denied).toMatchObject({ exitCode: 1, error: expect.stringContaining('Not done: Find the site') });
  expect(denied.error).toContain('Nothing was changed.');
  expect(tenant.lists.lists.size).toBe(0);
  const other = path.join(folder, 'other.json');
  writeFileSync(other, '{"kind":"photo-kiosk roster","version":1,"name":"Monday"}');
  const unread = await runHere(['roster', 'join', other, ...lobby]);
  expect(unread).toMatchObject({ exitCode: 2, error: expect.stringContaining('siteId') });
});

test('a station that was not let in says what it needs, and its own roster stays as it is', async () => {
  const file = path.join(folder, 'monday.roster.json');
  const lobby = await openPlace('Lobby');
  const list = path.join(folder, 'list.csv');
  writeFileSync(list, 'Employee number,Name\n00311,Ann Lee\n');
  await runHere(['roster', 'import', list, '--name', 'Monday', ...lobby]);
  await approvedBy('tomas.herrera', ['roster', 'share', 'Monday', ...site, '--out', file, ...lobby]);
  const stranger = await openPlace('Stranger', 'de300000-7e4a-4c1d-8f00-0000000000a4');
  const joined = await runHere(['roster', 'join', file, ...stranger]);
  expect(joined.exitCode).toBe(1);
  expect(joined.error).toContain('Lists.SelectedOperations.Selected');
});

/** Two stations that share two people. */
async function sharedByTwo(): Promise<readonly (readonly string[])[]> {
  const lobby = await openPlace('Lobby');
  const list = path.join(folder, 'list.csv');
  writeFileSync(list, 'Employee number,Name\n00311,Ann Lee\n00312,Bo Berg\n');
  await runHere(['roster', 'import', list, '--name', 'Monday', ...lobby]);
  const file = path.join(folder, 'monday.roster.json');
  expect(
    await approvedBy('tomas.herrera', ['roster', 'share', 'Monday', ...site, '--out', file, ...lobby]),
  ).toMatchObject({ exitCode: 0 });
  const hall = await openPlace('Hall');
  expect(await runHere(['roster', 'join', file, '--name', 'Day one', ...hall])).toMatchObject({ exitCode: 0 });
  return [lobby, hall];
}

test.each(['one after the other', 'at the same moment'])(
  'two rosters of one name that are shared %s have a list each, and what somebody else made stays empty',
  async (when) => {
    const columns = sharedColumns.map(({ name }) => ({ name, isIndexed: true, isUnique: name === 'PersonKey' }));
    tenant.lists.create('Monday', columns);
    const places = new Map<string, readonly string[]>();
    const commands: (() => Promise<CommandRun>)[] = [];
    for (const [station, person] of [['Lobby', 'Ann Lee'] as const, ['Annex', 'Cy Moss'] as const]) {
      const place = await openPlace(station);
      places.set(station, place);
      const list = path.join(folder, `${station}.csv`);
      writeFileSync(list, `Employee number,Name\n00311,${person}\n`);
      await runHere(['roster', 'import', list, '--name', 'Monday', ...place]);
      const share = [
        'roster',
        'share',
        'Monday',
        ...site,
        '--out',
        path.join(folder, `${station}.roster.json`),
        ...place,
      ];
      commands.push(() => approvedBy('tomas.herrera', share));
    }
    const [first, other] = commands;
    const runs =
      when === 'at the same moment'
        ? await Promise.all(commands.map((run) => run()))
        : [await first?.(), await other?.()];
    for (const run of runs) expect(run).toMatchObject({ exitCode: 0 });
    const lists = () =>
      [...tenant.lists.lists.values()]
        .map(({ displayName, items }) => [displayName, [...items.values()].map(({ fields }) => fields.Title)])
        .sort((a, b) => (String(a[1]) < String(b[1]) ? 1 : -1));
    const marked = expect.stringMatching(/^Monday \([0-9a-f]{6}\)$/);
    const empty = ['Monday', []];
    expect(lists()).toEqual([[marked, ['Station: Lobby', 'Ann Lee']], [marked, ['Station: Annex', 'Cy Moss']], empty]);
    const lobby = places.get('Lobby') ?? [];
    await runHere(['roster', 'close', 'Monday', ...lobby]);
    expect(await runHere(['roster', 'erase', 'Monday', ...lobby])).toMatchObject({ exitCode: 0 });
    expect(lists()).toEqual([[marked, ['Station: Lobby']], [marked, ['Station: Annex', 'Cy Moss']], empty]);
  },
);

test('a file edited to name somebody’s own list lets nobody join, and an administrator does not delete it from here', async () => {
  const [lobby = []] = await sharedByTwo();
  const columns = sharedColumns.map(({ name }) => ({ name, isIndexed: true, isUnique: name === 'PersonKey' }));
  const own = tenant.lists.create('Inventory', columns);
  own.grants.push({ id: '9', appId: tenant.clientId, roles: ['write'] });
  tenant.lists.add(own, { Title: 'Chair 1' });
  const file = path.join(folder, 'monday.roster.json');
  const edited = path.join(folder, 'edited.json');
  writeFileSync(edited, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), listId: own.id }));
  const annex = await openPlace('Annex');
  const joined = await runHere(['roster', 'join', edited, ...annex]);
  expect(joined).toMatchObject({
    exitCode: 1,
    error: expect.stringContaining('none of them says that it is this roster’s'),
  });
  expect(JSON.parse((await runHere(['roster', 'list', '--json', ...annex])).out)).toMatchObject({ rosters: [] });
  expect([...own.items.values()].map(({ fields }) => fields.Title)).toEqual(['Chair 1']);

  // Somebody's own row in the roster's list keeps the whole from being deleted.
  const shared = [...tenant.lists.lists.values()].find(({ displayName }) => displayName === 'Monday');
  if (shared === undefined) throw new Error('no list');
  tenant.lists.add(shared, { Title: 'Lunch at noon' });
  await runHere(['roster', 'close', 'Monday', ...lobby]);
  const denied = await approvedBy('tomas.herrera', ['roster', 'erase', 'Monday', '--delete-list', ...lobby]);
  expect(denied).toMatchObject({ exitCode: 1, error: expect.stringContaining('no station wrote') });
  expect(tenant.lists.lists.size).toBe(2);
});

test('closed while the station may not use the list, nobody else is said to have heard of it', async () => {
  const [lobby = []] = await sharedByTwo();
  for (const { grants } of tenant.lists.lists.values()) grants.splice(0);
  const closed = await runHere(['roster', 'close', 'Monday', '--json', ...lobby]);
  expect(closed.exitCode).toBe(1);
  expect(JSON.parse(closed.out)).toMatchObject({ isOk: false, list: 'forbidden', roster: { name: 'Monday' } });
  const again = await runHere(['roster', 'close', 'Monday', ...lobby]);
  expect(`${again.out}${again.error}`).toContain('Closed. Its results stay');
  expect(`${again.out}${again.error}`).toContain('(forbidden)');
});

test('closed and erased at one station, the list’s rows go and the other station keeps its results', async () => {
  const [lobby = [], hall = []] = await sharedByTwo();
  expect(await runHere(['roster', 'close', 'Monday', ...lobby])).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('Closed for all its stations'),
  });
  const csv = path.join(folder, 'results.csv');
  expect(await runHere(['roster', 'results', 'Day one', '--csv', csv, ...hall])).toMatchObject({ exitCode: 0 });
  expect(readFileSync(csv, 'utf8')).toContain('Bo Berg');
  const erased = await runHere(['roster', 'erase', 'Monday', ...lobby]);
  expect(erased).toMatchObject({ exitCode: 0, out: expect.stringContaining('rows of the shared list are erased') });
  expect(listed()).toEqual([['Station: Lobby', 'Rows erased']]);
  const shown = await runHere(['roster', 'show', 'Day one', '--json', ...hall]);
  expect(JSON.parse(shown.out)).toMatchObject({
    roster: { closedAtMs: expect.any(Number) },
    rows: [{ name: 'Ann Lee' }, { name: 'Bo Berg' }],
  });
});

test('an administrator deletes the list with the roster, and nobody else can', async () => {
  const [lobby = [], hall = []] = await sharedByTwo();
  const erase = ['roster', 'erase', 'Monday', '--delete-list', ...lobby];
  expect(await runHere(erase)).toMatchObject({ exitCode: 1, error: expect.stringContaining('still open') });
  await runHere(['roster', 'close', 'Monday', ...lobby]);
  const denied = await approvedBy('grace.whitfield', erase);
  expect(denied.error).toContain('The list is still there, with its rows.');
  expect(await runHere(['roster', 'list', ...lobby])).toMatchObject({ out: expect.stringContaining('Monday') });
  expect(await approvedBy('tomas.herrera', erase)).toMatchObject({ exitCode: 0 });
  expect(tenant.lists.lists.size).toBe(0);
  // The other one says that the list is gone, and has its results.
  const csv = path.join(folder, 'results.csv');
  const results = await runHere(['roster', 'results', 'Day one', '--csv', csv, ...hall]);
  expect(results).toMatchObject({ exitCode: 1, error: expect.stringContaining('(gone)') });
  expect(readFileSync(csv, 'utf8')).toContain('Ann Lee');
});

test('the shared list of an erased roster that refuses the station, or is not the roster’s, is left by a command', async () => {
  const [lobby = []] = await sharedByTwo();
  const leave = ['roster', 'leave', 'Monday', ...lobby];
  expect(await runHere(leave)).toMatchObject({ exitCode: 1, error: expect.stringContaining('was erased here') });
  await runHere(['roster', 'close', 'Monday', ...lobby]);
  for (const { grants } of tenant.lists.lists.values()) grants.splice(0);
  await runHere(['roster', 'erase', 'Monday', ...lobby]);
  expect((await runHere(['roster', 'list', ...lobby])).out).toContain('still to be erased');
  expect(await runHere(leave)).toMatchObject({ exitCode: 0, out: expect.stringContaining('left as it is') });
  expect((await runHere(['roster', 'list', ...lobby])).out).not.toContain('erased here');
  expect(listed()).toContainEqual(['Ann Lee', 'Waiting']);
});

test('an erased roster’s list that is in reach is not left but erased', async () => {
  const [lobby = []] = await sharedByTwo();
  await runHere(['roster', 'close', 'Monday', ...lobby]);
  const grants = [...tenant.lists.lists.values()].map((list) => [list, list.grants.splice(0)] as const);
  await runHere(['roster', 'erase', 'Monday', ...lobby]);
  for (const [list, held] of grants) list.grants.push(...held);
  const asked = await runHere(['roster', 'leave', 'Monday', ...lobby]);
  expect(asked).toMatchObject({ exitCode: 0, out: expect.stringContaining('rows of the shared list are erased') });
  expect(listed()).toEqual([['Station: Lobby', 'Rows erased']]);
});
