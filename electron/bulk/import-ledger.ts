import type { Clock } from '../ports.ts';
import type { Store } from '../storage/store.ts';

/** Remembers which file was queued for whom, so that a later run does only the rest. */
export interface ImportLedger {
  /** Whether this very file was queued for this person before. A store that cannot be read says no. */
  has(objectId: string, fileSha256: string): boolean;
  /** To be called in the transaction that saves the photo: on the disk with it, or not at all. */
  note(objectId: string, fileSha256: string, jobId: string): void;
  /** Forgets what is older than is worth knowing. */
  tidy(): void;
}

const keptMs = 400 * 24 * 60 * 60 * 1000;

/** The ledger over the station's store. */
export function createImportLedger(store: Store, clock: Pick<Clock, 'nowMs'>): ImportLedger {
  const hashOf = (objectId: string, fileSha256: string) =>
    store.keyedHash('import', `${objectId.toLowerCase()}\0${fileSha256}`);
  return {
    has(objectId, fileSha256) {
      const hash = hashOf(objectId, fileSha256);
      const row = store.read(() => store.prepare('SELECT 1 FROM import_file WHERE hash = ?').get(hash));
      return row.kind === 'ok' && row.value !== undefined;
    },
    note(objectId, fileSha256, jobId) {
      store
        .prepare(
          'INSERT INTO import_file (hash, job, saved_at) VALUES (?, ?, ?) ' +
            'ON CONFLICT DO UPDATE SET job = excluded.job, saved_at = excluded.saved_at',
        )
        .run(hashOf(objectId, fileSha256), jobId, Math.round(clock.nowMs()));
    },
    tidy() {
      const before = Math.round(clock.nowMs() - keptMs);
      store.transact(() => void store.prepare('DELETE FROM import_file WHERE saved_at < ?').run(before));
    },
  };
}
