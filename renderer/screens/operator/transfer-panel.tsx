import { ArrowLeft, Download, FileUp, Keyboard, KeyboardOff } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { captureLimitBytes } from '../../../shared/contract.ts';
import type { Words } from '../../../shared/language.ts';
import { takenWords, transferProblemOf, transferProblemWords } from '../../../shared/transfer-words.ts';
import { Button } from '../../components/button.tsx';
import { ScreenKeyboard } from '../../components/screen-keyboard.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { useApi, useKiosk } from '../../store/kiosk-context.tsx';
import styles from './transfer-panel.module.css';

const passphraseLength = 8;

type Said =
  | { readonly kind: 'exported'; readonly count: number; readonly files: number }
  | { readonly kind: 'nothing' | 'failed' }
  | { readonly kind: 'words'; readonly lines: readonly Words[] };

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
  const result = useRef<HTMLDivElement>(null);
  const fieldId = useId();
  const isLongEnough = [...passphrase].length >= passphraseLength;

  // Several files say several things: what was said last is not left below the edge.
  useEffect(() => {
    if (said !== undefined) result.current?.scrollIntoView({ block: 'end' });
  }, [said]);

  async function work(run: () => Promise<Said>) {
    setIsBusy(true);
    setSaid(undefined);
    setSaid(await run().catch((): Said => ({ kind: 'failed' })));
    setIsBusy(false);
  }

  const exportFiles = () =>
    work(async () => {
      let count = 0;
      let files = 0;
      for (let after: number | undefined, isMore = true; isMore; ) {
        const reply = await api.commands['uploads.export']({ passphrase, ...(after === undefined ? {} : { after }) });
        if (reply.kind === 'error') return { kind: 'failed' };
        after = reply.value.next;
        isMore = after !== undefined;
        if (reply.value.count === 0) continue;
        files += 1;
        count += reply.value.count;
        download(reply.value.file, files);
      }
      return count === 0 ? { kind: 'nothing' } : { kind: 'exported', count, files };
    });

  const importFiles = (files: readonly File[]) =>
    work(async () => {
      const lines: Words[] = [];
      for (const file of files) {
        const words = await takeIn(file);
        lines.push(files.length === 1 ? words : named(file.name, words));
      }
      return { kind: 'words', lines };
    });

  async function takeIn(file: File): Promise<Words> {
    if (file.size > captureLimitBytes) return transferProblemWords['too-large'];
    const buffer = await file.arrayBuffer().catch(() => undefined);
    if (buffer === undefined) return transferProblemWords['not-readable'];
    const reply = await api.commands['uploads.import']({ passphrase, file: new Uint8Array(buffer) }).catch(
      () => undefined,
    );
    if (reply === undefined) return transferProblemWords.unknown;
    return reply.kind === 'ok' ? takenWords(reply.value) : transferProblemWords[transferProblemOf(reply.error)];
  }

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
          <Button icon={Download} isDisabled={!isLongEnough} isPending={isBusy} onPress={() => void exportFiles()}>
            {t('operator.transfer.export')}
          </Button>
        </div>
        <h2 className={styles.title}>{t('operator.transfer.importTitle')}</h2>
        <p className={styles.body}>{t('operator.transfer.importBody')}</p>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          multiple
          tabIndex={-1}
          aria-label={t('operator.transfer.import')}
          disabled={!isLongEnough || isBusy}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            if (files.length > 0) void importFiles(files);
            // The same file may be chosen again after a wrong passphrase.
            event.target.value = '';
          }}
        />
        <div className={styles.ways}>
          <Button icon={FileUp} isDisabled={!isLongEnough} isPending={isBusy} onPress={() => input.current?.click()}>
            {t('operator.transfer.import')}
          </Button>
        </div>
        <div ref={result} className={styles.said} role="status" data-testid="transfer-said">
          {said === undefined ? null : <SaidWords said={said} />}
        </div>
      </Scroller>
      <div className={styles.foot} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onClose}>
          {t('operator.queue.toList')}
        </Button>
      </div>
    </section>
  );
}

function SaidWords({ said }: { readonly said: Said }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  if (said.kind !== 'words') return <p>{t(`operator.transfer.${said.kind}`, 'count' in said ? said : {})}</p>;
  return said.lines.map((words) => <p key={words.en}>{words[language]}</p>);
}

/** The same words, with the file that they are about. */
function named(name: string, words: Words): Words {
  return {
    en: `${name}: ${words.en}`,
    ja: `${name}: ${words.ja}`,
    'zh-Hans': `${name}: ${words['zh-Hans']}`,
    ar: `\u2068${name}\u2069: ${words.ar}`,
  };
}

/** Hands bytes to the browser as a file; the address is released once the browser has taken it. */
function download(file: Uint8Array, number: number) {
  const url = URL.createObjectURL(new Blob([file as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `parked-photos-${new Date().toISOString().slice(0, 19).replace(/\D/g, '-')}-${number}.kioskphotos`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
