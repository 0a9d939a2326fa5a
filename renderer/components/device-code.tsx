import { useTranslation } from 'react-i18next';
import type { SignInState } from '../../shared/sign-in-state.ts';
import styles from './device-code.module.css';
import { QrCode } from './qr-code.tsx';
import { minutesAndSeconds, useRemainingMs } from './remaining-time.ts';

type Waiting = Extract<SignInState, { kind: 'waiting-for-person' }>;

/** The QR code of the sign-in page. */
export function DeviceQr({ signIn }: { readonly signIn: Waiting }) {
  const { t } = useTranslation();
  return (
    <div className={styles.qr}>
      <QrCode text={signIn.verificationUrl} name={t('device.qr')} />
    </div>
  );
}

/** The code, large enough to read from a step away; its groups are spaced for the eye, and copy as one word. */
export function UserCode({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const groupLength = code.length % 3 === 0 ? 3 : 4;
  const groups = code.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? [];
  return (
    <p className={styles.code} dir="ltr" data-testid="user-code">
      <span className="visually-hidden">{t('device.code')}: </span>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups of a code may read the same
        <span key={index}>{group}</span>
      ))}
    </p>
  );
}

/** The page to open by hand, and how long the code is good. */
export function DeviceFacts({ signIn }: { readonly signIn: Waiting }) {
  const { t } = useTranslation();
  const leftMs = useRemainingMs(signIn.expiresAtMs);
  return (
    <div className={styles.facts}>
      <p className={styles.url} dir="ltr" data-testid="verification-url">
        {signIn.verificationUrl.replace(/^https:\/\/(www\.)?/, '')}
      </p>
      <p className={styles.left}>{t('device.timeLeft', { time: minutesAndSeconds(leftMs) })}</p>
    </div>
  );
}
