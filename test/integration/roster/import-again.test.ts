import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loopTurn } from '../../../electron/process/loop-turn.ts';
import { createRosterStore, type RosterStore } from '../../../electron/roster/roster-store.ts';
import type { Store } from '../../../electron/storage/store.ts';
import type { Result } from '../../../shared/result.ts';
import type { RosterRow } from '../../../shared/roster.ts';
import { lineOf, matchedTo, openRosterStation } from '../../roster-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-import-again-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function value<Value>(result: Result<Value, unknown>): Value {
  if (result.kind === 'error') throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Everybody with a number; every third without an account. */
function listOf(from: number, to: number, department: string) {
  return Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset;
    const entry = { employeeNumber: String(index), displayName: `Person ${index}`, department };
    return index % 3 === 0 ? lineOf(entry) : lineOf(entry, matchedTo(`p-${index}`));
  });
}
const first = listOf(0, 360, 'Workshop');
/** A third is no longer named, all others have moved, and as many are new. */
const second = listOf(120, 480, 'Office');

const rowsOf = (rosters: RosterStore, name: string) => {
  const { id } = value(rosters.byName(name));
  return value(rosters.rows(id)).rows;
};
const without = (rows: readonly RosterRow[]) => rows.map((row) => ({ ...row, personKey: '' }));
const keyOf = (rows: readonly RosterRow[], number: string) =>
  rows.find(({ entry }) => entry.employeeNumber === number)?.personKey ?? '';
const lookups = (store: Store) => Number(store.prepare('SELECT count(*) AS count FROM roster_lookup').get()?.count);
/** Rosters of which not everything is in its place. */
const turning = (store: Store) => Number(store.prepare('SELECT count(*) AS count FROM roster_turn').get()?.count);
const capture = { jobId: 'job', capturedAtMs: 1, station: 'Reception' };

/** Rosters that count what is sealed and hashed, or how often a row is written: nearly all that importing costs. */
function countingRosters(store: Store, counts: 'sealed' | 'written' = 'sealed') {
  let count = 0;
  const written: Store = {
    ...store,
    prepare(sql) {
      const statement = store.prepare(sql);
      if (!/^(INSERT INTO|UPDATE) roster_row/.test(sql)) return statement;
      const run = ((...values: Parameters<typeof statement.run>) => {
        const done = statement.run(...values);
        count += Number(done.changes);
        return done;
      }) as typeof statement.run;
      return new Proxy(statement, { get: (_, name) => (name === 'run' ? run : Reflect.get(statement, name)) });
    },
  };
  const sealed: Store = {
    ...store,
    seal(...of) {
      count += 1;
      return store.seal(...of);
    },
    keyedHash(...of) {
      count += 1;
      return store.keyedHash(...of);
    },
  };
  const rosters = createRosterStore({
    store: counts === 'sealed' ? sealed : written,
    clock: { nowMs: () => 1 },
    randomId: randomUUID,
  });
  /** The most that was done before everything else had its turn again. */
  async function longestPiece(work: Promise<unknown>): Promise<number> {
    let isOver = false;
    let longest = 0;
    const ended = work.finally(() => {
      isOver = true;
    });
    for (; !isOver; longest = Math.max(longest, count)) {
      count = 0;
      await loopTurn();
    }
    await ended;
    return longest;
  }
  return { rosters, longestPiece };
}

test('a long list that is imported again comes to the same as at once, and everything else has its turn meanwhile', async () => {
  const { store, close } = await openRosterStation({ folder });
  const { rosters, longestPiece } = countingRosters(store);
  for (const name of ['At once', 'In turns']) value(rosters.importList(name, first));
  const { changes } = value(rosters.importList('At once', second));
  const importing = rosters.importInTurns('In turns', second);
  // A row is one seal and some hashes.
  expect(await longestPiece(importing)).toBeLessThan(100 * 8);
  const inTurns = value(await importing);
  const counts = ({ added, changed, same, gone }: typeof changes) =>
    [added, changed, same, gone].map((of) => of.length);
  expect(counts(inTurns.changes)).toEqual(counts(changes));
  expect(counts(changes)).toEqual([120, 240, 0, 120]);
  expect(without(rowsOf(rosters, 'In turns'))).toEqual(without(rowsOf(rosters, 'At once')));
  expect(value(rosters.find(inTurns.roster.id, '440')).map(({ position }) => position)).toEqual([440]);
  const found = (name: string) =>
    store
      .prepare('SELECT count(*) AS count FROM roster_lookup JOIN roster_row USING (person_key) WHERE roster = ?')
      .get(value(rosters.byName(name)).id);
  expect(found('In turns')).toEqual(found('At once'));
  expect(await rosters.compareInTurns('In turns', second)).toMatchObject({ value: { added: [], changed: [] } });
  await close();
});

test('the moment at which a list holds writes as much for a long list as for a short one', async () => {
  const { store, close } = await openRosterStation({ folder });
  const { rosters, longestPiece } = countingRosters(store, 'written');
  value(rosters.importList('Monday', first));
  // All 240 that move hold in one transaction.
  expect(await longestPiece(rosters.importInTurns('Monday', second))).toBeLessThanOrEqual(100);
  expect(rowsOf(rosters, 'Monday').filter(({ entry }) => entry.department === 'Office')).toHaveLength(360);
  await close();
});

test('what holds and is not in its place yet is read, found and changed as if it were', async () => {
  const { store, rosters, close } = await openRosterStation({ folder });
  const { roster } = value(rosters.importList('Monday', first));
  const importing = rosters.importInTurns('Monday', second);
  while (turning(store) === 0) await loopTurn();
  const rows = rowsOf(rosters, 'Monday');
  expect(rows.filter(({ entry }) => entry.department === 'Office')).toHaveLength(360);
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 480 }, (_, index) => index));
  expect(value(rosters.find(roster.id, '479'))).toMatchObject([{ position: 479 }]);
  for (const number of ['355', '479']) {
    value(rosters.apply(roster.id, keyOf(rows, number), { kind: 'capture', capture }));
  }
  value(rosters.addWalkIn(roster.id, { displayName: 'Walk In' }, { kind: 'unmatched' }));
  expect(turning(store)).toBe(1);
  value(await importing);
  expect(turning(store)).toBe(0);
  const after = rowsOf(rosters, 'Monday');
  const asRead = rows.map((row) =>
    ['355', '479'].includes(row.entry.employeeNumber ?? '') ? { ...row, state: { kind: 'captured', capture } } : row,
  );
  expect(after.slice(0, 480)).toEqual(asRead);
  expect(after[480]).toMatchObject({ position: 480, entry: { displayName: 'Walk In' } });
  await close();
});

test('cut off at any turn the old list is there untouched, nobody is found by what it did not say, and nothing stays behind', async () => {
  const renamed = first.map((line) => {
    const entry = { ...line.entry, displayName: `Renamed ${line.entry.employeeNumber}` };
    return { ...line, entry };
  });
  const cutOffs = { before: 0, between: 0 };
  for (const turns of [1, 6, 12, 15, 18, 24, 27, 30, 33, 36]) {
    const at = path.join(folder, String(turns));
    const station = await openRosterStation({ folder: at });
    const { roster } = value(station.rosters.importList('Monday', first));
    const before = rowsOf(station.rosters, 'Monday');
    const held = lookups(station.store);
    const importing = station.rosters.importInTurns('Monday', [...renamed, ...listOf(360, 400, 'New')]);
    for (let turn = 0; turn < turns; turn += 1) await loopTurn();
    cutOffs.between += turning(station.store);
    await station.close();
    const cutOff = await importing;
    cutOffs.before += cutOff.kind === 'error' ? 1 : 0;

    const again = await openRosterStation({ folder: at });
    const { rows } = value(again.rosters.rows(roster.id));
    expect(cutOff.kind === 'error' ? rows : rows.length, `after ${turns} turns`).toEqual(
      cutOff.kind === 'error' ? before : 400,
    );
    if (cutOff.kind === 'error') {
      expect(value(again.rosters.find(roster.id, 'Renamed 7'))).toEqual([]);
      expect(value(again.rosters.find(roster.id, 'Person 7'))).toHaveLength(1);
      await expect.poll(() => lookups(again.store)).toBe(held);
      expect(again.store.prepare('SELECT count(*) AS count FROM roster_row').get()).toEqual({ count: 360 });
    } else {
      expect(value(again.rosters.find(roster.id, 'Person 7'))).toEqual([]);
      expect(value(again.rosters.find(roster.id, 'Renamed 7'))).toHaveLength(1);
      await expect.poll(() => turning(again.store)).toBe(0);
      const inPlace = 'SELECT count(*) AS count FROM roster_row WHERE roster = ? AND next IS NULL';
      expect(again.store.prepare(inPlace).get(roster.id)).toEqual({ count: 400 });
      expect(value(again.rosters.rows(roster.id)).rows).toEqual(rows);
    }
    await again.close();
  }
  expect(Math.min(cutOffs.before, cutOffs.between)).toBeGreaterThan(1);
});

test('a photo that is taken while a list is imported again stays, with the row as the list says it', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const { roster } = value(rosters.importList('Monday', first));
  const rows = rowsOf(rosters, 'Monday');
  const importing = rosters.importInTurns('Monday', second);
  for (let turn = 0; turn < 12; turn += 1) await loopTurn();
  // Somebody who moves, and somebody who is no longer named.
  for (const number of ['300', '100']) {
    value(rosters.apply(roster.id, keyOf(rows, number), { kind: 'capture', capture }));
  }
  const session = value(rosters.startSession(roster.id, 'Reception'));
  value(await importing);
  const after = rowsOf(rosters, 'Monday');
  const row = (number: string) => after.find(({ entry }) => entry.employeeNumber === number);
  expect(row('300')).toMatchObject({ state: { kind: 'captured' }, entry: { department: 'Office' }, isGone: false });
  expect(row('100')).toMatchObject({ state: { kind: 'captured' }, isGone: true });
  expect(after).toHaveLength(480);
  expect(value(rosters.get(roster.id)).sessions).toEqual([session]);
  await close();
});

test('whoever is mended or written down meanwhile is not written over: the list is compared again', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const { roster } = value(rosters.importList('Monday', first));
  const rows = rowsOf(rosters, 'Monday');
  const importing = rosters.importInTurns('Monday', second);
  for (let turn = 0; turn < 5; turn += 1) await loopTurn();
  const chosen = { ...matchedTo('chosen'), by: 'person' as const };
  value(rosters.mend(roster.id, keyOf(rows, '123'), { match: chosen }));
  value(rosters.addWalkIn(roster.id, { displayName: 'Walk In' }, { kind: 'unmatched' }));
  value(await importing);
  const after = rowsOf(rosters, 'Monday');
  expect(after.find(({ entry }) => entry.employeeNumber === '123')?.match).toEqual(chosen);
  expect(after.filter(({ isWalkIn }) => isWalkIn)).toMatchObject([
    { entry: { displayName: 'Walk In' }, isGone: false },
  ]);
  expect(after.map(({ position }) => position)).toEqual(after.map((_, index) => index));
  expect(after).toHaveLength(481);
  await close();
});
