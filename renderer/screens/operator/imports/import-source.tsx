import { FileSearch, FileUp, FolderOpen, ImagePlus, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { captureLimitBytes } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import type { ImportLook } from '../../../../shared/import-contract.ts';
import { formatLocale } from '../../../../shared/language.ts';
import { err, type Result } from '../../../../shared/result.ts';
import { Button } from '../../../components/button.tsx';
import { CheckChoice } from '../../../components/check-choice.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { Notice } from '../queue-summary.tsx';
import { DraftChoices } from '../rosters/draft-reading.tsx';
import styles from '../rosters/rosters.module.css';
import { type ChosenFile, chosenFiles, droppedFiles, handOver } from './hand-over.ts';
import { useImportProblem } from './import-problem.ts';

type Work = <Value>(asked: Promise<Result<Value, Failure>>) => Promise<Value | undefined>;

/** Where the pictures are and whose they are; then the dry run. */
export function ImportSource({
  look,
  onChanged,
}: {
  readonly look: ImportLook;
  readonly onChanged: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useImportProblem();
  const [place, setPlace] = useState('');
  const [pattern, setPattern] = useState('');
  const [asksPresent, setAsksPresent] = useState(true);
  const [again, setAgain] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const hasPlace = place.trim() !== '';

  const work: Work = async (asked) => {
    setIsBusy(true);
    setProblem(undefined);
    const reply = await asked.catch(() => undefined);
    await onChanged();
    setIsBusy(false);
    if (reply?.kind === 'ok') return reply.value;
    setProblem(problemWords(reply?.error ?? { code: 'internal' }));
    return undefined;
  };
  function start() {
    const order = { asksPresent, again, ...(hasPlace ? { path: place } : {}) };
    const isPatterned = look.list === undefined && pattern.trim() !== '';
    void work(api.commands['imports.lookOver'](isPatterned ? { ...order, pattern } : order));
  }
  return (
    <div className={styles.page} data-testid="import-source">
      <Scroller className={styles.scroll} frameClassName={styles.frame} isBusy={isBusy}>
        <h2 className={styles.title}>{t('imports.source.title')}</h2>
        <p className={styles.body}>{t('imports.source.body')}</p>
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Pictures look={look} work={work} onProblem={setProblem} />
        <TextField label={t('imports.source.path')} value={place} onChange={setPlace} maxLength={4096} />
        <Naming look={look} work={work} pattern={pattern} onPattern={setPattern} />
        <div className={styles.group}>
          <CheckChoice isSelected={asksPresent} onChange={setAsksPresent}>
            {t('imports.source.asks')}
          </CheckChoice>
          <CheckChoice isSelected={again} onChange={setAgain}>
            {t('imports.source.again')}
          </CheckChoice>
        </div>
      </Scroller>
      <div className={styles.foot}>
        <Button icon={FileSearch} isDisabled={!hasPlace && look.handed.files === 0} isPending={isBusy} onPress={start}>
          {t('imports.source.look')}
        </Button>
      </div>
    </div>
  );
}

/** Single pictures, an archive or a folder, chosen or dropped. */
function Pictures({
  look: { handed },
  work,
  onProblem,
}: {
  readonly look: ImportLook;
  readonly work: Work;
  readonly onProblem: (words: string) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const pictures = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [handing, setHanding] = useState<{ readonly done: number; readonly total: number }>();
  async function take(chosen: readonly ChosenFile[]) {
    if (chosen.length === 0) return;
    setHanding({ done: 0, total: chosen.length });
    const done = await work(handOver(api, chosen, (count) => setHanding({ done: count, total: chosen.length })));
    setHanding(undefined);
    const names = done?.unreadable ?? [];
    if (names.length > 0) onProblem(t('imports.problem.unreadable', { names: names.slice(0, 5).join(', ') }));
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (handing === undefined) void droppedFiles(event.dataTransfer).then(take);
  }
  const input = (ref: typeof pictures, words: string, isFolder: boolean) => (
    <input
      ref={ref}
      className="visually-hidden"
      type="file"
      multiple
      {...(isFolder ? { webkitdirectory: '' } : { accept: 'image/*,.zip' })}
      tabIndex={-1}
      aria-label={words}
      onChange={(event) => {
        if (event.target.files !== null) void take(chosenFiles(event.target.files));
        // The same files may be chosen again after they were changed.
        event.target.value = '';
      }}
    />
  );
  const size = new Intl.NumberFormat(formatLocale(language), { style: 'unit', unit: 'megabyte' });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons in it are the first
    <div
      className={styles.drop}
      data-over={isOver}
      data-testid="import-drop"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <h3 className={styles.subtitle}>{t('imports.source.drop')}</h3>
      <p className={styles.small}>{t('imports.source.dropBody')}</p>
      {input(pictures, t('imports.source.choosePictures'), false)}
      {input(folder, t('imports.source.chooseFolder'), true)}
      <div className={styles.buttons}>
        <Button icon={ImagePlus} isPending={handing !== undefined} onPress={() => pictures.current?.click()}>
          {t('imports.source.choosePictures')}
        </Button>
        <Button icon={FolderOpen} isPending={handing !== undefined} onPress={() => folder.current?.click()}>
          {t('imports.source.chooseFolder')}
        </Button>
      </div>
      {handing === undefined ? null : (
        <p className={styles.small} role="status">
          {t('imports.source.handing', handing)}
        </p>
      )}
      {handing !== undefined || handed.files === 0 ? null : (
        <>
          <p className={styles.body} data-testid="handed">
            {t('imports.source.handed', {
              count: handed.files,
              size: size.format(Math.max(0.1, Math.round(handed.sizeBytes / 100_000) / 10)),
            })}
          </p>
          <Button look="plain" icon={X} onPress={() => void work(api.commands['imports.handOver']({}))}>
            {t('imports.source.without')}
          </Button>
        </>
      )}
    </div>
  );
}

/** By file names, in the usual forms or one of one's own, or by a list. */
function Naming({
  look: { list },
  work,
  pattern,
  onPattern,
}: {
  readonly look: ImportLook;
  readonly work: Work;
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const input = useRef<HTMLInputElement>(null);
  async function open(file: File): Promise<Result<unknown, Failure>> {
    const buffer = file.size > captureLimitBytes ? undefined : await file.arrayBuffer().catch(() => undefined);
    if (buffer === undefined || buffer.byteLength === 0) {
      const what = buffer === undefined ? 'file-too-large' : 'empty';
      const detail = { what, expected: `1 to ${captureLimitBytes} bytes`, actual: `${file.size} bytes` };
      return err({ code: 'list-unreadable', detail });
    }
    return api.commands['imports.openList']({ file: new Uint8Array(buffer) });
  }
  return (
    <div className={styles.group}>
      <h3 className={styles.subtitle}>{t('imports.source.names')}</h3>
      <p className={styles.small}>{t('imports.source.namesBody')}</p>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        accept=".csv,.tsv,.txt,.xlsx"
        aria-label={t('imports.source.list')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void work(open(file));
          event.target.value = '';
        }}
      />
      {list === undefined ? (
        <>
          <TextField
            label={t('imports.source.pattern', { example: '{employeeNumber}_{surname}_{givenName}' })}
            value={pattern}
            onChange={onPattern}
          />
          <div className={styles.buttons}>
            <Button icon={FileUp} onPress={() => input.current?.click()}>
              {t('imports.source.list')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className={styles.body}>{t('imports.source.listRead', { count: list.people })}</p>
          {list.columns.file === undefined ? <Notice kind="columns">{t('imports.source.listNoFile')}</Notice> : null}
          <DraftChoices draft={list} onChange={(change) => void work(api.commands['imports.changeList'](change))} />
          <div className={styles.buttons}>
            <Button look="plain" icon={X} onPress={() => void work(api.commands['imports.forgetList']({}))}>
              {t('imports.source.listWithout')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
