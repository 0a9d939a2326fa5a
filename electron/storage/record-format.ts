import type { z } from 'zod';

/** A record's JSON as it was written by some version. */
export type StoredRecord = Readonly<Record<string, unknown>>;

/** Makes of a record of one version the same record of the next. Pure; may throw on what it does not expect. */
export type RecordUpgrade = (old: StoredRecord) => StoredRecord;

/** What stored bytes turned out to be. `newer`: written by a newer program, and not to be touched by this one. */
export type RecordReading<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'newer'; readonly version: number };

/** How a room keeps one kind of record: JSON with its version, so that a new field does not make old rows unreadable. */
export interface RecordFormat<Value> {
  write(value: Value): Uint8Array;
  /** Reads any released version, bringing it to the newest; `undefined` (a seal that does not open) is damaged. */
  read(plain: Uint8Array | undefined): RecordReading<Value>;
}

function parseJson(plain: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

function upgraded(stored: StoredRecord, upgrades: readonly RecordUpgrade[]): StoredRecord | undefined {
  try {
    return upgrades.reduce((record, upgrade) => upgrade(record), stored);
  } catch {
    return undefined;
  }
}

/**
 * A format whose version 1 had no number (`version` is a name that no record has for itself) and whose step n of `upgrades` leads from version n to n + 1. Never edit a
 * released step, only append. `schema` reads the newest version.
 */
export function createRecordFormat<Value extends object>(
  schema: z.ZodType<Value>,
  upgrades: readonly RecordUpgrade[],
): RecordFormat<Value> {
  const newest = upgrades.length + 1;
  return {
    write: (value) => Buffer.from(JSON.stringify({ ...value, version: newest }), 'utf8'),
    read(plain) {
      const json = plain && parseJson(plain);
      if (typeof json !== 'object' || json === null) return { kind: 'damaged' };
      const { version = 1, ...stored } = json as StoredRecord;
      if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { kind: 'damaged' };
      if (version > newest) return { kind: 'newer', version };
      const parsed = schema.safeParse(upgraded(stored, upgrades.slice(version - 1)));
      return parsed.success ? { kind: 'ok', value: parsed.data } : { kind: 'damaged' };
    },
  };
}
