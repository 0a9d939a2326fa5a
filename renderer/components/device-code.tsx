import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInState } from '../../shared/sign-in-state.ts';
import { classNames } from '../look/class-names.ts';
import { useKiosk } from '../store/kiosk-context.tsx';
import styles from './device-code.module.css';
import { QrCode } from './qr-code.tsx';
import { roughDuration, useRemainingMs } from './remaining-time.ts';

type Waiting = Extract<SignInState, { kind: 'waiting-for-person' }>;

/** An address of more letters than this would be too small on one line. */
const longestLine = 40;

/** How many letters have to fit on one line: where they do not, they are smaller, and never broken. */
function lettersOf(text: string): CSSProperties {
  return { '--letters': text.length } as CSSProperties;
}

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
    <div className={styles.fit} style={lettersOf(code)}>
      <p className={styles.code} dir="ltr" data-testid="user-code">
        <span className="visually-hidden">{t('device.code')}: </span>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two groups of a code may read the same
          <span key={index} className={styles.group}>
            {group}
          </span>
        ))}
      </p>
    </div>
  );
}

/** The page to open by hand, and how long the code is good. */
export function DeviceFacts({ signIn }: { readonly signIn: Waiting }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const leftMs = useRemainingMs(signIn.expiresAtMs);
  const address = signIn.verificationUrl.replace(/^https:\/\/(www\.)?/, '');
  return (
    <div className={classNames(styles.fit, styles.facts)} style={lettersOf(address)}>
      <p
        className={classNames(styles.url, address.length > longestLine && styles.long)}
        dir="ltr"
        data-testid="verification-url"
      >
        {address}
      </p>
      <p className={styles.left}>{t('device.timeLeft', { time: roughDuration(leftMs, language) })}</p>
    </div>
  );
}
