import { ArrowLeft, Download, Ellipsis, ListPlus, Pause, Play, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Failure } from '../../../../shared/error-code.ts';
import { type PhotoSurvey, type SurveyFilter, type SurveyRow, surveyFilters } from '../../../../shared/photo-survey.ts';
import { surveyAnswerWords } from '../../../../shared/photo-survey-words.ts';
import type { Result } from '../../../../shared/result.ts';
import type { RosterDraft } from '../../../../shared/roster-import.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { whenInWords } from '../../../components/remaining-time.ts';
import { Scroller } from '../../../components/scroller.tsx';
import { SelectBox } from '../../../components/select-box.tsx';
import { withoutIsolates } from '../../../languages/texts.ts';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { BesidePane } from '../beside-pane.tsx';
import run from '../imports/import-run.module.css';
import queue from '../queue-view.module.css';
import { useProblemWords } from '../rosters/problem-words.ts';
import rosters from '../rosters/rosters.module.css';
import { suggestedName } from '../rosters/suggested-name.ts';
import { TwoPanes } from '../two-panes.tsx';
import { SurveyHead } from './survey-head.tsx';
import { createSurveyPages, type SurveyPages } from './survey-pages.ts';
import { SurveyPerson } from './survey-person.tsx';
import { SurveyRowList } from './survey-row-list.tsx';

type Beside = { readonly kind: 'nothing' | 'more' } | { readonly kind: 'row'; readonly row: SurveyRow };
type Work = (asked: Promise<Result<unknown, Failure>>) => Promise<void>;

/** Who of a roster, or of the directory, has no photo: how far asking is, what was answered, and what is made of it. */
export function SurveyView({
  rosterId,
  onList,
  onClose,
}: {
  /** Absent: the directory. */
  readonly rosterId: string | undefined;
  /** Those without a photo are a list now, to be named and kept. */
  readonly onList: (draft: RosterDraft, name: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const pages = useSurveyPages(rosterId);
  const survey = useStore(pages.state, (state) => state.survey);
  const problemWords = useProblemWords();
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' });
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const toList = () => setBeside({ kind: 'nothing' });
  async function work(asked: Promise<Result<unknown, Failure>>) {
    setIsBusy(true);
    setProblem(undefined);
    const reply = await asked.catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') {
      setProblem(problemWords(reply?.error ?? { code: 'internal' }));
      // Where one pane is seen at a time, the sentence stands in the other one.
      toList();
    }
    pages.refresh();
  }
  return (
    <TwoPanes
      testId="survey"
      besideKind={beside.kind}
      {...(survey === undefined ? {} : { phase: survey.phase })}
      list={
        <div className={queue.footed}>
          <Scroller className={queue.list} isBusy={isBusy}>
            {survey === undefined ? null : <SurveyHead survey={survey} />}
            {problem === undefined ? null : (
              <p className={rosters.problem} role="alert">
                {problem}
              </p>
            )}
            {survey === undefined || survey.phase === 'none' ? null : <Filter pages={pages} survey={survey} />}
            <SurveyRowList
              pages={pages}
              chosenId={beside.kind === 'row' ? beside.row.person.objectId : undefined}
              onChoose={(row) => setBeside({ kind: 'row', row })}
            />
          </Scroller>
          <div className={queue.actions}>
            <Button look="plain" icon={ArrowLeft} onPress={onClose}>
              {t('common.back')}
            </Button>
            <span className={beside.kind === 'row' ? undefined : rosters.onlyNarrow}>
              <Button look="plain" icon={Ellipsis} onPress={() => setBeside({ kind: 'more' })}>
                {t('survey.more')}
              </Button>
            </span>
            {survey === undefined ? null : <Move survey={survey} isBusy={isBusy} work={work} />}
          </div>
        </div>
      }
      beside={
        <BesidePane label={t('survey.open')} onClose={toList}>
          {beside.kind === 'row' ? (
            <SurveyPerson pages={pages} row={beside.row} />
          ) : (
            <More pages={pages} survey={survey} isBusy={isBusy} work={work} onList={onList} />
          )}
        </BesidePane>
      }
    />
  );
}

/** The people, followed as they are asked about. */
function useSurveyPages(rosterId: string | undefined): SurveyPages {
  const api = useApi();
  const [pages] = useState(() => createSurveyPages({ api, clock: browserClock }, rosterId));
  useEffect(() => {
    const stop = api.events['surveys.changed'](({ survey }) => {
      if (survey.rosterId === rosterId) pages.note(survey);
    });
    return () => {
      stop();
      pages.close();
    };
  }, [api, pages, rosterId]);
  return pages;
}

/** Which answers are listed, with how many there are. */
function Filter({ pages, survey: { counts } }: { readonly pages: SurveyPages; readonly survey: PhotoSurvey }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const filter = useStore(pages.state, (state) => state.filter);
  const all = counts.waiting + counts.photo + counts['no-photo'] + counts.unread;
  return (
    <div className={run.filter}>
      <SelectBox
        className={run.select}
        aria-label={t('rosters.rows.show')}
        value={filter}
        onChange={(event) => pages.choose(event.target.value as SurveyFilter)}
      >
        {surveyFilters.map((value) => (
          <option key={value} value={value}>
            {value === 'all'
              ? t('imports.rows.all', { count: all })
              : t('imports.rows.counted', { words: surveyAnswerWords[value][language], count: counts[value] })}
          </option>
        ))}
      </SelectBox>
    </div>
  );
}

/** Begins, lets it rest, and goes on. */
function Move({
  survey: { rosterId, phase, counts },
  isBusy,
  work,
}: {
  readonly survey: PhotoSurvey;
  readonly isBusy: boolean;
  readonly work: Work;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const of = rosterId === undefined ? {} : { rosterId };
  if (phase === 'listing' || phase === 'asking') {
    return (
      <Button icon={Pause} isPending={isBusy} onPress={() => void work(api.commands['surveys.pause'](of))}>
        {t('survey.pause')}
      </Button>
    );
  }
  const words = {
    none: t('survey.begin'),
    paused: t('survey.goOn'),
    ended: counts.unread === 0 ? t('survey.askNew') : t('survey.retry', { count: counts.unread }),
  };
  return (
    <Button
      look={phase === 'ended' && counts.unread === 0 ? 'plain' : 'quiet'}
      icon={Play}
      isPending={isBusy}
      onPress={() => void work(api.commands['surveys.begin']({ ...of, anew: false }))}
    >
      {words[phase]}
    </Button>
  );
}

/** What it is, and what is done with the answers. */
function More({
  pages,
  survey,
  isBusy,
  work,
  onList,
}: {
  readonly pages: SurveyPages;
  readonly survey: PhotoSurvey | undefined;
  readonly isBusy: boolean;
  readonly work: Work;
  readonly onList: (draft: RosterDraft, name: string) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const filter = useStore(pages.state, (state) => state.filter);
  if (survey === undefined) return null;
  const { rosterId, scope, name, phase, counts, begunAtMs } = survey;
  const of = rosterId === undefined ? {} : { rosterId };
  const isResting = phase === 'paused' || phase === 'ended';
  async function report() {
    const reply = await api.commands['surveys.report']({ ...of, filter, language });
    if (reply.kind === 'ok') download(reply.value.file, 'photo-survey-TIME.csv');
    return reply;
  }
  async function makeList() {
    const reply = await api.commands['surveys.toList'](of);
    if (reply.kind === 'ok')
      onList(
        reply.value.draft,
        name === '' ? suggestedName(new Date()) : withoutIsolates(t('survey.listName', { name })),
      );
    return reply;
  }
  return (
    <div className={rosters.more}>
      {phase === 'none' ? null : <p className={rosters.body}>{t('survey.body')}</p>}
      {scope === 'everybody' || scope === 'group' ? <p className={rosters.small}>{t('survey.leftOut')}</p> : null}
      {begunAtMs === undefined ? null : (
        <p className={rosters.small}>{t('survey.since', { time: whenInWords(begunAtMs, language) })}</p>
      )}
      {phase === 'none' ? null : (
        <>
          <p className={rosters.small}>{t('survey.choose')}</p>
          <Button
            look="plain"
            icon={ListPlus}
            isPending={isBusy}
            isDisabled={counts['no-photo'] === 0}
            onPress={() => void work(makeList())}
          >
            {t('survey.toList', { count: counts['no-photo'] })}
          </Button>
          <Button look="plain" icon={Download} isPending={isBusy} onPress={() => void work(report())}>
            {t('survey.report')}
          </Button>
        </>
      )}
      {isResting ? (
        <>
          <Button
            look="plain"
            icon={RotateCcw}
            isPending={isBusy}
            onPress={() => void work(api.commands['surveys.begin']({ ...of, anew: true }))}
          >
            {t('survey.anew')}
          </Button>
          <p className={rosters.small}>{t('survey.anewBody')}</p>
        </>
      ) : null}
    </div>
  );
}
