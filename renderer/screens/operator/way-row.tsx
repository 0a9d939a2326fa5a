import { ChevronRight, type LucideIcon } from 'lucide-react';
import styles from './way-row.module.css';

export interface WayRowProps {
  readonly icon: LucideIcon;
  readonly name: string;
  /** A line about it: how it stands, or what it does. */
  readonly words: string;
  readonly tone?: 'good' | 'quiet' | 'attention';
  /** It is what stands beside the list. */
  readonly isShown?: boolean;
  readonly onChoose: () => void;
}

/** A row that leads somewhere, with a line that says what is there. */
export function WayRow({ icon: Icon, name, words, tone = 'quiet', isShown = false, onChoose }: WayRowProps) {
  return (
    <button
      type="button"
      className={styles.way}
      aria-current={isShown ? 'true' : undefined}
      data-tone={tone}
      onClick={onChoose}
    >
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span> <span className={styles.line}>{words}</span>
      </span>
      <ChevronRight className={styles.opens} aria-hidden="true" strokeWidth={2} />
    </button>
  );
}
