import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { type FormerRecord, formerRecordFormat } from './former-record.ts';
import { formerPhotoPlace, formerPlace } from './former-section.ts';

/** What of the store's table could be read at start. */
export interface LoadedFormers {
  readonly records: readonly FormerRecord[];
  /** Slots whose rows do not open: nothing can be put back from them. */
  readonly damaged: readonly string[];
  readonly ranMs: number;
}

/** Former photos over the store's tables. What writes is called inside a transaction. */
export class FormerTable {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  load(): Result<LoadedFormers, SqliteFault> {
    return this.#store.read(() => {
      const records: FormerRecord[] = [];
      const damaged: string[] = [];
      for (const row of this.#store.prepare('SELECT slot, record FROM former_photo').all()) {
        const slot = String(row.slot);
        const sealed = row.record instanceof Uint8Array ? row.record : new Uint8Array();
        const record = formerRecordFormat.read(this.#store.open(formerPlace(slot), sealed));
        // What a newer program wrote is left to it.
        if (record.kind === 'newer') continue;
        if (record.kind === 'ok' && record.value.slot === slot) records.push(record.value);
        else damaged.push(slot);
      }
      const run = this.#store.prepare('SELECT ran_ms FROM former_run').get();
      return { records, damaged, ranMs: Number(run?.ran_ms ?? 0) };
    });
  }

  put(record: FormerRecord, photo: Uint8Array | undefined): void {
    const { slot } = record;
    const put = this.#store.prepare(
      'INSERT INTO former_photo (slot, record, photo) VALUES (?, ?, ?) ' +
        'ON CONFLICT (slot) DO UPDATE SET record = excluded.record, photo = excluded.photo',
    );
    const sealedRecord = this.#store.seal(formerPlace(slot), formerRecordFormat.write(record));
    if (photo === undefined) put.run(slot, sealedRecord, null);
    else this.#store.withSealed(formerPhotoPlace(slot), photo, (sealed) => put.run(slot, sealedRecord, sealed));
  }

  /** The record alone; its photo stays as it is. */
  putRecord(record: FormerRecord): void {
    const sealed = this.#store.seal(formerPlace(record.slot), formerRecordFormat.write(record));
    this.#store.prepare('UPDATE former_photo SET record = ? WHERE slot = ?').run(sealed, record.slot);
  }

  erase(slots: Iterable<string>): void {
    for (const slot of slots) this.#store.prepare('DELETE FROM former_photo WHERE slot = ?').run(slot);
  }

  putRun(ranMs: number): void {
    this.#store
      .prepare(
        'INSERT INTO former_run (one, ran_ms) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET ran_ms = excluded.ran_ms',
      )
      .run(Math.round(ranMs));
  }

  /** The photo as it was read, or why there is none. */
  photo({ slot, held }: FormerRecord): Result<Uint8Array, 'damaged' | SqliteFault> {
    if (held.kind !== 'photo') return err('damaged');
    const store = this.#store;
    const row = store.read(() => store.prepare('SELECT photo FROM former_photo WHERE slot = ?').get(slot));
    if (row.kind === 'error') return row;
    const sealed = row.value?.photo;
    const photo = sealed instanceof Uint8Array ? store.open(formerPhotoPlace(slot), sealed) : undefined;
    const isWhole = photo !== undefined && createHash('sha256').update(photo).digest('hex') === held.sha256;
    return isWhole ? ok(photo) : err('damaged');
  }
}
