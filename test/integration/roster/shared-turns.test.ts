import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DayStation, openSharedDay, type SharedDay } from '../../shared-day.ts';
import { keyOf, listOf, states, twoStations } from '../../two-stations.ts';

let day: SharedDay;
beforeEach(async () => {
  day = await openSharedDay();
});
afterEach(() => day.close());

const minuteMs = 60_000;

/** Whom a station calls by itself, one after the other. */
function called(station: DayStation): number[] {
  const places: number[] = [];
  for (let next = station.next(); next !== undefined; next = station.next()) {
    places.push(next.position);
    station.capture(next.personKey);
  }
  return places;
}

test('while the list is out of reach each station calls its own part of the people, so that nobody is called twice', async () => {
  const [lobby, hall] = await twoStations(day, 6);
  const claim = lobby.sync.claim(lobby.rosterId, keyOf(lobby, 0));
  await day.pass(13_000);
  expect(await claim).toEqual({ kind: 'claimed' });
  day.tenant.lists.remove(day.place.listId);
  // Whoever stood before the other camera when the list was lost was photographed there, and nobody can tell.
  await day.pass(5 * minuteMs);
  expect([called(lobby), called(hall)]).toEqual([
    [1, 3, 5],
    [2, 4],
  ]);
});

test('a station that has lost the list alone leaves the first to the others, and they leave it its part once they miss it', async () => {
  const [lobby, hall] = await twoStations(day, 8);
  hall.reach.list = false;
  const claim = hall.sync.claim(hall.rosterId, keyOf(hall, 0));
  await day.pass(0);
  // It is not told, and from now on nobody of the others' part is called here.
  expect(await claim).toMatchObject({ kind: 'not-told' });
  expect(hall.next()?.position).toBe(4);
  expect(called(hall)).toEqual([4, 6]);
  expect(lobby.next()?.position).toBe(0);
  await day.pass(2 * minuteMs);
  expect(lobby.next()?.position).toBe(1);
  // Whoever is not heard of for a quarter of an hour is not waited for: its people come after everybody else.
  await day.pass(15 * minuteMs);
  expect(called(lobby)).toEqual([1, 3, 5, 7, 0, 2, 4, 6]);
});

test('whom a station had called before it was cut off is left to it, until it is heard of again', async () => {
  const [lobby, hall] = await twoStations(day, 4);
  const claim = hall.sync.claim(hall.rosterId, keyOf(hall, 1));
  await day.pass(1_000);
  expect(await claim).toEqual({ kind: 'claimed' });
  hall.reach.list = false;
  await day.pass(13_000);
  hall.capture(keyOf(hall, 1));
  // The claim of three minutes is over; what came of it is not told.
  await day.pass(5 * minuteMs);
  expect(lobby.sync.claimedBy(lobby.rosterId, keyOf(lobby, 1))).toBeUndefined();
  expect(lobby.isForOthers(keyOf(lobby, 1))).toBe(true);
  // So it is after a start, before the list has answered.
  await lobby.kill();
  const again = await lobby.restart();
  expect(again.isForOthers(keyOf(again, 1))).toBe(true);
  await day.pass(minuteMs);
  expect(again.isForOthers(keyOf(again, 1))).toBe(true);
  hall.reach.list = true;
  await day.pass(minuteMs);
  expect(states(again)).toEqual(['open', 'captured', 'open', 'open']);
});

test('somebody who was called and left without a photo is called again once that station was heard of', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const claim = hall.sync.claim(hall.rosterId, keyOf(hall, 0));
  await day.pass(0);
  expect(await claim).toEqual({ kind: 'claimed' });
  await day.pass(13_000);
  expect(lobby.next()?.position).toBe(1);
  await day.pass(4 * minuteMs);
  expect(lobby.next()?.position).toBe(0);
});

test.each(['by a station that ran all the time', 'by one that was started anew in it, and counts none of it twice'])(
  'the time in which nobody could tell the list anything does not count as a station’s silence: %s',
  async (how) => {
    const [first, hall] = await twoStations(day, 6);
    const claim = hall.sync.claim(hall.rosterId, keyOf(hall, 3));
    await day.pass(1_000);
    expect(await claim).toEqual({ kind: 'claimed' });
    const list = listOf(day);
    day.tenant.lists.remove(day.place.listId);
    hall.capture(keyOf(hall, 3));
    let lobby = first;
    await day.pass(9 * minuteMs);
    if (how.includes('anew')) {
      await lobby.kill();
      lobby = await lobby.restart();
    }
    await day.pass(minuteMs);
    // It is back, and the one station is cut off before it could say so.
    hall.reach.list = false;
    day.tenant.lists.restore(list);
    await day.pass(10 * minuteMs);
    expect([0, 2, 3, 4].map((place) => lobby.isForOthers(keyOf(lobby, place)))).toEqual([true, true, true, true]);
    expect(called(lobby)).toEqual([1, 5]);
    await day.pass(10 * minuteMs);
    expect(called(lobby)).toEqual([0, 2, 3, 4]);
  },
);

test('once the list is back a station goes on with its own part until the others can have told theirs', async () => {
  const [lobby, hall] = await twoStations(day, 6);
  for (const station of [lobby, hall]) station.reach.list = false;
  await day.pass(minuteMs);
  lobby.reach.list = true;
  await day.pass(13_000);
  expect(lobby.sync.state(lobby.rosterId)?.list).toBe('reached');
  expect(lobby.next()?.position).toBe(1);
  hall.reach.list = true;
  await day.pass(3 * minuteMs);
  expect(lobby.next()?.position).toBe(0);
});
