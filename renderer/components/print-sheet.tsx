import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What is printed, and nothing else is: beside the page, not seen on the screen (`look/base.css`). `isAcross`: on paper that lies. */
export function PrintSheet({
  isAcross = false,
  children,
}: {
  readonly isAcross?: boolean;
  readonly children: ReactNode;
}) {
  return createPortal(<div data-print-sheet={isAcross ? 'across' : ''}>{children}</div>, document.body);
}
