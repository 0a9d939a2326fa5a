import { Copy, QrCode as QrIcon } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeReport } from '../../../shared/outcome.ts';
import { adminText } from '../../../shared/outcome-words.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { copySelection } from '../../components/copy-selection.ts';
import { QrCode } from '../../components/qr-code.tsx';
import { useKiosk } from '../../store/kiosk-context.tsx';
import styles from './admin-text.module.css';

/**
 * The text for the IT team, with the ids that Microsoft's support asks for. It leaves the station without a network, a
 * keyboard or a stick: copied, or scanned with the operator's own phone.
 */
export function AdminText({ report, target }: { readonly report: OutcomeReport; readonly target: string }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const announce = useAnnounce();
  const text = adminText(report, target, language);
  const shown = useRef<HTMLPreElement>(null);
  const titleId = useId();
  const [isCopied, setIsCopied] = useState(false);
  const [hasCode, setHasCode] = useState(false);
  const code = useRef<HTMLDivElement>(null);
  // Asked for, it is to be scanned: all of it comes into view by itself.
  useEffect(() => {
    if (hasCode) code.current?.scrollIntoView({ block: 'nearest' });
  }, [hasCode]);

  function copy() {
    if (shown.current === null || !copySelection(shown.current)) return;
    setIsCopied(true);
    announce(t('operator.queue.copied'));
  }

  return (
    <section className={styles.admin} aria-labelledby={titleId} data-testid="admin-text">
      <h3 id={titleId} className={styles.title}>
        {t('operator.queue.adminText')}
      </h3>
      <pre ref={shown} className={styles.text} dir="auto">
        {text}
      </pre>
      <div className={styles.ways}>
        <Button look="plain" icon={Copy} onPress={copy}>
          {isCopied ? t('operator.queue.copied') : t('operator.queue.copy')}
        </Button>
        <Button look="plain" icon={QrIcon} onPress={() => setHasCode(!hasCode)}>
          {hasCode ? t('operator.queue.hideCode') : t('operator.queue.toPhone')}
        </Button>
      </div>
      {hasCode ? (
        <div ref={code} className={styles.code}>
          <QrCode text={text} name={t('operator.queue.toPhoneHint')} />
          <p className={styles.hint}>{t('operator.queue.toPhoneHint')}</p>
        </div>
      ) : null}
    </section>
  );
}
