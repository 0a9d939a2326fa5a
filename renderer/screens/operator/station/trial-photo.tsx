import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canUndo, type UploadJob } from '../../../../shared/upload-job.ts';
import { Button } from '../../../components/button.tsx';
import { useActions, useApi, useKiosk, useSnapshot } from '../../../store/kiosk-context.tsx';
import type { LastSaved } from '../../../store/roster-call.ts';
import session from '../../session/session-screen.module.css';
import { FormerPhoto, RemovalQuestion } from '../former-photo.tsx';
import { JobStateWords } from '../job-row.tsx';
import { PersonFinder, type Typed } from '../rosters/person-finder.tsx';
import styles from './connect.module.css';

/** A photo that staff take and send to see that all of it works, and the way to put back what was there. */
export function TrialPhoto({ typed }: { readonly typed: Typed }) {
  const { t } = useTranslation();
  const { signIn, signInMode } = useSnapshot();
  const { chooseTrial } = useActions();
  const last = useKiosk(({ flow }) => (flow.kind === 'operator' && flow.page === 'connect' ? flow.last : undefined));
  // Where people sign in, each tries it with their own account.
  if (signInMode === 'self-service' || signIn.kind !== 'signed-in') return null;
  return (
    <section className={styles.beside} aria-label={t('connect.trial.title')} data-testid="trial-photo">
      <h3 className={styles.heading}>{t('connect.trial.title')}</h3>
      {last?.job === undefined ? (
        <p className={styles.body}>{t('connect.trial.body')}</p>
      ) : (
        <TrialResult key={last.job.id} last={last} saved={last.job} />
      )}
      <PersonFinder
        label={t(last === undefined ? 'connect.trial.find' : 'connect.trial.findAgain')}
        typed={typed}
        onChoose={chooseTrial}
      />
    </section>
  );
}

function TrialResult({ last, saved }: { readonly last: LastSaved; readonly saved: UploadJob }) {
  const { t } = useTranslation();
  const { job, isBusy, hasFailed, undo } = useUndoing(saved);
  const { former } = job;
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <div className={session.last} role="status" data-testid="trial-result" data-job-state={job.state.kind}>
        <img className={session.lastPhoto} src={last.photoUrl} alt="" draggable={false} />
        <div className={session.lastWords}>
          <p className={session.lastName}>
            <bdi>{last.name}</bdi>
          </p>
          <JobStateWords job={job} />
        </div>
      </div>
      {former === undefined || !canUndo(job) ? null : (
        <>
          <FormerPhoto job={job} former={former} />
          {isAsking ? (
            <RemovalQuestion
              onConfirm={() => {
                setIsAsking(false);
                undo();
              }}
              onKeep={() => setIsAsking(false)}
            />
          ) : (
            <div className={styles.ways}>
              <Button
                icon={History}
                isPending={isBusy}
                onPress={() => (former.kind === 'empty' ? setIsAsking(true) : undo())}
              >
                {t(`undo.act.${former.kind === 'empty' ? 'empty' : 'photo'}`)}
              </Button>
            </div>
          )}
        </>
      )}
      {hasFailed ? (
        <p className={styles.problem} role="alert">
          {t('undo.failed')}
        </p>
      ) : null}
    </>
  );
}

/** The photo's job, or the one that undoes it, with its news. */
function useUndoing(saved: UploadJob) {
  const api = useApi();
  const [undoing, setUndoing] = useState<UploadJob>();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const undoingId = undoing?.id;
  useEffect(() => {
    if (undoingId === undefined) return;
    const stop = api.events['uploads.changed'](({ job }) => {
      if (job.id === undoingId) setUndoing(job);
    });
    // What was told before this listened.
    void api.commands['uploads.get']({ jobId: undoingId })
      .catch(() => undefined)
      .then((reply) => {
        if (reply?.kind === 'ok') setUndoing(reply.value.job);
      });
    return stop;
  }, [api, undoingId]);
  async function undo() {
    setIsBusy(true);
    const reply = await api.commands['uploads.undo']({ jobId: saved.id }).catch(() => undefined);
    setIsBusy(false);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') setUndoing(reply.value.job);
  }
  return { job: undoing ?? saved, isBusy, hasFailed, undo: () => void undo() };
}
