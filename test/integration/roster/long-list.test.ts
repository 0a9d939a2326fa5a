import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordText } from '../../../electron/roster/shared-record.ts';
import { openSharedDay, type SharedDay } from '../../shared-day.ts';
import { keyOf, listOf, rowsOfPeople } from '../../two-stations.ts';

let day: SharedDay;
beforeEach(async () => {
  day = await openSharedDay();
});
afterEach(() => day.close());

const minuteMs = 60_000;
const people = 450;

/** A list that fills more than two pages, of which one station knows nothing yet. */
async function openHall() {
  const lobby = await day.open('Lobby', { isOurs: true });
  await day.pass(minuteMs);
  await lobby.kill();
  for (let position = 0; position < people; position += 1) {
    const entry = { displayName: `Person ${position}`, employeeNumber: String(position) };
    const stamp = { station: 'id of Lobby', stationName: 'Lobby', atMs: day.clock.nowMs() };
    const facts = { ...stamp, position, entry, isWalkIn: false, isGone: false };
    const PersonKey = `0123456789abcdef${String(position).padStart(8, '0')}`;
    day.tenant.lists.add(listOf(day), { PersonKey, Record: recordText({ sends: {}, facts }) });
  }
  const hall = await day.open('Hall');
  hall.reach.pages = 3;
  await day.pass(minuteMs);
  return hall;
}
const listed = () => rowsOfPeople(day).map(({ id }) => id);

test('a first reading of a long list that breaks off goes on where it was, and takes nobody for lost', async () => {
  const hall = await openHall();
  // The first page proves whose the list is, and is read once more with the others.
  expect(hall.pages).toHaveLength(3);
  const before = listed();
  expect(hall.rows().length).toBeGreaterThan(0);
  expect(hall.rows().length).toBeLessThan(people);
  hall.reach.pages = undefined;
  await day.pass(minuteMs);
  expect(hall.rows()).toHaveLength(people);
  const [, ...read] = hall.pages;
  expect(new Set(read).size).toBe(read.length);
  expect(hall.sync.state(hall.rosterId)).toEqual({ list: 'reached', due: 0 });
  expect(listed()).toEqual(before);
});

test('where the service does not know the next page any more, the list is read from its beginning', async () => {
  const hall = await openHall();
  listOf(day).age += 1;
  day.tenant.lists.removeItem(listOf(day), rowsOfPeople(day)[0]?.id ?? '');
  hall.reach.pages = undefined;
  await day.pass(2 * minuteMs);
  expect(hall.rows()).toHaveLength(people);
  // Whose row was there before it broke off, and is not any more, is made there anew.
  expect(listed()).toHaveLength(people);
  expect(hall.sync.state(hall.rosterId)).toEqual({ list: 'reached', due: 0 });
});

test('whom another station has before its camera is known from the first moment after a start', async () => {
  const hall = await openHall();
  hall.reach.pages = undefined;
  await day.pass(minuteMs);
  const other = await day.open('Other');
  await day.pass(minuteMs);
  const last = keyOf(other, people - 1);
  const claim = other.sync.claim(other.rosterId, last);
  await day.pass(15_000);
  expect(await claim).toEqual({ kind: 'claimed' });
  await hall.kill();
  const again = await hall.restart();
  expect(again.sync.claimedBy(again.rosterId, last)).toBe('Other');
});
