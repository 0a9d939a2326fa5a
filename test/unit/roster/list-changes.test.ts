import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IncomingRow, listChanges } from '../../../electron/roster/list-changes.ts';
import type { DirectoryPerson, RosterEntry, RosterMatch, RosterRow } from '../../../shared/roster.ts';

const person = (objectId: string): DirectoryPerson => ({ objectId, displayName: objectId });
function row(entry: RosterEntry, extra: Partial<RosterRow> = {}): RosterRow {
  return {
    personKey: JSON.stringify(entry),
    position: 0,
    entry,
    match: { kind: 'unmatched' },
    state: { kind: 'open' },
    isWalkIn: false,
    isGone: false,
    ...extra,
  };
}
function line(
  entry: RosterEntry,
  match: IncomingRow['match'] = { kind: 'unmatched' },
  id = JSON.stringify(entry),
): IncomingRow {
  return { id, entry, match };
}
type Matched = Extract<RosterMatch, { kind: 'matched' }>;
const matched = (objectId: string): Matched => ({ kind: 'matched', person: person(objectId), by: 'mail', differs: [] });
const capture = { jobId: 'job-1', capturedAtMs: 1, station: 'one' };

test('the same list again changes nothing', () => {
  const entries = [{ displayName: 'Ann Lee' }, { employeeNumber: '7', displayName: 'Bo' }];
  const changes = listChanges(
    entries.map((entry) => row(entry)),
    entries.map((entry) => line(entry)),
  );
  expect(changes).toMatchObject({ added: [], changed: [], gone: [], repeated: [] });
  expect(changes.same).toHaveLength(2);
});

test('a misspelt name is mended in place: the row is known by its number, its capture stays', () => {
  const known = row({ employeeNumber: '7', displayName: 'Bo Brg' }, { state: { kind: 'captured', capture } });
  const { changed, added, gone } = listChanges([known], [line({ employeeNumber: '7', displayName: 'Bo Berg' })]);
  expect(changed).toEqual([{ row: known, incoming: line({ employeeNumber: '7', displayName: 'Bo Berg' }) }]);
  expect([added, gone]).toEqual([[], []]);
});

test('who got another number is still the same person when the directory says so', () => {
  const known = row({ employeeNumber: '7' }, { match: matched('p1') });
  const { changed } = listChanges([known], [line({ employeeNumber: '8' }, matched('p1'))]);
  expect(changed).toHaveLength(1);
});

test('a number that went to another person is another row', () => {
  const known = row({ employeeNumber: '7' }, { match: matched('p1') });
  const { added, gone } = listChanges([known], [line({ employeeNumber: '7' }, matched('p2'))]);
  expect(added).toHaveLength(1);
  expect(gone).toEqual([known]);
});

test('namesakes without numbers are not told apart by guessing', () => {
  const rows = [row({ displayName: 'Ann Lee', department: 'A' }), row({ displayName: 'Ann Lee', department: 'B' })];
  const { added, gone } = listChanges(rows, [line({ displayName: 'Ann Lee', department: 'C' })]);
  expect([added.length, gone.length]).toEqual([1, 2]);
});

test('a walk-in is not of the list: it is never gone, and a list that names it takes it in', () => {
  const walkIn = row({ displayName: 'Cy' }, { isWalkIn: true });
  expect(listChanges([walkIn], []).gone).toEqual([]);
  expect(listChanges([walkIn], [line({ displayName: 'Cy', employeeNumber: '9' })]).changed).toHaveLength(1);
});

test('who was gone and is named again is changed, not added', () => {
  const known = row({ displayName: 'Ann' }, { isGone: true });
  const changes = listChanges([known], [line({ displayName: 'Ann' })]);
  expect([changes.changed.length, changes.added.length]).toEqual([1, 0]);
});

test('lines for one person become one row, and the others are told', () => {
  const duplicate = (rows: string[]) => ({ kind: 'duplicate', match: matched('p1'), rows }) as const;
  const { added, repeated } = listChanges(
    [],
    [line({ mail: 'a' }, duplicate(['2']), '1'), line({ mail: 'b' }, duplicate(['1']), '2')],
  );
  expect(added.map(({ id }) => id)).toEqual(['1']);
  expect(repeated).toMatchObject([{ of: '1', incoming: { id: '2' } }]);
});

const few = fc.constantFrom('a', 'b', 'c', 'd');
const entry: fc.Arbitrary<RosterEntry> = fc.record(
  { employeeNumber: few, mail: few, displayName: few },
  { requiredKeys: [] },
);
const match = fc.oneof(fc.constant({ kind: 'unmatched' } as const), few.map(matched));

test('every row and every line is accounted for once, and captured rows are never dropped', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(entry, match, fc.boolean()), { maxLength: 6 }),
      fc.array(fc.tuple(entry, match), { maxLength: 6 }),
      (ours, theirs) => {
        const rows = ours.map(([each, found, isWalkIn], index) =>
          row(each, { match: found, isWalkIn, personKey: String(index) }),
        );
        const lines = theirs.map(([each, found], index) => line(each, found, String(index)));
        const { added, changed, same, gone, repeated } = listChanges(rows, lines);
        const pairs = [...changed, ...same];
        expect(
          [...added, ...pairs.map(({ incoming }) => incoming), ...repeated.map(({ incoming }) => incoming)]
            .map(({ id }) => id)
            .sort(),
        ).toEqual(lines.map(({ id }) => id).sort());
        const untouched = rows.filter((each) => each.isWalkIn && !pairs.some((pair) => pair.row === each));
        expect(
          [...pairs.map((pair) => pair.row), ...gone, ...untouched].map(({ personKey }) => personKey).sort(),
        ).toEqual(rows.map(({ personKey }) => personKey).sort());
        for (const pair of pairs) {
          const { match: theirMatch } = pair.incoming;
          if (pair.row.match.kind !== 'matched' || theirMatch.kind !== 'matched') continue;
          expect(theirMatch.person.objectId).toBe(pair.row.match.person.objectId);
        }
      },
    ),
    { numRuns: 500 },
  );
});
