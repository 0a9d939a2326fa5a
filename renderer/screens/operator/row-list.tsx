import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type StoreApi, useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { ScrollCue } from '../../components/scroller.tsx';
import styles from './row-list.module.css';
import { bringIntoView, useScrollView } from './scroll-view.ts';
import { rowAfterKey, visibleRows } from './visible-rows.ts';

/** What a list of rows knows of what it shows, page by page. */
interface RowPagesState {
  readonly filter: string;
  readonly query: string;
  /** `undefined` before the first answer. */
  readonly total: number | undefined;
  readonly hasFailed: boolean;
}

interface RowListProps<State extends RowPagesState, Item> {
  readonly pages: { readonly state: StoreApi<State>; look(first: number, last: number): void };
  /** What the list is called, to a screen reader and to tests. */
  readonly label: string;
  readonly testId: string;
  readonly itemAt: (state: State, row: number) => Item | undefined;
  readonly keyOf: (item: Item) => string;
  readonly chosenKey: string | undefined;
  readonly onChoose: (item: Item) => void;
  /** Why there is no row; nothing: it is not said. */
  readonly emptyWords: (state: State) => string | undefined;
  readonly failedWords: string;
  readonly onRetry: () => void;
  readonly children: (item: Item) => ReactNode;
}

/**
 * A list in pages. Only the rows in view exist, so ten thousand scroll like ten; to a screen reader each row says its place
 * in the whole. One tab stop: arrows, Page, Home and End move, Enter opens.
 */
export function RowList<State extends RowPagesState, Item>(props: RowListProps<State, Item>) {
  const { pages, label, testId, itemAt, keyOf, chosenKey, onChoose, emptyWords } = props;
  const { t } = useTranslation();
  const state = useStore(pages.state);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useScrollView(scroller);
  const [active, setActive] = useState(0);
  const total = state.total ?? 0;
  const rows = visibleRows({ ...view, total });
  const rowId = (row: number) => `${testId}-row-${row}`;
  useEffect(() => pages.look(rows.first, rows.last), [pages, rows.first, rows.last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at the top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [state.filter, state.query]);

  function move(event: KeyboardEvent) {
    const item = itemAt(state, active);
    if ((event.key === 'Enter' || event.key === ' ') && item !== undefined) {
      event.preventDefault();
      onChoose(item);
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
      <div className={styles.note}>
        <p>{props.failedWords}</p>
        <Button onPress={props.onRetry}>{t('common.tryAgain')}</Button>
      </div>
    );
  }
  const empty = total === 0 ? emptyWords(state) : undefined;
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        aria-label={label}
        aria-busy={state.total === undefined}
        aria-activedescendant={total === 0 ? undefined : rowId(Math.min(active, total - 1))}
        tabIndex={0}
        onKeyDown={move}
        data-testid={testId}
      >
        <div className={styles.probe} aria-hidden="true" data-probe />
        {empty === undefined ? null : (
          <p className={styles.note} role="presentation">
            {empty}
          </p>
        )}
        <div className={styles.all} role="presentation" style={{ height: `${total * view.rowHeightPx}px` }}>
          {Array.from({ length: rows.last - rows.first + 1 }, (_, index) => rows.first + index).map((row) => {
            const item = itemAt(state, row);
            return (
              <div
                key={item === undefined ? `row-${row}` : keyOf(item)}
                id={rowId(row)}
                className={styles.place}
                role="option"
                tabIndex={-1}
                aria-selected={item !== undefined && keyOf(item) === chosenKey}
                aria-setsize={total}
                aria-posinset={row + 1}
                data-active={row === active}
                style={{ transform: `translateY(${row * view.rowHeightPx}px)` }}
                onClick={() => {
                  setActive(row);
                  if (item !== undefined) onChoose(item);
                }}
                onKeyDown={move}
              >
                {item === undefined ? <span className={styles.blank} /> : props.children(item)}
              </div>
            );
          })}
        </div>
      </div>
      <ScrollCue scroller={scroller} />
    </div>
  );
}
