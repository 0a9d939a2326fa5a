import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../../../shared/language.ts';
import type { OutcomeReport } from '../../../../shared/outcome.ts';
import { readingReasonText } from '../../../../shared/photo-survey-words.ts';
import { importPhaseWords, importStopWords } from '../../../../shared/picture-import-words.ts';
import { roughDuration } from '../../../components/remaining-time.ts';
import { withHeldNames } from '../../../languages/texts.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import rosters from '../rosters/rosters.module.css';
import styles from './import-head.module.css';
import type { Running } from './import-words.ts';

/** What the import is doing, how far and how fast it is, and what a person must know of it. */
export function ImportHead({ running }: { readonly running: Running }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { progress, directoryOutcome } = running;
  const { phase, source, stop, states } = progress;
  const isMoving = phase !== 'ready' && phase !== 'ended';
  return (
    <div className={styles.head} data-testid="import-head">
      <h2 className={rosters.title}>{importPhaseWords[phase][language]}</h2>
      <p className={rosters.small}>
        <bdi>{source === '' ? t('imports.run.handed') : source}</bdi>
      </p>
      {isMoving ? (
        <WorkProgress
          words={importPhaseWords[phase][language]}
          isPaused={progress.isPaused}
          done={progress.done}
          total={progress.total}
          perSecond={progress.perSecond}
          msLeft={progress.msLeft}
        />
      ) : null}
      {stop === undefined ? null : <p className={styles.problem}>{importStopWords[stop][language]}</p>}
      {directoryOutcome === undefined ? null : <WhyNot outcome={directoryOutcome} />}
      {phase === 'ended' && states.queued > 0 ? (
        <p className={rosters.body}>{t('imports.run.saved', { count: states.queued })}</p>
      ) : null}
    </div>
  );
}

/** Why something could not be read. */
export function WhyNot({ outcome }: { readonly outcome: OutcomeReport }) {
  const language = useKiosk((state) => state.language);
  return <p className={rosters.small}>{withHeldNames(readingReasonText(outcome, language))}</p>;
}

/** How far and how fast long work goes. */
export function WorkProgress({
  words,
  isPaused,
  done,
  total,
  perSecond,
  msLeft,
}: {
  /** What is being done. */
  readonly words: string;
  readonly isPaused: boolean;
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
  readonly perSecond: number | undefined;
  readonly msLeft: number | undefined;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const share = total === 0 ? 0 : (done / total) * 100;
  const rate = new Intl.NumberFormat(formatLocale(language), { maximumFractionDigits: 1 });
  return (
    <>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share)}
        data-paused={isPaused}
      >
        <div className={styles.done} style={{ inlineSize: `${share}%` }} />
      </div>
      <p className={styles.figures}>
        {[
          total === 0 ? '' : t('imports.run.counted', { done, total }),
          isPaused ? t('imports.run.paused') : '',
          isPaused || perSecond === undefined ? '' : t('imports.run.rate', { rate: rate.format(perSecond) }),
          isPaused || msLeft === undefined ? '' : t('imports.run.left', { time: roughDuration(msLeft, language) }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
    </>
  );
}
