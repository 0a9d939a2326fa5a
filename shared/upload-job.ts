import { z } from 'zod';
import { outcomeKinds, outcomeReportSchema } from './outcome.ts';

/** Why the queue as a whole does not send right now. */
export const pauseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('offline') }),
  z.object({ kind: z.literal('signed-out') }),
  z.object({ kind: z.literal('throttled'), untilMs: z.number() }),
]);

/**
 * Why a job rests until a person decides: what the photo API said, `damaged` (the bytes on disk are not what was saved;
 * they are never sent), `not-stored` (accepted twice, and the read-back still showed the older photo) or `awaiting-approval`
 * (nobody has let it go yet, at a station where staff look at photos first).
 */
export const parkReasons = [...outcomeKinds, 'damaged', 'not-stored', 'awaiting-approval'] as const;
export type ParkReason = (typeof parkReasons)[number];

/** Why staff did not let a photo go, as the person is told. */
export const refusalReasons = ['another-person', 'not-a-portrait', 'poor-picture', 'no-reason'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** The life of an upload job. `parked`, `confirmed`, `superseded` and `withdrawn` rest; the others move by themselves. */
export const jobStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting'), nextTryAtMs: z.number().optional() }),
  z.object({ kind: z.literal('sending') }),
  z.object({ kind: z.literal('accepted'), acceptedAtMs: z.number(), nextVerificationAtMs: z.number().optional() }),
  z.object({ kind: z.literal('confirmed'), confirmedAtMs: z.number() }),
  z.object({ kind: z.literal('parked'), reason: z.enum(parkReasons) }),
  z.object({ kind: z.literal('superseded') }),
  /** `refusedFor`: staff did not let it go. */
  z.object({ kind: z.literal('withdrawn'), refusedFor: z.enum(refusalReasons).optional() }),
]);
export type JobState = z.infer<typeof jobStateSchema>;
export type JobStateKind = JobState['kind'];

/**
 * Why a photo that is still tried by itself needs a person's look: the service has answered with its own trouble for hours, or
 * this photo's request is cut off again and again while others pass.
 */
export const attentionReasons = ['keeps-failing', 'cut-off'] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** What a job undoes: it puts the former photo back, or removes what was put where there was none. */
export const undoKinds = ['put-back', 'remove'] as const;
export type UndoKind = (typeof undoKinds)[number];

/**
 * What is known of the photo that a job has replaced, as long as it may be put back. `photo`: it is kept. `empty`: there was
 * none, and undoing removes what was sent. `cannot-remove`: there was none, and this slot's photo cannot be removed. `unread`:
 * it could not be read, `why` as an outcome's kind, `too-slow` or `storage`.
 */
export const formerOfferSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['photo', 'empty', 'cannot-remove']), untilMs: z.number() }),
  z.object({ kind: z.literal('unread'), why: z.string(), untilMs: z.number() }),
]);
export type FormerOffer = z.infer<typeof formerOfferSchema>;

/** One photo on its way to one target, as screens and the command line see it. Times are wall-clock milliseconds. */
export const uploadJobSchema = z.object({
  id: z.string(),
  /** Text form of the target. */
  target: z.string(),
  /** Empty once personal data has been erased, and while the operator's screens are locked. */
  personName: z.string(),
  /** The account that it goes to, for staff, while the name is kept. */
  address: z.string().optional(),
  state: jobStateSchema,
  savedAtMs: z.number(),
  attempts: z.number().int(),
  sizeBytes: z.number().int(),
  lastOutcome: outcomeReportSchema.optional(),
  /** What the last read-back showed, when the photo was accepted and not yet confirmed. */
  lastVerification: z.enum(['older-photo', 'newer-photo', 'cannot-tell']).optional(),
  /** Only while it waits or is being sent: it goes on by itself, and somebody should look. */
  attention: z.enum(attentionReasons).optional(),
  undoes: z.enum(undoKinds).optional(),
  /** Only of the last photo that this station has put into its slot, while nothing newer is on its way there. */
  former: formerOfferSchema.optional(),
});
export type UploadJob = z.infer<typeof uploadJobSchema>;

/** Which jobs a list is about. */
export const jobFilters = ['all', 'open', 'attention', 'approval'] as const;
export type JobFilter = (typeof jobFilters)[number];

/** What came of the photos of one day so far. */
export const dayCountsSchema = z.object({ saved: z.number().int(), confirmed: z.number().int() });
export type DayCounts = z.infer<typeof dayCountsSchema>;

/** Counts and state of the whole queue. */
export const queueSummarySchema = z.object({
  waiting: z.number().int(),
  sending: z.number().int(),
  accepted: z.number().int(),
  parked: z.number().int(),
  /** Of those parked: how many wait for staff to let them go. */
  held: z.number().int(),
  /** Of those waiting and sending: how many need a look although they go on by themselves. */
  troubled: z.number().int(),
  /** Of those waiting: how many stay until the station works for its company again. Absent while it does. */
  keptForCompany: z.number().int().optional(),
  network: z.enum(['online', 'offline', 'unknown']),
  pause: pauseSchema,
  oldestSavedAtMs: z.number().optional(),
  /** Estimated milliseconds until nothing waits; absent when it cannot be told. */
  drainEstimateMs: z.number().optional(),
  /** Age alarm: `day` when something is older than a day, `week` at seven days. */
  ageAlarm: z.enum(['none', 'day', 'week']),
  /** False when new captures must be refused (disk floor, job cap, damaged store). */
  canSave: z.boolean(),
  /** What the storage reported at start or since, in words for the operator's screen: codes, not sentences. */
  storageNotice: z.enum([
    'none',
    'disk-full',
    'job-cap',
    'failed',
    /** The files were removed, moved or replaced under the running station. */
    'moved',
    'set-aside',
    /** The station had a store, and found none. */
    'emptied',
    /** The store is older than the last run left it, or another one. */
    'older',
    /** The data folder forgets everything when the machine restarts. */
    'volatile',
    /** The data folder is not on a disk of this machine. */
    'network',
    /** Photos of a newer program are kept and not sent. */
    'newer-rows',
  ]),
});
/** Notices that rest until an operator has seen them; the others go when their cause does. */
export const dismissibleNotices: readonly QueueSummary['storageNotice'][] = ['set-aside', 'emptied', 'older'];
export type QueueSummary = z.infer<typeof queueSummarySchema>;

/** Whether what a job has replaced can be put back, or what it has put removed. */
export function canUndo({ former }: Pick<UploadJob, 'former'>): boolean {
  return former?.kind === 'photo' || former?.kind === 'empty';
}

/** Whether a job waits for staff to let it go. */
export function isHeld({ state }: Pick<UploadJob, 'state'>): boolean {
  return state.kind === 'parked' && state.reason === 'awaiting-approval';
}

/** Whether a person should look at a job: it rests until somebody decides, or has failed for long. */
export function needsAttention({ state, attention }: Pick<UploadJob, 'state' | 'attention'>): boolean {
  return state.kind === 'parked' || attention !== undefined;
}
