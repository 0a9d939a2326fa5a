import { ArrowLeft, Download, ImageOff } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../../shared/contract.ts';
import { formatLocale, type Language } from '../../../../shared/language.ts';
import type { RosterSummary } from '../../../../shared/roster-run.ts';
import { resultColumnWords } from '../../../../shared/roster-words.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { download } from '../../../components/download.ts';
import { PrintButton } from '../../../components/print-button.tsx';
import { PrintSheet } from '../../../components/print-sheet.tsx';
import { whenInWords } from '../../../components/remaining-time.ts';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import styles from './rosters.module.css';
import { resultsWords } from './sharing-words.ts';

type Results = CommandReply<'rosters.results'>;

const restMs = 400;
const all = 'all';

/** What came of everybody, or of those whom one session reached: as it happens, as CSV, and on paper. */
export function RosterResults({
  rosterId,
  onSurvey,
  onClose,
}: {
  readonly rosterId: string;
  readonly onSurvey: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [session, setSession] = useState<string>(all);
  const { summary, results, hasFailed } = useResults(rosterId, session);
  const sessions = summary?.roster.sessions ?? [];
  // Paper is read on another day, too.
  const dayAndTime = new Intl.DateTimeFormat(formatLocale(language), { dateStyle: 'long', timeStyle: 'short' });
  return (
    <div className={styles.page} data-testid="roster-results">
      <Scroller className={styles.scroll} frameClassName={styles.frame} name={t('rosters.results.title')}>
        <h2 className={styles.title}>{t('rosters.results.of', { name: summary?.roster.name ?? '' })}</h2>
        {sessions.length < 2 ? null : (
          <ChoiceList
            name={t('rosters.results.session')}
            look="pills"
            choices={[
              { value: all, words: t('rosters.results.all') },
              ...sessions.map(({ id, startedAtMs }) => ({ value: id, words: whenInWords(startedAtMs, language) })),
            ]}
            value={session}
            onChange={setSession}
          />
        )}
        {hasFailed ? <p className={styles.problem}>{t('rosters.problem.other')}</p> : null}
        {summary?.sharing === undefined ? null : (
          <p className={styles.small}>{t(`sharedList.${resultsWords(summary.sharing.list)}`)}</p>
        )}
        <ResultTable results={results} />
      </Scroller>
      <PrintSheet isAcross>
        <h1>{t('rosters.results.of', { name: summary?.roster.name ?? '' })}</h1>
        <p>{dayAndTime.format(Date.now())}</p>
        <ResultTable results={results} />
      </PrintSheet>
      <div className={styles.foot}>
        <span data-first="">
          <Button look="plain" icon={ArrowLeft} onPress={onClose}>
            {t('common.back')}
          </Button>
        </span>
        <Button look="plain" icon={ImageOff} onPress={onSurvey}>
          {t('survey.open')}
        </Button>
        <PrintButton look="plain" file="roster-results-TIME.pdf" isDisabled={results === undefined} />
        <Button
          icon={Download}
          isDisabled={results === undefined}
          onPress={() => {
            if (results !== undefined) download(results.file, 'roster-results-TIME.csv');
          }}
        >
          {t('rosters.results.save')}
        </Button>
      </div>
    </div>
  );
}

/** What is read by people; ids for machines are in the CSV. */
const columns = [
  'name',
  'employeeNumber',
  'userPrincipalName',
  'state',
  'reason',
  'requestId',
  'capturedAt',
  'station',
  'noticeVersion',
  'remarks',
] as const satisfies readonly (keyof typeof resultColumnWords)[];

function shownTime(isoTime: string, language: Language): string {
  return isoTime === '' ? '' : whenInWords(Date.parse(isoTime), language);
}

function ResultTable({ results }: { readonly results: Results | undefined }) {
  const language = useKiosk((state) => state.language);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {resultColumnWords[column][language]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {results?.rows.map((row) => (
          <tr key={row.personKey}>
            {columns.map((column) => (
              <td key={column} data-column={column} data-label={resultColumnWords[column][language]}>
                <bdi>{column === 'capturedAt' ? shownTime(row[column], language) : row[column]}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The results as they are now: read anew, a moment after a photo or a person has moved on. */
function useResults(rosterId: string, session: string) {
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const [results, setResults] = useState<Results>();
  const [summary, setSummary] = useState<RosterSummary>();
  const [hasFailed, setHasFailed] = useState(false);
  const read = useCallback(async () => {
    const [reply, rows] = await Promise.all([
      api.commands['rosters.results']({ rosterId, language, ...(session === all ? {} : { sessionId: session }) }),
      api.commands['rosters.rows']({ rosterId, filter: 'all', query: '', offset: 0, limit: 1 }),
    ]).catch(() => []);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') setResults(reply.value);
    if (rows?.kind === 'ok') setSummary(rows.value.summary);
  }, [api, rosterId, language, session]);
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const readSoon = () => {
      cancel ??= browserClock.setTimer(restMs, () => {
        cancel = undefined;
        void read();
      });
    };
    void read();
    const stops = [api.events['uploads.changed'](readSoon), api.events['rosters.changed'](readSoon)];
    return () => {
      cancel?.();
      for (const stop of stops) stop();
    };
  }, [api, read]);
  return { summary, results, hasFailed };
}
