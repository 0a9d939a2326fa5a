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
  /** When the first of these was settled, by the wall clock; `Infinity`: none is, `-Infinity`: the store cannot be read now. */
  oldestOf(hashes: readonly string[]): number;
  /** Forgets what was settled long ago, and before this moment. That this folder is watched is never forgotten. */
  forgetBefore(timeMs: number): void;
}

/** Somebody who copies a picture back after so long does not mean the photo of then. */
const keptMs = 400 * 24 * 60 * 60 * 1000;

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
        const put = store.prepare(
          'INSERT INTO hot_file (hash, settled_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET settled_at = excluded.settled_at',
        );
        for (const one of hashes) put.run(one, Math.round(clock.nowMs()));
      });
    },
    oldestOf(hashes) {
      const read = store.read(() => {
        const when = store.prepare('SELECT settled_at FROM hot_file WHERE hash = ?');
        return hashes.flatMap((one) => when.get(one)?.settled_at ?? []).map(Number);
      });
      return read.kind === 'ok' ? Math.min(...read.value) : Number.NEGATIVE_INFINITY;
    },
    forgetBefore(timeMs) {
      const before = Math.floor(Math.min(timeMs, clock.nowMs() - keptMs));
      if (!Number.isFinite(before)) return;
      store.transact(() => void store.prepare('DELETE FROM hot_file WHERE settled_at < ?').run(before));
    },
  };
}
