import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../shared/contract.ts';
import type { DayCounts, JobFilter, UploadJob } from '../../../shared/upload-job.ts';
import type { RendererClock } from '../../store/renderer-clock.ts';
import { fitsFilter } from './job-words.ts';
import { createListPages, type PagesState } from './list-pages.ts';

interface JobQuestion {
  readonly filter: JobFilter;
  /** What is looked for by name or address; empty: nothing. */
  readonly query: string;
}

interface ToldOfJobs {
  /** What came of today's photos, as of the last answer. */
  readonly today?: DayCounts;
}

/** The list of upload jobs as far as it is known. */
export type JobPagesState = PagesState<UploadJob> & JobQuestion & ToldOfJobs;

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

/** The list of upload jobs in pages. Asks for nothing before `look`. */
export function createJobPages(
  { api, clock }: { readonly api: KioskApi; readonly clock: RendererClock },
  filter: JobFilter = 'all',
): JobPages {
  const list = createListPages<UploadJob, JobQuestion, ToldOfJobs>({
    clock,
    restMs: 250,
    begin: { filter, query: '' },
    async read({ filter: now, query }, part) {
      const asked = { ...part, filter: now, ...(query.trim() === '' ? {} : { query }) };
      const reply = await api.commands['uploads.list'](asked);
      if (reply.kind !== 'ok') return undefined;
      const { jobs, total, today } = reply.value;
      return { rows: jobs, total, told: { today } };
    },
  });
  return {
    ...list,
    choose(next) {
      if (next !== list.state.getState().filter) list.ask({ filter: next });
    },
    find(query) {
      if (query !== list.state.getState().query) list.ask({ query }, 'rows');
    },
    note(job) {
      const put = list.patch((row) => (row.id === job.id ? job : undefined));
      const isInPlace = put !== undefined && fitsFilter(job, list.state.getState().filter);
      // An answer on its way may be older than this news.
      if (!isInPlace || list.isReading()) list.refresh();
    },
  };
}
