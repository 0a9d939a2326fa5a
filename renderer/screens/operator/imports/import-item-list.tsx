import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import { importStateWords } from '../../../../shared/picture-import-words.ts';
import { Button } from '../../../components/button.tsx';
import { ScrollCue } from '../../../components/scroller.tsx';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import list from '../job-list.module.css';
import styles from '../rosters/roster-row-list.module.css';
import { bringIntoView, useScrollView } from '../scroll-view.ts';
import { rowAfterKey, visibleRows } from '../visible-rows.ts';
import { type ImportPages, importItemAt } from './import-pages.ts';
import { ImportThumb } from './import-thumb.tsx';
import { fileNameOf, importStateLook, personOfItem } from './import-words.ts';

/**
 * The pictures of an import. Only the rows in view exist; to a screen reader each says its place in the whole. One tab stop:
 * arrows, Page, Home and End move, Enter opens.
 */
export function ImportItemList({
  pages,
  isStill,
  chosenName,
  onChoose,
}: {
  readonly pages: ImportPages;
  readonly isStill: boolean;
  readonly chosenName: string | undefined;
  readonly onChoose: (item: ImportItem) => void;
}) {
  const { t } = useTranslation();
  const state = useStore(pages.state);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useScrollView(scroller);
  const [active, setActive] = useState(0);
  const total = state.total ?? 0;
  const rows = visibleRows({ ...view, total });
  useEffect(() => pages.look(rows.first, rows.last), [pages, rows.first, rows.last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter begins at the top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [state.filter, state.query]);

  function move(event: KeyboardEvent) {
    const chosen = importItemAt(state, active);
    if ((event.key === 'Enter' || event.key === ' ') && chosen !== undefined) {
      event.preventDefault();
      onChoose(chosen);
      return;
    }
    const rowsInView = Math.floor(view.heightPx / Math.max(1, view.rowHeightPx));
    const next = rowAfterKey(event.key, active, total, rowsInView);
    if (next === undefined || total === 0) return;
    event.preventDefault();
    setActive(next);
    bringIntoView(scroller.current, next, view.rowHeightPx);
  }

  if (state.hasFailed && state.total === undefined) {
    return (
      <div className={list.note}>
        <p>{t('imports.problem.other')}</p>
        <Button onPress={pages.refresh}>{t('common.tryAgain')}</Button>
      </div>
    );
  }
  return (
    <div className={list.frame}>
      <div
        ref={scroller}
        className={list.scroller}
        role="listbox"
        aria-label={t('imports.rows.list')}
        aria-busy={state.total === undefined}
        aria-activedescendant={total === 0 ? undefined : rowId(Math.min(active, total - 1))}
        tabIndex={0}
        onKeyDown={move}
        data-testid="import-rows"
      >
        <div className={list.probe} aria-hidden="true" data-probe />
        {total === 0 && state.total !== undefined ? (
          <p className={list.note} role="presentation">
            {t('imports.rows.none')}
          </p>
        ) : null}
        <div className={list.all} role="presentation" style={{ height: `${total * view.rowHeightPx}px` }}>
          {Array.from({ length: rows.last - rows.first + 1 }, (_, index) => rows.first + index).map((row) => {
            const held = importItemAt(state, row);
            return (
              <div
                key={held?.name ?? `row-${row}`}
                id={rowId(row)}
                className={list.place}
                role="option"
                tabIndex={-1}
                aria-selected={held !== undefined && held.name === chosenName}
                aria-setsize={total}
                aria-posinset={row + 1}
                data-active={row === active}
                style={{ transform: `translateY(${row * view.rowHeightPx}px)` }}
                onClick={() => {
                  setActive(row);
                  if (held !== undefined) onChoose(held);
                }}
                onKeyDown={move}
              >
                {held === undefined ? <span className={list.blank} /> : <ItemLine item={held} isStill={isStill} />}
              </div>
            );
          })}
        </div>
      </div>
      <ScrollCue scroller={scroller} />
    </div>
  );
}

function rowId(row: number): string {
  return `import-row-${row}`;
}

/** A picture in the list: what it becomes, whose it is, its file, and where it stands. */
function ItemLine({ item, isStill }: { readonly item: ImportItem; readonly isStill: boolean }) {
  const { t } = useTranslation();
  const nobody =
    item.match.kind === 'ambiguous'
      ? t('imports.rows.several', { count: item.match.candidates.length })
      : t('imports.rows.nobody');
  return (
    <span className={styles.row} data-import-state={item.state}>
      <ImportThumb item={item} size="row" alt="" isStill={isStill} />
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{personOfItem(item)?.displayName ?? nobody}</bdi>
        </span>
        <span className={styles.more}>
          <bdi>{fileNameOf(item)}</bdi>
        </span>
      </span>
      <ImportStateSign item={item} />
    </span>
  );
}

/** Where a picture stands: icon, word and colour together. */
export function ImportStateSign({ item: { state } }: { readonly item: ImportItem }) {
  const language = useKiosk((kiosk) => kiosk.language);
  const { tone, icon: Icon } = importStateLook[state];
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <span>{importStateWords[state][language]}</span>
    </span>
  );
}
