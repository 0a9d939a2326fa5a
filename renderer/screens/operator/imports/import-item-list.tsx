import { useTranslation } from 'react-i18next';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import { importStateWords } from '../../../../shared/picture-import-words.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { rowAt } from '../list-pages.ts';
import styles from '../rosters/roster-row-list.module.css';
import { RowList } from '../row-list.tsx';
import type { ImportPages, ImportPagesState } from './import-pages.ts';
import { ImportThumb } from './import-thumb.tsx';
import { fileNameOf, importStateLook, personOfItem } from './import-words.ts';

/** The pictures of an import. */
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
  return (
    <RowList
      pages={pages}
      label={t('imports.rows.list')}
      testId="import-rows"
      itemAt={rowAt}
      keyOf={({ name }: ImportItem) => name}
      chosenKey={chosenName}
      onChoose={onChoose}
      emptyWords={({ total }: ImportPagesState) => (total === undefined ? undefined : t('imports.rows.none'))}
      failedWords={t('imports.problem.other')}
      onRetry={pages.refresh}
    >
      {(item) => <ItemLine item={item} isStill={isStill} />}
    </RowList>
  );
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
