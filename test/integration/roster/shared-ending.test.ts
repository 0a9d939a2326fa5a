import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepRostersTidy } from '../../../electron/roster/roster-retention.ts';
import { ShareTable } from '../../../electron/roster/share-table.ts';
import { ok } from '../../../shared/result.ts';
import { type DayStation, openSharedDay, type SharedDay } from '../../shared-day.ts';
import { keyOf, listOf, twoStations } from '../../two-stations.ts';

let day: SharedDay;
beforeEach(async () => {
  day = await openSharedDay();
});
afterEach(() => day.close());

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Timers that ring in a minute at two stations that have nothing to do but to look from time to time. */
const fewRings = 60;

const stateOf = (station: DayStation) => station.sync.state(station.rosterId)?.list;
const isClosed = ({ rosters, rosterId }: DayStation) => {
  const roster = rosters.get(rosterId);
  return roster.kind === 'ok' && roster.value.closedAtMs !== undefined;
};
/** How many photos a station keeps, sealed, for the directory. */
const keptPhotos = ({ store }: DayStation) =>
  Number(store.prepare('SELECT count(*) AS count FROM share_photo').get()?.count);
function endedBy(station: DayStation): void {
  station.rosters.close(station.rosterId);
  station.rosters.erase(station.rosterId);
}

test('a station at work when another ended the sharing finishes its session, closes, and keeps its photos twelve hours', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const session = hall.rosters.startSession(hall.rosterId, 'Hall');
  if (session.kind === 'error') throw new Error(session.error.kind);
  hall.capture(keyOf(hall, 0));
  await day.pass(minuteMs);
  endedBy(lobby);
  await day.pass(minuteMs);
  expect(stateOf(hall)).toBe('ended');
  const asked = day.tenant.lists.meter.requests();
  hall.capture(keyOf(hall, 1));
  expect(await day.pass(minuteMs)).toBeLessThan(fewRings);
  expect(isClosed(hall)).toBe(false);
  hall.rosters.endSession(hall.rosterId, session.value.id);
  await day.pass(minuteMs);
  expect(isClosed(hall)).toBe(true);

  // Also after it was started again, when nobody tells it the service's time any more.
  await hall.kill();
  const again = await hall.restart();
  await day.pass(minuteMs);
  day.clock.advance(10 * hourMs);
  await day.pass(minuteMs);
  expect(keptPhotos(again)).toBe(2);
  day.clock.advance(2 * hourMs);
  await day.pass(minuteMs);
  expect(keptPhotos(again)).toBe(0);
  expect(day.tenant.lists.meter.requests()).toBe(asked);
});

test('photos that the directory has are kept no longer than twelve hours while the list is closed to the station', async () => {
  const [lobby] = await twoStations(day, 1);
  lobby.capture(keyOf(lobby, 0));
  await day.pass(5 * minuteMs);
  listOf(day).grants.splice(0);
  day.clock.advance(12 * hourMs);
  await day.pass(5 * minuteMs);
  expect(stateOf(lobby)).toBe('forbidden');
  expect(keptPhotos(lobby)).toBe(0);
});

test('while an erased roster’s rows wait for the list, photos on their way do not have it asked again and again', async () => {
  const [lobby] = await twoStations(day, 2);
  lobby.reach.photos = false;
  lobby.capture(keyOf(lobby, 0));
  await day.pass(minuteMs);
  lobby.reach.list = false;
  endedBy(lobby);
  await day.pass(20_000);
  lobby.reach.photos = true;
  lobby.queue.hint('network-online');
  expect(await day.pass(minuteMs)).toBeLessThan(fewRings);
  expect(lobby.sync.erasing()).toMatchObject([{ name: 'Monday', list: 'offline' }]);
});

test('a station that shows the demo for a while neither asks nor reads anything of the company’s list, and erases its rows when it is back', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  await hall.kill();
  lobby.reach.list = false;
  endedBy(lobby);
  await day.pass(20_000);
  await lobby.kill();
  const asked = day.tenant.lists.meter.requests();
  const rowsRead = vi.spyOn(ShareTable.prototype, 'rowsAfter');
  const atDemo = await lobby.restart({ isAtDemo: true });
  await day.pass(minuteMs);
  expect(rowsRead).not.toHaveBeenCalled();
  rowsRead.mockRestore();
  expect(day.tenant.lists.meter.requests()).toBe(asked);
  expect(atDemo.sync.erasing()).toMatchObject([{ name: 'Monday' }]);
  await atDemo.kill();
  const back = await atDemo.restart();
  await day.pass(minuteMs);
  expect(back.sync.erasing()).toEqual([]);
  const titles = [...listOf(day).items.values()].map(({ fields }) => fields.Title);
  expect(titles.filter((title) => String(title).startsWith('Person'))).toEqual([]);
});

test('a station that starts without the list neither calls it reached nor tries faster for what happens there', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  await lobby.kill();
  const again = await lobby.restart();
  again.reach.list = false;
  await day.pass(20_000);
  expect(stateOf(again)).toBe('offline');
  again.capture(keyOf(again, 0));
  expect(await day.pass(minuteMs)).toBeLessThan(fewRings);
  expect(stateOf(again)).toBe('offline');
  // A touch that tells nothing new asks nothing, and so it learns nothing.
  hall.reach.list = false;
  await day.pass(20_000);
  expect(stateOf(hall)).toBe('offline');
  hall.sync.touched(hall.rosterId, keyOf(hall, 1));
  await day.pass(1_000);
  expect(stateOf(hall)).toBe('offline');
  again.reach.list = true;
  await day.pass(minuteMs);
  expect(again.sync.state(again.rosterId)).toEqual({ list: 'reached', due: 0 });
});

test('a station that ends while the list has not answered yet ends in order', async () => {
  const [lobby, hall] = await twoStations(day, 1);
  const looked = lobby.sync.exchange(lobby.rosterId);
  const claimed = hall.sync.claim(hall.rosterId, keyOf(hall, 0));
  await Promise.all([lobby.kill(), hall.kill()]);
  expect(await looked).toBeUndefined();
  expect(await claimed).toEqual({ kind: 'not-told' });
});

test('nobody is told of a call on a roster that was erased before the list answered', async () => {
  const [lobby] = await twoStations(day, 1);
  const claimed = lobby.sync.claim(lobby.rosterId, keyOf(lobby, 0));
  endedBy(lobby);
  await day.pass(0);
  expect(await claimed).toEqual({ kind: 'not-told' });
});

test('a row whose key somebody cleared comes back, and erasing takes what they left of it too', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  const list = listOf(day);
  const named = () => [...list.items.values()].map(({ fields }) => fields.Title);
  const items = [...list.items.values()];
  const ofPerson = items.find(({ fields }) => fields.Title === 'Person 0');
  const ofHall = items.find(({ fields }) => fields.PersonKey === 'station:id of Hall');
  if (ofPerson === undefined || ofHall === undefined) throw new Error('no row');
  for (const item of [ofPerson, ofHall]) day.tenant.lists.change(list, item, { PersonKey: '' });
  hall.capture(keyOf(hall, 0));
  await day.pass(2 * minuteMs);
  expect(lobby.row(keyOf(lobby, 0))?.state.kind).toBe('captured');
  expect(named().filter((title) => title === 'Person 0')).toHaveLength(2);
  expect(list.items.get(ofHall.id)?.fields.PersonKey).toBe('station:id of Hall');
  endedBy(lobby);
  await day.pass(minuteMs);
  expect(named()).toEqual(['Station: Lobby']);
  expect(lobby.sync.erasing()).toEqual([]);
});

/** What a station's housekeeping does, three days after closing; its wall clock may be wrong. What it wrote into the log. */
function tidied({ rosters, sync }: DayStation, clockOffByMs: number) {
  const said: string[] = [];
  const log = { info: (event: string) => said.push(event), warn: (event: string) => said.push(event), error: () => {} };
  const clock = { ...day.clock, nowMs: () => day.clock.nowMs() + clockOffByMs };
  const end = keepRostersTidy({
    ...{ rosters, clock, log, eraseAfterDays: 3 },
    eraseUntouched: () => ok(0),
    serviceTime: (rosterId) => sync.serviceTime(rosterId),
    rowsGoLater: (rosterId, days) => sync.rowsGoLater(rosterId, days),
  });
  return { said, end };
}
const isThere = ({ rosters, rosterId }: DayStation) => rosters.get(rosterId).kind === 'ok';
const namesListed = () =>
  [...listOf(day).items.values()]
    .map(({ fields }) => String(fields.Title))
    .filter((title) => title.startsWith('Person'));

test('the first station that starts after the date erases, with the list’s rows; while it cannot hear the time it says so', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  lobby.rosters.close(lobby.rosterId);
  await day.pass(minuteMs);
  await lobby.kill();
  await hall.kill();
  day.clock.advance(4 * 24 * hourMs);
  const again = await hall.restart();
  again.reach.list = false;
  const { said, end } = tidied(again, 0);
  await day.pass(2 * hourMs);
  expect([isThere(again), said]).toEqual([true, ['roster.erasing-waits-for-time']]);
  again.reach.list = true;
  await day.pass(10 * minuteMs);
  expect([isThere(again), said.at(-1)]).toEqual([false, 'roster.erased']);
  expect(namesListed()).toEqual([]);
  end();
});

test('a station whose clock is a year ahead when it starts does not erase a list before its date', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  await hall.kill();
  lobby.rosters.close(lobby.rosterId);
  await day.pass(minuteMs);
  const yearMs = 365 * 24 * hourMs;
  lobby.jump(yearMs);
  await lobby.kill();
  const again = await lobby.restart();
  const { end } = tidied(again, yearMs);
  await day.pass(3 * hourMs);
  expect(isThere(again)).toBe(true);
  expect(namesListed()).toHaveLength(2);
  day.clock.advance(3 * 24 * hourMs);
  await day.pass(20 * minuteMs);
  expect(isThere(again)).toBe(false);
  expect(namesListed()).toEqual([]);
  end();
});

const dayMs = 24 * hourMs;

test.each([
  ['behind', -60 * dayMs],
  ['ahead', 365 * dayMs],
])(
  'a station whose clock was far %s when the roster was closed erases it at its date by the service’s time, no other',
  async (_, offMs) => {
    const [lobby, hall] = await twoStations(day, 2, offMs);
    lobby.rosters.close(lobby.rosterId);
    await day.pass(minuteMs);
    expect(isClosed(hall)).toBe(true);
    // Somebody puts the clock right.
    hall.jump(-offMs);
    const { said, end } = tidied(hall, 0);
    await day.pass(2 * hourMs);
    expect([isThere(hall), namesListed().length, said]).toEqual([true, 2, []]);
    day.clock.advance(3 * dayMs);
    await day.pass(20 * minuteMs);
    expect([isThere(hall), namesListed()]).toEqual([false, []]);
    end();
  },
);

test('a station that stays out of reach says so from the date on, and a week later erases what is here; the list’s rows go at their time', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  await hall.kill();
  await lobby.kill();
  // Started without a network, closed there, and never in reach again for long.
  const again = await lobby.restart();
  again.reach.list = false;
  again.rosters.close(again.rosterId);
  const { said, end } = tidied(again, 0);
  await day.pass(2 * hourMs);
  expect(said).toEqual([]);
  day.clock.advance(3 * dayMs);
  await day.pass(2 * hourMs);
  expect([isThere(again), said]).toEqual([true, ['roster.erasing-waits-for-time']]);
  day.clock.advance(7 * dayMs);
  await day.pass(2 * hourMs);
  expect([isThere(again), said.at(-1)]).toEqual([false, 'roster.erased']);
  expect(again.sync.erasing()).toMatchObject([{ list: 'offline', isLater: true }]);
  end();
  // Back: nobody had told the service's time at closing, so the rows stay as many days from now on.
  again.reach.list = true;
  await day.pass(10 * minuteMs);
  expect(namesListed()).toHaveLength(2);
  expect(again.sync.erasing()).toMatchObject([{ isLater: true }]);
  await again.kill();
  const last = await again.restart();
  day.clock.advance(2 * dayMs);
  await day.pass(10 * minuteMs);
  expect(namesListed()).toHaveLength(2);
  day.clock.advance(dayMs);
  await day.pass(10 * minuteMs);
  expect(namesListed()).toEqual([]);
  expect(last.sync.erasing()).toEqual([]);
});

test('a company’s station that shows the demo erases its own copy all the same, and the list’s rows once it is back', async () => {
  const [lobby, hall] = await twoStations(day, 2);
  lobby.rosters.close(lobby.rosterId);
  await day.pass(minuteMs);
  await hall.kill();
  await lobby.kill();
  const atDemo = await lobby.restart({ isAtDemo: true });
  const { end } = tidied(atDemo, 0);
  day.clock.advance(11 * dayMs);
  await day.pass(3 * hourMs);
  expect([isThere(atDemo), namesListed().length]).toEqual([false, 2]);
  end();
  await atDemo.kill();
  const back = await atDemo.restart();
  await day.pass(10 * minuteMs);
  expect([namesListed(), back.sync.erasing()]).toEqual([[], []]);
});
