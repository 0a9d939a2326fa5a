import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** What is printed, and nothing else is: beside the page, not seen on the screen (`look/base.css`). */
export function PrintSheet({ children }: { readonly children: ReactNode }) {
  return createPortal(<div data-print-sheet="">{children}</div>, document.body);
}
