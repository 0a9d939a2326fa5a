import { isSyllabic } from '../../shared/search-query.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { mayHoldSlip } from './near-word.ts';
import {
  BestHits,
  type FoldedQuery,
  foldQuery,
  nearScorer,
  type SearchEntry,
  score,
  searchEntry,
} from './people-search.ts';

/** What the index is told of somebody. */
type Named = Parameters<typeof searchEntry>[0];

/**
 * Finds people among many while somebody types. In memory are folded names and row numbers, nothing else of a person: the
 * few rows that are shown are read when they are shown.
 */
export interface PeopleIndex {
  /** Adds somebody, or replaces what was known of their row. */
  put(seq: number, person: Named): void;
  remove(seq: number): void;
  clear(): void;
  /** Row numbers of the best few, best first. */
  search(query: string): number[];
  /** The best few whom one slip in one word keeps from fitting. Looks at many, with pauses in which everything else has its turn. */
  searchNearly(query: string): Promise<number[]>;
  readonly size: number;
}

/** Where a word is filed: under its first two letters. */
function headOf(word: string): string {
  return [...word.slice(0, 4)].slice(0, 2).join('');
}

function headsOf({ words, joined, number }: SearchEntry): ReadonlySet<string> {
  const all = `${words}${joined}${number}`.split('\n').filter((word) => word !== '');
  return new Set(all.map(headOf));
}

function lettersOf({ joined }: SearchEntry): ReadonlySet<string> {
  return new Set([...joined].filter((letter) => letter > '\u10ff' && isSyllabic(letter)));
}

/** Some ten milliseconds of looking. */
const sliceLooks = 4_000;

/** Creates an empty index. */
export function createPeopleIndex(): PeopleIndex {
  const entries = new Map<number, SearchEntry>();
  /** Row numbers by the heads of words and whole names. */
  const byHead = new Map<string, number[]>();
  /** Row numbers by each letter of a script without spaces, for what stands in the middle of a name. */
  const byLetter = new Map<string, number[]>();

  function file(drawers: Map<string, number[]>, keys: ReadonlySet<string>, seq: number): void {
    for (const key of keys) {
      const drawer = drawers.get(key);
      if (drawer === undefined) drawers.set(key, [seq]);
      else drawer.push(seq);
    }
  }

  function unfile(drawers: Map<string, number[]>, keys: ReadonlySet<string>, seq: number): void {
    for (const key of keys) {
      const drawer = drawers.get(key);
      const at = drawer?.indexOf(seq) ?? -1;
      const last = at < 0 ? undefined : drawer?.pop();
      if (drawer === undefined || last === undefined) continue;
      if (last !== seq) drawer[at] = last;
      if (drawer.length === 0) drawers.delete(key);
    }
  }

  function smallest(drawers: Map<string, number[]>, keys: readonly string[]): readonly number[] {
    let found: readonly number[] | undefined;
    for (const key of keys) {
      const drawer = drawers.get(key) ?? [];
      if (found === undefined || drawer.length < found.length) found = drawer;
    }
    return found ?? [];
  }

  function under(isWanted: (head: string) => boolean): number[] {
    return [...byHead].flatMap(([head, drawer]) => (isWanted(head) ? drawer : []));
  }

  /** A single letter before the others: every drawer that begins with it. */
  const wide = (letter: string) => under((head) => head.startsWith(letter));

  /** Everybody with a word that begins so, and some more. */
  function exactly(token: string): readonly number[] {
    const head = headOf(token);
    return [...head].length > 1 ? (byHead.get(head) ?? []) : wide(head);
  }

  /** Everybody with a word that a token may mean which has a slip in it, and some more. */
  function nearly(token: string): number[] {
    if (!mayHoldSlip(token)) return [];
    const [first = '', second = '', third = ''] = token;
    const tooMany = second + third;
    const exchanged = second + first;
    return under((head) => {
      const [own, next] = head;
      const isWrong = next === second;
      const isMissing = next === first;
      return own === first || isWrong || isMissing || head === tooMany || head === exchanged;
    });
  }

  function drawersFor({ tokens, joined, isSyllabic: isInside, address }: FoldedQuery): readonly (readonly number[])[] {
    const heads = tokens.map(headOf).filter((head) => [...head].length > 1);
    const byWords = heads.length > 0 ? smallest(byHead, heads) : wide(tokens[0] ?? '');
    const letters = isInside ? [...joined].filter((letter) => isSyllabic(letter)) : [];
    const wholeHead = headOf(joined);
    const byWhole = [...wholeHead].length > 1 ? (byHead.get(wholeHead) ?? []) : [];
    const byAddress = address === undefined ? [] : (byHead.get(headOf(address)) ?? []);
    return [byWords, byWhole, byAddress, smallest(byLetter, letters)];
  }

  function takeOut(seq: number, known: SearchEntry): void {
    unfile(byHead, headsOf(known), seq);
    unfile(byLetter, lettersOf(known), seq);
  }

  return {
    put(seq, person) {
      const entry = searchEntry(person);
      const known = entries.get(seq);
      entries.set(seq, entry);
      if (known?.words === entry.words && known.joined === entry.joined && known.number === entry.number) return;
      if (known !== undefined) takeOut(seq, known);
      file(byHead, headsOf(entry), seq);
      file(byLetter, lettersOf(entry), seq);
    },
    remove(seq) {
      const known = entries.get(seq);
      if (known !== undefined) takeOut(seq, known);
      entries.delete(seq);
    },
    clear() {
      entries.clear();
      byHead.clear();
      byLetter.clear();
    },
    search(query) {
      const folded = foldQuery(query);
      if (folded === undefined) return [];
      const best = new BestHits<number>();
      const seen = new Set<number>();
      // One word asks twice for the same drawer.
      for (const drawer of new Set(drawersFor(folded))) {
        for (const seq of drawer) {
          if (seen.has(seq)) continue;
          seen.add(seq);
          const entry = entries.get(seq);
          const points = entry === undefined ? 0 : score(entry, folded);
          if (entry !== undefined && points > 0) best.offer(seq, points, entry.sortName);
        }
      }
      return best.hits();
    },
    async searchNearly(query) {
      const folded = foldQuery(query);
      if (folded === undefined) return [];
      const best = new BestHits<number>();
      const nearness = nearScorer(folded);
      // One word at most has the slip; where there are others, each of them alone holds everybody.
      const drawers = folded.tokens.map((token, index) => {
        const others = folded.tokens.filter((_, at) => at !== index).map(exactly);
        return [nearly(token), ...others].sort((a, b) => a.length - b.length)[0] ?? [];
      });
      let looked = 0;
      for (const seq of new Set(drawers.flat())) {
        looked += 1;
        if (looked % sliceLooks === 0) await loopTurn();
        const entry = entries.get(seq);
        const points = entry === undefined ? 0 : nearness(entry);
        if (entry !== undefined && points > 0) best.offer(seq, points, entry.sortName);
      }
      return best.hits();
    },
    get size() {
      return entries.size;
    },
  };
}
