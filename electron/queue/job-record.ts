import { z } from 'zod';
import { outcomeReportSchema } from '../../shared/outcome.ts';
import { rivalWritesSchema, slotSightSchema } from '../../shared/slot-sight.ts';
import type { Target } from '../../shared/target.ts';
import { printTarget } from '../../shared/target.ts';
import { jobStateSchema, type UploadJob, undoKinds } from '../../shared/upload-job.ts';
import { attentionOf } from './job-attention.ts';

/**
 * All that the queue remembers of one upload job; sealed as a whole on disk. Times are wall-clock milliseconds. The newest
 * version: `job-record-format.ts` brings older rows to it.
 */
export const jobRecordSchema = z.object({
  id: z.string(),
  /** Order of saving on this station; a higher number for the same slot is the newer photo. */
  seq: z.number().int(),
  /** Text form of the target. */
  target: z.string(),
  /** Keyed hash that is equal for jobs of one photo slot; stays when the rest of the person is erased. */
  slot: z.string(),
  personName: z.string(),
  personId: z.string().optional(),
  /** Whose signed-in session it belongs to, at a station where people sign in themselves: no other account ever sends it. */
  accountId: z.string().optional(),
  photoSha256: z.string(),
  sizeBytes: z.number().int(),
  noticeVersion: z.string(),
  savedAtMs: z.number(),
  state: jobStateSchema,
  /** Answers received that count as attempts; pauses of the whole queue are none. */
  attempts: z.number().int(),
  /** Transient failures in a row. */
  failures: z.number().int(),
  /** The present row of failures: wall time of its first and its last, and how many were requests cut off while others passed. */
  trouble: z.object({ sinceMs: z.number(), lastMs: z.number(), cutOffs: z.number().int() }).optional(),
  /** "No such target" answers in a row. */
  notFound: z.number().int(),
  /** Verifications that could say something, since the last acceptance. */
  verifications: z.number().int(),
  /** Times the photo was sent anew because its verifications kept showing the older one. */
  resends: z.number().int(),
  /** Somebody asked to withdraw it while it was being sent. */
  isWithdrawing: z.boolean(),
  /** Nobody has let it go yet, or ever did: it was saved where staff look at photos first, in this visit. */
  unapproved: z.object({ visit: z.string() }).optional(),
  /** It undoes an upload. `remove` has no bytes: what is done is a removal, and what is verified an empty slot. */
  undo: z.enum(undoKinds).optional(),
  /** The photo is still on this station. */
  hasPhoto: z.boolean(),
  acceptedETag: z.string().optional(),
  /**
   * Whether the slot may hold it, whatever was answered. `asked`: being written. `perhaps`: accepted once, or an attempt ended
   * without an answer that rules it out.
   */
  written: z.enum(['asked', 'perhaps']).optional(),
  /** Other photos that may still appear in the slot, as of `before`. */
  rivals: rivalWritesSchema.optional(),
  /** The slot as it was before the first attempt, on the disk before that attempt; absent: not looked at, or not readable. */
  before: slotSightSchema.optional(),
  /** This very photo was confirmed by this station in the slot as it was before. */
  isHeldBefore: z.boolean().optional(),
  /** What was read back when the photo was confirmed: the slot at this sight holds this photo. */
  confirmedSight: slotSightSchema.optional(),
  lastOutcome: outcomeReportSchema.optional(),
  lastVerification: z.enum(['older-photo', 'newer-photo', 'cannot-tell']).optional(),
});
export type JobRecord = z.infer<typeof jobRecordSchema>;

/** The key under which "the newest photo wins": one per photo slot, however the target was written. */
export function slotOf(target: Target, personId: string | undefined): string {
  if (target.kind === 'me') return `me:${personId ?? ''}`;
  if (target.kind === 'user') return `user:${(personId ?? target.user).toLowerCase()}`;
  // A team is a group with Teams on top, and both show one photo.
  return printTarget(target.kind === 'team' ? { kind: 'group', groupId: target.teamId } : target);
}

/** The job as screens and the command line see it. */
export function toUploadJob(record: JobRecord): UploadJob {
  const { id, target, personName, state, savedAtMs, attempts, sizeBytes, lastOutcome, lastVerification } = record;
  const attention = attentionOf(record);
  return {
    id,
    target,
    personName,
    state,
    savedAtMs,
    attempts,
    sizeBytes,
    ...(lastOutcome === undefined ? {} : { lastOutcome }),
    ...(lastVerification === undefined ? {} : { lastVerification }),
    ...(attention === undefined ? {} : { attention }),
    ...(record.undo === undefined ? {} : { undoes: record.undo }),
  };
}

/** A job that needs nothing more: it will never be sent or verified again. */
export function isFinished({ state }: Pick<JobRecord, 'state'>): boolean {
  switch (state.kind) {
    case 'confirmed':
    case 'superseded':
    case 'withdrawn':
      return true;
    case 'accepted':
      return state.nextVerificationAtMs === undefined;
    default:
      return false;
  }
}

/** Ids of the directory say nothing to a person; anything else (a principal name) does. */
const opaqueTarget = /^(me|(user|group|team):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The record without what tells who it was: what stays after the photo is erased. */
export function withoutPerson(record: JobRecord): JobRecord {
  const { personId: _, accountId: __, ...rest } = record;
  const target = opaqueTarget.test(record.target) ? record.target : (record.target.split(':')[0] ?? '');
  return { ...rest, target, personName: '', hasPhoto: false };
}

/** The record without the photo and without ids: what stays of a finished job whose name staff still read in the day's list. */
export function withNameAlone(record: JobRecord): JobRecord {
  const { personId: _, accountId: __, ...rest } = record;
  return { ...rest, hasPhoto: false };
}
