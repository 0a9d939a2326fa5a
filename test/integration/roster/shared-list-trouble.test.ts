import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSharedDay, type SharedDay } from '../../shared-day.ts';
import { keyOf, listOf, rowsOfPeople, states, twoStations } from '../../two-stations.ts';

let day: SharedDay;
beforeEach(async () => {
  day = await openSharedDay();
});
afterEach(() => day.close());

const minuteMs = 60_000;
const items = () => rowsOfPeople(day);

test('the list gone, closed to us or busy keeps nobody from being photographed, and everything is told later', async () => {
  const [lobby, hall] = await twoStations(day, 4);
  day.tenant.failNext('429', { on: 'list', count: 3 });
  lobby.capture(keyOf(lobby, 0));
  await day.pass(5 * minuteMs);
  expect(states(hall)[0]).toBe('captured');

  const list = listOf(day);
  list.grants.splice(0);
  lobby.capture(keyOf(lobby, 1));
  await day.pass(5 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'forbidden', due: 1 });
  expect(day.wall.shown.has('person-1')).toBe(true);
  list.grants.push({ id: '9', appId: day.tenant.clientId, roles: ['write'] });
  await day.pass(5 * minuteMs);
  expect(states(hall)[1]).toBe('captured');
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'reached', due: 0 });

  day.tenant.lists.remove(day.place.listId);
  lobby.capture(keyOf(lobby, 2));
  await day.pass(5 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'gone', due: 1 });
  expect(day.wall.shown.has('person-2')).toBe(true);
  // Brought back from the recycle bin, under another name.
  day.tenant.lists.restore(Object.assign(list, { displayName: 'Old Monday' }));
  await day.pass(5 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'reached', due: 0 });
  expect(states(hall)).toEqual(['captured', 'captured', 'captured', 'open']);
});

test('rows that somebody deletes or writes into, and links that are called back, are put right', async () => {
  const [lobby, hall] = await twoStations(day, 3);
  const list = listOf(day);
  const [first, second] = items();
  day.tenant.lists.removeItem(list, first?.id ?? '');
  if (second !== undefined) day.tenant.lists.change(list, second, { Record: 'hello' });
  list.age += 1;
  hall.capture(keyOf(hall, 0));
  await day.pass(5 * minuteMs);
  expect(states(lobby)).toEqual(['captured', 'open', 'open']);
  expect(items()).toHaveLength(3);
  expect(items().map(({ fields }) => fields.PersonKey)).toEqual(
    expect.arrayContaining(lobby.rows().map((row) => row.personKey)),
  );
});

test('a row that the list refuses keeps no other from being told', async () => {
  const [lobby, hall] = await twoStations(day, 3);
  const first = items().find(({ fields }) => fields.PersonKey === keyOf(lobby, 0));
  lobby.reach.refusedItem = first?.id ?? '';
  for (const person of [0, 1, 2]) lobby.capture(keyOf(lobby, person));
  await day.pass(5 * minuteMs);
  expect(states(hall)).toEqual(['open', 'captured', 'captured']);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'refused', due: 1 });
  lobby.reach.refusedItem = '';
  await day.pass(5 * minuteMs);
  expect(states(hall)).toEqual(['captured', 'captured', 'captured']);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'reached', due: 0 });
});

test('where the service does not tell what changed, every row is read once a minute', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  hall.reach.changes = false;
  // A link that the service no longer takes, whatever it calls that.
  lobby.capture(keyOf(lobby, 0));
  await day.pass(2 * minuteMs);
  expect(states(hall)).toEqual(['captured', 'open']);
  const before = day.tenant.lists.meter.requests();
  day.tenant.lists.removeItem(listOf(day), items()[1]?.id ?? '');
  await day.pass(3 * minuteMs);
  expect(items()).toHaveLength(2);
  // Eighteen looks of the lobby, three of the hall, and what both say of themselves.
  expect(day.tenant.lists.meter.requests() - before).toBeLessThan(45);
});

test('a station whose roster is lost with a damaged file leaves the list to the others', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  lobby.store.transact(() => lobby.store.prepare('DELETE FROM roster WHERE id = ?').run(lobby.rosterId));
  await day.pass(5 * minuteMs);
  expect(items()).toHaveLength(2);
  expect(states(hall)).toEqual(['open', 'open']);
  expect(hall.sync.state(hall.rosterId)).toEqual({ list: 'reached', due: 0 });
  expect(lobby.sync.shared()).toEqual([]);
});

test('a column that somebody removed keeps stations apart only where their own words stand in it', async () => {
  const [lobby, hall] = await twoStations(day, 3);
  const list = listOf(day);
  const { columns } = list;
  const remove = (name: string) => Object.assign(list, { columns: columns.filter((column) => column.name !== name) });
  // What people read of a row is for people alone.
  remove('State');
  lobby.capture(keyOf(lobby, 0));
  await day.pass(2 * minuteMs);
  expect(states(hall)[0]).toBe('captured');
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'reached', due: 0 });
  remove('Record');
  lobby.capture(keyOf(lobby, 1));
  await day.pass(5 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'refused', due: 1 });
  expect(day.wall.shown.has('person-1')).toBe(true);
  // Made anew, what stood in it is gone with it: the stations know it.
  for (const item of list.items.values()) day.tenant.lists.change(list, item, { Record: null });
  Object.assign(list, { columns });
  await day.pass(5 * minuteMs);
  expect([states(lobby), states(hall)]).toEqual(Array(2).fill(['captured', 'captured', 'open']));
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'reached', due: 0 });
});

test('of two rows for one person, where the column is not unique any more, all stations keep to the first', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const list = listOf(day);
  const columns = list.columns.map((column) => ({ ...column, isUnique: false }));
  const [first] = items();
  day.tenant.lists.add(Object.assign(list, { columns }), { ...first?.fields });
  const waiting = first?.fields.State;
  await day.pass(minuteMs);
  const claims = [lobby, hall].map((station) => station.sync.claim(station.rosterId, keyOf(station, 0)));
  await day.pass(2_000);
  expect((await Promise.all(claims)).map((one) => one?.kind).sort()).toEqual(['claimed', 'taken']);
  hall.capture(keyOf(hall, 0));
  await day.pass(minuteMs);
  expect(states(lobby)).toEqual(['captured', 'open']);
  const told = items().filter(({ fields }) => fields.PersonKey === first?.fields.PersonKey);
  expect(told.map(({ fields }) => fields.State === waiting)).toEqual([false, true]);
  // And to the other one, where somebody deletes that.
  day.tenant.lists.removeItem(list, first?.id ?? '');
  lobby.rosters.apply(lobby.rosterId, keyOf(lobby, 0), { kind: 'take-away' });
  await day.pass(2 * minuteMs);
  expect(states(hall)).toEqual(['open', 'open']);
});

test('what a newer version wrote into a row stays there through what this one does with it', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  const [item] = items();
  if (item === undefined) throw new Error('no row');
  const read = () => JSON.parse(String(item.fields.Record));
  const written = read();
  const newer = { ...written, lunch: { from: 12 }, facts: { ...written.facts, floor: 2 } };
  day.tenant.lists.change(listOf(day), item, { Record: JSON.stringify(newer) });
  await day.pass(minuteMs);
  hall.capture(keyOf(hall, 0));
  lobby.rosters.mend(lobby.rosterId, keyOf(lobby, 0), {
    match: { kind: 'unmatched' },
    entry: { displayName: 'Ann Lee' },
  });
  await day.pass(minuteMs);
  expect(read()).toMatchObject({ lunch: { from: 12 }, facts: { floor: 2, entry: { displayName: 'Ann Lee' } } });
  expect(states(lobby)).toEqual(['captured']);
});

test('a station whose clock is a day off, and jumps in the middle, agrees with the others on whose photo is the newer', async () => {
  const dayMs = 24 * 60 * minuteMs;
  const [lobby, hall] = await twoStations(day, 2, dayMs);
  Object.assign(hall.reach, { list: false, photos: false });
  hall.capture(keyOf(hall, 0));
  await day.pass(minuteMs);
  const newest = lobby.capture(keyOf(lobby, 0));
  // Somebody sets the clock right, as they think.
  hall.jump(-2 * dayMs);
  await day.pass(minuteMs);
  Object.assign(hall.reach, { list: true, photos: true });
  await day.pass(10 * minuteMs);
  expect(day.wall.shown.get('person-0')).toBe(newest);
  for (const station of [lobby, hall])
    expect(station.row(keyOf(station, 0))?.state).toMatchObject({ capture: { station: 'Lobby' } });
});

test('a list that is busy for hours is asked once an hour, and photos do not wait for it', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  const headers = { 'retry-after': String(3 * 3_600) };
  day.tenant.failNext({ kind: 'answer', status: 429, code: 'TooManyRequests', headers }, { on: 'list', count: 1_000 });
  lobby.capture(keyOf(lobby, 0));
  await day.pass(30 * minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'busy', due: 1 });
  expect(day.wall.shown.has('person-0')).toBe(true);
  const asked = day.tenant.requests().length;
  await day.pass(2 * 60 * minuteMs);
  // Two stations, once an hour at most.
  expect(day.tenant.requests().length - asked).toBeLessThanOrEqual(4);
  day.tenant.clearFaults();
  await day.pass(60 * minuteMs);
  expect(states(hall)).toEqual(['captured']);
});

test('what is said of a year to come holds nobody, keeps no photo from counting, and has none sent again and again', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const list = listOf(day);
  const atMs = Date.UTC(2199, 0);
  const ghost = { station: 'ghost', stationName: 'Ghost', atMs };
  const [first] = items();
  if (first === undefined) throw new Error('no row');
  const record = JSON.parse(String(first.fields.Record));
  const said = {
    ...record,
    mark: { ...ghost, kind: 'no-show' },
    claim: { ...ghost, untilMs: atMs + minuteMs },
    sends: { ghost: { captureId: 'ghost:1', atMs } },
  };
  day.tenant.lists.change(list, first, { Record: JSON.stringify(said) });
  const note = JSON.stringify({ ...ghost, atMs: Date.UTC(9999, 0), sharing: 'one day' });
  day.tenant.lists.add(list, { Title: 'Station: Ghost', PersonKey: 'station:ghost', Record: note });
  await day.pass(minuteMs);
  expect(states(hall)).toEqual(['open', 'open']);
  expect(await lobby.sync.claim(lobby.rosterId, keyOf(lobby, 0))).toEqual({ kind: 'claimed' });
  lobby.capture(keyOf(lobby, 0));
  await day.pass(30 * minuteMs);
  expect(states(hall)).toEqual(['captured', 'open']);
  expect(day.wall.writes).toBe(1);
  expect(hall.sync.glance(hall.rosterId)?.stations.map(({ name }) => name)).not.toContain('Ghost');
});

test('a look before a photo goes out leaves no timer behind, also where what it has read cannot be kept', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  const key = keyOf(lobby, 0);
  lobby.reach.photos = false;
  lobby.capture(key);
  await day.pass(minuteMs);
  const state = lobby.row(key)?.state;
  const jobId = state?.kind === 'captured' ? (state.capture.jobId ?? '') : '';
  hall.capture(key);
  await day.pass(1_000);
  const adopt = vi.spyOn(lobby.rosters, 'adopt').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  await expect(lobby.sync.beforeSending(jobId, new AbortController().signal)).rejects.toThrow('the disk is full');
  expect(adopt).toHaveBeenCalledOnce();
  for (const station of [lobby, hall]) await station.kill();
  expect(day.clock.nextTimerMs()).toBeUndefined();
});
