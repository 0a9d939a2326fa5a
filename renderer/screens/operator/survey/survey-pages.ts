import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../../../shared/contract.ts';
import type { PhotoSurvey, SurveyFilter, SurveyRow } from '../../../../shared/photo-survey.ts';
import type { RendererClock } from '../../../store/renderer-clock.ts';
import { createListPages, type PagesState } from '../list-pages.ts';

interface SurveyQuestion {
  readonly filter: SurveyFilter;
  readonly query: '';
}

interface ToldOfSurvey {
  readonly survey: PhotoSurvey | undefined;
}

/** The people of a survey as far as they are known. */
export type SurveyPagesState = PagesState<SurveyRow> & SurveyQuestion & ToldOfSurvey;

export interface SurveyPages {
  readonly state: StoreApi<SurveyPagesState>;
  /** Says which rows are looked at; their pages are read, others are let go. */
  look(first: number, last: number): void;
  choose(filter: SurveyFilter): void;
  /** How far it is now: shown at once, and what is looked at is read again once news have come to rest. */
  note(survey: PhotoSurvey): void;
  refresh(): void;
  close(): void;
}

/** The people of a roster's survey, or of the directory's, in pages. */
export function createSurveyPages(
  { api, clock }: { readonly api: KioskApi; readonly clock: RendererClock },
  rosterId: string | undefined,
): SurveyPages {
  const of = rosterId === undefined ? {} : { rosterId };
  const list = createListPages<SurveyRow, SurveyQuestion, ToldOfSurvey>({
    clock,
    restMs: 300,
    begin: { filter: 'all', query: '', survey: undefined },
    async read({ filter }, part) {
      const reply = await api.commands['surveys.people']({ ...of, filter, ...part });
      if (reply.kind !== 'ok') return undefined;
      const { rows, total, survey } = reply.value;
      return { rows, total, told: { survey } };
    },
  });
  return {
    ...list,
    choose: (filter) => list.ask({ filter }, 'total'),
    note(survey) {
      list.state.setState({ survey });
      list.refresh();
    },
  };
}
