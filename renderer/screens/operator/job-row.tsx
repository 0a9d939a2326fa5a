import { Check, CircleAlert, CircleSlash, Clock, type LucideIcon, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { directoryTargetOf } from '../../../shared/target-card.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { whenInWords } from '../../components/remaining-time.ts';
import { useKiosk } from '../../store/kiosk-context.tsx';
import styles from './job-row.module.css';
import { JobThumbnail } from './job-thumbnail.tsx';
import { type JobTone, jobStateView } from './job-words.ts';

const icons: Readonly<Record<JobTone, LucideIcon>> = {
  waiting: Clock,
  sent: Send,
  confirmed: Check,
  attention: CircleAlert,
  quiet: CircleSlash,
};

/** One job in the list: when, face, name, and its state in words. Where it goes stands in its details. */
export function JobRow({ job }: { readonly job: UploadJob }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (
    <span className={styles.row}>
      <time className={styles.time} dateTime={new Date(job.savedAtMs).toISOString()}>
        {whenInWords(job.savedAtMs, language)}
      </time>
      <JobThumbnail job={job} size="row" />
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{job.personName === '' ? t('operator.queue.noName') : job.personName}</bdi>
          <JobTargetKind job={job} />
        </span>
        <JobStateWords job={job} />
      </span>
    </span>
  );
}

/** What a photo is for, where that is nobody's own profile. */
export function JobTargetKind({ job }: { readonly job: UploadJob }) {
  const { t } = useTranslation();
  const kind = directoryTargetOf(job.target);
  return kind === undefined ? null : <span className={styles.kind}> · {t(`targets.one.${kind}`)}</span>;
}

/** A job's state: icon, word and colour together. */
export function JobStateWords({ job }: { readonly job: UploadJob }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { words, atMs, tone } = jobStateView(job, Date.now());
  const Icon = icons[tone];
  const time = atMs === undefined ? '' : whenInWords(atMs, language);
  const state = t(`operator.queue.state.${words}`, { time });
  return (
    <span className={styles.state} data-tone={tone} data-job-state={job.state.kind}>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <span className={styles.said}>{job.undoes === undefined ? state : t(`undo.row.${job.undoes}`, { state })}</span>
    </span>
  );
}
