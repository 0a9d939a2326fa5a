import { ArrowRightLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import type { LastSaved } from '../../store/roster-call.ts';
import { JobStateWords } from '../operator/job-row.tsx';
import { MovePhoto } from '../operator/rosters/move-photo.tsx';
import styles from './session-screen.module.css';

/** Who was photographed just now, and how far their photo is: nobody has to wait for it. */
export function LastPhoto({ rosterId, last }: { readonly rosterId: string; readonly last: LastSaved }) {
  const { t } = useTranslation();
  const [isMoving, setIsMoving] = useState(false);
  if (isMoving) {
    return (
      <MovePhoto rosterId={rosterId} fromKey={last.personKey} fromName={last.name} onDone={() => setIsMoving(false)} />
    );
  }
  return (
    <div className={styles.last} role="status" data-testid="last-photo" data-job-state={last.job?.state.kind ?? 'held'}>
      <img className={styles.lastPhoto} src={last.photoUrl} alt="" draggable={false} />
      <div className={styles.lastWords}>
        <p className={styles.lastName}>{t('rosters.session.saved', { name: last.name })}</p>
        {last.job === undefined ? (
          <p className={styles.counts}>{t('rosters.session.held')}</p>
        ) : (
          <JobStateWords job={last.job} />
        )}
      </div>
      <Button look="plain" icon={ArrowRightLeft} isIconOnly onPress={() => setIsMoving(true)}>
        {t('rosters.move.open')}
      </Button>
    </div>
  );
}
