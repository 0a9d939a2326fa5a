import { useTranslation } from 'react-i18next';
import type { DraftMatch } from '../../../../shared/roster-import.ts';
import { placeText } from '../../../../shared/roster-table-words.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { Notice } from '../queue-summary.tsx';
import styles from './rosters.module.css';

/** Who the people of a list are, and what keeping it would add, change and leave. */
export function DraftMatching({ match }: { readonly match: DraftMatch }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { counts, changes, toLookAt } = match;
  return (
    <>
      {match.lookedUpIn === 'nowhere' ? <Notice kind="nowhere">{t('rosters.import.nowhere')}</Notice> : null}
      <Numbers
        numbers={[
          ['matched', counts.matched],
          ['ambiguous', counts.ambiguous],
          ['unmatched', counts.unmatched],
          ['duplicate', counts.duplicate],
        ]}
      />
      {match.byNameAlone === 0 ? null : (
        <p className={styles.body}>{t('rosters.import.byName', { count: match.byNameAlone })}</p>
      )}
      {changes.isNew ? null : (
        <div className={styles.group}>
          <h3 className={styles.subtitle}>{t('rosters.import.changes')}</h3>
          <Numbers
            numbers={[
              ['added', changes.added],
              ['changed', changes.changed],
              ['same', changes.same],
              ['gone', changes.gone],
            ]}
          />
          {changes.goneNames.length === 0 ? null : (
            <p className={styles.body}>{t('rosters.import.gone', { names: changes.goneNames.join(', ') })}</p>
          )}
        </div>
      )}
      {toLookAt.length === 0 ? null : (
        <div className={styles.group}>
          <h3 className={styles.subtitle}>{t('rosters.import.toLookAt')}</h3>
          <p className={styles.small}>{t('rosters.import.mendLater')}</p>
          <dl className={styles.facts}>
            {toLookAt.map(({ rowNumber, name, kind, rows }) => (
              <div key={rowNumber} className={styles.fact}>
                <dt>
                  {placeText({ row: rowNumber }, language)}: {t(`rosters.match.${kind}`)}
                  {rows.length === 0 ? '' : ` (${rows.map((row) => placeText({ row }, language)).join(', ')})`}
                </dt>
                <dd>
                  <bdi>{name}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </>
  );
}

type NumberKey = 'matched' | 'ambiguous' | 'unmatched' | 'duplicate' | 'added' | 'changed' | 'same' | 'gone';

function Numbers({ numbers }: { readonly numbers: readonly (readonly [NumberKey, number])[] }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  return (
    <dl className={styles.numbers}>
      {numbers.map(([key, count]) => (
        <div
          key={key}
          className={styles.number}
          data-number={key}
          data-some={count > 0}
          data-look={['ambiguous', 'unmatched', 'duplicate'].includes(key)}
        >
          <dd>{new Intl.NumberFormat(language).format(count)}</dd>
          <dt>{t(`rosters.numbers.${key}`)}</dt>
        </div>
      ))}
    </dl>
  );
}
