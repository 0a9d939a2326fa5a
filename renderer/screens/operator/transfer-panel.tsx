import { ArrowLeft, Download, FileUp, Keyboard, KeyboardOff } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ScreenKeyboard } from '../../components/screen-keyboard.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { useApi, useKiosk } from '../../store/kiosk-context.tsx';
import styles from './transfer-panel.module.css';

const passphraseLength = 8;

type Said =
  | { readonly kind: 'exported'; readonly count: number }
  | { readonly kind: 'imported'; readonly count: number; readonly skipped: number }
  | { readonly kind: 'nothing' | 'unreadable' | 'failed' };

/** Moves photos that need a decision to another station in one sealed file, and takes such a file. */
export function TransferPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const [passphrase, setPassphrase] = useState('');
  const [hasKeyboard, setHasKeyboard] = useState(() => matchMedia('(pointer: coarse)').matches);
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<Said>();
  const input = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  const isLongEnough = [...passphrase].length >= passphraseLength;

  async function work(run: () => Promise<Said>) {
    setIsBusy(true);
    setSaid(undefined);
    setSaid(await run().catch((): Said => ({ kind: 'failed' })));
    setIsBusy(false);
  }

  const exportFile = () =>
    work(async () => {
      const reply = await api.commands['uploads.export']({ passphrase });
      if (reply.kind === 'error') return { kind: 'failed' };
      const { file, count } = reply.value;
      if (count === 0) return { kind: 'nothing' };
      download(file);
      return { kind: 'exported', count };
    });

  const importFile = (file: File) =>
    work(async () => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const reply = await api.commands['uploads.import']({ passphrase, file: bytes });
      if (reply.kind === 'ok') return { kind: 'imported', ...reply.value };
      return { kind: reply.error.code === 'internal' ? 'failed' : 'unreadable' };
    });

  return (
    <section className={styles.panel} aria-label={t('operator.transfer.title')}>
      <Scroller className={styles.scroll} frameClassName={styles.frame}>
        <h2 className={styles.title}>{t('operator.transfer.title')}</h2>
        <p className={styles.body}>{t('operator.transfer.body')}</p>
        <label className={styles.label} htmlFor={fieldId}>
          {t('operator.transfer.passphrase')}
        </label>
        <div className={styles.row}>
          <input
            id={fieldId}
            className={styles.field}
            type="text"
            value={passphrase}
            maxLength={200}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="off"
            spellCheck={false}
            inputMode={hasKeyboard ? 'none' : 'text'}
            onChange={(event) => setPassphrase(event.target.value)}
          />
          <Button
            look="plain"
            icon={hasKeyboard ? KeyboardOff : Keyboard}
            isIconOnly
            onPress={() => setHasKeyboard(!hasKeyboard)}
          >
            {hasKeyboard ? t('search.hideKeyboard') : t('search.showKeyboard')}
          </Button>
        </div>
        {hasKeyboard ? <ScreenKeyboard language={language} text={passphrase} onChange={setPassphrase} /> : null}
        <div className={styles.ways}>
          <Button icon={Download} isDisabled={!isLongEnough} isPending={isBusy} onPress={() => void exportFile()}>
            {t('operator.transfer.export')}
          </Button>
        </div>
        <h2 className={styles.title}>{t('operator.transfer.importTitle')}</h2>
        <p className={styles.body}>{t('operator.transfer.importBody')}</p>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          tabIndex={-1}
          aria-label={t('operator.transfer.import')}
          disabled={!isLongEnough || isBusy}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void importFile(file);
            // The same file may be chosen again after a wrong passphrase.
            event.target.value = '';
          }}
        />
        <div className={styles.ways}>
          <Button icon={FileUp} isDisabled={!isLongEnough} isPending={isBusy} onPress={() => input.current?.click()}>
            {t('operator.transfer.import')}
          </Button>
        </div>
        <p className={styles.said} role="status" data-testid="transfer-said">
          {said === undefined ? '' : t(`operator.transfer.${said.kind}`, 'count' in said ? said : {})}
        </p>
      </Scroller>
      <div className={styles.foot} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onClose}>
          {t('operator.queue.toList')}
        </Button>
      </div>
    </section>
  );
}

/** Hands bytes to the browser as a file; the address is released once the browser has taken it. */
function download(file: Uint8Array) {
  const url = URL.createObjectURL(new Blob([file as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `parked-photos-${new Date().toISOString().slice(0, 19).replace(/\D/g, '-')}.kioskphotos`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
