import type { DemoItem, DemoList } from '../electron/demo/list-store.ts';
import type { DayStation, SharedDay } from './shared-day.ts';

/** Two stations with one roster, of which both know. */
export async function twoStations(
  day: SharedDay,
  people: number,
  clockOffByMs = 0,
): Promise<readonly [DayStation, DayStation]> {
  const lobby = await day.open('Lobby', { people, isOurs: true });
  await day.pass(60_000);
  const hall = await day.open('Hall', { clockOffByMs });
  await day.pass(60_000);
  return [lobby, hall];
}

/** The key of the person at a place of the list. */
export const keyOf = (station: DayStation, place: number): string =>
  station.rows().find(({ position }) => position === place)?.personKey ?? '';

/** How far everybody is at a station, in the order of the list. */
export const states = (station: DayStation) =>
  [...station.rows()].sort((a, b) => a.position - b.position).map(({ state }) => state.kind);

/** The shared list on the tenant. */
export function listOf(day: SharedDay): DemoList {
  const list = day.tenant.lists.lists.get(day.place.listId);
  if (list === undefined) throw new Error('no list');
  return list;
}

/** The list's rows of people, without those in which stations speak of themselves. */
export const rowsOfPeople = (day: SharedDay): DemoItem[] =>
  [...listOf(day).items.values()].filter(({ fields }) => !String(fields.PersonKey).startsWith('station:'));
