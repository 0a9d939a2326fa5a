import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { JobFilter, UploadJob } from '../../../shared/upload-job.ts';
import { Button } from '../../components/button.tsx';
import { ScrollCue } from '../../components/scroller.tsx';
import styles from './job-list.module.css';
import { type JobPages, type JobPagesState, jobAt } from './job-pages.ts';
import { JobRow } from './job-row.tsx';
import { bringIntoView, useScrollView } from './scroll-view.ts';
import { rowAfterKey, visibleRows } from './visible-rows.ts';

/**
 * The list of upload jobs. Only the rows in view exist, so ten thousand scroll like ten; to a screen reader each row
 * says its place in the whole. One tab stop: arrows, Page, Home and End move, Enter opens.
 */
export function JobList({
  pages,
  chosenId,
  onChoose,
}: {
  readonly pages: JobPages;
  readonly chosenId: string | undefined;
  readonly onChoose: (job: UploadJob) => void;
}) {
  const { t } = useTranslation();
  const state = useStore(pages.state);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useScrollView(scroller);
  const [active, setActive] = useState(0);
  const total = state.total ?? 0;
  const rows = visibleRows({ ...view, total });
  useEffect(() => pages.look(rows.first, rows.last), [pages, rows.first, rows.last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at the top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [state.filter, state.query]);

  function move(event: KeyboardEvent) {
    const job = jobAt(state, active);
    if ((event.key === 'Enter' || event.key === ' ') && job !== undefined) {
      event.preventDefault();
      onChoose(job);
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
        <p>{t('operator.queue.failed')}</p>
        <Button onPress={pages.reload}>{t('common.tryAgain')}</Button>
      </div>
    );
  }
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        aria-label={t('operator.queue.list')}
        aria-busy={state.total === undefined}
        aria-activedescendant={total === 0 ? undefined : rowId(Math.min(active, total - 1))}
        tabIndex={0}
        onKeyDown={move}
        data-testid="jobs"
      >
        <div className={styles.probe} aria-hidden="true" data-probe />
        {total === 0 ? (
          <p className={styles.note} role="presentation">
            {state.total === undefined ? t('operator.queue.loading') : t(`operator.queue.empty.${emptyKey(state)}`)}
          </p>
        ) : null}
        <div className={styles.all} role="presentation" style={{ height: `${total * view.rowHeightPx}px` }}>
          {Array.from({ length: rows.last - rows.first + 1 }, (_, index) => rows.first + index).map((row) => {
            const job = jobAt(state, row);
            return (
              <div
                key={job?.id ?? `row-${row}`}
                id={rowId(row)}
                className={styles.place}
                role="option"
                tabIndex={-1}
                aria-selected={job !== undefined && job.id === chosenId}
                aria-setsize={total}
                aria-posinset={row + 1}
                data-active={row === active}
                style={{ transform: `translateY(${row * view.rowHeightPx}px)` }}
                onClick={() => {
                  setActive(row);
                  if (job !== undefined) onChoose(job);
                }}
                onKeyDown={move}
              >
                {job === undefined ? <span className={styles.blank} /> : <JobRow job={job} />}
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
  return `job-row-${row}`;
}

/** Why nothing is in the list. */
function emptyKey({ filter, query }: Pick<JobPagesState, 'filter' | 'query'>): JobFilter | 'search' {
  return query.trim() === '' ? filter : 'search';
}
