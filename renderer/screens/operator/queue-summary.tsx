import { Check, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../../shared/language.ts';
import { dismissibleNotices, type QueueSummary } from '../../../shared/upload-job.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { roughDuration, whenInWords } from '../../components/remaining-time.ts';
import { useApi, useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
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
            <dd className={styles.number}>{new Intl.NumberFormat(formatLocale(language)).format(queue[key])}</dd>
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
  const { pause, ageAlarm, storageNotice, oldestSavedAtMs, troubled, keptForCompany } = queue;
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
      {keptForCompany === undefined ? null : (
        <Notice kind="kept">{t('operator.queue.keptForCompany', { count: keptForCompany })}</Notice>
      )}
      {troubled === 0 ? null : <Notice kind="troubled">{t('operator.queue.troubled', { count: troubled })}</Notice>}
      {ageAlarm === 'none' ? null : <Notice kind="age">{t(`operator.queue.age.${ageAlarm}`, { time: oldest })}</Notice>}
      {directoryNotice === 'none' ? null : (
        <Notice kind="directory">{t(`operator.queue.directory.${directoryNotice}`)}</Notice>
      )}
      {storageNotice === 'none' ? null : <StorageNotice notice={storageNotice} />}
    </>
  );
}

/** What staff must know of the storage; what only happened once goes when somebody says that it was seen. */
function StorageNotice({ notice }: { readonly notice: Exclude<QueueSummary['storageNotice'], 'none'> }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  async function dismiss() {
    setIsBusy(true);
    const reply = await api.commands['uploads.dismiss']({}).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') announce(t('operator.queue.problem.other'));
  }
  return (
    <>
      <Notice kind="storage">{t(`operator.queue.storage.${notice}`)}</Notice>
      {dismissibleNotices.includes(notice) ? (
        <Button look="plain" icon={Check} isPending={isBusy} onPress={() => void dismiss()}>
          {t('operator.queue.dismiss')}
        </Button>
      ) : null}
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
