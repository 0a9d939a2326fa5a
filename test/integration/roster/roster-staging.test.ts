import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loopTurn } from '../../../electron/process/loop-turn.ts';
import type { RosterStore } from '../../../electron/roster/roster-store.ts';
import type { Store } from '../../../electron/storage/store.ts';
import type { Result } from '../../../shared/result.ts';
import { lineOf, matchedTo, openRosterStation } from '../../roster-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-long-list-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function value<Value>(result: Result<Value, unknown>): Value {
  if (result.kind === 'error') throw new Error(JSON.stringify(result.error));
  return result.value;
}

const lines = Array.from({ length: 1_050 }, (_, index) => {
  const entry = { employeeNumber: String(index), displayName: `Person ${index}` };
  return index % 3 === 0 ? lineOf(entry) : lineOf(entry, matchedTo(`p-${index}`));
});
const numbers = lines.map(({ entry }) => entry.employeeNumber);

function numbersIn(rosters: RosterStore, id: string) {
  return value(rosters.rows(id)).rows.map(({ entry }) => entry.employeeNumber);
}

/** Rows of any roster, seen or not, and what finds them. */
function rowCounts(store: Store): readonly number[] {
  return ['roster_row', 'roster_lookup'].map((table) =>
    Number(store.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count),
  );
}

test('a long list becomes the same roster as at once, and everything else has its turn meanwhile', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const atOnce = value(rosters.importList('At once', lines));
  let isOver = false;
  let turns = 0;
  const importing = rosters.importInTurns('In turns', lines).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    turns += 1;
    await loopTurn();
  }
  const inTurns = value(await importing);
  expect(turns).toBeGreaterThan(lines.length / 100);
  expect({ ...inTurns.roster, id: '', name: '' }).toEqual({ ...atOnce.roster, id: '', name: '' });
  expect(inTurns.changes).toEqual(atOnce.changes);
  const [one, other] = [inTurns, atOnce].map(({ roster }) =>
    value(rosters.rows(roster.id)).rows.map((row) => ({ ...row, personKey: '' })),
  );
  expect(one).toEqual(other);
  expect(value(rosters.find(inTurns.roster.id, '1017')).map(({ position }) => position)).toEqual([1_017]);
  await close();
});

test('a long list that was cut off is not there, leaves nothing behind, and can be imported again', async () => {
  const station = await openRosterStation({ folder });
  const cutOff = station.rosters.importInTurns('Monday', lines);
  for (let turn = 0; turn < 4; turn += 1) await loopTurn();
  expect(value(station.rosters.list()).rosters).toEqual([]);
  expect(rowCounts(station.store)[0]).toBeGreaterThan(0);
  await station.close();
  expect((await cutOff).kind).toBe('error');

  const again = await openRosterStation({ folder });
  expect(value(again.rosters.list())).toEqual({ rosters: [], unread: { damaged: 0, newer: 0 } });
  expect(rowCounts(again.store)).toEqual([0, 0]);
  const { roster } = value(await again.rosters.importInTurns('Monday', lines));
  await again.close();

  const last = await openRosterStation({ folder });
  expect(numbersIn(last.rosters, roster.id)).toEqual(numbers);
  await last.close();
});

test('two lists of one name become one roster, whichever way they come', async () => {
  const { rosters, store, close } = await openRosterStation({ folder });
  const [first, second] = [
    rosters.importInTurns('Monday', lines),
    rosters.importInTurns('MONDAY', lines.slice(0, 900)),
  ];
  const roster = value(await first).roster;
  const { changes, roster: same } = value(await second);
  expect(same.id).toBe(roster.id);
  expect([changes.added.length, changes.same.length, changes.gone.length]).toEqual([0, 900, 150]);

  const long = rosters.importInTurns('Tuesday', lines);
  await loopTurn();
  const made = value(rosters.importList('Tuesday', lines.slice(0, 2))).roster;
  expect(value(await long).roster.id).toBe(made.id);
  expect(numbersIn(rosters, made.id)).toEqual(numbers);
  expect(value(rosters.list()).rosters.map(({ name }) => name)).toEqual(['Monday', 'Tuesday']);
  expect(rowCounts(store)[0]).toBe(2 * lines.length);
  await close();
});
