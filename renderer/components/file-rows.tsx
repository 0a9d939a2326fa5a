import {
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
} from 'lucide-react';
import { type KeyboardEvent, memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type FilePlaceKind,
  type FolderEntry,
  type FolderLook,
  folderEntryLimit,
} from '../../shared/file-picking-contract.ts';
import { formatLocale } from '../../shared/language.ts';
import { useKiosk } from '../store/kiosk-context.tsx';
import styles from './file-picker.module.css';

const placeIcons: Readonly<Record<FilePlaceKind, LucideIcon>> = {
  drive: HardDrive,
  downloads: Download,
  desktop: Monitor,
  documents: FileText,
  pictures: Image,
};

/** What a row shows. */
interface FileRow {
  readonly path: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly kind: 'place' | FolderEntry['kind'];
  readonly entry?: FolderEntry;
}

/**
 * The places, or what is in a folder. To the keyboard all rows are one stop, so that the buttons behind a thousand files are
 * near: arrows, Page, Home and End move among those that can be pressed, and so does the letter that a name begins with.
 */
export function FileRows({
  look,
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
  const { folder } = look;
  const rows = useRows(look);
  const factsOf = useFacts();
  const list = useRef<HTMLUListElement>(null);
  // Folders come first: a row has the same place among those that can be pressed.
  const stops = useMemo(() => rows.filter(({ kind }) => canPress(kind, isFolderWanted)), [rows, isFolderWanted]);
  const { active, setActive, move } = useOneStop(list, stops);
  const note = folder === undefined ? 'noPlaces' : isFolderWanted ? 'emptyFolder' : 'empty';
  return (
    <>
      {rows.length === 0 ? <p className={styles.note}>{t(`filePicker.${note}`)}</p> : null}
      <ul ref={list} className={styles.rows} onKeyDown={move}>
        {rows.map((row, at) => (
          <Row
            key={row.path}
            row={row}
            at={at}
            isStop={at === active}
            isChosen={chosen.has(row.path)}
            canPress={canPress(row.kind, isFolderWanted)}
            {...{ factsOf, setActive, open, toggle }}
          />
        ))}
      </ul>
      {folder?.isCut === true ? (
        <p className={styles.note}>{t('filePicker.cut', { limit: folderEntryLimit })}</p>
      ) : null}
    </>
  );
}

/** A file of a folder that is chosen whole is only shown. */
const canPress = (kind: FileRow['kind'], isFolderWanted: boolean) => kind !== 'file' || !isFolderWanted;

function useRows({ places, folder }: FolderLook): readonly FileRow[] {
  const { t } = useTranslation();
  return useMemo(() => {
    if (folder === undefined) {
      return places.map(({ kind, name, path }) => {
        return { path, kind: 'place', icon: placeIcons[kind], name: t(`filePicker.place.${kind}`, { name }) };
      });
    }
    return folder.entries.map((entry) => {
      const { kind, name, path } = entry;
      return kind === 'folder' ? { path, name, kind, icon: Folder } : { path, name, kind, icon: FileIcon, entry };
    });
  }, [places, folder, t]);
}

/** Further than a glance, and still near. */
const pageRows = 8;

/** The row that a key leads to; `undefined` when the key is no movement. */
function rowAfter(key: string, from: number, rows: readonly FileRow[]): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: rows.length - 1,
  };
  const next = steps[key];
  if (next !== undefined) return Math.max(0, Math.min(rows.length - 1, next));
  if (key.length !== 1 || key === ' ') return undefined;
  const begins = ({ name }: FileRow) => name.toLowerCase().startsWith(key.toLowerCase());
  const below = rows.findIndex((row, at) => at > from && begins(row));
  const found = below < 0 ? rows.findIndex(begins) : below;
  return found < 0 ? undefined : found;
}

function useOneStop(list: { readonly current: HTMLUListElement | null }, stops: readonly FileRow[]) {
  const [pressed, setActive] = useState(0);
  // Of the places, looked at again, there may be fewer.
  const active = Math.min(pressed, stops.length - 1);
  const focus = (at: number) => list.current?.children.item(at)?.querySelector('button')?.focus();
  // The row that was pressed has gone with its folder, and the keyboard goes on in the new one, or where it is read; who pressed
  // a button stays there. Before anything is drawn: the dialog itself would find the lost focus another place a frame later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each folder
  useLayoutEffect(() => {
    if (document.activeElement instanceof HTMLButtonElement) return;
    if (stops.length > 0) focus(0);
    else list.current?.closest<HTMLElement>('[role="region"]')?.focus();
  }, [stops]);
  function move(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = rowAfter(event.key, active, stops);
    if (next === undefined) return;
    event.preventDefault();
    focus(next);
  }
  return { active, setActive, move };
}

/** How large a file is, and of when. */
function useFacts(): (entry: FolderEntry) => string {
  const locale = formatLocale(useKiosk((state) => state.language));
  return useMemo(() => {
    const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const sizeIn = (unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
    const [kilobytes, megabytes] = [sizeIn('kilobyte'), sizeIn('megabyte')];
    return ({ sizeBytes = 0, changedAtMs = 0 }) => {
      const size = sizeBytes < 1e6 ? kilobytes.format(Math.ceil(sizeBytes / 1e3)) : megabytes.format(sizeBytes / 1e6);
      return `${when.format(changedAtMs)} · ${size}`;
    };
  }, [locale]);
}

interface RowProps {
  readonly row: FileRow;
  readonly at: number;
  /** The keyboard stops here. */
  readonly isStop: boolean;
  readonly isChosen: boolean;
  readonly canPress: boolean;
  readonly factsOf: (entry: FolderEntry) => string;
  readonly setActive: (at: number) => void;
  readonly open: (path: string) => void;
  readonly toggle: (path: string) => void;
}

/** Drawn anew only when it changes: a press among a thousand is answered at once. */
const Row = memo(function Row({ row, at, isStop, isChosen, canPress, factsOf, setActive, open, toggle }: RowProps) {
  const { icon: Icon, name, path, kind, entry } = row;
  const isFile = kind === 'file';
  const words = (
    <>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
      <span className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        {entry === undefined ? null : <span className={styles.facts}>{factsOf(entry)}</span>}
      </span>
      {isFile ? null : <ChevronRight className={styles.leads} aria-hidden="true" strokeWidth={2} />}
      {isChosen ? <Check className={styles.mark} aria-hidden="true" strokeWidth={2.25} /> : null}
    </>
  );
  return (
    <li>
      {canPress ? (
        <button
          type="button"
          className={styles.row}
          tabIndex={isStop ? 0 : -1}
          aria-pressed={isFile ? isChosen : undefined}
          onFocus={() => setActive(at)}
          onClick={() => (isFile ? toggle(path) : open(path))}
        >
          {words}
        </button>
      ) : (
        <div className={styles.row}>{words}</div>
      )}
    </li>
  );
});
