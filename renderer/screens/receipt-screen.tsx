import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  Eye,
  type LucideIcon,
  Send,
  ShieldCheck,
  UserRound,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalWords } from '../../shared/refusal-words.ts';
import { canUndo, type UploadJob } from '../../shared/upload-job.ts';
import { useAnnounce } from '../components/announcer.tsx';
import { Button } from '../components/button.tsx';
import { CodeButton } from '../components/code-button.tsx';
import { ReceiptProgress } from '../components/receipt-progress.tsx';
import { Stage } from '../components/stage.tsx';
import type { Flow } from '../store/flow-step.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import { isAtRest, type ReceiptStage, receiptStage } from '../store/receipt-stage.ts';
import { closingSeconds, isEnding, type ReceiptTimes } from './closing-time.ts';
import styles from './receipt-screen.module.css';
import { isUnsent, UndoAction, UnsentActions, useSelfServiceWords } from './self-service-receipt.tsx';

const looks: Readonly<Record<ReceiptStage, { readonly tone: string; readonly icon: LucideIcon }>> = {
  saved: { tone: 'waiting', icon: ShieldCheck },
  sending: { tone: 'sent', icon: Send },
  accepted: { tone: 'sent', icon: Send },
  confirmed: { tone: 'confirmed', icon: CircleCheck },
  'waiting-offline': { tone: 'waiting', icon: ShieldCheck },
  'waiting-throttled': { tone: 'waiting', icon: ShieldCheck },
  'waiting-sign-in': { tone: 'waiting', icon: ShieldCheck },
  'waiting-retry': { tone: 'waiting', icon: ShieldCheck },
  refused: { tone: 'refused', icon: CircleSlash },
  parked: { tone: 'attention', icon: CircleAlert },
  'awaiting-approval': { tone: 'waiting', icon: Eye },
  'not-approved': { tone: 'attention', icon: CircleSlash },
  superseded: { tone: 'waiting', icon: CircleCheck },
  withdrawn: { tone: 'attention', icon: CircleSlash },
};

/** The true receipt: saved at once, the rest by itself; nobody has to wait for it. */
export function ReceiptScreen({ flow }: { readonly flow: Extract<Flow, { kind: 'receipt' }> }) {
  const { t } = useTranslation();
  const { queue, station } = useSnapshot();
  const language = useKiosk((state) => state.language);
  const isSelfService = station.mode === 'self-service';
  const stage = receiptStage(flow.job, queue);
  const ownWords = useSelfServiceWords(stage, flow.job.undoes);
  const words = isSelfService ? ownWords : undefined;
  const title = words?.title ?? t(`receipt.stage.${stage}.title`);
  const { state } = flow.job;
  const refusedFor = state.kind === 'withdrawn' ? state.refusedFor : undefined;
  const why = refusedFor === undefined ? '' : refusalWords[refusedFor].person[language];
  const ownBody = t(`receipt.stage.${stage}.body`);
  const body = words?.body ?? (why === '' ? ownBody : t('search.twoSentences', { first: why, second: ownBody }));
  const announce = useAnnounce();
  useEffect(() => announce(`${title}. ${body}`), [announce, title, body]);
  const { tone, icon: Icon } = looks[stage];
  return (
    <Stage
      screen="receipt"
      state={stage}
      title={title}
      picture={
        <div className={styles.picture} data-testid="person">
          {flow.photoUrl === undefined ? (
            <span className={styles.photo}>
              <UserRound aria-hidden="true" strokeWidth={1.25} />
            </span>
          ) : (
            <img
              className={styles.photo}
              src={flow.photoUrl}
              alt={t(flow.job.undoes === undefined ? 'receipt.newPhoto' : 'undo.former')}
              draggable={false}
            />
          )}
          <p className={styles.name} dir="auto">
            {flow.person.displayName}
          </p>
        </div>
      }
      header={
        <span className={styles.sign} data-tone={tone} aria-hidden="true">
          <Icon strokeWidth={1.75} />
        </span>
      }
      actions={
        isSelfService && isUnsent(stage) ? (
          <UnsentActions key={flow.job.id} undoes={flow.job.undoes} />
        ) : (
          <DoneActions key={flow.job.id} isResting={isAtRest(stage)} job={isSelfService ? flow.job : undefined} />
        )
      }
    >
      <p className={styles.body}>{body}</p>
      <ReceiptProgress stage={stage} savedAtMs={flow.job.savedAtMs} language={language} />
    </Stage>
  );
}

/** The way out, and when the screen takes it by itself. */
function DoneActions({
  isResting,
  job,
}: {
  readonly isResting: boolean;
  /** Given where the person may undo it. */
  readonly job: UploadJob | undefined;
}) {
  const { t } = useTranslation();
  const { end } = useActions();
  const { seconds, isHeld, hold } = useClosing(isResting, end);
  return (
    <div className={styles.actions}>
      <div className={styles.time}>
        <p className={styles.closing}>{t('receipt.closing', { seconds })}</p>
        {isHeld && !isEnding(seconds) ? null : (
          <Button look="plain" onPress={hold}>
            {t('receipt.more')}
          </Button>
        )}
      </div>
      {job?.former !== undefined && canUndo(job) ? <UndoAction key={job.former.kind} kind={job.former.kind} /> : null}
      <div className={styles.ways}>
        <Button look="primary" onPress={end}>
          {t('common.done')}
        </Button>
        <CodeButton isForNext />
      </div>
    </div>
  );
}

/** Seconds until the screen goes back by itself: fewer once nothing more will happen, more once somebody has asked for it. */
function useClosing(isResting: boolean, end: () => void) {
  const [times, setTimes] = useState<ReceiptTimes>({ elapsed: 0 });
  const seconds = closingSeconds(times);
  useEffect(() => {
    const timer = setInterval(() => setTimes((now) => ({ ...now, elapsed: now.elapsed + 1 })), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (isResting) setTimes((now) => ({ ...now, restedAt: now.restedAt ?? now.elapsed }));
  }, [isResting]);
  useEffect(() => {
    if (seconds <= 0) end();
  }, [seconds, end]);
  const hold = () => setTimes((now) => ({ ...now, heldAt: now.elapsed }));
  return { seconds, isHeld: times.heldAt !== undefined, hold };
}
