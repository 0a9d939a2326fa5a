import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatLocale, type Language } from '../../shared/language.ts';
import { type ReceiptStage, receiptStepState, receiptSteps } from '../store/receipt-stage.ts';
import styles from './receipt-progress.module.css';

/** Where the photo is: four promises, each kept, under way or to come. */
export function ReceiptProgress({
  stage,
  savedAtMs,
  language,
}: {
  readonly stage: ReceiptStage;
  readonly savedAtMs: number;
  readonly language: Language;
}) {
  const { t } = useTranslation();
  const savedAt = new Intl.DateTimeFormat(formatLocale(language), { hour: 'numeric', minute: '2-digit' }).format(
    savedAtMs,
  );
  return (
    <ol className={styles.steps} aria-label={t('receipt.progress')}>
      {receiptSteps.map((step) => {
        const state = receiptStepState(stage, step);
        return (
          <li key={step} className={styles.step} data-step={step} data-step-state={state}>
            <span className={styles.mark} aria-hidden="true">
              {state === 'done' ? <Check strokeWidth={3} /> : null}
            </span>
            <span>
              {t(`receipt.step.${step}`)}
              <span className="visually-hidden">, {t(`receipt.stepState.${state}`)}</span>
            </span>
            {step === 'saved' ? <span className={styles.time}>{savedAt}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
