/**
 * What lies beneath a folder, as far as the system tells. `volatile`: what is written is gone after the next restart of the
 * machine. `network`: not a disk of this machine; SQLite's locks and syncs promise nothing there
 * (https://www.sqlite.org/howtocorrupt.html, https://www.sqlite.org/wal.html). `doubtful`: a layer is there that may forget,
 * and whether it spares this folder cannot be read. `by` names it.
 */
export type Volume =
  | { readonly kind: 'lasting' }
  | { readonly kind: 'volatile' | 'network' | 'doubtful'; readonly by: string };
