import { ArrowLeft, Download, FileUp, MonitorDown, MonitorUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApi, useKiosk } from '../../store/kiosk-context.tsx';
import { exportPhotos, importPhotos, type TransferSaid } from './photo-transfer.ts';
import styles from './transfer-panel.module.css';
import { WayRow } from './way-row.tsx';

const passphraseLength = 8;

type Way = 'export' | 'import';

/** Moves photos that need a decision to another station in sealed files, and takes such files: first which way, then the passphrase. */
export function TransferPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>();
  if (way !== undefined) return <TransferStep key={way} way={way} onBack={() => setWay(undefined)} />;
  return (
    <TransferSection
      title={t('operator.transfer.title')}
      foot={
        <span data-way="to-list">
          <Button look="plain" icon={ArrowLeft} onPress={onClose}>
            {t('operator.queue.toList')}
          </Button>
        </span>
      }
    >
      <WayRow
        icon={MonitorUp}
        name={t('operator.transfer.exportWay')}
        words={t('operator.transfer.exportBody')}
        onChoose={() => setWay('export')}
      />
      <WayRow
        icon={MonitorDown}
        name={t('operator.transfer.importWay')}
        words={t('operator.transfer.importBody')}
        onChoose={() => setWay('import')}
      />
    </TransferSection>
  );
}

function TransferSection({
  title,
  foot,
  children,
}: {
  readonly title: string;
  readonly foot: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section className={styles.panel} aria-label={title}>
      <Scroller className={styles.scroll} frameClassName={styles.frame}>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {children}
      </Scroller>
      <div className={styles.foot}>{foot}</div>
    </section>
  );
}

function TransferStep({ way, onBack }: { readonly way: Way; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [passphrase, setPassphrase] = useState('');
  const { said, isBusy, work } = useWork();
  const result = useRef<HTMLDivElement>(null);
  const isLongEnough = [...passphrase].length >= passphraseLength;
  // Several files say several things: what was said last is not left below the edge.
  useEffect(() => {
    if (said !== undefined) result.current?.scrollIntoView({ block: 'end' });
  }, [said]);
  return (
    <TransferSection
      title={t(`operator.transfer.${way}Way`)}
      foot={
        <>
          <Button look="plain" icon={ArrowLeft} onPress={onBack}>
            {t('common.back')}
          </Button>
          {way === 'export' ? (
            <Button
              icon={Download}
              isDisabled={!isLongEnough}
              isPending={isBusy}
              onPress={() => work(() => exportPhotos(api, passphrase))}
            >
              {t('operator.transfer.export')}
            </Button>
          ) : (
            <FileButton
              isDisabled={!isLongEnough}
              isBusy={isBusy}
              onFiles={(files) => work(() => importPhotos(api, passphrase, files))}
            />
          )}
        </>
      }
    >
      <p className={styles.body}>
        {t(way === 'export' ? 'operator.transfer.choosePassphrase' : 'operator.transfer.enterPassphrase')}
      </p>
      <TextField label={t('operator.transfer.passphrase')} value={passphrase} onChange={setPassphrase} />
      <div ref={result} className={styles.said} role="status" data-testid="transfer-said">
        {said === undefined ? null : <SaidWords said={said} />}
      </div>
    </TransferSection>
  );
}

function useWork() {
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<TransferSaid>();
  async function run(task: () => Promise<TransferSaid>) {
    setIsBusy(true);
    setSaid(undefined);
    setSaid(await task().catch((): TransferSaid => ({ kind: 'failed' })));
    setIsBusy(false);
  }
  return { said, isBusy, work: (task: () => Promise<TransferSaid>) => void run(task) };
}

function FileButton({
  isDisabled,
  isBusy,
  onFiles,
}: {
  readonly isDisabled: boolean;
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t('operator.transfer.import')}
        disabled={isDisabled || isBusy}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) onFiles(files);
          // The same file may be chosen again after a wrong passphrase.
          event.target.value = '';
        }}
      />
      <Button icon={FileUp} isDisabled={isDisabled} isPending={isBusy} onPress={() => input.current?.click()}>
        {t('operator.transfer.import')}
      </Button>
    </>
  );
}

function SaidWords({ said }: { readonly said: TransferSaid }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  if (said.kind !== 'words') return <p>{t(`operator.transfer.${said.kind}`, 'count' in said ? said : {})}</p>;
  return said.lines.map((words) => <p key={words.en}>{words[language]}</p>);
}
