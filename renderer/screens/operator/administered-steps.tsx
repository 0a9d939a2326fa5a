import { Circle, CircleCheck, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.tsx';
import { DeviceFacts, DeviceQr, UserCode } from '../../components/device-code.tsx';
import { withHeldNames } from '../../languages/texts.ts';
import styles from './station/connect.module.css';

type StepState = 'to-do' | 'doing' | 'done' | 'failed';

const stepIcons: Readonly<Record<StepState, LucideIcon>> = {
  'to-do': Circle,
  doing: LoaderCircle,
  done: CircleCheck,
  failed: CircleX,
};

/** What is done with an administrator's sign-in, step by step. */
export function StepList({
  name,
  steps,
}: {
  readonly name: string;
  readonly steps: readonly { readonly step: string; readonly state: StepState; readonly words: string }[];
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const doing = steps.find(({ state }) => state === 'doing')?.words;
  useEffect(() => {
    if (doing !== undefined) announce(doing);
  }, [announce, doing]);
  return (
    <ol className={styles.steps} aria-label={name}>
      {steps.map(({ step, state, words }) => {
        const Icon = stepIcons[state];
        return (
          <li key={step} className={styles.step} data-step={step} data-state={state}>
            <Icon className={styles.stepIcon} aria-hidden="true" strokeWidth={2} />
            <span className={styles.stepWords}>{withHeldNames(words)}</span>
            <span className={styles.stepState}>{t(`connect.stepState.${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The code that an administrator types on their own phone; nothing while none is wanted. */
export function AdministratorCode({
  code,
}: {
  readonly code:
    | { readonly userCode: string; readonly verificationUrl: string; readonly expiresAtMs: number }
    | undefined;
}) {
  const { t } = useTranslation();
  if (code === undefined) return null;
  const signIn = { kind: 'waiting-for-person', ...code } as const;
  return (
    <>
      <p className={styles.body}>{t('connect.phone')}</p>
      <div className={styles.code}>
        <div className={styles.qr}>
          <DeviceQr signIn={signIn} />
        </div>
        <div className={styles.codeWords}>
          <UserCode code={code.userCode} />
          <DeviceFacts signIn={signIn} />
        </div>
      </div>
      <p className={styles.small}>{t('connect.goesOn')}</p>
    </>
  );
}
