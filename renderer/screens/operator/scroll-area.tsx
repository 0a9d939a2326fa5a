import type { ReactNode } from 'react';

/** A part that scrolls by itself: named, and a stop for the keyboard, so that arrows scroll it where nothing in it takes the focus. */
export function ScrollArea({
  name,
  className,
  isBusy = false,
  children,
}: {
  readonly name: string;
  readonly className: string | undefined;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable (WCAG 2.1.1)
    <section className={className} aria-label={name} aria-busy={isBusy} tabIndex={0}>
      {children}
    </section>
  );
}
