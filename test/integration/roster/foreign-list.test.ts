import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DemoItem } from '../../../electron/demo/list-store.ts';
import { sharedColumns } from '../../../electron/roster/shared-list.ts';
import { type DayStation, openSharedDay, type SharedDay } from '../../shared-day.ts';
import { keyOf, listOf, states, twoStations } from '../../two-stations.ts';

let day: SharedDay;
beforeEach(async () => {
  day = await openSharedDay();
});
afterEach(() => day.close());

const minuteMs = 60_000;
const columns = sharedColumns.map(({ name }) => ({ name, isIndexed: true, isUnique: name === 'PersonKey' }));
function endedBy(station: DayStation): void {
  station.rosters.close(station.rosterId);
  station.rosters.erase(station.rosterId);
}
const textOf = (items: Iterable<DemoItem>) => JSON.stringify([...items].map(({ fields }) => fields));

/** Somebody's own list, into which the stations' application was let. */
function somebodysList(rows: readonly Readonly<Record<string, unknown>>[]) {
  const list = day.tenant.lists.create('Inventory', columns);
  list.grants.push({ id: '9', appId: day.tenant.clientId, roles: ['write'] });
  for (const fields of rows) day.tenant.lists.add(list, fields);
  return list;
}

test.each([
  ['without our columns filled', { Title: 'Chair 1' }],
  ['with keys and texts of its own', { Title: 'Chair 1', PersonKey: 'CHAIR-1', Record: '{"colour":"red","sends":{}}' }],
])('a list %s is not taken for a roster’s: nobody of it is taken in, and erasing leaves it', async (_, fields) => {
  const list = somebodysList([fields, { ...fields, PersonKey: undefined }]);
  const before = textOf(list.items.values());
  day.edited.listId = list.id;
  const lobby = await day.open('Lobby', { people: 2 });
  expect(await lobby.sync.probe({ ...day.place, listId: list.id }, 'one day')).toBe('not-ours');
  await day.pass(2 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toMatchObject({ list: 'not-ours' });
  expect(lobby.rows()).toHaveLength(2);
  lobby.capture(keyOf(lobby, 0));
  await day.pass(2 * minuteMs);
  expect(day.wall.shown.has('person-0')).toBe(true);
  expect(await lobby.sync.isAllOurs(lobby.rosterId)).toBe(false);
  endedBy(lobby);
  await day.pass(2 * minuteMs);
  expect(lobby.sync.erasing()).toMatchObject([{ list: 'not-ours' }]);
  // It is left as it is once somebody says so, and the station is done with it.
  expect(lobby.sync.leaveList(lobby.rosterId)).toBe(true);
  expect(lobby.sync.erasing()).toEqual([]);
  expect(lobby.erasingNews.at(-1)).toEqual([]);
  await lobby.kill();
  const again = await lobby.restart();
  await day.pass(2 * minuteMs);
  expect(again.sync.erasing()).toEqual([]);
  expect(textOf(list.items.values())).toBe(before);
});

test('a list that may well be this sharing’s is not left before its rows are erased', async () => {
  const [lobby] = await twoStations(day, 1);
  expect(lobby.sync.leaveList(lobby.rosterId)).toBe(false);
  lobby.reach.list = false;
  endedBy(lobby);
  await day.pass(minuteMs);
  expect(lobby.sync.leaveList(lobby.rosterId)).toBe(false);
  expect(lobby.sync.erasing()).toMatchObject([{ list: 'offline' }]);
});

test.each([
  ['the list was just read', 'GET'],
  ['the others were just told', 'POST'],
] as const)('a list that is left while %s stays left, and tells nobody of it', async (_, method) => {
  const [lobby, hall] = await twoStations(day, 1);
  await hall.kill();
  const list = listOf(day);
  const ownNote = () => [...list.items.values()].find(({ fields }) => fields.Title === 'Station: Lobby');
  list.grants.splice(0);
  endedBy(lobby);
  await day.pass(minuteMs);
  expect(lobby.sync.erasing()).toMatchObject([{ list: 'forbidden' }]);
  // The station is let in again, and would have to write its own row anew.
  list.grants.push({ id: '9', appId: day.tenant.clientId, roles: ['write'] });
  day.tenant.lists.removeItem(list, ownNote()?.id ?? '');
  const { isWaiting, letThrough } = lobby.hold(method);
  for (let seconds = 0; seconds < 60 && !isWaiting(); seconds += 1) await day.pass(1_000);
  expect(ownNote() !== undefined).toBe(method === 'POST');
  const before = textOf(list.items.values());
  expect(lobby.sync.leaveList(lobby.rosterId)).toBe(true);
  letThrough();
  await day.pass(minuteMs);
  expect(textOf(list.items.values())).toBe(before);
  await lobby.kill();
  const again = await lobby.restart();
  await day.pass(2 * minuteMs);
  expect(again.sync.erasing()).toEqual([]);
  expect(textOf(list.items.values())).toBe(before);
});

test('a station that takes part without a network says so, and asks whose the list is once it has one', async () => {
  const lobby = await day.open('Lobby', { people: 2, isOurs: true });
  const hall = await day.open('Hall');
  hall.reach.list = false;
  await day.pass(minuteMs);
  expect(hall.sync.state(hall.rosterId)).toEqual({ list: 'offline', due: 0, isUnasked: true });
  hall.reach.list = true;
  await day.pass(minuteMs);
  expect(hall.sync.state(hall.rosterId)).toEqual({ list: 'reached', due: 0 });
  expect(hall.rows()).toHaveLength(2);
  hall.reach.list = false;
  await day.pass(minuteMs);
  expect(hall.sync.state(hall.rosterId)).toEqual({ list: 'offline', due: 0 });
  expect(lobby.sync.state(lobby.rosterId)).not.toHaveProperty('isUnasked');
  // With a file that names another list it finds that out, and takes in nothing.
  day.edited.listId = somebodysList([{ Title: 'Chair 1' }]).id;
  const third = await day.open('Third');
  third.reach.list = false;
  await day.pass(minuteMs);
  expect(third.sync.state(third.rosterId)).toMatchObject({ list: 'offline', isUnasked: true });
  third.reach.list = true;
  await day.pass(minuteMs);
  expect(third.sync.state(third.rosterId)).toEqual({ list: 'not-ours', due: 0 });
});

test('the list of another roster is left alone by a station whose file was edited', async () => {
  const wrong = await day.open('Wrong', { people: 1, sharing: 'another day', isOurs: true });
  await day.pass(minuteMs);
  const lobby = await day.open('Lobby', { people: 2 });
  await day.pass(minuteMs);
  // Lobby was second here: it does not know the list for its own, and Wrong is not the one to tell it.
  expect(lobby.sync.state(lobby.rosterId)).toMatchObject({ list: 'not-ours' });
  expect(await lobby.sync.probe(day.place, 'one day')).toBe('not-ours');
  expect(await lobby.sync.probe(day.place, 'another day')).toBe('likely');
  endedBy(lobby);
  await day.pass(2 * minuteMs);
  expect([...listOf(day).items.values()].map(({ fields }) => fields.Title)).toEqual(['Station: Wrong', 'Person 0']);
  expect(wrong.rows()).toHaveLength(1);
});

test('a station that took part in another roster’s list while it was empty leaves it alone once that roster is there', async () => {
  const lobby = await day.open('Lobby');
  await day.pass(minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toMatchObject({ list: 'reached' });
  const other = await day.open('Other', { people: 2, sharing: 'another day', isOurs: true });
  await day.pass(2 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toMatchObject({ list: 'not-ours' });
  expect(lobby.rows()).toEqual([]);
  endedBy(lobby);
  await day.pass(5 * minuteMs);
  expect(lobby.sync.erasing()).toMatchObject([{ list: 'not-ours' }]);
  expect([...listOf(day).items.values()].map(({ fields }) => fields.Title)).toContain('Person 1');
  expect(other.sync.state(other.rosterId)).toEqual({ list: 'reached', due: 0 });
});

test('two stations that took one changed file do not prove to each other that the list is theirs', async () => {
  const lobby = await day.open('Lobby');
  const hall = await day.open('Hall');
  await day.pass(3 * minuteMs);
  const other = await day.open('Other', { people: 2, sharing: 'another day', isOurs: true });
  await day.pass(2 * minuteMs);
  for (const station of [lobby, hall]) {
    expect(station.sync.state(station.rosterId)).toMatchObject({ list: 'not-ours' });
    expect(station.rows()).toEqual([]);
    expect(await station.sync.isAllOurs(station.rosterId)).toBe(false);
    endedBy(station);
  }
  await day.pass(5 * minuteMs);
  expect([...listOf(day).items.values()].map(({ fields }) => fields.Title)).toContain('Person 1');
  expect(other.sync.state(other.rosterId)).toEqual({ list: 'reached', due: 0 });
});

test('who knows whose the list is passes it on: also without the station that shared it', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  await lobby.kill();
  const list = listOf(day);
  const ofLobby = [...list.items.values()].find(({ fields }) => fields.PersonKey === 'station:id of Lobby');
  day.tenant.lists.removeItem(list, ofLobby?.id ?? '');
  await day.pass(minuteMs);
  expect(await hall.sync.probe(day.place, 'one day')).toBe('likely');
  const third = await day.open('Third');
  await day.pass(minuteMs);
  expect(third.rows()).toHaveLength(2);
  expect(third.sync.share(third.rosterId)?.isOurs).toBe(true);
});

test('rows that people added to a roster’s list stay when its rows are erased, and the list is not deleted with them', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  hall.capture(keyOf(hall, 0));
  await day.pass(minuteMs);
  expect(states(lobby)).toEqual(['captured', 'open']);
  expect(await lobby.sync.isAllOurs(lobby.rosterId)).toBe(true);
  const list = listOf(day);
  day.tenant.lists.add(list, { Title: 'Lunch at noon' });
  day.tenant.lists.add(list, { Title: 'Call Ann', PersonKey: 'note', Record: 'hello' });
  await day.pass(minuteMs);
  expect(hall.rows()).toHaveLength(2);
  expect(await lobby.sync.isAllOurs(lobby.rosterId)).toBe(false);
  endedBy(lobby);
  await day.pass(2 * minuteMs);
  expect(lobby.sync.erasing()).toEqual([]);
  expect([...list.items.values()].map(({ fields }) => fields.Title).sort()).toEqual([
    'Call Ann',
    'Lunch at noon',
    'Station: Lobby',
  ]);
});

test('who shares names the sharing in the list before the first row, so that others may join meanwhile', async () => {
  const lobby = await day.open('Lobby', { people: 3, isOurs: true });
  await day.pass(minuteMs);
  const [first] = [...listOf(day).items.values()];
  expect(first?.fields.PersonKey).toBe('station:id of Lobby');
  expect(await lobby.sync.probe(day.place, 'one day')).toBe('likely');
});

test('a station that nobody has told whose a list is says that it is there, and writes nobody into it', async () => {
  const wrong = await day.open('Wrong', { people: 2 });
  await day.pass(3 * minuteMs);
  const titles = () => [...listOf(day).items.values()].map(({ fields }) => fields.Title);
  expect(titles()).toEqual(['Station: Wrong']);
  expect(wrong.sync.state(wrong.rosterId)).toMatchObject({ list: 'reached', due: 2 });
  // Once a station that knows is there, it tells what it has.
  await day.open('Lobby', { isOurs: true });
  await day.pass(2 * minuteMs);
  expect(titles().sort()).toEqual(['Person 0', 'Person 1', 'Station: Lobby', 'Station: Wrong']);
});

test('what was found of a list stays known without a network and after a restart, and so does the way out of it', async () => {
  await day.open('Other', { people: 2, sharing: 'another day', isOurs: true });
  await day.pass(minuteMs);
  const third = await day.open('Third', { people: 1 });
  await day.pass(2 * minuteMs);
  third.reach.list = false;
  await day.pass(3 * minuteMs);
  expect(third.sync.state(third.rosterId)).toEqual({ list: 'not-ours', due: 1 });
  await third.kill();
  const again = await third.restart();
  again.reach.list = false;
  await day.pass(minuteMs);
  expect(again.sync.state(again.rosterId)).toEqual({ list: 'not-ours', due: 1 });
  endedBy(again);
  await day.pass(3 * minuteMs);
  expect(again.sync.erasing()).toMatchObject([{ list: 'not-ours' }]);
  expect(again.sync.leaveList(again.rosterId)).toBe(true);
  expect(again.sync.erasing()).toEqual([]);
});

test('a list that refuses the station for good may be left with its rows', async () => {
  const [lobby] = await twoStations(day, 1);
  listOf(day).grants.splice(0);
  endedBy(lobby);
  await day.pass(3 * minuteMs);
  expect(lobby.sync.erasing()).toMatchObject([{ list: 'forbidden' }]);
  expect(lobby.sync.leaveList(lobby.rosterId)).toBe(true);
  expect(lobby.sync.erasing()).toEqual([]);
});
