import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { RosterSharing } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { Confirmation } from '../confirmation.tsx';
import styles from './rosters.module.css';

/** What is said of a list whose rows do not go by themselves. */
const wordsOf: Partial<Record<RosterSharing['list'], 'erasingRefused' | 'erasingNotOurs'>> = {
  forbidden: 'erasingRefused',
  refused: 'erasingRefused',
  'not-ours': 'erasingNotOurs',
};

/** A roster that was erased here while rows of its shared list are still there, with the way out where they do not go by themselves. */
export function ErasingLine({
  erasing: { rosterId, name, list, isLater },
}: {
  readonly erasing: CommandReply<'rosters.list'>['erasing'][number];
}) {
  const { t } = useTranslation();
  const api = useApi();
  const [isAsking, setIsAsking] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const stuck = wordsOf[list];
  async function leave() {
    setIsAsking(false);
    // Erasing that has ended is news of its own.
    const reply = await api.commands['rosters.leaveList']({ rosterId }).catch(() => undefined);
    setHasFailed(reply?.kind !== 'ok');
  }
  if (isAsking && stuck !== undefined) {
    const words = (key: 'title' | 'body' | 'confirm' | 'keep') => t(`sharedList.leaveAsk.${key}`, { name });
    return (
      <Confirmation
        title={words('title')}
        body={words('body')}
        confirm={words('confirm')}
        keep={words('keep')}
        onConfirm={() => void leave()}
        onKeep={() => setIsAsking(false)}
      />
    );
  }
  return (
    <div className={styles.erasing}>
      <p className={styles.small} role="status">
        {t(`sharedList.${stuck ?? (isLater === true ? 'erasingLater' : 'erasing')}`, { name })}
      </p>
      {stuck === undefined ? null : (
        <Button
          look="plain"
          // Of somebody else's list nothing was this roster's to begin with.
          onPress={() => (stuck === 'erasingRefused' ? setIsAsking(true) : void leave())}
          name={`${t('sharedList.leave')}: ${name}`}
        >
          {t('sharedList.leave')}
        </Button>
      )}
      {hasFailed ? (
        <p className={styles.problem} role="alert">
          {t('sharedList.leaveFailed', { name })}
        </p>
      ) : null}
    </div>
  );
}
