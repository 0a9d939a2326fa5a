import type { KioskApi } from '../../shared/contract.ts';

/**
 * The page as a kiosk: notes that somebody is there and whether they touch (`data-pointer` on the document), tells the core what the browser noticed of the network, and keeps
 * the page in place (no long-press menu, no navigation to a dropped file). Returns the function that ends all of it.
 */
export function listenToPage(page: Window, api: KioskApi, onActivity: () => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  for (const name of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) {
    page.addEventListener(name, onActivity, { signal, passive: true, capture: true });
  }
  const notePointer = ({ pointerType }: PointerEvent) => {
    page.document.documentElement.dataset.pointer = pointerType;
  };
  page.addEventListener('pointerdown', notePointer, { signal, passive: true, capture: true });
  for (const name of ['contextmenu', 'dragover', 'drop'] as const) {
    page.addEventListener(name, (event) => event.preventDefault(), { signal });
  }
  const hint = (kind: 'network-online' | 'network-offline') => () => {
    void api.commands['station.hint']({ kind }).catch(() => undefined);
  };
  page.addEventListener('online', hint('network-online'), { signal });
  page.addEventListener('offline', hint('network-offline'), { signal });
  return () => end.abort();
}
