import { ArrowLeft, Check, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/error-code.ts';
import type { AskedFiles, FolderLook } from '../../shared/file-picking-contract.ts';
import { classNames } from '../look/class-names.ts';
import { useApi } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import styles from './file-picker.module.css';
import { FileRows } from './file-rows.tsx';
import question from './question.module.css';
import { Scroller } from './scroller.tsx';

/**
 * Chooses files of this machine for whichever field of the page asks for some, in the place of the system's dialog. Told by a shell
 * whose window opens none. It is part of the screen, and goes with it.
 */
export function FilePicker() {
  const api = useApi();
  const [asked, setAsked] = useState<AskedFiles>();
  const isAsked = useRef(false);
  isAsked.current = asked !== undefined;
  useEffect(() => api.events['files.asked'](setAsked), [api]);
  const leave = () => {
    setAsked(undefined);
    void api.commands['files.leave']({}).catch(() => undefined);
  };
  useEffect(
    () => () => {
      if (isAsked.current) void api.commands['files.leave']({}).catch(() => undefined);
    },
    [api],
  );
  return (
    <ModalOverlay className={question.overlay ?? ''} isOpen={asked !== undefined} onOpenChange={leave} isDismissable>
      <Modal>
        {asked === undefined ? null : <PickerSheet asked={asked} onDone={() => setAsked(undefined)} onLeave={leave} />}
      </Modal>
    </ModalOverlay>
  );
}

function PickerSheet({
  asked,
  onDone,
  onLeave,
}: {
  readonly asked: AskedFiles;
  readonly onDone: () => void;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const { look, problem, isBusy, chosen, open, toggle, choose } = usePicking(asked, onDone);
  const folder = look?.folder;
  const placeName = look?.places.find(({ path }) => path === folder?.path);
  const isFolderWanted = asked.choice === 'folder';
  // Files that are only shown are no stop for the keyboard: the part that scrolls them is one.
  const areFilesShown = isFolderWanted && folder?.entries.some(({ kind }) => kind === 'file') === true;
  return (
    <Dialog className={classNames(question.dialog, styles.dialog)} data-testid="file-picker">
      <Scroller className={styles.sheet} frameClassName={styles.frame} isPage>
        <div className={styles.head}>
          <Heading slot="title" className={question.title ?? ''}>
            {t(`filePicker.${asked.choice}`)}
          </Heading>
          <p className={styles.where} aria-live="polite">
            {folder === undefined ? (
              problem !== 'over' && t('filePicker.where')
            ) : (
              <bdi>{placeName === undefined ? folder.name : t(`filePicker.place.${placeName.kind}`, placeName)}</bdi>
            )}
          </p>
        </div>
        <Scroller
          key={folder?.path ?? ''}
          className={styles.content}
          frameClassName={styles.frame}
          isBusy={isBusy}
          {...(areFilesShown ? { name: folder.name } : {})}
        >
          {problem === undefined ? null : (
            <p className={styles.problem} role="alert">
              {t(`filePicker.${problem}`)}
            </p>
          )}
          {look === undefined ? null : <FileRows {...{ look, chosen, open, toggle, isFolderWanted }} />}
        </Scroller>
        <div className={styles.foot}>
          <span className={styles.ways} data-first="">
            <Button look="plain" onPress={onLeave}>
              {t('common.cancel')}
            </Button>
            {folder === undefined ? null : (
              <Button look="plain" icon={ArrowLeft} onPress={() => void open(folder.parent)}>
                {t('common.back')}
              </Button>
            )}
          </span>
          {problem === 'over' ? null : folder === undefined ? (
            <Button icon={RotateCw} isPending={isBusy} onPress={() => void open(undefined)}>
              {t('filePicker.lookAgain')}
            </Button>
          ) : (
            <Button
              icon={Check}
              isDisabled={isFolderWanted ? folder.entries.length === 0 : chosen.size === 0}
              isPending={isBusy}
              onPress={() => choose(isFolderWanted ? [folder.path] : [...chosen])}
            >
              {t(isFolderWanted ? 'filePicker.chooseFolder' : 'filePicker.choose')}
            </Button>
          )}
        </div>
      </Scroller>
    </Dialog>
  );
}

/** `gone`: a folder that was there. `over`: the field that asked has gone with its part of the page, or was given files. */
type Problem = 'gone' | 'failed' | 'over';

const problemOf = (reply: { readonly error: Failure } | undefined, other: Problem) =>
  reply?.error.code === 'not-now' ? 'over' : other;

function usePicking(asked: AskedFiles, onDone: () => void) {
  const api = useApi();
  const [look, setLook] = useState<FolderLook>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setIsBusy] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const newest = useRef(0);

  const open = useCallback(
    async (path: string | undefined) => {
      newest.current += 1;
      const turn = newest.current;
      const ask = (folder?: string) =>
        api.commands['files.look'](folder === undefined ? {} : { folder }).catch(() => undefined);
      setIsBusy(true);
      const reply = await ask(path);
      const failed = reply?.kind === 'ok' ? undefined : problemOf(reply, 'gone');
      // What is above a folder that is gone may be gone as well: a drive was pulled.
      const shown = failed === 'gone' && path !== undefined ? await ask() : reply;
      // Meanwhile another was asked for.
      if (turn !== newest.current) return;
      setIsBusy(false);
      setProblem(failed);
      setLook(shown?.kind === 'ok' ? shown.value : undefined);
      setChosen(new Set());
    },
    [api],
  );
  async function take(paths: readonly string[]) {
    newest.current += 1;
    setIsBusy(true);
    const reply = await api.commands['files.choose']({ paths: [...paths] }).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') return onDone();
    const failed = problemOf(reply, 'failed');
    setProblem(failed);
    if (failed === 'over') setLook(undefined);
  }
  const isOne = asked.choice !== 'files';
  const toggle = useCallback(
    (path: string) =>
      setChosen((before) => {
        const next = new Set(isOne ? [] : before);
        if (before.has(path)) next.delete(path);
        else next.add(path);
        return next;
      }),
    [isOne],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time a field asks
  useEffect(() => void open(undefined), [asked]);
  return { look, problem, isBusy, chosen, toggle, open, choose: (paths: readonly string[]) => void take(paths) };
}
