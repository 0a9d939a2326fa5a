import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { intoView } from '../../../components/into-view.ts';
import { QrCode } from '../../../components/qr-code.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import styles from './settings.module.css';

/** How long each code stays: a camera that looks eight times a second sees every one of them. */
const turnMs = 1_200;

/** The codes of the settings in turn, for the camera of another station. */
export function CodeShow({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (codes.length < 2) return;
    return browserClock.setTimer(turnMs, () => setTurn((turn + 1) % codes.length));
  }, [turn, codes]);
  const code = codes[turn % codes.length] ?? '';
  return (
    <div ref={intoView} className={styles.codes} data-testid="settings-codes">
      <div className={styles.code}>
        <QrCode text={code} name={t('settings.transfer.codes')} />
      </div>
      <p className={styles.body}>
        {t('settings.transfer.codes')}{' '}
        {codes.length < 2 ? null : t('settings.transfer.codeOf', { number: turn + 1, count: codes.length })}
      </p>
    </div>
  );
}
