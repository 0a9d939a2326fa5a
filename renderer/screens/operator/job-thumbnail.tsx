import { UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { useApi } from '../../store/kiosk-context.tsx';
import { browserClock } from '../../store/renderer-clock.ts';
import styles from './job-thumbnail.module.css';

/** A row that flies past is not asked for. */
const restMs = 90;

/** The job's photo while it is on this station; fetched only while shown, and released with its row. */
export function JobThumbnail({ job, size }: { readonly job: UploadJob; readonly size: 'row' | 'detail' | 'card' }) {
  const { t } = useTranslation();
  const hasPhoto = ['waiting', 'sending', 'accepted', 'parked'].includes(job.state.kind);
  const url = useThumbnail(job.id, hasPhoto, size === 'row' ? restMs : 0);
  const alt = size === 'row' ? '' : t('operator.queue.photoOf', { name: job.personName });
  return url === undefined ? (
    <span className={styles.photo} data-size={size}>
      <UserRound aria-hidden="true" strokeWidth={1.5} />
    </span>
  ) : (
    <img className={styles.photo} data-size={size} src={url} alt={alt} draggable={false} decoding="async" />
  );
}

function useThumbnail(jobId: string, hasPhoto: boolean, delayMs: number): string | undefined {
  const api = useApi();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!hasPhoto) return;
    let isWanted = true;
    let made: string | undefined;
    const cancel = browserClock.setTimer(delayMs, () => {
      void api.commands['uploads.thumbnail']({ jobId })
        .catch(() => undefined)
        .then((reply) => {
          if (!isWanted || reply?.kind !== 'ok' || reply.value.photo === undefined) return;
          made = URL.createObjectURL(new Blob([reply.value.photo as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
          setUrl(made);
        });
    });
    return () => {
      isWanted = false;
      cancel();
      if (made !== undefined) URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [api, jobId, hasPhoto, delayMs]);
  return url;
}
