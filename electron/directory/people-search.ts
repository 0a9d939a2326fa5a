import type { Person } from '../../shared/person.ts';
import { isSearchable, isSyllabic } from '../../shared/search-query.ts';
import { foldedWords, foldText } from './folded-text.ts';
import { beginsNearly, quickLook } from './near-word.ts';

/** How many people one search shows: enough to choose from, too few to list a directory in a lobby. */
export const searchResultLimit = 8;

/** What a search compares of somebody, folded once. Texts in one string each, every one between line feeds. */
export interface SearchEntry {
  /** Words of names, and whole addresses. */
  readonly words: string;
  /** Whole names without what stands between their words, in each order. */
  readonly joined: string;
  readonly number: string;
  /** For a list in a steady order. */
  readonly sortName: string;
}

/** The names that somebody may be found by. */
type Named = Pick<Person, 'displayName'> &
  Partial<Pick<Person, 'reading' | 'givenName' | 'surname' | 'mail' | 'userPrincipalName' | 'employeeId'>>;

const between = (texts: Iterable<string>) => `\n${[...new Set(texts)].filter((text) => text !== '').join('\n')}\n`;

/** Folds what a search compares of somebody. Given name and surname are found in both orders. */
export function searchEntry(person: Named): SearchEntry {
  const { displayName, reading = '', givenName = '', surname = '', mail = '', userPrincipalName = '' } = person;
  const display = foldText(displayName);
  const names = [display, ...[reading, `${givenName} ${surname}`, `${surname} ${givenName}`].map(foldText)];
  const words = names.map(foldedWords);
  return {
    words: between([...words.flat(), foldText(mail), foldText(userPrincipalName)]),
    joined: between(words.map((name) => name.join(''))),
    number: person.employeeId === undefined ? '' : foldText(person.employeeId),
    sortName: display,
  };
}

/** A query, folded. `undefined` when it says too little to search with. */
export interface FoldedQuery {
  readonly tokens: readonly string[];
  readonly joined: string;
  readonly isSyllabic: boolean;
  /** The whole query where it is an address or its beginning: its dots and signs are no places to cut it. */
  readonly address?: string;
}

export function foldQuery(query: string): FoldedQuery | undefined {
  if (!isSearchable(query)) return undefined;
  const folded = foldText(query);
  const tokens = foldedWords(folded);
  const joined = tokens.join('');
  if (joined === '') return undefined;
  const address = /^[^\s@]+@\S*$/.test(folded) ? { address: folded } : {};
  return { tokens, joined, isSyllabic: isSyllabic(joined), ...address };
}

/** How well somebody fits a query: 4 by number, 3 by whole name or by address, 2 by its beginning, 1 by each word's beginning; 0 not. */
export function score(entry: SearchEntry, { tokens, joined, isSyllabic: isInside, address }: FoldedQuery): number {
  if (entry.number === joined) return 4;
  if (address !== undefined && entry.words.includes(`\n${address}`)) return 3;
  if (entry.joined.includes(`\n${joined}`)) return entry.joined.includes(`\n${joined}\n`) ? 3 : 2;
  if (tokens.every((token) => entry.words.includes(`\n${token}`))) return 1;
  // Scripts without spaces: a given name stands in the middle of the written name.
  return isInside && entry.joined.includes(joined) ? 1 : 0;
}

/** How nearly somebody would fit but for one slip in one word of the query: 2, or 1 where the slip is in the first letter; 0 not. */
export function nearScorer({ tokens }: FoldedQuery): (entry: SearchEntry) => number {
  const looks = tokens.map((token) => ({ token, exact: `\n${token}`, mayFit: quickLook(token) }));
  return ({ words }) => {
    const [slipped, ...others] = looks.filter(({ exact }) => !words.includes(exact));
    if (slipped === undefined) return 2;
    const { token, mayFit } = slipped;
    if (others.length > 0 || !mayFit(words)) return 0;
    const near = words.split('\n').filter((word) => beginsNearly(word, token));
    if (near.length === 0) return 0;
    // A hand that begins a name with the wrong letter is rare.
    return near.some((word) => word[0] === token[0]) ? 2 : 1;
  };
}

/** The best few of many, best first; equal ones by name, so that a list does not jump about between two letters typed. */
export class BestHits<Hit> {
  readonly #best: { readonly hit: Hit; readonly points: number; readonly sortName: string }[] = [];

  offer(hit: Hit, points: number, sortName: string): void {
    const best = this.#best;
    const isBefore = (other: { points: number; sortName: string }) =>
      points > other.points || (points === other.points && sortName < other.sortName);
    const last = best[searchResultLimit - 1];
    if (last !== undefined && !isBefore(last)) return;
    const found = best.findIndex(isBefore);
    best.splice(found < 0 ? best.length : found, 0, { hit, points, sortName });
    if (best.length > searchResultLimit) best.pop();
  }

  hits(): Hit[] {
    return this.#best.map(({ hit }) => hit);
  }
}

/** The best few of a short list. */
export function rankPeople(people: readonly Person[], query: string): Person[] {
  const folded = foldQuery(query);
  if (folded === undefined) return [];
  const best = new BestHits<Person>();
  for (const person of people) {
    const entry = searchEntry(person);
    const points = score(entry, folded);
    if (points > 0) best.offer(person, points, entry.sortName);
  }
  return best.hits();
}

/** Joins what the directory answered with what the station knows; each person once, the directory's data first. */
export function mergePeople(answered: readonly Person[], known: readonly Person[], query: string): Person[] {
  const byId = new Map<string, Person>();
  for (const person of [...answered, ...known]) if (!byId.has(person.id)) byId.set(person.id, person);
  const ranked = rankPeople([...byId.values()], query);
  const shown = new Set(ranked.map(({ id }) => id));
  // The directory may match in ways we cannot reproduce: what it answered stays, after what we can rank.
  const rest = answered.filter(({ id }, index) => {
    const isFirst = answered.findIndex((other) => other.id === id) === index;
    return isFirst && !shown.has(id);
  });
  return [...ranked, ...rest].slice(0, searchResultLimit);
}
