import { identifierKinds, type RosterEntry, type RosterRow } from '../../shared/roster.ts';
import { atOnce, type InParts } from '../process/loop-turn.ts';
import { identifiersOf, nameKeys } from './identity-keys.ts';
import type { RowMatch } from './matching.ts';

/** One row of the list that is imported, with what matching said of it. */
export interface IncomingRow {
  readonly id: string;
  readonly entry: RosterEntry;
  readonly match: RowMatch;
}

/** A row and the line of the list that is about the same person. */
interface Pair {
  readonly row: RosterRow;
  readonly incoming: IncomingRow;
}

/** What importing a list again would do. It only ever changes what the list says: states and captures are not in it. */
export interface ListChanges {
  readonly added: readonly IncomingRow[];
  readonly changed: readonly Pair[];
  readonly same: readonly Pair[];
  /** Rows that the list no longer names. They stay, marked; what was captured stays with them. */
  readonly gone: readonly RosterRow[];
  /** Further lines of the list for somebody who is in it already. */
  readonly repeated: readonly { readonly incoming: IncomingRow; readonly of: string }[];
}

/** Every key by which a row can be recognised, strongest first: the person, then the identifiers, then the name. */
function keysOf(entry: RosterEntry, match: RowMatch): string[] {
  const person = match.kind === 'duplicate' ? match.match.person : match.kind === 'matched' ? match.person : undefined;
  return [
    ...(person === undefined ? [] : [`person ${person.objectId}`]),
    ...identifiersOf(entry).map(([kind, value]) => `${kind} ${value}`),
    ...nameKeys(entry).map((name) => `name ${name}`),
  ];
}

const strengths = ['person', ...identifierKinds, 'name'] as const;

type Keyed<Row> = readonly (readonly [Row, readonly string[]])[];
/** Rows that are looked at in one part: a few milliseconds. */
const rowsAtOnce = 200;

function* keyed<Row extends { readonly entry: RosterEntry; readonly match: RowMatch }>(
  rows: readonly Row[],
): InParts<Keyed<Row>> {
  const all: (readonly [Row, readonly string[]])[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % rowsAtOnce === rowsAtOnce - 1) yield;
    all.push([row, keysOf(row.entry, row.match)]);
  }
  return all;
}

/** Keys that exactly one row of a list has; a key that two rows share recognises neither. */
function* uniqueKeys<Row>(rows: Keyed<Row>): InParts<Map<string, Row>> {
  const unique = new Map<string, Row>();
  const shared = new Set<string>();
  for (const [index, [row, keys]] of rows.entries()) {
    if (index % rowsAtOnce === rowsAtOnce - 1) yield;
    for (const key of keys) {
      if (unique.has(key)) shared.add(key);
      unique.set(key, row);
    }
  }
  for (const key of shared) unique.delete(key);
  return unique;
}

function saysTheSame(a: RosterEntry, b: RosterEntry): boolean {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof RosterEntry>;
  return [...fields].every((field) => a[field] === b[field]);
}

/** Lines for one person count as one: the first of the list stands for all, the others are told as repeated. */
function withoutRepeats(incoming: readonly IncomingRow[]) {
  const first = new Map<string, IncomingRow>();
  const repeated: { incoming: IncomingRow; of: string }[] = [];
  const kept = incoming.filter((row) => {
    if (row.match.kind !== 'duplicate') return true;
    const person = row.match.match.person.objectId;
    const known = first.get(person);
    if (known !== undefined) repeated.push({ incoming: row, of: known.id });
    else first.set(person, row);
    return known === undefined;
  });
  return { kept, repeated };
}

/**
 * Compares a roster with a list that is imported into it. Rows are recognised by the strongest key that is unique on both
 * sides: the same person, else the same identifier, else the same name. A row and a line are paired at most once; two people
 * who are known to be different are never paired. Walk-ins are not of the list: it cannot make them gone.
 */
export function* listChangesInParts(
  rows: readonly RosterRow[],
  incoming: readonly IncomingRow[],
): InParts<ListChanges> {
  const { kept, repeated } = withoutRepeats(incoming);
  if (rows.length === 0) return { added: kept, changed: [], same: [], gone: [], repeated };
  const ours = yield* keyed(rows);
  const theirs = yield* keyed(kept);
  const rowByKey = yield* uniqueKeys(ours);
  const incomingByKey = yield* uniqueKeys(theirs);
  const pairOf = new Map<IncomingRow, RosterRow>();
  const taken = new Set<RosterRow>();
  for (const strength of strengths) {
    for (const [index, [line, keys]] of theirs.entries()) {
      if (index % (5 * rowsAtOnce) === 0) yield;
      if (pairOf.has(line)) continue;
      const key = keys.find(
        (each) => each.startsWith(`${strength} `) && incomingByKey.get(each) === line && rowByKey.has(each),
      );
      const row = key === undefined ? undefined : rowByKey.get(key);
      if (row === undefined || taken.has(row) || areDifferentPeople(row, line)) continue;
      pairOf.set(line, row);
      taken.add(row);
    }
  }
  const added: IncomingRow[] = [];
  const changed: Pair[] = [];
  const same: Pair[] = [];
  for (const [index, line] of kept.entries()) {
    if (index % rowsAtOnce === 0) yield;
    const row = pairOf.get(line);
    if (row === undefined) added.push(line);
    else if (!row.isGone && saysTheSame(row.entry, line.entry)) same.push({ row, incoming: line });
    else changed.push({ row, incoming: line });
  }
  const gone = rows.filter((row) => !taken.has(row) && !row.isWalkIn && !row.isGone);
  return { added, changed, same, gone, repeated };
}

/** The same in one piece. */
export function listChanges(rows: readonly RosterRow[], incoming: readonly IncomingRow[]): ListChanges {
  return atOnce(listChangesInParts(rows, incoming));
}

function areDifferentPeople(row: RosterRow, { match }: IncomingRow): boolean {
  const theirs = match.kind === 'duplicate' ? match.match : match;
  if (row.match.kind !== 'matched' || theirs.kind !== 'matched') return false;
  return row.match.person.objectId !== theirs.person.objectId;
}
