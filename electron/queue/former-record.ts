import { z } from 'zod';
import { slotSightSchema } from '../../shared/slot-sight.ts';
import { createRecordFormat } from '../storage/record-format.ts';

/** What is remembered of a slot before this station's first write to it; sealed as a whole on disk. */
export const formerRecordSchema = z.object({
  /** The queue's keyed hash of the slot. */
  slot: z.string(),
  /** The upload job before whose first write the slot was read. */
  jobId: z.string(),
  jobSeq: z.number().int(),
  held: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('photo'), sha256: z.string(), sizeBytes: z.number().int() }),
    z.object({ kind: z.literal('empty') }),
    /** Nobody knows what was there: an outcome's kind, or what else kept the station from keeping it. */
    z.object({ kind: z.literal('unread'), why: z.string() }),
  ]),
  /** The slot as it was read; absent: not seen. */
  sight: slotSightSchema.optional(),
  /** Wall time, and how long the station had been running by then (`former_run`). */
  keptAtMs: z.number(),
  keptAtRunMs: z.number(),
  target: z.string(),
  /** Whose photo it is. Empty where there is nothing to put back. */
  personName: z.string(),
  personId: z.string().optional(),
  /** Whose signed-in session it belongs to, at a station where people sign in themselves. */
  accountId: z.string().optional(),
});
export type FormerRecord = z.infer<typeof formerRecordSchema>;

/** How they are kept. Add a step for every change that older rows would not fit. */
export const formerRecordFormat = createRecordFormat(formerRecordSchema, []);
