import { createBadgeReader } from './badge-reader.ts';

/**
 * Hands on what a badge reader types, wherever the focus is. The Enter that ends it presses no button, and goes into no field.
 * Returns the function that ends it.
 */
export function listenToBadges(page: Window, isWanted: () => boolean, onBadge: (code: string) => void): () => void {
  const end = new AbortController();
  const reader = createBadgeReader();
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const code = reader.next({ key: event.key, atMs: event.timeStamp });
      if (code === undefined || !isWanted()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onBadge(code);
    },
    { capture: true, signal: end.signal },
  );
  return () => end.abort();
}
