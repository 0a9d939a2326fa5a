import { type RefObject, useLayoutEffect, useState } from 'react';

export interface ScrollView {
  readonly scrollTopPx: number;
  readonly heightPx: number;
  readonly rowHeightPx: number;
}

/** Where a list is scrolled to, its height, and the height of a row as the style sheet makes it (`data-probe`) at this size of screen. */
export function useScrollView(scroller: RefObject<HTMLDivElement | null>): ScrollView {
  const [view, setView] = useState<ScrollView>({ scrollTopPx: 0, heightPx: 0, rowHeightPx: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    const probe = element?.querySelector<HTMLElement>('[data-probe]');
    if (element === null || probe === null || probe === undefined) return;
    let frame = 0;
    const look = () => {
      setView({
        scrollTopPx: element.scrollTop,
        heightPx: element.clientHeight,
        rowHeightPx: probe.getBoundingClientRect().height,
      });
    };
    const lookSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', lookSoon, { passive: true });
    const sizes = new ResizeObserver(lookSoon);
    sizes.observe(element);
    sizes.observe(probe);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', lookSoon);
      sizes.disconnect();
    };
  }, [scroller]);
  return view;
}

/** Scrolls so that a row is seen whole. */
export function bringIntoView(scroller: HTMLElement | null, row: number, rowHeightPx: number): void {
  if (scroller === null) return;
  const top = row * rowHeightPx;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + rowHeightPx > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = top + rowHeightPx - scroller.clientHeight;
  }
}
