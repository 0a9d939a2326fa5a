import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RendererClock } from '../../store/renderer-clock.ts';

/** A list as far as it is known: only the pages around what is looked at are held, however long the list is. */
export interface PagesState<Row> {
  /** `undefined` before the first answer. */
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
  readonly hasFailed: boolean;
}

/** What an answer gives of a list. `told` is what it says beside the rows. */
interface ListPart<Row, Told> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly told: Told;
}

interface ListPagesParts<Row, Question, Told> {
  readonly clock: RendererClock;
  /** News come in bursts; the list is read again at most this often. */
  readonly restMs: number;
  /** What is listed, and what is known beside the rows before the first answer. */
  readonly begin: Question & Told;
  /** Reads a part of what is listed; `undefined` when it cannot be had. */
  readonly read: (
    question: Question,
    part: { readonly offset: number; readonly limit: number },
  ) => Promise<ListPart<Row, Told> | undefined>;
}

interface ListPages<Row, Question, Told> {
  readonly state: StoreApi<PagesState<Row> & Question & Told>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  /** Another question: from the top, and what is on its way no longer counts. `keeps`: what stays until the answer is there. */
  ask(question: Partial<Question>, keeps?: 'nothing' | 'total' | 'rows'): void;
  /** Puts rows that are held anew; where `change` gives nothing a row stays. What was put, in no row: `undefined`. */
  patch(change: (row: Row) => Row | undefined): Row | undefined;
  /** Whether an answer is on its way, which may be older than news. */
  isReading(): boolean;
  /** Reads what is looked at again, once news have come to rest. */
  refresh(): void;
  /** Reads what is looked at again, at once. */
  reload(): void;
  /** Answers on their way are dropped and no timer is left; `look` begins again. */
  close(): void;
}

/** Rows asked for at once. */
export const pageLength = 100;

/** The row at a place, when its page is held. */
export function rowAt<Row>({ pages }: Pick<PagesState<Row>, 'pages'>, place: number): Row | undefined {
  return pages.get(Math.floor(place / pageLength))?.[place % pageLength];
}

const pageOf = (place: number) => Math.floor(place / pageLength);

/** A list in pages. Asks for nothing before `look`. */
export function createListPages<Row, Question extends object, Told extends object>({
  clock,
  restMs,
  begin,
  read,
}: ListPagesParts<Row, Question, Told>): ListPages<Row, Question, Told> {
  type State = PagesState<Row> & Question & Told;
  const state = createStore<State>(() => ({ ...begin, total: undefined, pages: new Map(), hasFailed: false }));
  const set = (change: object) => state.setState(change as Partial<State>);
  let wanted = { first: 0, last: 0 };
  /** Goes up with what is asked for; answers to another question count for nothing. */
  let turn = 0;
  let cancelRefresh: (() => void) | undefined;
  const loading = new Set<number>();

  async function load(page: number): Promise<void> {
    if (loading.has(page)) return;
    loading.add(page);
    const mine = turn;
    const part = { offset: page * pageLength, limit: pageLength };
    const answer = await read(state.getState(), part).catch(() => undefined);
    if (mine !== turn) return;
    loading.delete(page);
    if (answer === undefined) {
      set({ hasFailed: true });
      return;
    }
    const isWanted = (held: number) => held >= wanted.first && held <= wanted.last;
    const kept = [...state.getState().pages].filter(([held]) => held !== page && isWanted(held));
    const pages = new Map([...kept, [page, answer.rows] as const]);
    set({ ...answer.told, total: answer.total, hasFailed: false, pages });
  }

  function loadWanted(isFresh: boolean): void {
    for (let page = wanted.first; page <= wanted.last; page += 1) {
      if (isFresh || !state.getState().pages.has(page)) void load(page);
    }
  }

  function refresh(): void {
    cancelRefresh ??= clock.setTimer(restMs, () => {
      cancelRefresh = undefined;
      if (loading.size > 0) refresh();
      else loadWanted(true);
    });
  }

  function drop(): void {
    turn += 1;
    loading.clear();
  }

  return {
    state,
    look(first, last) {
      wanted = { first: pageOf(first), last: pageOf(Math.max(first, last)) };
      loadWanted(false);
    },
    ask(question, keeps = 'nothing') {
      drop();
      wanted = { first: 0, last: 0 };
      const rest = {
        ...(keeps === 'nothing' ? { total: undefined } : {}),
        ...(keeps === 'rows' ? {} : { pages: new Map() }),
      };
      set({ ...question, ...rest, hasFailed: false });
      loadWanted(true);
    },
    patch(change) {
      let put: Row | undefined;
      for (const [page, rows] of state.getState().pages) {
        for (const [index, row] of rows.entries()) {
          const changed = change(row);
          if (changed === undefined) continue;
          put = changed;
          const now = state.getState().pages;
          set({ pages: new Map(now).set(page, (now.get(page) ?? rows).with(index, changed)) });
        }
      }
      return put;
    },
    isReading: () => loading.size > 0,
    refresh,
    reload: () => loadWanted(true),
    close() {
      drop();
      cancelRefresh?.();
      cancelRefresh = undefined;
    },
  };
}
