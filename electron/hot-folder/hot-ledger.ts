import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';

/** A file as it lies in the folder. */
export interface HotFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Remembers which files are settled, over restarts: none of them is ever taken again. */
export interface HotLedger {
  /** Names this very file, also after a restart; says nothing of it to whoever has no key. */
  idOf(file: HotFile): string;
  /** Names its bytes, whatever the file is called. */
  contentOf(sha256: string): string;
  /** `undefined`: the store cannot be read now. */
  isSettled(hash: string): boolean | undefined;
  /** On the disk when `ok` comes back; within a transaction with the whole of it. */
  settle(hashes: readonly string[]): Result<void, SqliteFault>;
  /** Whether this folder was watched before. */
  folderHash(): string;
}

export function createHotLedger(store: Store, folder: string, clock: Pick<Clock, 'nowMs'>): HotLedger {
  const hash = (kind: string, text: string) => store.keyedHash('hot-folder', `${kind}\0${folder}\0${text}`);
  return {
    idOf: ({ name, sizeBytes, modifiedMs }) => hash('file', `${name}\0${sizeBytes}\0${Math.round(modifiedMs)}`),
    contentOf: (sha256) => hash('content', sha256),
    folderHash: () => hash('folder', ''),
    isSettled(one) {
      const row = store.read(() => store.prepare('SELECT 1 FROM hot_file WHERE hash = ?').get(one));
      return row.kind === 'ok' ? row.value !== undefined : undefined;
    },
    settle(hashes) {
      return store.transact(() => {
        const put = store.prepare('INSERT OR IGNORE INTO hot_file (hash, settled_at) VALUES (?, ?)');
        for (const one of hashes) put.run(one, Math.round(clock.nowMs()));
      });
    },
  };
}
