import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { isThere } from './file-place.ts';

/**
 * Kept twice: in the database, and in a file outside the store's folder. The two together tell a store that was never there
 * from one that is gone, and a store of the last run from an older copy of it.
 */
const identitySchema = z.object({
  store: z.string(),
  /** Starts so far. The database's is written first, so the file's is never ahead of it, unless the database went back. */
  run: z.number().int(),
});
const markerSchema = identitySchema.extend({
  /** What the operator has to be told and has not yet dismissed. */
  alarm: z.enum(['emptied', 'older']).optional(),
  /** Names of the folders that were set aside by then: what was set aside later is why a store is new. */
  setAside: z.array(z.string()).optional(),
});
type Identity = z.infer<typeof identitySchema>;
type Marker = z.infer<typeof markerSchema>;

/** `emptied`: there was a store, and now there is none. `older`: the store is not what the last run left. */
export type StoreAlarm = NonNullable<Marker['alarm']>;

function parsed<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The marker; `undefined` when there is none. A damaged one still says that there was a store. Throws disk faults. */
function readMarker(file: string): Marker | 'damaged' | undefined {
  return isThere(file) ? (parsed(markerSchema, readFileSync(file, 'utf8')) ?? 'damaged') : undefined;
}

function readIdentity(database: DatabaseSync): Identity | undefined {
  const value = database.prepare("SELECT value FROM meta WHERE name = 'identity'").get()?.value;
  return value instanceof Uint8Array ? parsed(identitySchema, Buffer.from(value).toString('utf8')) : undefined;
}

function alarmOf(
  identity: Identity | undefined,
  marker: ReturnType<typeof readMarker>,
  { isNew, isExplained }: { readonly isNew: boolean; readonly isExplained: boolean },
): StoreAlarm | undefined {
  if (marker === undefined) return undefined;
  const kept = marker === 'damaged' ? undefined : marker.alarm;
  // It was new at this start, or at one that came to no marker.
  if (identity === undefined) return isExplained ? kept : isNew ? 'emptied' : 'older';
  if (marker === 'damaged') return undefined;
  return identity.store !== marker.store || identity.run < marker.run ? 'older' : marker.alarm;
}

/**
 * Counts this start in the database and in the marker, and says what the two did not agree on, now or at a start before,
 * until it is dismissed. `isNew`: the store was made at this start; `setAside`: names of all folders that were set aside, at this
 * start or ever; `isContinued`: it is brought over from one of them only now. Throws disk faults.
 */
export function markRun(
  database: DatabaseSync,
  file: string,
  about: { readonly isNew: boolean; readonly isContinued: boolean; readonly setAside: readonly string[] },
): StoreAlarm | undefined {
  const found = readMarker(file);
  const marker = found === 'damaged' ? undefined : found;
  const identity = readIdentity(database);
  const { isNew, isContinued, setAside } = about;
  const isExplained = isContinued || setAside.some((name) => marker?.setAside?.includes(name) !== true);
  const alarm = alarmOf(identity, found, { isNew, isExplained });
  const store = identity?.store ?? randomUUID();
  const next: Identity = { store, run: Math.max(identity?.run ?? 0, marker?.run ?? 0) + 1 };
  database
    .prepare("INSERT INTO meta (name, value) VALUES ('identity', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
    .run(Buffer.from(JSON.stringify(next)));
  writeMarker(file, { ...next, setAside: [...setAside], ...(alarm === undefined ? {} : { alarm }) });
  return alarm;
}

function writeMarker(file: string, marker: Marker): void {
  writeFileDurably(file, Buffer.from(`${JSON.stringify(marker)}\n`), { isSoleWriter: true });
}

/** Takes the alarm out of the marker: an operator has seen it. Throws disk faults. */
export function dismissAlarm(file: string): void {
  const marker = readMarker(file);
  if (marker === undefined || marker === 'damaged' || marker.alarm === undefined) return;
  const { alarm: _, ...rest } = marker;
  writeMarker(file, rest);
}
