import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../../shared/contract.ts';
import type { RosterFilter, RosterRowView, RosterSummary } from '../../../../shared/roster-run.ts';
import type { UploadJob } from '../../../../shared/upload-job.ts';
import type { RendererClock } from '../../../store/renderer-clock.ts';
import { createListPages, type PagesState } from '../list-pages.ts';

interface RosterQuestion {
  readonly filter: RosterFilter;
  readonly query: string;
}

interface ToldOfRoster {
  readonly summary: RosterSummary | undefined;
}

/** The rows of a roster as far as they are known. */
export type RosterPagesState = PagesState<RosterRowView> & RosterQuestion & ToldOfRoster;

export interface RosterPages {
  readonly state: StoreApi<RosterPagesState>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  choose(wanted: Partial<RosterQuestion>): void;
  /** A photo has a new state: shown at once where its row is held. */
  note(job: UploadJob): void;
  /** Reads what is looked at again, once news have come to rest. */
  refresh(): void;
  close(): void;
}

/** The rows of one roster in pages. Asks for nothing before `look`. */
export function createRosterPages(
  { api, clock }: { readonly api: KioskApi; readonly clock: RendererClock },
  rosterId: string,
  filter: RosterFilter = 'all',
): RosterPages {
  const list = createListPages<RosterRowView, RosterQuestion, ToldOfRoster>({
    clock,
    restMs: 200,
    begin: { filter, query: '', summary: undefined },
    async read({ filter: now, query }, part) {
      const reply = await api.commands['rosters.rows']({ rosterId, filter: now, query, ...part });
      if (reply.kind !== 'ok') return undefined;
      const { rows, total, summary } = reply.value;
      return { rows, total, told: { summary } };
    },
  });
  return {
    ...list,
    choose: (wanted) => list.ask(wanted, 'total'),
    note: (job) => void list.patch((view) => (view.job?.id === job.id ? { ...view, job } : undefined)),
  };
}
