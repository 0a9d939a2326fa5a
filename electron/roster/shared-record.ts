import { z } from 'zod';
import { rosterEntrySchema, rosterMatchSchema } from '../../shared/roster.ts';
import {
  boundedFields,
  boundedOthers,
  boundedSends,
  isPlain,
  longestPart,
  longestRecord,
  plainTexts,
  sendBounds,
  sortedText,
} from './record-bounds.ts';

/** How far a photo is on its way to the directory. It only advances. */
const photoStages = ['taken', 'sent', 'confirmed'] as const;

/** An object that keeps what it does not know: a newer station's fields survive what an older one writes. */
const lasting = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape) as unknown as z.ZodObject<Shape>;

/** Whole milliseconds can be told up to here. */
const moment = z.number().min(-9e15).max(9e15);
/** What is said of a later time was written by hand: nothing could ever be later. */
const latestMs = Date.UTC(2200, 0);
const dayMs = 86_400_000;

/** When, by the service's clock, and at which station. `stationName` is for people, and decides nothing. */
const stationId = z.string().max(64).refine(isPlain);
const captureId = z.string().max(120).refine(isPlain);
const stamp = { atMs: moment, station: stationId, stationName: z.string().max(200) };

/** A photo that was taken of a row's person, at whichever station. */
export const sharedCaptureSchema = lasting({
  ...stamp,
  /** Never given to two captures. */
  id: captureId,
  noticeVersion: z.string().max(200).optional(),
  stage: z.enum(photoStages),
  /** It was given to somebody else, or taken back. */
  isWithdrawn: z.boolean(),
});
export type SharedCapture = z.infer<typeof sharedCaptureSchema>;

/** The parts of a record. Each is a register whose greater value stays. */
export const recordParts = {
  /** The best capture whose time is sure, and the best of those whose station had never heard the service's clock. */
  sure: sharedCaptureSchema,
  unsure: sharedCaptureSchema,
  mark: lasting({ ...stamp, kind: z.enum(['open', 'skipped', 'no-show', 'declined']) }),
  /** Whether one capture is to be taken again. */
  retake: lasting({ ...stamp, captureId, isWanted: z.boolean(), reason: z.string().max(200) }),
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
type PartName = keyof typeof recordParts;
const sendSchema = lasting({ captureId, atMs: moment });

/**
 * What all stations know of one row. Every part is a register whose greater value stays, so that records merge to the same
 * whatever the order in which they arrive.
 */
export const sharedRecordSchema = z.object({
  sure: recordParts.sure.optional(),
  unsure: recordParts.unsure.optional(),
  mark: recordParts.mark.optional(),
  retake: recordParts.retake.optional(),
  claim: recordParts.claim.optional(),
  facts: recordParts.facts.optional(),
  /** What each station sent to the directory last. */
  sends: z.record(stationId, sendSchema),
  /** Parts that a newer version has written and this one does not understand, by their names: they are passed on. */
  others: z.record(z.string().max(64), z.unknown()).optional(),
});
export type SharedRecord = z.infer<typeof sharedRecordSchema>;

/** Nothing is known yet. */
export const emptyRecord: SharedRecord = { sends: {} };

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

/** The record as text, the same for equal records; what a newer version has added only where all of it has room in a row. */
export function recordText(record: SharedRecord): string {
  const parsed = sharedRecordSchema.parse(record);
  const whole = toldText(parsed);
  // Seldom, and so looked for in the text: each of them is six characters there.
  const plain = whole.includes('\\u') ? plainTexts(parsed) : parsed;
  const text = plain === parsed ? whole : toldText(plain);
  return text.length <= longestRecord ? text : sortedText(withKnownFields(plain));
}

/** All of a record that is told: of a part that is not understood only what is not older than what this version knows in its place. */
function toldText({ others = {}, ...known }: SharedRecord): string {
  const has: Readonly<Record<string, unknown>> = known;
  const told = Object.entries(others).filter(([name, part]) => isNewer(part, has[name]));
  return sortedText({ ...known, ...Object.fromEntries(told) });
}

/** Parts and sends with the fields alone that this version knows. */
function withKnownFields({ sends, others: _, ...parts }: SharedRecord): object {
  const none = { most: 0, longest: 0 };
  const bare = Object.entries(parts).map(([name, part]) => [name, bounded(name as PartName, part as object, none)]);
  const bareSends = Object.entries(sends).map(([station, send]) => [
    station,
    boundedFields(send, sendSchema.shape, none),
  ]);
  return { ...Object.fromEntries(bare), sends: Object.fromEntries(bareSends) };
}

/** What a record's text says under a name: a part as this version knows it, that it passes one on, or nothing. */
function meaningOf(name: string, part: unknown, latest: number): object | 'other' | undefined {
  if (name === '__proto__' || stampOf(part)[0] > latest) return undefined;
  if (!Object.hasOwn(recordParts, name)) return 'other';
  const read = recordParts[name as PartName].safeParse(part);
  if (read.success) return shortened(bounded(name as PartName, plainTexts(read.data)));
  // A word that this version does not have yet; all else was damaged by hand.
  const isNewWord = read.error.issues.every(({ code }) => code === 'invalid_value' || code === 'invalid_union');
  return isNewWord ? 'other' : undefined;
}

/** A part that is longer than all that can be said of a person says less of whom it may be, and is one of hand-written text else. */
function shortened(part: object): object | undefined {
  const isLong = (one: object) => sortedText(one).length > longestPart;
  if (!isLong(part)) return part;
  const { match: _, ...rest } = part as Partial<NonNullable<SharedRecord['facts']>>;
  return isLong(rest) ? undefined : rest;
}

/** A part with no more of a newer version's fields than are passed on. */
function bounded(name: PartName, part: object, bounds?: Parameters<typeof boundedFields>[2]): object {
  const { entry } = part as Partial<NonNullable<SharedRecord['facts']>>;
  const within = boundedFields(part, recordParts[name].shape, bounds);
  return entry === undefined ? within : { ...within, entry: boundedFields(entry, rosterEntrySchema.shape, bounds) };
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
 * it anew. What a newer version has written stays as it is, up to the bounds of `record-bounds.ts`. Nothing is believed of a time
 * that is more than a day after `nowMs`, the service's time: no station says so.
 */
export function recordOfText(text: unknown, nowMs?: number): SharedRecord {
  const { sends, ...written } = objectOf(text) ?? {};
  const latest = nowMs === undefined ? latestMs : Math.min(latestMs, nowMs + dayMs);
  const known: [string, object][] = [];
  const beyond: [string, unknown][] = [];
  for (const [name, part] of Object.entries(written)) {
    const meaning = meaningOf(name, part, latest);
    if (meaning === 'other') beyond.push([name, part]);
    else if (meaning !== undefined) known.push([name, meaning]);
  }
  const others = boundedOthers(Object.fromEntries(beyond), recordParts);
  const sent = Object.entries(sends ?? {}).flatMap(([station, send]) => {
    const read = sendSchema.safeParse(send);
    const isSend = station !== '__proto__' && stationId.safeParse(station).success && read.success;
    return isSend && read.data.atMs <= latest
      ? [[station, boundedFields(read.data, sendSchema.shape, sendBounds)] as const]
      : [];
  });
  return sharedRecordSchema.parse({
    ...Object.fromEntries(known),
    sends: boundedSends(Object.fromEntries(sent)),
    ...(others === undefined ? {} : { others }),
  });
}

/** Whether a text is a record that a station wrote, and not something of somebody else. */
export function isRecordText(text: unknown): boolean {
  const { sends, ...read } = recordOfText(text);
  return Object.keys(sends).length > 0 || Object.keys(read).some((name) => Object.hasOwn(recordParts, name));
}
