import {
  ArrowLeft,
  Check,
  ChevronRight,
  Download,
  File as FileIcon,
  FileText,
  Folder,
  HardDrive,
  Image,
  type LucideIcon,
  Monitor,
  RotateCw,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import {
  type AskedFiles,
  type FilePlaceKind,
  type FolderEntry,
  type FolderLook,
  folderEntryLimit,
} from '../../shared/file-picking-contract.ts';
import { formatLocale } from '../../shared/language.ts';
import { useApi, useKiosk } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import styles from './file-picker.module.css';
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
  return (
    <Dialog className={styles.dialog ?? ''} data-testid="file-picker">
      <div className={styles.head}>
        <Heading slot="title" className={styles.title ?? ''}>
          {t(`filePicker.${asked.choice}`)}
        </Heading>
        <p className={styles.where}>
          {folder === undefined ? (
            t('filePicker.where')
          ) : (
            <bdi>{placeName === undefined ? folder.name : t(`filePicker.place.${placeName.kind}`, placeName)}</bdi>
          )}
        </p>
      </div>
      <Scroller key={folder?.path ?? ''} className={styles.content} frameClassName={styles.frame} isBusy={isBusy}>
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {t(`filePicker.${problem}`)}
          </p>
        )}
        {look === undefined ? null : <PickerRows {...{ look, chosen, open, toggle, isFolderWanted }} />}
      </Scroller>
      <div className={styles.foot}>
        <span data-first="">
          {folder === undefined ? (
            <Button look="plain" onPress={onLeave}>
              {t('common.cancel')}
            </Button>
          ) : (
            <Button look="plain" icon={ArrowLeft} onPress={() => open(folder.parent)}>
              {t('common.back')}
            </Button>
          )}
        </span>
        {folder === undefined ? (
          <Button icon={RotateCw} isPending={isBusy} onPress={() => open(undefined)}>
            {t('filePicker.lookAgain')}
          </Button>
        ) : (
          <Button
            icon={Check}
            isDisabled={!isFolderWanted && chosen.size === 0}
            isPending={isBusy}
            onPress={() => choose(isFolderWanted ? [folder.path] : [...chosen])}
          >
            {t(isFolderWanted ? 'filePicker.chooseFolder' : 'filePicker.choose')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

type Problem = 'gone' | 'failed';

function usePicking(asked: AskedFiles, onDone: () => void) {
  const api = useApi();
  const [look, setLook] = useState<FolderLook>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setIsBusy] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  async function goTo(path: string | undefined) {
    setIsBusy(true);
    const reply = await api.commands['files.look'](path === undefined ? {} : { folder: path }).catch(() => undefined);
    setIsBusy(false);
    setProblem(reply?.kind === 'ok' ? undefined : 'gone');
    if (reply?.kind !== 'ok') return;
    setLook(reply.value);
    setChosen(new Set());
  }
  async function take(paths: readonly string[]) {
    setIsBusy(true);
    const reply = await api.commands['files.choose']({ paths: [...paths] }).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') return onDone();
    setProblem('failed');
  }
  function toggle(path: string) {
    const isIn = chosen.has(path);
    if (asked.choice !== 'files') return setChosen(new Set(isIn ? [] : [path]));
    const next = new Set(chosen);
    if (isIn) next.delete(path);
    else next.add(path);
    setChosen(next);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time a field asks
  useEffect(() => void goTo(undefined), [asked]);
  return {
    ...{ look, problem, isBusy, chosen, toggle },
    open: (path: string | undefined) => void goTo(path),
    choose: (paths: readonly string[]) => void take(paths),
  };
}

const placeIcons: Readonly<Record<FilePlaceKind, LucideIcon>> = {
  drive: HardDrive,
  downloads: Download,
  desktop: Monitor,
  documents: FileText,
  pictures: Image,
};

function PickerRows({
  look: { places, folder },
  chosen,
  open,
  toggle,
  isFolderWanted,
}: {
  readonly look: FolderLook;
  readonly chosen: ReadonlySet<string>;
  readonly open: (path: string) => void;
  readonly toggle: (path: string) => void;
  readonly isFolderWanted: boolean;
}) {
  const { t } = useTranslation();
  const factsOf = useFacts();
  if (folder === undefined) {
    if (places.length === 0) return <p className={styles.note}>{t('filePicker.noPlaces')}</p>;
    return (
      <ul className={styles.rows}>
        {places.map(({ kind, name, path }) => (
          <Row key={path} icon={placeIcons[kind]} leads onPress={() => open(path)}>
            {t(`filePicker.place.${kind}`, { name })}
          </Row>
        ))}
      </ul>
    );
  }
  const { entries, isCut } = folder;
  return (
    <>
      {entries.length === 0 ? <p className={styles.note}>{t('filePicker.empty')}</p> : null}
      <ul className={styles.rows}>
        {entries.map((entry) =>
          entry.kind === 'folder' ? (
            <Row key={entry.path} icon={Folder} leads onPress={() => open(entry.path)}>
              <bdi>{entry.name}</bdi>
            </Row>
          ) : (
            <Row
              key={entry.path}
              icon={FileIcon}
              facts={factsOf(entry)}
              {...(isFolderWanted ? {} : { isChosen: chosen.has(entry.path), onPress: () => toggle(entry.path) })}
            >
              <bdi>{entry.name}</bdi>
            </Row>
          ),
        )}
      </ul>
      {isCut ? <p className={styles.note}>{t('filePicker.cut', { limit: folderEntryLimit })}</p> : null}
    </>
  );
}

/** How large a file is, and of when. */
function useFacts(): (entry: FolderEntry) => string {
  const locale = formatLocale(useKiosk((state) => state.language));
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const size = (unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
  return ({ sizeBytes = 0, changedAtMs = 0 }) => {
    const said =
      sizeBytes < 1e6 ? size('kilobyte').format(Math.ceil(sizeBytes / 1e3)) : size('megabyte').format(sizeBytes / 1e6);
    return `${when.format(changedAtMs)} · ${said}`;
  };
}

function Row({
  icon: Icon,
  children,
  facts,
  leads = false,
  isChosen,
  onPress,
}: {
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  readonly facts?: string;
  /** It opens something. */
  readonly leads?: boolean;
  /** Absent: it is not there to be chosen. */
  readonly isChosen?: boolean;
  readonly onPress?: () => void;
}) {
  const words = (
    <>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
      <span className={styles.words}>
        <span className={styles.name}>{children}</span>
        {facts === undefined ? null : <span className={styles.facts}>{facts}</span>}
      </span>
      {leads ? <ChevronRight className={styles.leads} aria-hidden="true" strokeWidth={2} /> : null}
      {isChosen === true ? <Check className={styles.mark} aria-hidden="true" strokeWidth={2.25} /> : null}
    </>
  );
  return (
    <li>
      {onPress === undefined ? (
        <div className={styles.row}>{words}</div>
      ) : (
        <button type="button" className={styles.row} aria-pressed={isChosen} onClick={onPress}>
          {words}
        </button>
      )}
    </li>
  );
}
