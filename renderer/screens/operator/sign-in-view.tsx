import { CircleCheck, CloudOff, KeyRound, type LucideIcon, Smartphone, TriangleAlert, UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { signInAdvice, signInStateWords } from '../../../shared/sign-in-words.ts';
import { Button } from '../../components/button.tsx';
import { DeviceFacts, DeviceQr, UserCode } from '../../components/device-code.tsx';
import { whenInWords } from '../../components/remaining-time.ts';
import { Scroller } from '../../components/scroller.tsx';
import { useApi, useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
import { Confirmation } from './confirmation.tsx';
import { Notice } from './queue-summary.tsx';
import styles from './sign-in-view.module.css';
import { StationFoot } from './station-foot.tsx';

/** Whether the station can get tokens, who gives them, and what mends it when it cannot. */
export function SignInView({ onBack }: { readonly onBack: () => void }) {
  const { signIn, signInMode } = useSnapshot();
  const { t } = useTranslation();
  if (signIn.kind === 'waiting-for-person' && signInMode === 'operator') {
    return <CodeView signIn={signIn} onBack={onBack} />;
  }
  return (
    <div className={styles.view} data-sign-in={signIn.kind}>
      <Scroller className={styles.scroll} name={t('operator.station.sections.signIn')}>
        <StateHead signIn={signIn} />
        {signInMode === 'application' ? <p className={styles.body}>{t('operator.signIn.byApplication')}</p> : null}
        {signInMode === 'self-service' ? <p className={styles.body}>{t('operator.signIn.bySelfService')}</p> : null}
        <StateBody signIn={signIn} />
      </Scroller>
      {signInMode === 'operator' ? (
        <OperatorActions signIn={signIn} onBack={onBack} />
      ) : (
        <StationFoot onBack={onBack} />
      )}
    </div>
  );
}

const looks: Readonly<Record<SignInState['kind'], readonly [LucideIcon, 'good' | 'quiet' | 'attention']>> = {
  'signed-out': [UserRound, 'quiet'],
  starting: [KeyRound, 'quiet'],
  'waiting-for-person': [Smartphone, 'quiet'],
  'waiting-for-browser': [Smartphone, 'quiet'],
  'signed-in': [CircleCheck, 'good'],
  'needs-attention': [TriangleAlert, 'attention'],
  'offline-with-token': [CloudOff, 'attention'],
  'offline-without-token': [CloudOff, 'attention'],
};

/** How the sign-in stands, as a colour beside its words. */
export function signInTone(signIn: SignInState): 'good' | 'quiet' | 'attention' {
  return looks[signIn.kind][1];
}

function StateHead({ signIn }: { readonly signIn: SignInState }) {
  const { signInMode } = useSnapshot();
  const language = useKiosk((state) => state.language);
  // Between two people nobody is signed in at a self-service station: nothing to report.
  if (signInMode === 'self-service') return null;
  const [Icon, tone] = looks[signIn.kind];
  return (
    <div className={styles.head} data-tone={tone}>
      <span className={styles.sign} aria-hidden="true">
        <Icon strokeWidth={1.75} />
      </span>
      <h2 className={styles.title}>{signInStateWords[signIn.kind][language]}</h2>
    </div>
  );
}

function StateBody({ signIn }: { readonly signIn: SignInState }) {
  const { signInMode } = useSnapshot();
  if (signInMode === 'self-service') return null;
  switch (signIn.kind) {
    case 'signed-in':
      return <SignedIn signIn={signIn} />;
    case 'needs-attention':
      return <Attention signIn={signIn} />;
    case 'offline-with-token':
      return <ValidUntil atMs={signIn.validUntilMs} />;
    case 'signed-out':
    case 'offline-without-token':
      return <PhotosSafe />;
    default:
      return null;
  }
}

function PhotosSafe() {
  const { t } = useTranslation();
  const { signInMode } = useSnapshot();
  return (
    <>
      <p className={styles.body}>{t('operator.signIn.photosSafe')}</p>
      {signInMode === 'operator' ? <p className={styles.body}>{t('operator.signIn.how')}</p> : null}
    </>
  );
}

function ValidUntil({ atMs }: { readonly atMs: number }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return <p className={styles.body}>{t('operator.signIn.until', { time: whenInWords(atMs, language) })}</p>;
}

function SignedIn({ signIn }: { readonly signIn: Extract<SignInState, { kind: 'signed-in' }> }) {
  const { t } = useTranslation();
  const { account, permissions, certificateExpiresInDays: days } = signIn;
  return (
    <>
      {days === undefined ? null : (
        <Notice kind="certificate">
          {days < 1 ? t('operator.signIn.certificateToday') : t('operator.signIn.certificateDays', { count: days })}
        </Notice>
      )}
      <dl className={styles.facts}>
        <Fact name={t('operator.signIn.who')}>
          {account === undefined ? (
            t('operator.signIn.station')
          ) : (
            <>
              <strong>
                <bdi>{account.displayName}</bdi>
              </strong>{' '}
              <bdi>{account.userName}</bdi>
            </>
          )}
        </Fact>
        <Fact name={t('operator.signIn.may')}>{permissions.join(', ')}</Fact>
      </dl>
      <ValidUntil atMs={signIn.validUntilMs} />
    </>
  );
}

function Attention({ signIn }: { readonly signIn: Extract<SignInState, { kind: 'needs-attention' }> }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const advice = signInAdvice[signIn.problem];
  return (
    <>
      <p className={styles.body} data-testid="meaning">
        {advice.meaning[language]}
      </p>
      <div>
        <h3 className={styles.label}>{t('operator.queue.whatToDo')}</h3>
        <p className={styles.body} data-testid="what-to-do">
          {advice.whatToDo[language]}
        </p>
      </div>
      <p className={styles.quiet}>{t('operator.signIn.photosSafe')}</p>
      <dl className={styles.facts}>
        {signIn.code === undefined ? null : <Fact name={t('operator.signIn.code')}>{signIn.code}</Fact>}
        {signIn.correlationId === undefined ? null : (
          <Fact name={t('operator.signIn.correlation')}>{signIn.correlationId}</Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The operator's code: scanned or typed on their own phone, while people go on at another station or wait. */
function CodeView({
  signIn,
  onBack,
}: {
  readonly signIn: Extract<SignInState, { kind: 'waiting-for-person' }>;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  return (
    <div className={styles.view} data-sign-in={signIn.kind}>
      <div className={styles.code}>
        <div className={styles.qr}>
          <DeviceQr signIn={signIn} />
        </div>
        <div className={styles.codeWords}>
          <h2 className={styles.title}>{signInStateWords[signIn.kind][language]}</h2>
          <UserCode code={signIn.userCode} />
          <DeviceFacts signIn={signIn} />
          <p className={styles.quiet}>{t('operator.signIn.how')}</p>
        </div>
      </div>
      <StationFoot onBack={onBack}>
        <NewCode look="quiet" />
        <Button look="plain" onPress={() => void api.commands['signIn.cancel']({}).catch(() => undefined)}>
          {t('common.cancel')}
        </Button>
      </StationFoot>
    </div>
  );
}

function NewCode({ look }: { readonly look: 'quiet' | 'primary' }) {
  const { t } = useTranslation();
  const { isBusy, problem, start } = useStart();
  return (
    <>
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {t(problem === 'offline' ? 'operator.signIn.offlineStart' : 'operator.signIn.failed')}
        </p>
      )}
      <Button look={look} isPending={isBusy} onPress={start}>
        {t(look === 'primary' ? 'operator.signIn.start' : 'operator.signIn.newCode')}
      </Button>
    </>
  );
}

/** Starts sign-in with the method that settings and shell allow. */
function useStart() {
  const api = useApi();
  const { hasBrowserSignIn } = useSnapshot();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<'offline' | 'other'>();
  async function run() {
    setIsBusy(true);
    setProblem(undefined);
    const method = hasBrowserSignIn === true ? 'browser' : 'device-code';
    const reply = await api.commands['signIn.start']({ method }).catch(() => undefined);
    setIsBusy(false);
    // What the sign-in server refused is in the state, in better words than a failure code has.
    if (reply?.kind !== 'ok' && reply?.error.code !== 'refused') {
      setProblem(reply?.error.code === 'offline' ? 'offline' : 'other');
    }
  }
  return { isBusy, problem, start: () => void run() };
}

function OperatorActions({ signIn, onBack }: { readonly signIn: SignInState; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [isAsking, setIsAsking] = useState(false);
  const isSignedIn = signIn.kind === 'signed-in' || signIn.kind === 'offline-with-token';
  if (isAsking && isSignedIn) {
    return (
      <Confirmation
        title={t('operator.signIn.signOutAsk.title')}
        body={t('operator.signIn.signOutAsk.body')}
        confirm={t('operator.signIn.signOutAsk.confirm')}
        keep={t('operator.signIn.signOutAsk.keep')}
        onConfirm={() => {
          setIsAsking(false);
          void api.commands['signIn.signOut']({}).catch(() => undefined);
        }}
        onKeep={() => setIsAsking(false)}
      />
    );
  }
  if (isSignedIn) {
    return (
      <StationFoot onBack={onBack}>
        <Button onPress={() => setIsAsking(true)}>{t('operator.signIn.signOut')}</Button>
      </StationFoot>
    );
  }
  if (signIn.kind === 'waiting-for-browser') {
    return (
      <StationFoot onBack={onBack}>
        <Button look="plain" onPress={() => void api.commands['signIn.cancel']({}).catch(() => undefined)}>
          {t('common.cancel')}
        </Button>
      </StationFoot>
    );
  }
  return (
    <StationFoot onBack={onBack}>
      <NewCode look="primary" />
    </StationFoot>
  );
}
