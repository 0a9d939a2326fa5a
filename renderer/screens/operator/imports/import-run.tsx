import { Download, Ellipsis, Pause, Play, Save, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import type { ImportFilter } from '../../../../shared/import-contract.ts';
import {
  type ImportItem,
  type ImportProgress,
  importFindings,
  importStates,
} from '../../../../shared/picture-import.ts';
import { importFindingWords, importStateWords } from '../../../../shared/picture-import-words.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { Scroller } from '../../../components/scroller.tsx';
import { SelectBox } from '../../../components/select-box.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { BesidePane } from '../beside-pane.tsx';
import queue from '../queue-view.module.css';
import rosters from '../rosters/rosters.module.css';
import { TwoPanes } from '../two-panes.tsx';
import { ImportChoicesView } from './import-choices.tsx';
import { ImportHead } from './import-head.tsx';
import { ImportItemList } from './import-item-list.tsx';
import { ImportItemPanel } from './import-item-panel.tsx';
import { createImportPages, type ImportPages } from './import-pages.ts';
import { useImportProblem } from './import-problem.ts';
import styles from './import-run.module.css';
import type { Running } from './import-words.ts';

type Beside = { readonly kind: 'nothing' | 'more' } | { readonly kind: 'item'; readonly item: ImportItem };

/** One import: what becomes of every picture, how far it is, and beside it the picture that was chosen. */
export function ImportRun({
  running,
  onChanged,
}: {
  readonly running: Running;
  readonly onChanged: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const { progress } = running;
  const pages = useImportPages(progress);
  const problemWords = useImportProblem();
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' });
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isStill = progress.phase === 'ready' || progress.phase === 'ended';

  async function work(asked: Promise<Result<unknown, Failure>>) {
    setIsBusy(true);
    setProblem(undefined);
    const reply = await asked.catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') setProblem(problemWords(reply?.error ?? { code: 'internal' }));
    await onChanged();
    pages.refresh();
  }
  const toList = () => setBeside({ kind: 'nothing' });
  return (
    <TwoPanes
      testId="import"
      phase={progress.phase}
      besideKind={beside.kind}
      list={
        <div className={queue.footed}>
          <Scroller className={queue.list} isBusy={isBusy}>
            <ImportHead running={running} />
            {problem === undefined ? null : (
              <p className={rosters.problem} role="alert">
                {problem}
              </p>
            )}
            <Filter pages={pages} progress={progress} />
            <ImportItemList
              pages={pages}
              isStill={isStill}
              chosenName={beside.kind === 'item' ? beside.item.name : undefined}
              onChoose={(item) => setBeside({ kind: 'item', item })}
            />
          </Scroller>
          <Actions
            running={running}
            isBusy={isBusy}
            isMoreShown={beside.kind !== 'item'}
            work={work}
            onMore={() => setBeside({ kind: 'more' })}
          />
        </div>
      }
      beside={
        beside.kind === 'item' ? (
          <ImportItemPanel
            key={beside.item.name}
            item={beside.item}
            canMend={progress.phase === 'ready'}
            isStill={isStill}
            onMended={(item) => {
              pages.note(item);
              setBeside({ kind: 'item', item });
            }}
            onClose={toList}
          />
        ) : (
          <BesidePane label={t('imports.choices.title')} onClose={toList}>
            <ImportChoicesView running={running} work={work} />
          </BesidePane>
        )
      }
    />
  );
}

/** The list, read again as the import moves. */
function useImportPages({ phase, done }: ImportProgress): ImportPages {
  const api = useApi();
  const [pages] = useState(() => createImportPages({ api, clock: browserClock }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step may have changed what is listed
  useEffect(() => pages.refresh(), [pages, phase, done]);
  useEffect(() => pages.close, [pages]);
  return pages;
}

/** Which pictures are listed: where they stand or what was found, with how many there are; and what is typed. */
function Filter({ pages, progress }: { readonly pages: ImportPages; readonly progress: ImportProgress }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const filter = useStore(pages.state, (state) => state.filter);
  const query = useStore(pages.state, (state) => state.query);
  const { states, findings } = progress;
  const all = importStates.reduce((sum, state) => sum + states[state], 0);
  const option = (value: ImportFilter, words: string) => (
    <option key={value} value={value}>
      {words}
    </option>
  );
  return (
    <div className={styles.filter}>
      <SelectBox
        className={styles.select}
        aria-label={t('imports.rows.show')}
        value={filter}
        onChange={(event) => pages.choose({ filter: event.target.value as ImportFilter })}
      >
        {option('all', t('imports.rows.all', { count: all }))}
        {importStates
          .filter((state) => states[state] > 0 || filter === state)
          .map((state) =>
            option(
              state,
              t('imports.rows.counted', { words: importStateWords[state][language], count: states[state] }),
            ),
          )}
        {importFindings
          .filter((finding) => findings[finding] > 0 || filter === finding)
          .map((finding) =>
            option(
              finding,
              t('imports.rows.counted', { words: importFindingWords[finding][language], count: findings[finding] }),
            ),
          )}
      </SelectBox>
      <div className={styles.search}>
        <TextField
          label={t('imports.rows.search')}
          isLabelShown={false}
          value={query}
          onChange={(next) => pages.choose({ query: next })}
        />
      </div>
    </div>
  );
}

/** What can be done with the import as a whole, now. */
function Actions({
  running: { progress },
  isBusy,
  isMoreShown,
  work,
  onMore,
}: {
  readonly running: Running;
  readonly isBusy: boolean;
  /** What holds for all stands beside the list, where there is room. */
  readonly isMoreShown: boolean;
  readonly work: (asked: Promise<Result<unknown, Failure>>) => Promise<void>;
  readonly onMore: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const { phase, isPaused, states } = progress;
  async function report(): Promise<Result<CommandReply<'imports.report'>, Failure>> {
    const reply = await api.commands['imports.report']({ language });
    if (reply.kind === 'ok') download(reply.value.file, 'import-TIME.csv');
    return reply;
  }
  if (phase !== 'ready' && phase !== 'ended') {
    return (
      <div className={queue.actions}>
        <Button look="plain" icon={X} isPending={isBusy} onPress={() => void work(api.commands['imports.cancel']({}))}>
          {t('imports.run.cancel')}
        </Button>
        <Button
          icon={isPaused ? Play : Pause}
          isPending={isBusy}
          onPress={() => void work(api.commands[isPaused ? 'imports.resume' : 'imports.pause']({}))}
        >
          {isPaused ? t('imports.run.resume') : t('imports.run.pause')}
        </Button>
      </div>
    );
  }
  return (
    <div className={queue.actions}>
      <Button look="plain" icon={X} isPending={isBusy} onPress={() => void work(api.commands['imports.forget']({}))}>
        {t('imports.run.leave')}
      </Button>
      <Button look="plain" icon={Download} onPress={() => void work(report())}>
        {t('imports.run.report')}
      </Button>
      {phase === 'ended' ? null : (
        <>
          <span className={isMoreShown ? rosters.onlyNarrow : undefined}>
            <Button look="plain" icon={Ellipsis} onPress={onMore}>
              {t('imports.choices.title')}
            </Button>
          </span>
          <Button
            icon={Save}
            isPending={isBusy}
            isDisabled={states.ready === 0}
            onPress={() => void work(api.commands['imports.save']({}))}
          >
            {t('imports.run.save', { count: states.ready })}
          </Button>
        </>
      )}
    </div>
  );
}
