import type { ReactNode } from 'react';
import styles from './two-panes.module.css';

/**
 * A list, and what was chosen of it: beside the list, or in its place where two columns do not fit. `data-way="to-list"` marks
 * what leads back, and is shown only there.
 */
export function TwoPanes({
  list,
  beside,
  besideKind,
  look = 'even',
  testId,
  phase,
}: {
  readonly list: ReactNode;
  readonly beside: ReactNode;
  /** `nothing`: the list is what is looked at. */
  readonly besideKind: string;
  /** `aside`: the list is short and takes less of the width. */
  readonly look?: 'even' | 'aside';
  readonly testId?: string;
  /** How far what is shown has come. */
  readonly phase?: string;
}) {
  return (
    <div className={styles.panes} data-beside={besideKind} data-look={look} data-testid={testId} data-phase={phase}>
      <div className={styles.list}>{list}</div>
      <div className={styles.beside}>{beside}</div>
    </div>
  );
}
