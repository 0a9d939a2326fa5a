import { ArrowLeft, History, RotateCw, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import { canUndo, type UploadJob } from '../../../shared/upload-job.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { whenInWords } from '../../components/remaining-time.ts';
import { Scroller } from '../../components/scroller.tsx';
import { useApi, useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
import { AdminText } from './admin-text.tsx';
import { Confirmation } from './confirmation.tsx';
import { FormerPhoto, RemovalQuestion } from './former-photo.tsx';
import styles from './job-detail.module.css';
import { JobStateWords, JobTargetKind } from './job-row.tsx';
import { JobThumbnail } from './job-thumbnail.tsx';
import { canRetry, canWithdraw, jobAdvice, sizeInWords } from './job-words.ts';

/** What happened to one photo, why, what to do, and the two things staff can do about it. */
export function JobDetail({
  job,
  onChanged,
  onClose,
}: {
  readonly job: UploadJob;
  readonly onChanged: (job: UploadJob) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  // There it is the person's own, for as long as they are signed in.
  const isSelfService = useSnapshot().station.mode === 'self-service';
  return (
    <div className={styles.detail} data-testid="job">
      <Scroller
        className={styles.scroll}
        frameClassName={styles.frame}
        name={job.personName === '' ? t('operator.queue.noName') : job.personName}
      >
        <div className={styles.head}>
          <JobThumbnail job={job} size="detail" />
          <div className={styles.headWords}>
            <h2 className={styles.name}>
              <bdi>{job.personName === '' ? t('operator.queue.noName') : job.personName}</bdi>
              <JobTargetKind job={job} />
            </h2>
            <JobStateWords job={job} />
          </div>
        </div>
        <Explanation job={job} />
        {job.former === undefined || isSelfService ? null : <FormerPhoto key={job.id} job={job} former={job.former} />}
        {job.lastOutcome === undefined || job.lastOutcome.kind === 'accepted' ? null : (
          <AdminText report={job.lastOutcome} target={job.target} />
        )}
        <Facts job={job} />
      </Scroller>
      <JobActions key={job.id} job={job} onChanged={onChanged} onClose={onClose} />
    </div>
  );
}

function Explanation({ job }: { readonly job: UploadJob }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const advice = jobAdvice(job);
  const look = job.lastVerification === undefined ? null : <p>{t(`operator.queue.check.${job.lastVerification}`)}</p>;
  if (advice === undefined) return look;
  const meaning = advice.kind === 'own' ? t(`operator.queue.${advice.key}.meaning`) : advice.meaning[language];
  const whatToDo = advice.kind === 'own' ? t(`operator.queue.${advice.key}.whatToDo`) : advice.whatToDo[language];
  return (
    <div className={styles.explanation} data-actor={advice.actor} data-testid="explanation">
      <h3 className={styles.label}>{t('operator.queue.means')}</h3>
      <p>{meaning}</p>
      {look}
      <h3 className={styles.label}>
        {t('operator.queue.whatToDo')} <span className={styles.actor}>{t(`operator.queue.actor.${advice.actor}`)}</span>
      </h3>
      <p>{whatToDo}</p>
    </div>
  );
}

function Facts({ job }: { readonly job: UploadJob }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const answeredAtMs = job.lastOutcome === undefined ? Number.NaN : Date.parse(job.lastOutcome.at);
  const facts = [
    [t('operator.queue.facts.target'), job.address ?? job.target],
    [t('operator.queue.facts.saved'), whenInWords(job.savedAtMs, language)],
    [t('operator.queue.facts.tries'), String(job.attempts)],
    // A removal has no photo.
    ...(job.undoes === 'remove' ? [] : [[t('operator.queue.facts.size'), sizeInWords(job.sizeBytes, language)]]),
    ...(Number.isNaN(answeredAtMs)
      ? []
      : [[t('operator.queue.facts.lastAnswer'), whenInWords(answeredAtMs, language)]]),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function JobActions({
  job,
  onChanged,
  onClose,
}: {
  readonly job: UploadJob;
  readonly onChanged: (job: UploadJob) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [asking, setAsking] = useState<'withdraw' | 'remove'>();
  const [problem, setProblem] = useState<'gone' | 'other'>();
  const isSelfService = useSnapshot().station.mode === 'self-service';
  const undoWords = job.former?.kind === 'empty' ? 'empty' : 'photo';
  const shown = useRef(job);
  useEffect(() => {
    shown.current = job;
  }, [job]);

  async function run(work: Promise<Result<CommandReply<'uploads.retry'>, Failure>>, words: string) {
    setAsking(undefined);
    setProblem(undefined);
    const asked = shown.current;
    const reply = await work.catch(() => undefined);
    if (reply?.kind === 'ok') {
      announce(words);
      // News that came meanwhile are newer than this answer.
      if (shown.current === asked) onChanged(reply.value.job);
    } else {
      setProblem(['not-now', 'not-allowed', 'not-found'].includes(reply?.error.code ?? '') ? 'gone' : 'other');
    }
  }

  const undo = () => void run(api.commands['uploads.undo']({ jobId: job.id }), t(`undo.started.${undoWords}`));

  if (asking === 'remove') return <RemovalQuestion onConfirm={undo} onKeep={() => setAsking(undefined)} />;
  if (asking === 'withdraw') {
    return (
      <Confirmation
        title={t('operator.queue.withdrawAsk.title')}
        body={t(job.state.kind === 'accepted' ? 'operator.queue.withdrawAsk.sent' : 'operator.queue.withdrawAsk.body')}
        confirm={t('operator.queue.withdrawAsk.confirm')}
        keep={t('operator.queue.withdrawAsk.keep')}
        onConfirm={() => void run(api.commands['uploads.withdraw']({ jobId: job.id }), t('operator.queue.withdrawn'))}
        onKeep={() => setAsking(undefined)}
      />
    );
  }
  return (
    <div className={styles.foot}>
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {t(`operator.queue.problem.${problem}`)}
        </p>
      )}
      <div className={styles.actions}>
        <span className={styles.close} data-way="to-list">
          <Button look="plain" icon={ArrowLeft} onPress={onClose}>
            {t('operator.queue.toList')}
          </Button>
        </span>
        {canWithdraw(job) ? (
          <Button look="plain" icon={Undo2} onPress={() => setAsking('withdraw')}>
            {t('operator.queue.withdraw')}
          </Button>
        ) : null}
        {job.former !== undefined && canUndo(job) && !isSelfService ? (
          <Button icon={History} onPress={() => (undoWords === 'empty' ? setAsking('remove') : undo())}>
            {t(`undo.act.${undoWords}`)}
          </Button>
        ) : null}
        {canRetry(job) ? (
          <Button
            icon={RotateCw}
            onPress={() => void run(api.commands['uploads.retry']({ jobId: job.id }), t('operator.queue.retried'))}
          >
            {t('operator.queue.retry')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
