import { IdCard, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './badge-drawing.module.css';

/** A badge, drawn, where no camera picture is; or that something is wrong with it. */
export function BadgeDrawing({
  hasProblem,
  children,
}: {
  readonly hasProblem: boolean;
  /** What is said below it. */
  readonly children?: ReactNode;
}) {
  const Icon = hasProblem && children === undefined ? TriangleAlert : IdCard;
  return (
    <div className={styles.ground} data-problem={hasProblem}>
      <Icon className={styles.drawing} aria-hidden="true" strokeWidth={1.1} />
      {children === undefined ? null : (
        <p className={styles.words} role="status">
          {children}
        </p>
      )}
    </div>
  );
}
