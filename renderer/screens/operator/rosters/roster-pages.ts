import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../../shared/contract.ts';
import type { RosterFilter, RosterRowView, RosterSummary } from '../../../../shared/roster-run.ts';
import type { UploadJob } from '../../../../shared/upload-job.ts';
import type { RendererClock } from '../../../store/renderer-clock.ts';

/** The rows of a roster as far as they are known: only the pages around what is looked at are held. */
export interface RosterPagesState {
  readonly filter: RosterFilter;
  readonly query: string;
  /** `undefined` before the first answer. */
  readonly total: number | undefined;
  readonly summary: RosterSummary | undefined;
  readonly pages: ReadonlyMap<number, readonly RosterRowView[]>;
  readonly hasFailed: boolean;
}

export interface RosterPages {
  readonly state: StoreApi<RosterPagesState>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  choose(wanted: { readonly filter?: RosterFilter; readonly query?: string }): void;
  /** A photo has a new state: shown at once where its row is held. */
  note(job: UploadJob): void;
  /** Reads what is looked at again, once news have come to rest. */
  refresh(): void;
  close(): void;
}

const pageLength = 100;
const restMs = 200;

/** The row at a place, when its page is held. */
export function rosterRowAt(state: Pick<RosterPagesState, 'pages'>, row: number): RosterRowView | undefined {
  return state.pages.get(Math.floor(row / pageLength))?.[row % pageLength];
}

/** The rows of one roster in pages. Asks for nothing before `look`. */
export function createRosterPages(
  parts: { readonly api: KioskApi; readonly clock: RendererClock },
  rosterId: string,
  filter: RosterFilter = 'all',
): RosterPages {
  const state = createStore<RosterPagesState>(() => ({
    filter,
    query: '',
    total: undefined,
    summary: undefined,
    pages: new Map(),
    hasFailed: false,
  }));
  let wanted = { first: 0, last: 0 };
  /** Goes up with what is listed; answers for another list count for nothing. */
  let turn = 0;
  let cancelRefresh: (() => void) | undefined;

  async function load(page: number): Promise<void> {
    const mine = turn;
    const { filter: now, query } = state.getState();
    const reply = await parts.api.commands['rosters.rows']({
      rosterId,
      filter: now,
      query,
      offset: page * pageLength,
      limit: pageLength,
    }).catch(() => undefined);
    if (mine !== turn) return;
    if (reply?.kind !== 'ok') {
      state.setState({ hasFailed: true });
      return;
    }
    const { rows, total, summary } = reply.value;
    const isWanted = (held: number) => held >= wanted.first && held <= wanted.last;
    const kept = [...state.getState().pages].filter(([held]) => held !== page && isWanted(held));
    state.setState({ total, summary, hasFailed: false, pages: new Map([...kept, [page, rows]]) });
  }

  function loadWanted(isFresh: boolean): void {
    for (let page = wanted.first; page <= wanted.last; page += 1) {
      if (isFresh || !state.getState().pages.has(page)) void load(page);
    }
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
    note(job) {
      const { pages } = state.getState();
      for (const [page, rows] of pages) {
        const index = rows.findIndex((view) => view.job?.id === job.id);
        const view = rows[index];
        if (view === undefined) continue;
        state.setState({ pages: new Map(pages).set(page, rows.with(index, { ...view, job })) });
      }
    },
    refresh() {
      cancelRefresh ??= parts.clock.setTimer(restMs, () => {
        cancelRefresh = undefined;
        loadWanted(true);
      });
    },
    close() {
      turn += 1;
      cancelRefresh?.();
      cancelRefresh = undefined;
    },
  };
}
