import { randomUUID } from 'node:crypto';
import type { IncomingRow } from '../electron/roster/list-changes.ts';
import { createRosterStore, type RosterStore } from '../electron/roster/roster-store.ts';
import type { DirectoryPerson, RosterEntry, RosterMatch } from '../shared/roster.ts';
import { openStation, type QueueStation, type StationOptions } from './queue-station.ts';

/** A station with its rosters, on real files. */
export async function openRosterStation(
  options: StationOptions,
): Promise<QueueStation & { readonly rosters: RosterStore }> {
  const station = await openStation(options);
  const clock = { nowMs: () => Date.UTC(2026, 10, 26) };
  return { ...station, rosters: createRosterStore({ store: station.store, clock, randomId: randomUUID }) };
}

/** A person as matching finds them. */
export function matchedTo(
  objectId: string,
  more: Partial<DirectoryPerson> = {},
): Extract<RosterMatch, { kind: 'matched' }> {
  const person = { objectId, displayName: `Person ${objectId}`, ...more };
  return { kind: 'matched', person, by: 'employeeNumber', differs: [] };
}

/** One line of a list that is imported. */
export function lineOf(entry: RosterEntry, match: RosterMatch = { kind: 'unmatched' }): IncomingRow {
  return { id: JSON.stringify(entry), entry, match };
}
