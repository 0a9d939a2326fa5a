import { randomUUID } from 'node:crypto';
import { readFileSync, statfsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { storageFault } from './sqlite-fault.ts';

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

/** The marker; `undefined` when there is none, or none that can be read. */
function readMarker(file: string): Marker | undefined {
  try {
    return parsed(markerSchema, readFileSync(file, 'utf8'));
  } catch (error) {
    if (storageFault(error) === undefined) throw error;
    return undefined;
  }
}

function readIdentity(database: DatabaseSync): Identity | undefined {
  const value = database.prepare("SELECT value FROM meta WHERE name = 'identity'").get()?.value;
  return value instanceof Uint8Array ? parsed(identitySchema, Buffer.from(value).toString('utf8')) : undefined;
}

function alarmOf(identity: Identity | undefined, marker: Marker | undefined, isNew: boolean): StoreAlarm | undefined {
  if (marker === undefined) return undefined;
  if (identity === undefined) return isNew ? 'emptied' : marker.alarm;
  return identity.store !== marker.store || identity.run < marker.run ? 'older' : marker.alarm;
}

/**
 * Counts this start in the database and in the marker, and says what the two did not agree on, now or at a start before,
 * until it is dismissed. `isNew`: the store was made at this start, and no other one was set aside for it. Throws disk faults.
 */
export function markRun(database: DatabaseSync, file: string, isNew: boolean): StoreAlarm | undefined {
  const marker = readMarker(file);
  const identity = readIdentity(database);
  const alarm = alarmOf(identity, marker, isNew);
  const store = identity?.store ?? randomUUID();
  const next: Identity = { store, run: Math.max(identity?.run ?? 0, marker?.run ?? 0) + 1 };
  database
    .prepare("INSERT INTO meta (name, value) VALUES ('identity', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
    .run(Buffer.from(JSON.stringify(next)));
  writeMarker(file, alarm === undefined ? next : { ...next, alarm });
  return alarm;
}

function writeMarker(file: string, marker: Marker): void {
  writeFileDurably(file, Buffer.from(`${JSON.stringify(marker)}\n`), { isSoleWriter: true });
}

/** Takes the alarm out of the marker: an operator has seen it. Throws disk faults. */
export function dismissAlarm(file: string): void {
  const marker = readMarker(file);
  if (marker?.alarm === undefined) return;
  const { alarm: _, ...rest } = marker;
  writeMarker(file, rest);
}

/** `f_type` of Linux's file systems in memory (statfs(2)): tmpfs, ramfs. */
const memoryFileSystems: readonly number[] = [0x01021994, 0x858458f6];

/** True when what is written to a folder is known to be gone at the next restart of the machine. Throws disk faults. */
export function isVolatile(folder: string): boolean {
  return process.platform === 'linux' && memoryFileSystems.includes(statfsSync(folder).type);
}
