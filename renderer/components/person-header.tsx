import type { ReactNode } from 'react';
import type { PersonCard } from '../../shared/person-card.ts';
import styles from './person-header.module.css';
import { Portrait } from './portrait.tsx';

/** Whose photo this is: always on screen from the second step, so that nobody replaces a colleague's. */
export function PersonHeader({
  person,
  children,
}: {
  readonly person: PersonCard;
  /** What can be done when it is somebody else. */
  readonly children?: ReactNode;
}) {
  const more = person.department ?? person.jobTitle;
  return (
    <div className={styles.header} data-testid="person">
      <div className={styles.who}>
        <Portrait person={person} size="header" />
        <div className={styles.words}>
          <p className={styles.name}>
            <bdi>{person.displayName}</bdi>
          </p>
          {more === undefined ? null : (
            <p className={styles.more}>
              <bdi>{more}</bdi>
            </p>
          )}
        </div>
      </div>
      {children}
    </div>
  );
}
