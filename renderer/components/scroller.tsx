import { ChevronDown } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { classNames } from '../look/class-names.ts';
import styles from './scroller.module.css';

/**
 * A part that scrolls where its words do not fit, and says so: while something is hidden below, a cue shows at its foot.
 * With a name it is a region and a stop for the keyboard, for parts in which nothing else takes the focus.
 */
export function Scroller({
  children,
  className,
  frameClassName,
  name,
  isBusy = false,
  isPage = false,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly frameClassName?: string | undefined;
  readonly name?: string;
  readonly isBusy?: boolean;
  /** The whole step: goes on scrolling where everything in it takes its own height. */
  readonly isPage?: boolean;
}) {
  const scroller = useRef<HTMLElement>(null);
  const region = name === undefined ? {} : { role: 'region', 'aria-label': name, tabIndex: 0 };
  return (
    <div className={classNames(styles.frame, frameClassName)}>
      <section
        ref={scroller}
        className={classNames(styles.scroller, !isPage && styles.part, className)}
        aria-busy={isBusy}
        {...region}
      >
        {children}
      </section>
      <ScrollCue scroller={scroller} />
    </div>
  );
}

/** The cue of a scrolling element, as its next sibling: a soft edge and an arrow while there is more below. */
export function ScrollCue({ scroller }: { readonly scroller: RefObject<HTMLElement | null> }) {
  const hasMore = useHasMore(scroller);
  return (
    <span className={styles.cue} data-cue hidden={!hasMore} aria-hidden="true">
      <ChevronDown className={styles.arrow} strokeWidth={2.5} />
    </span>
  );
}

/** Below this many pixels nothing worth a cue is hidden. */
const slackPx = 4;

function useHasMore(scroller: RefObject<HTMLElement | null>): boolean {
  const [hasMore, setHasMore] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => setHasMore(element.scrollHeight - element.clientHeight - element.scrollTop > slackPx);
    const sizes = new ResizeObserver(look);
    const watchChildren = () => {
      for (const child of element.children) sizes.observe(child);
      look();
    };
    const children = new MutationObserver(watchChildren);
    sizes.observe(element);
    watchChildren();
    children.observe(element, { childList: true, subtree: true, characterData: true });
    element.addEventListener('scroll', look, { passive: true });
    // What comes in from below is past the foot while it moves, and no size changes when it has arrived.
    const motionEnds = ['animationend', 'animationcancel', 'transitionend'] as const;
    for (const name of motionEnds) element.addEventListener(name, look);
    return () => {
      for (const name of motionEnds) element.removeEventListener(name, look);
      sizes.disconnect();
      children.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  return hasMore;
}
