import { Archive, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterSummary } from '../../../../shared/roster-run.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { whenInWords } from '../../../components/remaining-time.ts';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { Confirmation } from '../confirmation.tsx';
import styles from './rosters.module.css';

/** Closing a list, and erasing it afterwards; both are asked first. */
export function RosterEnd({
  summary: { roster, counts, sharing, eraseAtMs, waitsForTime },
  onErased,
}: {
  readonly summary: RosterSummary;
  readonly onErased: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const language = useKiosk((state) => state.language);
  const [isAsking, setIsAsking] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const isClosed = roster.closedAtMs !== undefined;
  const way = isClosed ? 'erase' : 'close';
  async function run() {
    setIsAsking(false);
    const request = { rosterId: roster.id };
    const reply = await (isClosed
      ? api.commands['rosters.erase'](request)
      : api.commands['rosters.close'](request)
    ).catch(() => undefined);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind !== 'ok') return;
    if (isClosed) onErased();
    else announce(t('rosters.end.closed'));
  }
  if (isAsking) {
    return (
      <Confirmation
        title={t(`rosters.end.${way}.title`)}
        body={[
          t(`rosters.end.${way}.body`),
          sharing === undefined ? '' : t(isClosed ? 'sharedList.eraseAll' : 'sharedList.closeAll'),
          !isClosed && counts.heldPhotos > 0 ? t('rosters.end.close.heldPhotos', { count: counts.heldPhotos }) : '',
        ]
          .filter((part) => part !== '')
          .join(' ')}
        confirm={t(`rosters.end.${way}.confirm`)}
        keep={t('rosters.end.keep')}
        onConfirm={() => void run()}
        onKeep={() => setIsAsking(false)}
      />
    );
  }
  return (
    <div className={styles.buttons}>
      {isClosed ? (
        <p className={styles.body} data-testid="roster-closed">
          {t('rosters.end.closed')}
        </p>
      ) : null}
      {eraseAtMs === undefined ? null : (
        <p className={styles.small}>{t('sharedList.eraseAt', { time: whenInWords(eraseAtMs, language) })}</p>
      )}
      {waitsForTime === true ? <p className={styles.small}>{t('sharedList.eraseWaits')}</p> : null}
      <Button look="plain" icon={isClosed ? Trash2 : Archive} onPress={() => setIsAsking(true)}>
        {t(`rosters.end.${way}.ask`)}
      </Button>
      {hasFailed ? (
        <p className={styles.problem} role="alert">
          {t('rosters.problem.other')}
        </p>
      ) : null}
    </div>
  );
}
