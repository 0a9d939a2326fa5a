import { CircleHelp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { rowName } from '../../../../shared/roster.ts';
import type { RosterRowView } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { ScrollCue } from '../../../components/scroller.tsx';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import list from '../job-list.module.css';
import { bringIntoView, useScrollView } from '../scroll-view.ts';
import { rowAfterKey, visibleRows } from '../visible-rows.ts';
import { type RosterPages, rosterRowAt } from './roster-pages.ts';
import styles from './roster-row-list.module.css';
import { moreOf, rowStateView } from './row-words.ts';

/**
 * The people of a roster. Only the rows in view exist; to a screen reader each says its place in the whole. One tab stop:
 * arrows, Page, Home and End move, Enter opens.
 */
export function RosterRowList({
  pages,
  chosenKey,
  onChoose,
}: {
  readonly pages: RosterPages;
  readonly chosenKey: string | undefined;
  readonly onChoose: (view: RosterRowView) => void;
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
    const chosen = rosterRowAt(state, active);
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
        <p>{t('rosters.problem.other')}</p>
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
        aria-label={t('rosters.rows.list')}
        aria-busy={state.total === undefined}
        aria-activedescendant={total === 0 ? undefined : rowId(Math.min(active, total - 1))}
        tabIndex={0}
        onKeyDown={move}
        data-testid="roster-rows"
      >
        <div className={list.probe} aria-hidden="true" data-probe />
        {total === 0 && state.total !== undefined ? (
          <p className={list.note} role="presentation">
            {t('rosters.rows.none')}
          </p>
        ) : null}
        <div className={list.all} role="presentation" style={{ height: `${total * view.rowHeightPx}px` }}>
          {Array.from({ length: rows.last - rows.first + 1 }, (_, index) => rows.first + index).map((row) => {
            const held = rosterRowAt(state, row);
            return (
              <div
                key={held?.row.personKey ?? `row-${row}`}
                id={rowId(row)}
                className={list.place}
                role="option"
                tabIndex={-1}
                aria-selected={held !== undefined && held.row.personKey === chosenKey}
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
                {held === undefined ? <span className={list.blank} /> : <RosterRowLine view={held} />}
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
  return `roster-row-${row}`;
}

/** Somebody in a list: place, name, what tells them from others, and how far they are. */
export function RosterRowLine({ view }: { readonly view: RosterRowView }) {
  const { t } = useTranslation();
  const { row } = view;
  return (
    <span className={styles.row} data-row-state={row.state.kind}>
      <span className={styles.position} aria-hidden="true">
        {row.position + 1}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{rowName(row)}</bdi>
          {row.match.kind === 'matched' ? null : (
            <span className={styles.unknown}>
              <CircleHelp className={styles.icon} aria-hidden="true" strokeWidth={2} />
              <span>{t(`rosters.match.${row.match.kind}`)}</span>
            </span>
          )}
        </span>
        <span className={styles.more}>
          <bdi>{moreOf(view)}</bdi>
        </span>
      </span>
      <RowState view={view} />
    </span>
  );
}

/** How far somebody is: icon, word and colour together. */
export function RowState({ view }: { readonly view: RosterRowView }) {
  const language = useKiosk((state) => state.language);
  const { words, tone, icon: Icon } = rowStateView(view, language);
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <span>{words}</span>
    </span>
  );
}
