import { type ReactNode, useEffect, useRef } from 'react';
import { useAnnounce } from './announcer.tsx';
import { ScrollCue, Scroller } from './scroller.tsx';
import styles from './stage.module.css';

/**
 * The frame of a step: a picture, and a panel of words and actions. The picture is above in portrait and on the left in
 * landscape; words that do not fit scroll above the actions, and where there is no room for that the whole step scrolls.
 * Each new step is announced and takes the focus, so that keyboard and screen reader start at its title.
 */
export function Stage({
  screen,
  title,
  state,
  picture,
  header,
  children,
  actions,
  isTitleSmall = false,
}: {
  /** Names the step for tests and styles: `data-screen`. */
  readonly screen: string;
  readonly title: string;
  readonly state?: string | undefined;
  readonly picture: ReactNode;
  readonly header?: ReactNode;
  readonly children?: ReactNode;
  readonly actions: ReactNode;
  readonly isTitleSmall?: boolean;
}) {
  const stage = useRef<HTMLDivElement>(null);
  return (
    <main className={styles.frame} data-screen={screen} data-state={state}>
      <div ref={stage} className={styles.stage}>
        <div className={styles.picture}>{picture}</div>
        <div className={styles.panel}>
          <Scroller className={styles.scroll} frameClassName={styles.words}>
            {header}
            <StepTitle title={title} className={isTitleSmall ? styles.smallTitle : styles.title} />
            {children}
          </Scroller>
          <div className={styles.actions}>{actions}</div>
        </div>
      </div>
      <ScrollCue scroller={stage} />
    </main>
  );
}

/** A step's title: focused and announced when the step comes. */
export function StepTitle({ title, className }: { readonly title: string; readonly className?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const announce = useAnnounce();
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => announce(title), [announce, title]);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {title}
    </h1>
  );
}
