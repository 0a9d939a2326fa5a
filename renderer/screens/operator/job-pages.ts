import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../shared/contract.ts';
import type { DayCounts, JobFilter, UploadJob } from '../../../shared/upload-job.ts';
import type { RendererClock } from '../../store/renderer-clock.ts';
import { fitsFilter } from './job-words.ts';

/** The list as far as it is known: only the pages around what is looked at are held, however long the list is. */
export interface JobPagesState {
  readonly filter: JobFilter;
  /** What is looked for by name or address; empty: nothing. */
  readonly query: string;
  /** `undefined` before the first answer. */
  readonly total: number | undefined;
  /** What came of today's photos, as of the last answer. */
  readonly today?: DayCounts;
  readonly pages: ReadonlyMap<number, readonly UploadJob[]>;
  readonly hasFailed: boolean;
}

/** Jobs asked for at once. */
export const pageLength = 100;
/** News come in bursts; the list is read again at most this often. */
const restMs = 250;

export interface JobPages {
  readonly state: StoreApi<JobPagesState>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  choose(filter: JobFilter): void;
  /** Looks for names and addresses. What was found before stays until the answer is there. */
  find(query: string): void;
  /** A job has a new state: shown at once where its row is held, else the list is read again soon. */
  note(job: UploadJob): void;
  /** Reads what is looked at again, at once. */
  reload(): void;
  /** Answers on their way are dropped and no timer is left; `look` begins again. */
  close(): void;
}

/** The job at a row, when its page is held. */
export function jobAt(state: Pick<JobPagesState, 'pages'>, row: number): UploadJob | undefined {
  return state.pages.get(Math.floor(row / pageLength))?.[row % pageLength];
}

/** The list of upload jobs in pages. Asks for nothing before `look`. */
export function createJobPages(
  parts: { readonly api: KioskApi; readonly clock: RendererClock },
  filter: JobFilter = 'all',
): JobPages {
  const state = createStore<JobPagesState>(() => ({
    filter,
    query: '',
    total: undefined,
    pages: new Map(),
    hasFailed: false,
  }));
  let wanted = { first: 0, last: 0 };
  /** Goes up with what is asked for; answers to another question count for nothing. */
  let turn = 0;
  let cancelRefresh: (() => void) | undefined;
  const loading = new Set<number>();

  const isWanted = (page: number) => page >= wanted.first && page <= wanted.last;

  async function load(page: number) {
    if (loading.has(page)) return;
    loading.add(page);
    const mine = turn;
    const { filter, query } = state.getState();
    const reply = await parts.api.commands['uploads.list']({
      offset: page * pageLength,
      limit: pageLength,
      filter,
      ...(query.trim() === '' ? {} : { query }),
    }).catch(() => undefined);
    if (mine !== turn) return;
    loading.delete(page);
    if (reply?.kind !== 'ok') {
      state.setState({ hasFailed: true });
      return;
    }
    const { jobs, total, today } = reply.value;
    const kept = [...state.getState().pages].filter(([held]) => held !== page && isWanted(held));
    state.setState({ total, today, hasFailed: false, pages: new Map([...kept, [page, jobs]]) });
  }

  function loadWanted(isFresh: boolean) {
    for (let page = wanted.first; page <= wanted.last; page += 1) {
      if (isFresh || !state.getState().pages.has(page)) void load(page);
    }
  }

  function refreshSoon() {
    if (cancelRefresh !== undefined) return;
    cancelRefresh = parts.clock.setTimer(restMs, () => {
      cancelRefresh = undefined;
      if (loading.size > 0) refreshSoon();
      else loadWanted(true);
    });
  }

  /** Puts the job into its row. False when its row is not held, or it no longer belongs to the list. */
  function patch(job: UploadJob): boolean {
    const { pages, filter } = state.getState();
    for (const [page, jobs] of pages) {
      const index = jobs.findIndex(({ id }) => id === job.id);
      if (index < 0) continue;
      state.setState({ pages: new Map(pages).set(page, jobs.with(index, job)) });
      return fitsFilter(job, filter);
    }
    return false;
  }

  /** Another question: from the top, and what is on its way no longer counts. */
  function ask(change: Partial<JobPagesState>) {
    turn += 1;
    loading.clear();
    wanted = { first: 0, last: 0 };
    state.setState({ ...change, hasFailed: false });
    loadWanted(true);
  }

  return {
    state,
    look(first, last) {
      wanted = { first: Math.floor(first / pageLength), last: Math.floor(Math.max(first, last) / pageLength) };
      loadWanted(false);
    },
    choose(filter) {
      if (filter === state.getState().filter) return;
      ask({ filter, total: undefined, pages: new Map() });
    },
    find(query) {
      if (query !== state.getState().query) ask({ query });
    },
    note(job) {
      // An answer on its way may be older than this news.
      if (!patch(job) || loading.size > 0) refreshSoon();
    },
    reload: () => loadWanted(true),
    close() {
      turn += 1;
      loading.clear();
      cancelRefresh?.();
      cancelRefresh = undefined;
    },
  };
}
