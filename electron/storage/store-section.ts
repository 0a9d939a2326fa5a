import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { SealedPlace } from './row-cipher.ts';

/** One step forward of a section's tables. Runs in a transaction together with the section's new version number. */
export type Migration = (database: DatabaseSync) => void;

export type SalvagedRow = Readonly<Record<string, SQLInputValue>>;

/** A damaged database of ours, as far as it can still be read. Never throws: what cannot be read is left out. */
export interface SalvageSource {
  /** Rows of `select` (without `ORDER BY`) that can be read from either end of `key` towards the damage. */
  rows(select: string, key: string): readonly SalvagedRow[];
  /** The row that `select` finds for these values; `undefined` when there is none or it cannot be read. */
  row(select: string, ...values: readonly SQLInputValue[]): SalvagedRow | undefined;
  /** True when the bytes are what was sealed for this place. */
  isWhole(place: SealedPlace, sealed: Uint8Array): boolean;
}

/**
 * The tables that one room keeps in the station's database. The store knows rooms only through this. Columns hold nothing
 * personal in clear: only counters, random ids, keyed hashes and sealed bytes.
 */
export interface StoreSection {
  /** Under this name the file keeps the section's version. Never changed once released. */
  readonly name: string;
  /** Every version that the section ever had, oldest first. Never edit a released step, only append. */
  readonly migrations: readonly Migration[];
  /** Reads each table once (of large values the keys only), so that damage shows at start and not at a write. Throws SQLite's errors. */
  readTables(database: DatabaseSync): void;
  /** True when the section holds anything sealed with the data key: such a database is never given a new key. */
  holdsSealedRows(database: DatabaseSync): boolean;
  /** Brings over every row that is still whole, from tables of any released version, and returns how many. */
  salvage(from: SalvageSource, into: DatabaseSync): number;
}
