import { ArrowLeft, Check, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalWords } from '../../../shared/refusal-words.ts';
import { type RefusalReason, refusalReasons, type UploadJob } from '../../../shared/upload-job.ts';
import { Button } from '../../components/button.tsx';
import { Portrait } from '../../components/portrait.tsx';
import { whenInWords } from '../../components/remaining-time.ts';
import { useKiosk } from '../../store/kiosk-context.tsx';
import styles from './approval-card.module.css';
import { JobThumbnail } from './job-thumbnail.tsx';

/** One photo that waits for staff: large, beside whom it is for as they look now. */
export function ApprovalCard({
  job,
  isBusy,
  onApprove,
  onRefuse,
}: {
  readonly job: UploadJob;
  readonly isBusy: boolean;
  readonly onApprove: () => void;
  readonly onRefuse: (reason: RefusalReason) => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [isAsking, setIsAsking] = useState(false);
  const name = job.personName;
  return (
    <li className={styles.card} data-job={job.id}>
      <div className={styles.who}>
        <JobThumbnail job={job} size="card" />
        <div className={styles.words}>
          <h3 className={styles.name}>{name}</h3>
          <time className={styles.time} dateTime={new Date(job.savedAtMs).toISOString()}>
            {whenInWords(job.savedAtMs, language)}
          </time>
          <PresentPhoto job={job} />
        </div>
      </div>
      {isAsking ? (
        <Reasons
          onChoose={(reason) => {
            setIsAsking(false);
            onRefuse(reason);
          }}
          onKeep={() => setIsAsking(false)}
        />
      ) : (
        <div className={styles.ways}>
          <Button look="plain" icon={X} name={t('approval.refuseNamed', { name })} onPress={() => setIsAsking(true)}>
            {t('approval.refuse')}
          </Button>
          <Button icon={Check} name={t('approval.approveNamed', { name })} isPending={isBusy} onPress={onApprove}>
            {t('approval.approve')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The id that a user's target names; an address of the Outlook dialect is none that photos are read by here. */
function personIdOf({ target }: UploadJob): string | undefined {
  const id = target.startsWith('user:') ? target.slice('user:'.length) : '';
  return id === '' || id.includes('@') ? undefined : id;
}

function PresentPhoto({ job }: { readonly job: UploadJob }) {
  const { t } = useTranslation();
  const id = personIdOf(job);
  if (id === undefined) return null;
  return (
    <span className={styles.present}>
      <Portrait person={{ id, displayName: job.personName }} size="list" />
      <span className={styles.time}>{t('approval.now')}</span>
    </span>
  );
}

function Reasons({
  onChoose,
  onKeep,
}: {
  readonly onChoose: (reason: RefusalReason) => void;
  readonly onKeep: () => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of words and buttons, not of form fields
    <div className={styles.reasons} role="group" aria-label={t('approval.refuseAsk')}>
      <p className={styles.ask}>{t('approval.refuseAsk')}</p>
      {refusalReasons.map((reason) => (
        <Button key={reason} onPress={() => onChoose(reason)}>
          {refusalWords[reason].operator[language]}
        </Button>
      ))}
      <Button look="plain" icon={ArrowLeft} onPress={onKeep}>
        {t('approval.keep')}
      </Button>
    </div>
  );
}
