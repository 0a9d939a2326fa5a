import {
  type DirectoryPerson,
  type IdentifierKind,
  identifierKinds,
  type RosterEntry,
  type RosterMatch,
} from '../../shared/roster.ts';
import { inTurns } from '../process/loop-turn.ts';
import { DirectoryIndex, distinct, lookups } from './directory-index.ts';
import { foldIdentifier, nameKeys } from './identity-keys.ts';

/** One row of a list. `id` names it in the result: a line of a file, or a row of a roster. */
export interface ListedPerson {
  readonly id: string;
  readonly entry: RosterEntry;
}

/** What matching says of one row. `duplicate`: this row and `rows` are the same person; none of them was preferred. */
export type RowMatch =
  | RosterMatch
  | {
      readonly kind: 'duplicate';
      readonly match: Extract<RosterMatch, { kind: 'matched' }>;
      readonly rows: readonly string[];
    };

/** The people whose field `among` holds what the row says in its field `from`. */
function lookUp(entry: RosterEntry, index: DirectoryIndex, { from, among }: (typeof lookups)[number]) {
  const value = entry[from];
  return { by: among, people: value === undefined ? [] : index.byIdentifier(among, value) };
}

/** Identifiers of the row for which the directory holds another value. An empty value there contradicts nothing. */
function differing(entry: RosterEntry, person: DirectoryPerson): IdentifierKind[] {
  return identifierKinds.filter((kind) => {
    const said = foldIdentifier(entry[kind] ?? '');
    if (said === '') return false;
    const isAddress = kind === 'mail' || kind === 'userPrincipalName';
    const known = (isAddress ? [person.mail, person.userPrincipalName] : [person[kind]])
      .map((value) => foldIdentifier(value ?? ''))
      .filter((value) => value !== '');
    return known.length > 0 && !known.includes(said);
  });
}

/**
 * Finds the person of one row, or says why a person must. In this order, the first that finds exactly one decides:
 *
 * | step | looks up | among |
 * |---|---|---|
 * | 1 | object id | object ids |
 * | 2 | user principal name, then mail | user principal names |
 * | 3 | mail, then user principal name | mail addresses |
 * | 4 | mail nickname | mail nicknames |
 * | 5 | employee number | employee numbers |
 * | 6 | name, in both orders | display names, given name and surname in both orders |
 *
 * Identifiers that find different people are ambiguous, whatever their order. A name decides only when nobody else in the
 * directory and no other row of the list has it, and only when the person found has no other identifier than the row says.
 */
export function matchRow(entry: RosterEntry, index: DirectoryIndex, isNameUniqueInList: boolean): RosterMatch {
  const found = lookups.map((lookup) => lookUp(entry, index, lookup));
  const all = distinct(found.flatMap(({ people }) => people));
  const decided = found.find(({ people }) => people.length === 1);
  const person = decided?.people[0];
  if (decided !== undefined && person !== undefined) {
    const isAgreed = found.every(({ people }) => people.length === 0 || people.includes(person));
    if (!isAgreed) return { kind: 'ambiguous', why: 'identifiers-disagree', candidates: all };
    const isNameOther = nameKeys(entry).length > 0 && !index.byName(entry).includes(person);
    return {
      kind: 'matched',
      person,
      by: decided.by,
      differs: [...differing(entry, person), ...(isNameOther ? (['name'] as const) : [])],
    };
  }
  if (all.length > 0) return { kind: 'ambiguous', why: 'several-people', candidates: all };
  return matchName(entry, index, isNameUniqueInList);
}

function matchName(entry: RosterEntry, index: DirectoryIndex, isNameUniqueInList: boolean): RosterMatch {
  const candidates = [...index.byName(entry)];
  const [person, ...others] = candidates;
  if (person === undefined) return { kind: 'unmatched' };
  if (others.length > 0 || !isNameUniqueInList) return { kind: 'ambiguous', why: 'name-not-unique', candidates };
  // The newcomer whose account is not there yet must not become the namesake who is.
  if (differing(entry, person).length > 0) return { kind: 'ambiguous', why: 'name-only-likely', candidates };
  return { kind: 'matched', person, by: 'name', differs: [] };
}

/** Rows that are worked on before the loop turns: some ten milliseconds at most. */
const rowsAtOnce = 250;

/** Rows that are the same person: each says which others are. */
function markDuplicates(same: readonly string[], matches: Map<string, RowMatch>): void {
  for (const id of same) {
    const match = matches.get(id);
    if (match?.kind !== 'matched') continue;
    matches.set(id, { kind: 'duplicate', match, rows: same.filter((other) => other !== id).sort() });
  }
}

/**
 * Matches a whole list against a directory that passes by once. The result has every row, and is the same whatever the
 * order of rows and people. No row has two people, and rows that end at the same person all say so. The loop turns in between,
 * however long the list is.
 */
export async function matchList(
  rows: readonly ListedPerson[],
  people: AsyncIterable<DirectoryPerson>,
): Promise<ReadonlyMap<string, RowMatch>> {
  const index = new DirectoryIndex();
  const seen = new Set<string>();
  const shared = new Set<string>();
  await inTurns(rows, rowsAtOnce, ({ entry }) => {
    index.want(entry);
    for (const name of nameKeys(entry)) (seen.has(name) ? shared : seen).add(name);
  });
  for await (const person of people) index.offer(person);
  const matches = new Map<string, RowMatch>();
  const rowsOfPerson = new Map<string, string[]>();
  await inTurns(rows, rowsAtOnce, ({ id, entry }) => {
    const match = matchRow(entry, index, !nameKeys(entry).some((name) => shared.has(name)));
    matches.set(id, match);
    if (match.kind !== 'matched') return;
    const same = rowsOfPerson.get(match.person.objectId);
    if (same === undefined) rowsOfPerson.set(match.person.objectId, [id]);
    else same.push(id);
  });
  await inTurns(rowsOfPerson.values(), rowsAtOnce, (same) => {
    if (same.length > 1) markDuplicates(same, matches);
  });
  return matches;
}
