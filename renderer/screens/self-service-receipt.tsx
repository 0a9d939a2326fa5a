import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormerOffer, UndoKind } from '../../shared/upload-job.ts';
import { Button } from '../components/button.tsx';
import { roughDuration } from '../components/remaining-time.ts';
import { useActions, useKiosk } from '../store/kiosk-context.tsx';
import type { ReceiptStage } from '../store/receipt-stage.ts';
import { isEnding } from './closing-time.ts';
import styles from './self-service-receipt.module.css';

/** A person who does nothing is signed out, and an unsent photo discarded, after this time. */
const openSeconds = 90;
/** And after this, having asked to stay; near its end that can be asked again, as often as it takes (WCAG 2.2.1). */
const holdSeconds = 600;

const unsentReasons = {
  saved: 'saved',
  sending: 'saved',
  'waiting-offline': 'offline',
  'waiting-throttled': 'busy',
  'waiting-sign-in': 'retry',
  'waiting-retry': 'retry',
} as const satisfies Partial<Record<ReceiptStage, string>>;

/** Whether leaving now would discard the photo: with the person's sign-out nobody may send it any more. */
export function isUnsent(stage: ReceiptStage): stage is keyof typeof unsentReasons {
  return stage in unsentReasons;
}

/** The receipt's title and body where a person's own sign-in ends with their visit; absent where the usual ones are true. */
export function useSelfServiceWords(
  stage: ReceiptStage,
  undoes: UndoKind | undefined,
): { readonly title: string; readonly body: string } | undefined {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  if (undoes !== undefined) {
    const step = undoStep(stage);
    return { title: t(`undo.receipt.${undoes}.${step}`), body: t(`undo.receipt.body.${step}`) };
  }
  if (isUnsent(stage)) {
    const reason = t(`selfService.receipt.unsent.${unsentReasons[stage]}`);
    // Japanese and Chinese put no space between sentences.
    const space = language === 'ja' || language === 'zh-Hans' ? '' : ' ';
    return {
      title: t('selfService.receipt.unsent.title'),
      body: `${reason}${space}${t('selfService.receipt.leaving')}`,
    };
  }
  if (stage !== 'accepted' && stage !== 'refused' && stage !== 'parked') return undefined;
  return { title: t(`selfService.receipt.${stage}.title`), body: t(`selfService.receipt.${stage}.body`) };
}

/** How far the undoing is, as the receipt says it. */
function undoStep(stage: ReceiptStage): 'unsent' | 'accepted' | 'confirmed' | 'failed' {
  if (isUnsent(stage)) return 'unsent';
  return stage === 'accepted' || stage === 'confirmed' ? stage : 'failed';
}

/** Puts back what was there before, with one touch. */
export function UndoAction({ kind }: { readonly kind: FormerOffer['kind'] }) {
  const { t } = useTranslation();
  const { undo } = useActions();
  const [step, setStep] = useState<'ready' | 'asked' | 'failed'>('ready');
  async function ask() {
    setStep('asked');
    if (!(await undo())) setStep('failed');
  }
  return (
    <div>
      {step === 'failed' ? (
        <p className={styles.closing} role="alert">
          {t('undo.failed')}
        </p>
      ) : null}
      <Button look="plain" icon={History} isPending={step === 'asked'} onPress={() => void ask()}>
        {t(`undo.own.${kind === 'empty' ? 'empty' : 'photo'}`)}
      </Button>
    </div>
  );
}

/** What a person can do while their photo is not sent: wait for it here, or leave and have it discarded. */
export function UnsentActions({ undoes }: { readonly undoes: UndoKind | undefined }) {
  const { t } = useTranslation();
  const { end } = useActions();
  const language = useKiosk((state) => state.language);
  const isUndoing = undoes !== undefined;
  const { seconds, isHeld, stay } = useStay();
  useEffect(() => {
    if (seconds <= 0) end();
  }, [seconds, end]);
  return (
    <div className={styles.actions}>
      <p className={styles.closing}>
        {isHeld
          ? t('selfService.receipt.holding', { time: roughDuration(seconds * 1000, language) })
          : t(isUndoing ? 'undo.receipt.closing' : 'selfService.receipt.closing', { seconds })}
      </p>
      {isHeld && !isEnding(seconds) ? null : (
        <Button look="primary" onPress={stay}>
          {t(isUndoing ? 'undo.receipt.stay' : 'selfService.receipt.stay')}
        </Button>
      )}
      <div>
        <Button look="plain" onPress={end}>
          {t(isUndoing ? 'undo.receipt.leave' : 'selfService.receipt.leave')}
        </Button>
      </div>
    </div>
  );
}

/** Seconds until the screen leaves by itself, and how to make them more. */
function useStay() {
  const [time, setTime] = useState({ seconds: openSeconds, isHeld: false });
  useEffect(() => {
    const timer = setInterval(() => setTime((now) => ({ ...now, seconds: Math.max(0, now.seconds - 1) })), 1000);
    return () => clearInterval(timer);
  }, []);
  return { ...time, stay: () => setTime({ seconds: holdSeconds, isHeld: true }) };
}
