import { ImageOff, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormerOffer, UploadJob } from '../../../shared/upload-job.ts';
import { whenInWords } from '../../components/remaining-time.ts';
import { useApi, useKiosk } from '../../store/kiosk-context.tsx';
import { Confirmation } from './confirmation.tsx';
import styles from './former-photo.module.css';

/** Which of the sentences about the former photo is true. */
function sentenceOf(former: FormerOffer) {
  if (former.kind !== 'unread') return former.kind;
  return former.why === 'refused' ? 'refused' : 'unread';
}

/** What was there before, and whether it can be put back: said before anybody presses. */
export function FormerPhoto({ job, former }: { readonly job: UploadJob; readonly former: FormerOffer }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const url = useFormerPhoto(job.id, former.kind === 'photo');
  const Icon = former.kind === 'photo' || former.kind === 'unread' ? ImageOff : UserRound;
  return (
    <div className={styles.former} data-testid="former" data-former={former.kind}>
      {url === undefined ? (
        <span className={styles.photo}>
          <Icon aria-hidden="true" strokeWidth={1.5} />
        </span>
      ) : (
        <img className={styles.photo} src={url} alt={t('undo.former')} draggable={false} />
      )}
      <p>{t(`undo.kept.${sentenceOf(former)}`, { time: whenInWords(former.untilMs, language) })}</p>
    </div>
  );
}

/** Asked before there is no photo any more: nothing could bring it back. */
export function RemovalQuestion({
  onConfirm,
  onKeep,
}: {
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Confirmation
      title={t('undo.ask.title')}
      body={t('undo.ask.body')}
      confirm={t('undo.ask.confirm')}
      keep={t('undo.ask.keep')}
      onConfirm={onConfirm}
      onKeep={onKeep}
    />
  );
}

/** The former photo, fetched while it is shown and released after. */
function useFormerPhoto(jobId: string, isKept: boolean): string | undefined {
  const api = useApi();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!isKept) return;
    let isWanted = true;
    let made: string | undefined;
    void api.commands['uploads.former']({ jobId })
      .catch(() => undefined)
      .then((reply) => {
        if (!isWanted || reply?.kind !== 'ok' || reply.value.photo === undefined) return;
        made = URL.createObjectURL(new Blob([reply.value.photo as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
        setUrl(made);
      });
    return () => {
      isWanted = false;
      if (made !== undefined) URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [api, jobId, isKept]);
  return url;
}
