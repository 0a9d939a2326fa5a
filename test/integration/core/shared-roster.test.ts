import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { samplePeople } from '../../../electron/demo/sample-people.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { Clock } from '../../../electron/ports.ts';
import { ShareTable } from '../../../electron/roster/share-table.ts';
import { sharedColumns } from '../../../electron/roster/shared-list.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { lineOf, matchedTo, openRosterStation } from '../../roster-station.ts';
import { makeSharedList } from '../../shared-list.ts';

const demo = createDemoTenant({ deviceCode: { intervalSeconds: 0.05, lifetimeSeconds: 900 } });
const stations: CoreStation[] = [];
afterEach(async () => {
  for (const { core } of stations.splice(0)) await core.stop();
});

const system = createSystemClock();
/** How far the stations' own clock is off. */
let offByMs = 0;
/** Ten seconds between two looks at the list are a fifth of a second here. */
const clock: Clock = {
  ...system,
  nowMs: () => system.nowMs() + offByMs,
  setTimer: (delayMs, action) => system.setTimer(delayMs >= 8_000 && delayMs <= 12_000 ? 200 : delayMs, action),
};
const people = samplePeople.filter(({ mailbox, isEnabled, isGuest }) => mailbox === 'cloud' && isEnabled && !isGuest);

/** A station of the demo company. */
async function openAlone(name: string, dataFolder = mkdtempSync(path.join(tmpdir(), 'shared-core-'))) {
  const station = await openCoreStation({
    ...{ demo, dataFolder, clock },
    settings: { station: { mode: 'onboarding', name }, queue: { freeSpaceFloorMb: 0 } },
  });
  stations.push(station);
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
  const done = async <Name extends CommandName>(command: Name, request: CommandRequest<Name>) => {
    const reply = (await station.ask(command, request)) as Result<CommandReply<Name>, Failure>;
    if (reply.kind === 'error') throw new Error(`${command}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  return { ...station, done };
}

/** Signs in on the phone with the code that the station shows. */
async function approve({ done }: Awaited<ReturnType<typeof openAlone>>, alias: string): Promise<void> {
  await eventually(async () => {
    const { setUp } = await done('rosters.setUp', {});
    if (setUp?.code === undefined) throw new Error(`no code: ${JSON.stringify(setUp)}`);
    demo.approveDevice(setUp.code.userCode, `${alias}@tidewater.example`);
  });
}

/** What people read in a list of the site. */
const listed = (name: string) =>
  [...demo.lists.lists.values()]
    .filter(({ displayName }) => displayName === name)
    .flatMap(({ items }) => [...items.values()].map(({ fields }) => fields.Title));

const allRows = { filter: 'all', query: '', offset: 0, limit: 100 } as const;

/** A station with the shared roster in its data, as `roster share` and `roster join` leave it. */
async function begin(name: string, place: { siteId: string; listId: string }, count: number) {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'shared-core-'));
  const before = await openRosterStation({ folder: dataFolder });
  const lines = people
    .slice(0, count)
    .map(({ id, displayName }) => lineOf({ objectId: id, displayName }, matchedTo(id, { displayName })));
  const made = count > 0 ? before.rosters.importList('Monday', lines) : before.rosters.startEmpty('Monday');
  if (made.kind === 'error') throw new Error(made.error.kind);
  const rosterId = 'roster' in made.value ? made.value.roster.id : made.value.id;
  before.store.transact(() =>
    new ShareTable(before.store).putShare({
      ...{ rosterId, ...place, stationId: name, sharing: 'one day' },
      ...(count > 0 ? { isOurs: true as const } : {}),
    }),
  );
  await before.close();
  const { done, ...station } = await openAlone(name, dataFolder);
  const rows = async () => (await done('rosters.rows', { rosterId, ...allRows })).rows;
  return { ...station, rosterId, done, rows };
}

test('two stations work through one roster: each calls somebody else, and each sees what the other has done', async () => {
  const place = await makeSharedList(demo, 'Monday');
  const lobby = await begin('Lobby', place, 3);
  const hall = await begin('Hall', place, 0);
  await eventually(async () => expect(await hall.rows()).toHaveLength(3));

  const first = await lobby.done('rosters.startSession', { rosterId: lobby.rosterId });
  const called = first.turn.current?.row.personKey ?? '';
  await eventually(async () => expect((await hall.rows()).map((row) => row.claimedBy)).toContain('Lobby'));
  const second = await hall.done('rosters.startSession', { rosterId: hall.rosterId });
  expect(second.turn.current?.row.personKey).not.toBe(called);

  const ofTurn = { rosterId: lobby.rosterId, sessionId: first.session.id, personKey: called };
  await lobby.done('rosters.call', ofTurn);
  const capture = await portraitJpeg();
  const crop = { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 };
  await lobby.done('rosters.capture', { ...ofTurn, capture, crop, noticeVersion: '1' });
  await eventually(async () => {
    const seen = (await hall.rows()).find(({ row }) => row.personKey === called);
    expect(seen?.row.state).toMatchObject({ kind: 'captured', capture: { station: 'Lobby' } });
  });

  const { rosters } = await hall.done('rosters.list', {});
  expect(rosters[0]).toMatchObject({
    counts: { captured: 1, open: 2 },
    sharing: { list: 'reached', due: 0, stations: [{ name: 'Hall' }, { name: 'Lobby', captured: 1, isOwn: false }] },
  });
});

test('on the screen an administrator lets a list be made, another station takes part with the file, and the list is deleted', async () => {
  const lobby = await openAlone('Lobby');
  const opened = await lobby.done('rosters.openText', { text: 'Ann Lee\nBo Berg' });
  expect(opened.draft.people).toBe(2);
  const kept = await lobby.done('rosters.keepDraft', { name: 'On screen' });
  const rosterId = kept.summary.roster.id;
  const site = 'https://tidewater.example/sites/photo-days/SitePages/Home.aspx';
  expect(await lobby.done('rosters.share', { rosterId, site: 'photo days' })).toEqual({ misfit: 'site' });

  // Somebody who may not: told why, and what was changed.
  await lobby.done('rosters.share', { rosterId, site });
  await approve(lobby, 'grace.whitfield');
  await eventually(async () => {
    const { setUp } = await lobby.done('rosters.setUp', {});
    expect(setUp).toMatchObject({ phase: 'stopped', problem: { code: 'refused', step: 'site' } });
  });
  expect(await lobby.ask('rosters.handOver', { rosterId })).toMatchObject({ error: { code: 'not-found' } });

  await lobby.done('rosters.share', { rosterId, site });
  await approve(lobby, 'tomas.herrera');
  await eventually(async () => {
    expect((await lobby.done('rosters.setUp', {})).setUp).toMatchObject({ phase: 'done' });
    expect(listed('On screen')).toHaveLength(3);
  });
  const { file } = await lobby.done('rosters.handOver', { rosterId });
  const text = new TextDecoder().decode(file);

  const hall = await openAlone('Hall');
  const joined = await hall.done('rosters.join', { file: text });
  const theirs = joined.summary.roster.id;
  expect((await hall.done('rosters.join', { file: text })).summary.roster.id).toBe(theirs);
  await eventually(async () => {
    const { summary } = await hall.done('rosters.rows', { ...allRows, rosterId: theirs });
    expect(summary).toMatchObject({ counts: { total: 2 }, sharing: { list: 'reached' } });
    expect(summary.sharing?.stations.map(({ name, isHere }) => [name, isHere])).toEqual([
      ['Hall', true],
      ['Lobby', true],
    ]);
  });

  expect(await lobby.ask('rosters.deleteList', { rosterId })).toMatchObject({
    error: { code: 'not-now', detail: { what: 'roster-open' } },
  });
  await lobby.done('rosters.close', { rosterId });
  await eventually(async () => {
    const { summary } = await hall.done('rosters.rows', { ...allRows, rosterId: theirs });
    expect(summary.roster.closedAtMs).toBeDefined();
    expect(summary.eraseAtMs).toBeGreaterThan((summary.roster.closedAtMs ?? 0) + 29 * 86_400_000);
  });
  await lobby.done('rosters.deleteList', { rosterId });
  await approve(lobby, 'tomas.herrera');
  await eventually(async () => {
    const { summary } = await lobby.done('rosters.rows', { ...allRows, rosterId });
    expect(summary).toMatchObject({ counts: { total: 2 }, sharing: { list: 'ended' } });
  });
  expect(listed('On screen')).toEqual([]);
});

test('what is no hand-over file, a name that is taken, and a list that is not there are told, and nothing is kept', async () => {
  const lobby = await openAlone('Lobby');
  expect(await lobby.ask('rosters.join', { file: '{}' })).toMatchObject({
    error: { code: 'not-understood', detail: { actual: expect.stringContaining('kind') } },
  });
  await lobby.done('rosters.openText', { text: 'Ann Lee' });
  await lobby.done('rosters.keepDraft', { name: 'Monday' });
  const handOver = { kind: 'photo-kiosk roster', version: 1, name: 'Monday', siteId: 's', listId: 'l', sharing: 'x' };
  const join = { file: JSON.stringify(handOver) };
  expect(await lobby.ask('rosters.join', join)).toMatchObject({ error: { detail: { what: 'name-taken' } } });
  expect(await lobby.ask('rosters.join', { ...join, name: 'Monday, shared' })).toMatchObject({
    error: { code: 'not-found', detail: { what: 'no-such-list' } },
  });
  const { rosters } = await lobby.done('rosters.list', {});
  expect(rosters.map(({ roster, sharing }) => [roster.name, sharing])).toEqual([['Monday', undefined]]);
});

const site = 'tidewater.example:/sites/photo-days';
const listsNamed = (name: string) =>
  [...demo.lists.lists.values()].filter(({ displayName }) => displayName.startsWith(name));

/** A station with a list of its own that nobody shares yet. */
async function withRoster(name: string) {
  const lobby = await openAlone('Lobby');
  await lobby.done('rosters.openText', { text: 'Ann Lee\nBo Berg' });
  const { summary } = await lobby.done('rosters.keepDraft', { name });
  return { lobby, rosterId: summary.roster.id };
}
const phaseOf = async ({ done }: Awaited<ReturnType<typeof openAlone>>) => (await done('rosters.setUp', {})).setUp;

test('a roster that is erased while an administrator shares it is not shared, and leaves no list behind', async () => {
  const { lobby, rosterId } = await withRoster('Gone');
  await lobby.done('rosters.share', { rosterId, site });
  await lobby.done('rosters.close', { rosterId });
  await lobby.done('rosters.erase', { rosterId });
  await approve(lobby, 'tomas.herrera');
  await eventually(async () => {
    const setUp = await phaseOf(lobby);
    expect(setUp).toMatchObject({ phase: 'stopped', problem: { code: 'roster-gone', step: 'list' } });
    expect(setUp?.steps).toContainEqual({ step: 'list', state: 'failed' });
    expect(setUp?.steps.at(-1)).toEqual({ step: 'grant', state: 'to-do' });
  });
  expect(listsNamed('Gone')).toEqual([]);
  expect((await lobby.done('rosters.list', {})).erasing).toEqual([]);
});

test('sharing that two windows begin at once, or that is stopped once the list is made, ends with one list', async () => {
  const { lobby, rosterId } = await withRoster('Twice');
  const stopped = new Promise<void>((resolve) => {
    const end = demo.lists.onChange(() => {
      end();
      resolve(lobby.done('rosters.stopSetUp', {}).then(() => undefined));
    });
  });
  await lobby.done('rosters.share', { rosterId, site });
  await approve(lobby, 'tomas.herrera');
  await stopped;
  await eventually(() => expect(listsNamed('Twice')).toHaveLength(1));
  expect(await phaseOf(lobby)).toMatchObject({ phase: 'stopped' });
  expect(await lobby.ask('rosters.handOver', { rosterId })).toMatchObject({ error: { code: 'not-found' } });

  const press = () => lobby.done('rosters.share', { rosterId, site });
  await Promise.all([press(), press()]);
  await approve(lobby, 'tomas.herrera');
  await eventually(async () => expect(await phaseOf(lobby)).toMatchObject({ phase: 'done' }));
  await eventually(() => expect(listed('Twice')).toHaveLength(3));
  expect(listsNamed('Twice')).toHaveLength(1);
  expect(listsNamed('Twice')[0]?.grants).toHaveLength(1);
});

test('a roster that is closed while an administrator shares it, whose list cannot be deleted, names the list that is left', async () => {
  const { lobby, rosterId } = await withRoster('Left');
  demo.lists.create('Left', [], 'Somebody else’s');
  const list = `Left (${rosterId.slice(0, 6)})`;
  const end = demo.lists.onChange(() => {
    const [made] = listsNamed(list);
    if (made === undefined) return;
    end();
    // The stations are in already, so that the next change is the deletion.
    made.grants.push({ id: '1', appId: demo.clientId, roles: ['write'] });
    demo.failNext('forbidden-by-policy', { on: 'list-write' });
  });
  await lobby.done('rosters.share', { rosterId, site });
  await lobby.done('rosters.close', { rosterId });
  await approve(lobby, 'tomas.herrera');
  await eventually(async () => expect(await phaseOf(lobby)).toMatchObject({ phase: 'stopped' }));
  const setUp = await phaseOf(lobby);
  expect(setUp).toMatchObject({ problem: { code: 'list-left', step: 'delete', list } });
  expect(setUp?.steps.filter(({ state }) => state !== 'done')).toEqual([{ step: 'delete', state: 'failed' }]);
  expect(listsNamed(list)).toHaveLength(1);
});

test.each([
  ['stands there under another description', 'Described by hand', 'Dead'],
  ['stands on a later page of the site’s lists', 'Another’s', 'Deep'],
])('a list of the marked name that %s and holds nothing is the roster’s', async (_, description, name) => {
  const { lobby, rosterId } = await withRoster(name);
  const marked = `${name} (${rosterId.slice(0, 6)})`;
  if (name === 'Deep') for (let at = 0; at < 120; at += 1) demo.lists.create(`Filler ${at}`, [], '');
  demo.lists.create(name, [], description);
  const columns = sharedColumns.map(({ name: column }) => ({
    ...{ name: column, isIndexed: true, isUnique: column === 'PersonKey' },
  }));
  demo.lists.create(marked, columns, description);
  await lobby.done('rosters.share', { rosterId, site });
  await approve(lobby, 'tomas.herrera');
  await eventually(() => expect(listed(marked)).toHaveLength(3));
  expect(listed(name)).toEqual([]);
});

test('where lists of both names hold something that is told by its own sentence, not as a busy service', async () => {
  const { lobby, rosterId } = await withRoster('Full');
  for (const name of ['Full', `Full (${rosterId.slice(0, 6)})`])
    demo.lists.add(demo.lists.create(name, [], 'Another’s'), { Title: 'Chair' });
  await lobby.done('rosters.share', { rosterId, site });
  await approve(lobby, 'tomas.herrera');
  await eventually(async () => {
    expect(await phaseOf(lobby)).toMatchObject({ phase: 'stopped', problem: { code: 'name-taken', step: 'list' } });
  });
});

test('the date at which a shared roster goes is counted by the service, whatever this station’s clock said at closing', async () => {
  const { lobby, rosterId } = await withRoster('Dated');
  await lobby.done('rosters.share', { rosterId, site });
  await approve(lobby, 'tomas.herrera');
  await eventually(() => expect(listed('Dated')).toHaveLength(3));
  offByMs = 400 * 86_400_000;
  const before = Date.now();
  await lobby.done('rosters.close', { rosterId });
  await eventually(async () => {
    const { summary } = await lobby.done('rosters.rows', { ...allRows, rosterId });
    expect(Math.abs((summary.eraseAtMs ?? 0) - before - 30 * 86_400_000)).toBeLessThan(3_600_000);
  });
  offByMs = 0;
});
