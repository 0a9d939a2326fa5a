import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../../shared/contract.ts';
import type { ImportFilter } from '../../../../shared/import-contract.ts';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import type { RendererClock } from '../../../store/renderer-clock.ts';

/** The pictures of an import as far as they are known: only the pages around what is looked at are held. */
export interface ImportPagesState {
  readonly filter: ImportFilter;
  readonly query: string;
  /** `undefined` before the first answer. */
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly ImportItem[]>;
  readonly hasFailed: boolean;
}

export interface ImportPages {
  readonly state: StoreApi<ImportPagesState>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  choose(wanted: { readonly filter?: ImportFilter; readonly query?: string }): void;
  /** A picture that a person decided about, at once where its row is held; its neighbours may have changed with it. */
  note(item: ImportItem): void;
  /** Reads what is looked at again, once news have come to rest. */
  refresh(): void;
  close(): void;
}

const pageLength = 100;
const restMs = 200;

/** The picture at a place, when its page is held. */
export function importItemAt(state: Pick<ImportPagesState, 'pages'>, row: number): ImportItem | undefined {
  return state.pages.get(Math.floor(row / pageLength))?.[row % pageLength];
}

/** The pictures in pages. Asks for nothing before `look`. */
export function createImportPages(parts: { readonly api: KioskApi; readonly clock: RendererClock }): ImportPages {
  const state = createStore<ImportPagesState>(() => ({
    filter: 'all',
    query: '',
    total: undefined,
    pages: new Map(),
    hasFailed: false,
  }));
  let wanted = { first: 0, last: 0 };
  /** Goes up with what is listed; answers for another list count for nothing. */
  let turn = 0;
  let cancelRefresh: (() => void) | undefined;

  async function load(page: number): Promise<void> {
    const mine = turn;
    const { filter, query } = state.getState();
    const wantedPage = { filter, query, offset: page * pageLength, limit: pageLength };
    const reply = await parts.api.commands['imports.items'](wantedPage).catch(() => undefined);
    if (mine !== turn) return;
    if (reply?.kind !== 'ok') {
      state.setState({ hasFailed: true });
      return;
    }
    const { items, total } = reply.value;
    const isWanted = (held: number) => held >= wanted.first && held <= wanted.last;
    const kept = [...state.getState().pages].filter(([held]) => held !== page && isWanted(held));
    state.setState({ total, hasFailed: false, pages: new Map([...kept, [page, items]]) });
  }

  function loadWanted(isFresh: boolean): void {
    for (let page = wanted.first; page <= wanted.last; page += 1) {
      if (isFresh || !state.getState().pages.has(page)) void load(page);
    }
  }

  function refresh(): void {
    cancelRefresh ??= parts.clock.setTimer(restMs, () => {
      cancelRefresh = undefined;
      loadWanted(true);
    });
  }

  return {
    state,
    look(first, last) {
      wanted = { first: Math.floor(first / pageLength), last: Math.floor(Math.max(first, last) / pageLength) };
      loadWanted(false);
    },
    choose(next) {
      turn += 1;
      wanted = { first: 0, last: 0 };
      state.setState({ ...next, pages: new Map() });
      loadWanted(true);
    },
    note(item) {
      const { pages } = state.getState();
      for (const [page, items] of pages) {
        const index = items.findIndex(({ name }) => name === item.name);
        if (index !== -1) state.setState({ pages: new Map(pages).set(page, items.with(index, item)) });
      }
      refresh();
    },
    refresh,
    close() {
      turn += 1;
      cancelRefresh?.();
      cancelRefresh = undefined;
    },
  };
}
