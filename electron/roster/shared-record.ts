import { z } from 'zod';
import { rosterEntrySchema, rosterMatchSchema } from '../../shared/roster.ts';

/** How far a photo is on its way to the directory. It only advances. */
const photoStages = ['taken', 'sent', 'confirmed'] as const;

/** An object that keeps what it does not know: a newer station's fields survive what an older one writes. */
const lasting = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape) as unknown as z.ZodObject<Shape>;

/** Whole milliseconds can be told up to here. */
const moment = z.number().min(-9e15).max(9e15);
/** What is said of a later time was written by hand: nothing could ever be later. */
const latestMs = Date.UTC(2200, 0);

/** When, by the service's clock, and at which station. `stationName` is for people, and decides nothing. */
const stamp = { atMs: moment, station: z.string().max(64), stationName: z.string().max(200) };

/** A photo that was taken of a row's person, at whichever station. */
export const sharedCaptureSchema = lasting({
  ...stamp,
  /** Never given to two captures. */
  id: z.string().max(120),
  noticeVersion: z.string().max(200).optional(),
  stage: z.enum(photoStages),
  /** It was given to somebody else, or taken back. */
  isWithdrawn: z.boolean(),
});
export type SharedCapture = z.infer<typeof sharedCaptureSchema>;

/** The parts of a record. Each is a register whose greater value stays. */
const parts = {
  /** The best capture whose time is sure, and the best of those whose station had never heard the service's clock. */
  sure: sharedCaptureSchema,
  unsure: sharedCaptureSchema,
  mark: lasting({ ...stamp, kind: z.enum(['open', 'skipped', 'no-show', 'declined']) }),
  /** Whether one capture is to be taken again. */
  retake: lasting({ ...stamp, captureId: z.string().max(120), isWanted: z.boolean(), reason: z.string().max(200) }),
  /** Somebody stands before the camera of this station. */
  claim: lasting({ ...stamp, untilMs: moment }),
  /** Who the row is about. */
  facts: lasting({
    ...stamp,
    position: z.number().int(),
    entry: lasting(rosterEntrySchema.shape),
    match: rosterMatchSchema.optional(),
    isWalkIn: z.boolean(),
    isGone: z.boolean(),
  }),
};
const sendSchema = lasting({ captureId: z.string().max(120), atMs: moment });
const stationId = z.string().max(64);

/**
 * What all stations know of one row. Every part is a register whose greater value stays, so that records merge to the same
 * whatever the order in which they arrive.
 */
export const sharedRecordSchema = z.object({
  sure: parts.sure.optional(),
  unsure: parts.unsure.optional(),
  mark: parts.mark.optional(),
  retake: parts.retake.optional(),
  claim: parts.claim.optional(),
  facts: parts.facts.optional(),
  /** What each station sent to the directory last. */
  sends: z.record(stationId, sendSchema),
  /** Parts that a newer version has written and this one does not understand, by their names: they are passed on. */
  others: z.record(z.string().max(64), z.unknown()).optional(),
});
export type SharedRecord = z.infer<typeof sharedRecordSchema>;

/** Nothing is known yet. */
export const emptyRecord: SharedRecord = { sends: {} };

/** The same value with the keys of all its objects in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]));
}

/** A value as text, the same for equal values. */
export const sortedText = (value: unknown): string => JSON.stringify(sorted(value)) ?? '';

/** When, and by whom, something is said that may be of a newer version. */
export function stampOf(value: unknown): readonly [number, string] {
  const { atMs, station } = (value ?? {}) as { readonly atMs?: unknown; readonly station?: unknown };
  return [typeof atMs === 'number' ? atMs : Number.NEGATIVE_INFINITY, typeof station === 'string' ? station : ''];
}

/** Whether a part that is not understood is at least as new as what this version has in its place. */
function isNewer(other: unknown, known: unknown): boolean {
  const [otherMs, otherStation] = stampOf(other);
  const [knownMs, knownStation] = stampOf(known);
  return otherMs === knownMs ? otherStation >= knownStation : otherMs > knownMs;
}

/** The record as text, the same for equal records. */
export function recordText(record: SharedRecord): string {
  const { others = {}, ...known } = sharedRecordSchema.parse(record);
  const has: Readonly<Record<string, unknown>> = known;
  const told = Object.entries(others).filter(([name, part]) => isNewer(part, has[name]));
  return sortedText({ ...known, ...Object.fromEntries(told) });
}

/** No more of what is not understood is passed on: a row holds so much, and somebody may write into it. */
const mostOthers = 8_000;

/** What a record's text says under a name: a part as this version knows it, one that it passes on, or nothing. */
function meaningOf(name: string, part: unknown): 'known' | 'other' | 'none' {
  if (name === '__proto__' || name.length > 64 || stampOf(part)[0] > latestMs) return 'none';
  if (!Object.hasOwn(parts, name)) return 'other';
  const read = parts[name as keyof typeof parts].safeParse(part);
  if (read.success) return 'known';
  // A word that this version does not have yet; all else was damaged by hand.
  const isNewWord = read.error.issues.every(({ code }) => code === 'invalid_value' || code === 'invalid_union');
  return isNewWord ? 'other' : 'none';
}

function objectOf(text: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads what a row of the list holds, part by part. What is no record (somebody wrote into the column) holds nothing: stations write
 * it anew. What a newer version has written stays as it is.
 */
export function recordOfText(text: unknown): SharedRecord {
  const { sends, ...written } = objectOf(text) ?? {};
  const said = (wanted: 'known' | 'other') => Object.entries(written).filter((entry) => meaningOf(...entry) === wanted);
  const others = said('other');
  const arePassedOn = others.length > 0 && sortedText(others).length <= mostOthers;
  const isSend = ([station, send]: readonly [string, unknown]) =>
    station !== '__proto__' && stationId.safeParse(station).success && sendSchema.safeParse(send).success;
  return sharedRecordSchema.parse({
    ...Object.fromEntries(said('known')),
    sends: Object.fromEntries(Object.entries(sends ?? {}).filter(isSend)),
    ...(arePassedOn ? { others: Object.fromEntries(others) } : {}),
  });
}

/** Whether a text is a record that a station wrote, and not something of somebody else. */
export function isRecordText(text: unknown): boolean {
  const { sends, ...read } = recordOfText(text);
  return Object.keys(sends).length > 0 || Object.keys(read).some((name) => Object.hasOwn(parts, name));
}
