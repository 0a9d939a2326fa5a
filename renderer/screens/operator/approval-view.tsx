import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import { isHeld, type RefusalReason } from '../../../shared/upload-job.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { useApi } from '../../store/kiosk-context.tsx';
import { browserClock } from '../../store/renderer-clock.ts';
import { ApprovalCard } from './approval-card.tsx';
import styles from './approval-view.module.css';
import { Confirmation } from './confirmation.tsx';
import { createJobPages } from './job-pages.ts';
import { pageLength } from './list-pages.ts';

/** Photos that wait for staff: each beside the name and the present photo of whom it is for, with the two things to do. */
export function ApprovalView() {
  const { t } = useTranslation();
  const api = useApi();
  const [pages] = useState(() => createJobPages({ api, clock: browserClock }, 'approval'));
  const { total, hasFailed, pages: held } = useStore(pages.state);
  useEffect(() => {
    pages.look(0, pageLength - 1);
    const stop = api.events['uploads.changed'](({ job }) => pages.note(job));
    return () => {
      stop();
      pages.close();
    };
  }, [api, pages]);
  const decide = useDecisions();
  // A photo that was decided is gone at once; the list is read again soon.
  const jobs = (held.get(0) ?? []).filter(isHeld);
  const more = (total ?? 0) - (held.get(0)?.length ?? 0);
  return (
    <div className={styles.view} data-testid="approval">
      <Scroller className={styles.scroll} frameClassName={styles.frame}>
        <h2 className={styles.title}>{t('approval.title')}</h2>
        <p className={styles.body}>{t('approval.body')}</p>
        {decide.problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {t(`approval.${decide.problem}`)}
          </p>
        )}
        {hasFailed ? (
          <div className={styles.none}>
            <p>{t('approval.failed')}</p>
            <Button onPress={pages.reload}>{t('common.tryAgain')}</Button>
          </div>
        ) : null}
        {!hasFailed && total !== undefined && jobs.length === 0 ? (
          <p className={styles.none}>{t('approval.none')}</p>
        ) : null}
        <ul className={styles.cards} aria-label={t('approval.list')} hidden={jobs.length === 0}>
          {jobs.map((job) => (
            <ApprovalCard key={job.id} job={job} isBusy={decide.isBusy} {...decide.of(job.id)} />
          ))}
        </ul>
        {more > 0 ? <p className={styles.body}>{t('approval.more', { count: more })}</p> : null}
      </Scroller>
      {jobs.length > 1 ? (
        <ApproveAll count={jobs.length} onApprove={() => decide.approve(jobs.map(({ id }) => id))} />
      ) : null}
    </div>
  );
}

/** Lets go what was shown when it was asked for: a photo that comes meanwhile is not among them. */
function ApproveAll({ count, onApprove }: { readonly count: number; readonly onApprove: () => void }) {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <div className={styles.foot}>
        <Button icon={Check} onPress={() => setIsAsking(true)}>
          {t('approval.approveAll', { count })}
        </Button>
      </div>
    );
  }
  return (
    <Confirmation
      title={t('approval.approveAllAsk.title')}
      body={t('approval.approveAllAsk.body')}
      confirm={t('approval.approveAllAsk.confirm')}
      keep={t('approval.approveAllAsk.keep')}
      onConfirm={() => {
        setIsAsking(false);
        onApprove();
      }}
      onKeep={() => setIsAsking(false)}
    />
  );
}

/** The decisions, one at a time, and what went wrong with the last. */
function useDecisions() {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<'problem' | 'gone'>();

  async function run<Value>(work: Promise<Result<Value, Failure>>, told: (value: Value) => string | undefined) {
    setIsBusy(true);
    setProblem(undefined);
    const reply = await work.catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') {
      setProblem(['not-now', 'not-found'].includes(reply?.error.code ?? '') ? 'gone' : 'problem');
      return;
    }
    const words = told(reply.value);
    if (words === undefined) setProblem('gone');
    else announce(words);
  }
  const approve = (jobIds: string[]) =>
    void run(api.commands['uploads.approve']({ jobIds }), ({ count }) =>
      count === 0 ? undefined : t('approval.approved', { count }),
    );
  const refuse = (jobId: string, reason: RefusalReason) =>
    void run(api.commands['uploads.refuse']({ jobId, reason }), () => t('approval.refused'));
  const of = (jobId: string) => ({
    onApprove: () => approve([jobId]),
    onRefuse: (reason: RefusalReason) => refuse(jobId, reason),
  });
  return { isBusy, problem, approve, of };
}
