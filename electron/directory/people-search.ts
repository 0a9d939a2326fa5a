import type { Person } from '../../shared/person.ts';
import { isSearchable, isSyllabic } from '../../shared/search-query.ts';

/** How many people one search shows: enough to choose from, too few to list a directory in a lobby. */
export const searchResultLimit = 8;

const combiningMarks = /\p{M}+/gu;
const betweenWords = /[\s,.・()‐‑-]+/;

/**
 * Folds a text for comparison: width, case, diacritics and the two kana scripts make no difference, nor do
 * apostrophes inside a name.
 */
export function foldText(text: string): string {
  return (
    text
      .normalize('NFKD')
      // A kana's voicing mark is part of the letter; everywhere else marks are accents.
      .replace(combiningMarks, (marks) => marks.replace(/[^\u3099\u309a]/g, ''))
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/[\u2019'’`]/g, '')
      .replace(/ß/g, 'ss')
      .replace(/ø/g, 'o')
      .replace(/ł/g, 'l')
      .replace(/đ/g, 'd')
      .replace(/æ/g, 'ae')
      .replace(/ı/g, 'i')
      .trim()
  );
}

/** A person with the folded texts that a search compares; made once for a list of people. */
interface SearchEntry {
  readonly person: Person;
  readonly words: readonly string[];
  readonly joined: readonly string[];
  readonly exact: readonly string[];
}

function entryOf(person: Person): SearchEntry {
  const names = [person.displayName, person.reading ?? ''].map(foldText).filter((name) => name !== '');
  const addresses = [person.mail ?? '', person.userPrincipalName].map(foldText).filter((name) => name !== '');
  return {
    person,
    words: [...names.flatMap((name) => name.split(betweenWords)), ...addresses].filter((word) => word !== ''),
    joined: names.map((name) => name.split(betweenWords).join('')),
    exact: person.employeeId === undefined ? [] : [foldText(person.employeeId)],
  };
}

function score(entry: SearchEntry, tokens: readonly string[], joinedQuery: string): number {
  if (entry.exact.includes(joinedQuery)) return 4;
  if (entry.joined.includes(joinedQuery)) return 3;
  if (entry.joined.some((name) => name.startsWith(joinedQuery))) return 2;
  const everyTokenStartsAWord = tokens.every((token) => entry.words.some((word) => word.startsWith(token)));
  if (everyTokenStartsAWord) return 1;
  // Scripts without spaces: a given name stands in the middle of the written name.
  return isSyllabic(joinedQuery) && entry.joined.some((name) => name.includes(joinedQuery)) ? 1 : 0;
}

/** Searches a list of people by name, reading, mail or employee number; best first, at most {@link searchResultLimit}. */
export function createPeopleSearch(people: readonly Person[]): (query: string) => Person[] {
  const entries = people.map(entryOf);
  return (query) => {
    if (!isSearchable(query)) return [];
    const folded = foldText(query);
    const tokens = folded.split(betweenWords).filter((token) => token !== '');
    const joinedQuery = tokens.join('');
    const hits: { person: Person; points: number }[] = [];
    for (const entry of entries) {
      const points = score(entry, tokens, joinedQuery);
      if (points > 0) hits.push({ person: entry.person, points });
    }
    hits.sort((a, b) => b.points - a.points || a.person.displayName.localeCompare(b.person.displayName));
    return hits.slice(0, searchResultLimit).map((hit) => hit.person);
  };
}

/** Joins what the directory answered with what the station knows; each person once, the directory's data first. */
export function mergePeople(answered: readonly Person[], known: readonly Person[], query: string): Person[] {
  const byId = new Map<string, Person>();
  for (const person of [...answered, ...known]) if (!byId.has(person.id)) byId.set(person.id, person);
  const merged = [...byId.values()];
  const ranked = createPeopleSearch(merged)(query);
  // The directory may match in ways we cannot reproduce: what it answered stays, after what we can rank.
  const rest = merged.filter(
    (person) => answered.some((other) => other.id === person.id) && !ranked.some((other) => other.id === person.id),
  );
  return [...ranked, ...rest].slice(0, searchResultLimit);
}
