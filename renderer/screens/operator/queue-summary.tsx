import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueSummary } from '../../../shared/upload-job.ts';
import { roughDuration, whenInWords } from '../../components/remaining-time.ts';
import { useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
import styles from './queue-summary.module.css';

/** Counts, how long it will take, why nothing moves, and what staff must know of the storage. */
export function QueueSummaryView() {
  const { t } = useTranslation();
  const { queue } = useSnapshot();
  const language = useKiosk((state) => state.language);
  return (
    <div className={styles.summary} data-testid="queue-summary">
      <dl className={styles.counts}>
        {(['waiting', 'sending', 'accepted', 'parked'] as const).map((key) => (
          <div key={key} className={styles.count} data-count={key} data-some={queue[key] > 0}>
            <dd className={styles.number}>{new Intl.NumberFormat(language).format(queue[key])}</dd>
            <dt className={styles.name}>{t(`operator.queue.count.${key}`)}</dt>
          </div>
        ))}
      </dl>
      {queue.drainEstimateMs === undefined ? null : (
        <p className={styles.drain}>
          {t('operator.queue.drain', { time: roughDuration(queue.drainEstimateMs, language) })}
        </p>
      )}
      <Notices queue={queue} />
    </div>
  );
}

function Notices({ queue }: { readonly queue: QueueSummary }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { directoryNotice } = useSnapshot();
  const { pause, ageAlarm, storageNotice, oldestSavedAtMs } = queue;
  const oldest = oldestSavedAtMs === undefined ? '' : whenInWords(oldestSavedAtMs, language);
  return (
    <>
      {pause.kind === 'none' ? null : (
        <Notice kind="pause">
          {t(`operator.queue.pause.${pause.kind}`, {
            time: pause.kind === 'throttled' ? whenInWords(pause.untilMs, language) : '',
          })}
        </Notice>
      )}
      {ageAlarm === 'none' ? null : <Notice kind="age">{t(`operator.queue.age.${ageAlarm}`, { time: oldest })}</Notice>}
      {directoryNotice === 'none' ? null : (
        <Notice kind="directory">{t(`operator.queue.directory.${directoryNotice}`)}</Notice>
      )}
      {storageNotice === 'none' ? null : <Notice kind="storage">{t(`operator.queue.storage.${storageNotice}`)}</Notice>}
    </>
  );
}

/** A calm amber line: something that staff should know. */
export function Notice({ kind, children }: { readonly kind: string; readonly children: ReactNode }) {
  return (
    <p className={styles.notice} role="status" data-notice={kind}>
      <TriangleAlert className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <span>{children}</span>
    </p>
  );
}
