import { useTranslation } from 'react-i18next';
import type { RosterCounts } from '../../../../shared/roster.ts';
import styles from './progress-ring.module.css';

const radius = 42;
const circumference = 2 * Math.PI * radius;

/** How much of a roster is done, as a ring: photographed, and beside it who will not be. */
export function ProgressRing({ counts, size }: { readonly counts: RosterCounts; readonly size: 'small' | 'large' }) {
  const { t } = useTranslation();
  const { captured, noShow, declined, total } = counts;
  const share = (count: number) => (total === 0 ? 0 : (count / total) * circumference);
  const done = share(captured);
  return (
    <span
      className={styles.ring}
      data-size={size}
      role="img"
      aria-label={t('rosters.counts.done', { done: captured, total })}
    >
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className={styles.ground} cx="50" cy="50" r={radius} />
        <circle
          className={styles.absent}
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={`${share(noShow + declined)} ${circumference}`}
          strokeDashoffset={-done}
        />
        <circle className={styles.done} cx="50" cy="50" r={radius} strokeDasharray={`${done} ${circumference}`} />
      </svg>
      {size === 'large' ? (
        <span className={styles.number} aria-hidden="true">
          {total - captured - noShow - declined}
        </span>
      ) : null}
    </span>
  );
}
