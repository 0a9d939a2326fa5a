import { z } from 'zod';
import { rosterEntrySchema, rosterMatchSchema } from '../../shared/roster.ts';

/** How far a photo is on its way to the directory. It only advances. */
const photoStages = ['taken', 'sent', 'confirmed'] as const;

/** When, by the service's clock, and at which station. `stationName` is for people, and decides nothing. */
const stamp = { atMs: z.number(), station: z.string().max(64), stationName: z.string().max(200) };

/** A photo that was taken of a row's person, at whichever station. */
export const sharedCaptureSchema = z.object({
  ...stamp,
  /** Never given to two captures. */
  id: z.string().max(120),
  noticeVersion: z.string().max(200).optional(),
  stage: z.enum(photoStages),
  /** It was given to somebody else, or taken back. */
  isWithdrawn: z.boolean(),
});
export type SharedCapture = z.infer<typeof sharedCaptureSchema>;

/**
 * What all stations know of one row. Every part is a register whose greater value stays, so that records merge to the same
 * whatever the order in which they arrive.
 */
export const sharedRecordSchema = z.object({
  /** The best capture whose time is sure, and the best of those whose station had never heard the service's clock. */
  sure: sharedCaptureSchema.optional(),
  unsure: sharedCaptureSchema.optional(),
  mark: z.object({ ...stamp, kind: z.enum(['open', 'skipped', 'no-show', 'declined']) }).optional(),
  /** Whether one capture is to be taken again. */
  retake: z
    .object({ ...stamp, captureId: z.string().max(120), isWanted: z.boolean(), reason: z.string().max(200) })
    .optional(),
  /** Somebody stands before the camera of this station. */
  claim: z.object({ ...stamp, untilMs: z.number() }).optional(),
  /** Who the row is about. */
  facts: z
    .object({
      ...stamp,
      position: z.number().int(),
      entry: rosterEntrySchema,
      match: rosterMatchSchema.optional(),
      isWalkIn: z.boolean(),
      isGone: z.boolean(),
    })
    .optional(),
  /** What each station sent to the directory last. */
  sends: z.record(z.string().max(64), z.object({ captureId: z.string().max(120), atMs: z.number() })),
});
export type SharedRecord = z.infer<typeof sharedRecordSchema>;

/** Nothing is known yet. */
export const emptyRecord: SharedRecord = { sends: {} };

/** The record as text, the same for equal records. */
export function recordText(record: SharedRecord): string {
  const parsed = sharedRecordSchema.parse(record);
  const sends = Object.fromEntries(Object.entries(parsed.sends).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ ...parsed, sends });
}

/** Reads what a row of the list holds. What is no record (somebody wrote into the column) holds nothing: stations write it anew. */
export function recordOfText(text: unknown): SharedRecord {
  if (typeof text !== 'string') return emptyRecord;
  try {
    const parsed = sharedRecordSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : emptyRecord;
  } catch {
    return emptyRecord;
  }
}
