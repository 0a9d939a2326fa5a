import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DayStation, openSharedDay, type SharedDay } from '../../shared-day.ts';
import { keyOf, listOf, rowsOfPeople, states, twoStations } from '../../two-stations.ts';

let day: SharedDay;
beforeEach(async () => {
  day = await openSharedDay();
});
afterEach(() => day.close());

const minuteMs = 60_000;
const items = () => rowsOfPeople(day);

test('what happens at one station is known at the other, and people can read it in the list', async () => {
  const [lobby, hall] = await twoStations(day, 3);
  expect(hall.rows().map(({ entry, match }) => [entry, match.kind])).toEqual(
    lobby.rows().map(({ entry, match }) => [entry, match.kind]),
  );
  const sent = lobby.capture(keyOf(lobby, 0));
  lobby.rosters.apply(lobby.rosterId, keyOf(lobby, 1), { kind: 'no-show', atMs: day.clock.nowMs(), station: 'Lobby' });
  // A look every ten seconds, give or take two.
  await day.pass(13_000);
  expect(states(hall)).toEqual(['captured', 'no-show', 'open']);
  await day.pass(minuteMs);
  expect(hall.row(keyOf(lobby, 0))?.state).toMatchObject({ capture: { station: 'Lobby', stage: 'confirmed' } });
  expect(day.wall.shown.get('person-0')).toBe(sent);
  expect(items().map(({ fields }) => [fields.Title, fields.State, fields.Station])).toEqual([
    ['Person 0', 'Photo in Microsoft 365', 'Lobby'],
    ['Person 1', 'Did not come', 'Lobby'],
    ['Person 2', 'Waiting', ''],
  ]);

  // A walk-in at the other one, and somebody who comes after all.
  hall.rosters.addWalkIn(hall.rosterId, { displayName: 'Cy' }, { kind: 'unmatched' });
  hall.rosters.apply(hall.rosterId, keyOf(hall, 1), { kind: 'reopen' });
  await day.pass(minuteMs);
  expect(states(lobby)).toEqual(['captured', 'open', 'open', 'open']);
  expect(lobby.rows().at(-1)).toMatchObject({ entry: { displayName: 'Cy' }, isWalkIn: true });
});

test('somebody who stands before one camera is passed over at the other, for three minutes', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const first = keyOf(lobby, 0);
  const claimed = lobby.sync.claim(lobby.rosterId, first);
  await day.pass(0);
  expect(await claimed).toEqual({ kind: 'claimed' });
  const refused = hall.sync.claim(hall.rosterId, first);
  await day.pass(0);
  expect(await refused).toEqual({ kind: 'taken', by: 'Lobby' });
  expect(hall.next()?.personKey).toBe(keyOf(hall, 1));
  expect(items()[0]?.fields).toMatchObject({ State: 'Being photographed', Station: 'Lobby' });
  await day.pass(4 * minuteMs);
  expect(hall.next()?.personKey).toBe(first);
});

test('of two photos of one person the newer wins, whichever station’s network comes back first', async () => {
  for (const [index, firstBack] of (['Lobby', 'Hall'] as const).entries()) {
    const [lobby, hall] = index === 0 ? await twoStations(day, 2, 9 * minuteMs) : both;
    both = [lobby, hall];
    const key = keyOf(lobby, index);
    for (const station of [lobby, hall]) Object.assign(station.reach, { list: false, photos: false });
    // The hall's clock is nine minutes fast; the lobby's photo is the newer one all the same.
    hall.capture(key);
    await day.pass(minuteMs);
    const newest = lobby.capture(key);
    await day.pass(minuteMs);
    const order = firstBack === 'Lobby' ? [lobby, hall] : [hall, lobby];
    for (const station of order) {
      Object.assign(station.reach, { list: true, photos: true });
      await day.pass(5 * minuteMs);
    }
    expect(day.wall.shown.get(`person-${index}`)).toBe(newest);
    expect(hall.row(key)?.state).toMatchObject({ kind: 'captured', capture: { station: 'Lobby' } });
  }
});
let both: readonly [DayStation, DayStation];

test('a station that could not ask the list and overwrote a newer photo has it put right by the other', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  const key = keyOf(lobby, 0);
  Object.assign(hall.reach, { list: false, photos: false });
  hall.capture(key);
  await day.pass(minuteMs);
  const newest = lobby.capture(key);
  await day.pass(10 * minuteMs);
  expect(day.wall.shown.get('person-0')).toBe(newest);
  // Photos get through again before the list does.
  hall.reach.photos = true;
  await day.pass(6 * minuteMs);
  expect(day.wall.shown.get('person-0')).not.toBe(newest);
  hall.reach.list = true;
  await day.pass(8 * minuteMs);
  expect(day.wall.shown.get('person-0')).toBe(newest);
});

test('the newest photo is sent again although it was overwritten before its station had seen it in the directory', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  const key = keyOf(lobby, 0);
  Object.assign(hall.reach, { list: false, photos: false });
  hall.capture(key);
  await day.pass(minuteMs);
  const newest = lobby.capture(key);
  await day.pass(0);
  expect(day.wall.shown.get('person-0')).toBe(newest);
  hall.reach.photos = true;
  hall.queue.hint('network-online');
  await day.pass(1_000);
  expect(day.wall.shown.get('person-0')).not.toBe(newest);
  await day.pass(10 * minuteMs);
  expect(lobby.queue.list({ offset: 0, limit: 1, filter: 'all' }).jobs).toMatchObject([
    { state: { kind: 'accepted' }, lastVerification: 'newer-photo' },
  ]);
  hall.reach.list = true;
  await day.pass(10 * minuteMs);
  expect(day.wall.shown.get('person-0')).toBe(newest);
});

test('what a station had taken when its power failed is told after it starts again', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  lobby.reach.list = false;
  lobby.capture(keyOf(lobby, 0));
  await day.pass(1_000);
  await lobby.kill();
  const again = await lobby.restart();
  await day.pass(2 * minuteMs);
  expect(states(hall)).toEqual(['captured', 'open']);
  expect(states(again)).toEqual(['captured', 'open']);
});

test('closed at one station a roster is closed at all of them, at one that is at work when its session has ended', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const session = hall.rosters.startSession(hall.rosterId, 'Hall');
  if (session.kind === 'error') throw new Error(session.error.kind);
  lobby.rosters.close(lobby.rosterId);
  lobby.sync.closed(lobby.rosterId);
  await day.pass(13_000);
  const isClosed = () => {
    const roster = hall.rosters.get(hall.rosterId);
    return roster.kind === 'ok' && roster.value.closedAtMs !== undefined;
  };
  expect(hall.sync.state(hall.rosterId)).toMatchObject({ closedBy: 'Lobby' });
  expect(isClosed()).toBe(false);
  // Who stands before the camera is still photographed, and both stations have it.
  hall.capture(keyOf(hall, 0));
  await day.pass(minuteMs);
  expect(states(lobby)).toEqual(['captured', 'open']);
  hall.rosters.endSession(hall.rosterId, session.value.id);
  await day.pass(minuteMs);
  expect(isClosed()).toBe(true);
});

test('how the erasing of the list’s rows goes is told as it changes, and when it is over', async () => {
  const [lobby] = await twoStations(day, 2);
  const erasing = (list: string) => [{ rosterId: lobby.rosterId, name: 'Monday', list }];
  lobby.rosters.close(lobby.rosterId);
  lobby.reach.list = false;
  lobby.rosters.erase(lobby.rosterId);
  // Known at once, before the list was looked at.
  expect(lobby.sync.erasing()).toEqual(erasing('reached'));
  await day.pass(5 * minuteMs);
  expect(lobby.erasingNews).toEqual([erasing('reached'), erasing('offline')]);
  lobby.reach.list = true;
  await day.pass(minuteMs);
  expect(lobby.erasingNews.at(-1)).toEqual([]);
  expect(lobby.sync.erasing()).toEqual([]);
});

test('erasing a roster erases the list’s rows and nothing that another station has kept for itself', async () => {
  const [lobby, hall] = await twoStations(day, 3);
  lobby.capture(keyOf(lobby, 0));
  await day.pass(minuteMs);
  lobby.rosters.close(lobby.rosterId);
  lobby.reach.list = false;
  lobby.rosters.erase(lobby.rosterId);
  await day.pass(minuteMs);
  // Here at once; the list when it can be reached, also after a power failure.
  expect(lobby.rows()).toEqual([]);
  expect(lobby.sync.erasing()).toMatchObject([{ name: 'Monday', list: 'offline' }]);
  expect(items()).toHaveLength(3);
  await lobby.kill();
  const again = await lobby.restart();
  await day.pass(5 * minuteMs);
  expect(items()).toEqual([]);
  expect([...listOf(day).items.values()].map(({ fields }) => [fields.Station, fields.State])).toEqual([
    ['Lobby', 'Rows erased'],
  ]);
  expect(again.sync.erasing()).toEqual([]);
  // The other one has its results, is closed, and brings no row back.
  expect(states(hall)).toEqual(['captured', 'open', 'open']);
  expect(hall.sync.state(hall.rosterId)).toMatchObject({ list: 'ended', closedBy: 'Lobby' });
  expect(hall.rosters.get(hall.rosterId)).toMatchObject({ value: { closedAtMs: expect.any(Number) } });
  // At its own date, as the retention does.
  hall.rosters.eraseClosed(() => true);
  await day.pass(minuteMs);
  expect(hall.sync.erasing()).toEqual([]);
  expect(items()).toEqual([]);
});

test('who was at work within the last minute is told, and a list that was used before says nothing of it', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  await day.pass(5 * minuteMs);
  const here = (station: DayStation) =>
    station.sync.glance(station.rosterId)?.stations.map(({ name, isHere, isOwn }) => [name, isHere, isOwn]);
  expect(here(lobby)).toEqual([
    ['Hall', true, false],
    ['Lobby', true, true],
  ]);
  await hall.kill();
  await day.pass(2 * minuteMs);
  expect(here(lobby)).toEqual([
    ['Hall', false, false],
    ['Lobby', true, true],
  ]);
  const old = { station: 'x', sharing: 'last year', stationName: 'Old', atMs: day.clock.nowMs(), endedAtMs: 1 };
  day.tenant.lists.add(listOf(day), { PersonKey: 'station:x', Record: JSON.stringify(old) });
  await day.pass(minuteMs);
  expect(lobby.sync.state(lobby.rosterId)).toEqual({ list: 'reached', due: 0 });
});
