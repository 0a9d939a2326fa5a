import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { rowName } from '../../../../shared/roster.ts';
import type { RosterRowView } from '../../../../shared/roster-run.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { rowAt } from '../list-pages.ts';
import { RowList } from '../row-list.tsx';
import type { RosterPages, RosterPagesState } from './roster-pages.ts';
import styles from './roster-row-list.module.css';
import { moreOf, rowStateView } from './row-words.ts';

/** The people of a roster. */
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
  return (
    <RowList
      pages={pages}
      label={t('rosters.rows.list')}
      testId="roster-rows"
      itemAt={rowAt}
      keyOf={({ row }: RosterRowView) => row.personKey}
      chosenKey={chosenKey}
      onChoose={onChoose}
      emptyWords={({ total }: RosterPagesState) => (total === undefined ? undefined : t('rosters.rows.none'))}
      failedWords={t('rosters.problem.other')}
      onRetry={pages.refresh}
    >
      {(view) => <RosterRowLine view={view} />}
    </RowList>
  );
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
