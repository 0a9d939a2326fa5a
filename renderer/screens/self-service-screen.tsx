import { Check, ScanQrCode, Smartphone, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInState } from '../../shared/sign-in-state.ts';
import { Actions } from '../components/actions.tsx';
import { Button } from '../components/button.tsx';
import { DeviceFacts, DeviceQr, UserCode } from '../components/device-code.tsx';
import { Stage } from '../components/stage.tsx';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import type { SelfServiceState } from '../store/kiosk-state.ts';
import styles from './self-service-screen.module.css';

type Problem = 'declined' | 'offline' | 'noPerson' | 'trouble';

/** What keeps a person from signing in, in one of four kinds; the technical reason is for the operator's screen. */
function problemOf(own: SelfServiceState, signIn: SignInState): Problem | undefined {
  if (own.kind === 'failed') return own.problem === 'no-person' ? 'noPerson' : own.problem;
  if (own.kind === 'meeting') return undefined;
  if (signIn.kind === 'needs-attention') {
    if (signIn.problem === 'code-expired') return undefined;
    return signIn.problem === 'declined' ? 'declined' : 'trouble';
  }
  return signIn.kind === 'offline-without-token' || signIn.kind === 'offline-with-token' ? 'offline' : undefined;
}

/** Signing in with one's own phone: a square to scan, a code, and how long it is good. */
export function SelfServiceScreen() {
  const { signIn } = useSnapshot();
  const own = useKiosk((state) => state.selfService);
  const problem = problemOf(own, signIn);
  if (problem !== undefined) return <ProblemScreen problem={problem} />;
  if (signIn.kind === 'waiting-for-person' && own.kind === 'asked') {
    return <CodeScreen signIn={signIn} isRenewed={own.isRenewed} />;
  }
  return <WaitScreen isSignedIn={own.kind === 'meeting'} />;
}

function CodeScreen({
  signIn,
  isRenewed,
}: {
  readonly signIn: Extract<SignInState, { kind: 'waiting-for-person' }>;
  readonly isRenewed: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Stage
      screen="sign-in"
      state="code"
      title={t('selfService.title')}
      picture={
        <Ground>
          <div className={styles.qr}>
            <DeviceQr signIn={signIn} />
          </div>
        </Ground>
      }
      actions={<Actions />}
    >
      {isRenewed ? (
        <p className={styles.renewed} role="status">
          {t('selfService.renewed')}
        </p>
      ) : null}
      <ol className={styles.steps}>
        <li className={styles.step}>
          <ScanQrCode className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
          <span>{t('selfService.steps.scan')}</span>
        </li>
        <li className={styles.step}>
          <Smartphone className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
          <span>{t('selfService.steps.enter')}</span>
        </li>
      </ol>
      <div className={styles.code}>
        <UserCode code={signIn.userCode} />
        <DeviceFacts signIn={signIn} />
      </div>
      <ol className={styles.steps} start={3}>
        <li className={styles.step}>
          <Check className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
          <span>{t('selfService.steps.back')}</span>
        </li>
      </ol>
      <p className={styles.safe}>{t('selfService.safe')}</p>
    </Stage>
  );
}

function WaitScreen({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const { t } = useTranslation();
  return (
    <Stage
      screen="sign-in"
      state={isSignedIn ? 'signed-in' : 'starting'}
      title={isSignedIn ? t('selfService.hello') : t('device.getting')}
      picture={
        <Ground>
          <span className={styles.waiting} aria-hidden="true" />
        </Ground>
      }
      actions={<Actions />}
    />
  );
}

function ProblemScreen({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  const { newCode } = useActions();
  const Icon = problem === 'offline' ? WifiOff : TriangleAlert;
  return (
    <Stage
      screen="sign-in"
      state={problem}
      title={t(`selfService.${problem}.title`)}
      picture={
        <Ground>
          <span className={styles.sign} aria-hidden="true">
            <Icon strokeWidth={1.5} />
          </span>
        </Ground>
      }
      actions={
        <Actions>
          <Button look="primary" onPress={newCode}>
            {problem === 'declined' ? t('selfService.newCode') : t('common.tryAgain')}
          </Button>
        </Actions>
      }
    >
      <p className={styles.body}>{t(`selfService.${problem}.body`)}</p>
    </Stage>
  );
}

function Ground({ children }: { readonly children: ReactNode }) {
  return <div className={styles.ground}>{children}</div>;
}
