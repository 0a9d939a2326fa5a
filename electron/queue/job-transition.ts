import { assertNever } from '../../shared/assert-never.ts';
import type { Outcome, Receipt } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { RivalWrites, SlotSight } from '../../shared/slot-sight.ts';
import { isHeld, type ParkReason, type RefusalReason } from '../../shared/upload-job.ts';
import { backoffMs, notFoundDelayMs, verificationDelayMs } from './backoff.ts';
import { isFinished, type JobRecord, withNameAlone, withoutPerson } from './job-record.ts';
import { keepsName, type NameSettings } from './name-retention.ts';

/** What can happen to a job. */
export type JobEvent =
  | { readonly kind: 'claimed' }
  /**
   * It is about to be written; the slot was seen before that, unless it could not be read. `isHeld`: this photo was confirmed
   * there, at this very sight.
   */
  | { readonly kind: 'looked'; readonly seen?: SlotBefore }
  /**
   * The upload came back. `isOutdated`: a newer photo for the same slot is on this station. `isOwnFault`: no answer came while
   * others passed, so it is this request that does not get through and not the line.
   */
  | {
      readonly kind: 'answered';
      readonly outcome: Outcome;
      readonly isOutdated: boolean;
      readonly isFresh: boolean;
      readonly isOwnFault?: boolean;
    }
  /** The process ended, or the queue was stopped, while it was being sent. */
  | { readonly kind: 'interrupted'; readonly isOutdated: boolean }
  | { readonly kind: 'verified'; readonly receipt: Receipt; readonly isFresh: boolean; readonly isOwnFault?: boolean }
  /** A newer photo for the same slot was saved, or is about to be sent. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'retry' }
  /** Staff let it go. */
  | { readonly kind: 'approved' }
  /** Staff did not let it go. */
  | { readonly kind: 'disapproved'; readonly reason: RefusalReason }
  | { readonly kind: 'withdraw' }
  /** The stated retention time is over. */
  | { readonly kind: 'expired' }
  /** The bytes on disk are not what was saved. */
  | { readonly kind: 'damaged' }
  /** The day is over for which a finished job kept its name. */
  | { readonly kind: 'day-over' };

/** What is to be remembered of a slot before a write. */
export interface SlotBefore {
  readonly sight: SlotSight;
  readonly isHeld: boolean;
  readonly rivals?: RivalWrites;
}

/** The moment of an event: the wall clock, a uniform random number in [0, 1) for jitter, and how long names are kept there. */
export interface Moment extends NameSettings {
  readonly nowMs: number;
  readonly random: number;
}

/** After this many verifications (about an hour) that show the older photo, the photo is sent once more. */
const resendAfterVerifications = 6;
const resendLimit = 1;

function parked(record: JobRecord, reason: ParkReason): JobRecord {
  return { ...record, state: { kind: 'parked', reason } };
}

function waiting(record: JobRecord, nextTryAtMs?: number): JobRecord {
  return { ...record, state: { kind: 'waiting', ...(nextTryAtMs === undefined ? {} : { nextTryAtMs }) } };
}

function ended(record: JobRecord, kind: 'superseded' | 'withdrawn'): JobRecord {
  return { ...record, state: { kind }, isWithdrawing: false };
}

function accepted(record: JobRecord, outcome: Outcome & { kind: 'accepted' }, isFresh: boolean, nowMs: number) {
  const { lastVerification: _, acceptedETag: __, trouble: ___, ...rest } = record;
  const nextVerificationAtMs = nowMs + (verificationDelayMs(0, isFresh) ?? 0);
  return {
    ...rest,
    ...(outcome.eTag === undefined ? {} : { acceptedETag: outcome.eTag }),
    written: 'perhaps' as const,
    state: { kind: 'accepted' as const, acceptedAtMs: nowMs, nextVerificationAtMs },
    failures: 0,
    notFound: 0,
    verifications: 0,
    isWithdrawing: false,
  };
}

/** A failure of this one photo: it is tried again after a pause of its own, longer with each in a row, without an end. */
function failed(record: JobRecord, isCutOff: boolean, retryAfterMs: number, { nowMs, random }: Moment): JobRecord {
  const failures = record.failures + 1;
  const { sinceMs, cutOffs } = record.trouble ?? { sinceMs: nowMs, cutOffs: 0 };
  const trouble = { sinceMs: Math.min(sinceMs, nowMs), lastMs: nowMs, cutOffs: cutOffs + (isCutOff ? 1 : 0) };
  const ownMs = backoffMs(failures, nowMs - record.savedAtMs, random);
  return waiting({ ...record, failures, trouble }, nowMs + Math.max(ownMs, retryAfterMs));
}

/** Answers after which the slot may hold the photo all the same. */
const unsureKinds: ReadonlySet<Outcome['kind']> = new Set(['accepted', 'offline', 'transient']);

/** An attempt came to its end: what it may have left in the slot. One that is ruled out leaves what was before it. */
function afterWrite(record: JobRecord, outcome?: Outcome): JobRecord {
  if (record.written !== 'asked') return record;
  if (outcome === undefined || unsureKinds.has(outcome.kind)) return { ...record, written: 'perhaps' };
  const { written: _, ...rest } = record;
  return rest;
}

/** It is about to be written. What was seen counts as long as no attempt of it may have changed the slot. */
function looked(record: JobRecord, seen: SlotBefore | undefined): JobRecord {
  if (record.written !== undefined) return record;
  const { before: _, isHeldBefore: __, rivals: ___, ...rest } = record;
  if (seen === undefined) return { ...rest, written: 'asked' };
  return {
    ...rest,
    written: 'asked',
    before: seen.sight,
    ...(seen.isHeld ? { isHeldBefore: true } : {}),
    ...(seen.rivals === undefined ? {} : { rivals: seen.rivals }),
  };
}

/** What each answer means to a job (reference table "What each answer means to a queue"). */
function answered(record: JobRecord, event: JobEvent & { kind: 'answered' }, moment: Moment): JobRecord {
  const { outcome } = event;
  const told = { ...afterWrite(record, outcome), lastOutcome: outcome.report };
  const counted = { ...told, attempts: record.attempts + 1 };
  if (outcome.kind === 'accepted') return accepted(counted, outcome, event.isFresh, moment.nowMs);
  if (record.isWithdrawing) return ended(told, 'withdrawn');
  if (event.isOutdated) return ended(told, 'superseded');
  switch (outcome.kind) {
    case 'offline':
      return event.isOwnFault === true ? failed(counted, true, 0, moment) : waiting(told);
    case 'throttled':
    case 'sign-in-needed':
      // The queue as a whole pauses; the job has done nothing wrong and has used up no attempt.
      return waiting(told);
    case 'transient':
      return failed(counted, false, outcome.retryAfterMs ?? 0, moment);
    case 'no-such-target': {
      const notFound = record.notFound + 1;
      const delayMs = notFoundDelayMs(notFound);
      const next = { ...counted, notFound };
      return delayMs === undefined ? parked(next, 'no-such-target') : waiting(next, moment.nowMs + delayMs);
    }
    case 'refused':
    case 'no-mailbox':
    case 'picture-refused':
    case 'wrong-cloud-or-path':
    case 'unsupported':
    case 'storage-full':
      return parked(counted, outcome.kind);
    default:
      return assertNever(outcome, 'outcome');
  }
}

/** A verification that could not be made, because of the network or the sign-in, says nothing and is not counted. */
function isBlind(receipt: Receipt): boolean {
  if (receipt.kind !== 'cannot-tell') return false;
  const { kind } = receipt.report;
  return kind === 'offline' || kind === 'throttled' || kind === 'sign-in-needed';
}

const emptySlot: SlotSight = { kind: 'empty' };

function sightOf({ eTag, servedSha256 }: Receipt & { kind: 'confirmed' }): SlotSight {
  return {
    kind: 'photo',
    ...(eTag === undefined ? {} : { eTag }),
    ...(servedSha256 === undefined ? {} : { servedSha256 }),
  };
}

function verified(record: JobRecord, event: JobEvent & { kind: 'verified' }, moment: Moment): JobRecord {
  const { state } = record;
  const { receipt } = event;
  if (state.kind !== 'accepted') return record;
  if (receipt.kind === 'confirmed') {
    const { lastVerification: _, ...rest } = record;
    const confirmedSight = record.undo === 'remove' ? emptySlot : sightOf(receipt);
    return { ...rest, state: { kind: 'confirmed', confirmedAtMs: moment.nowMs }, confirmedSight };
  }
  const done = { kind: 'accepted' as const, acceptedAtMs: state.acceptedAtMs };
  const told = { ...record, lastVerification: receipt.kind };
  // Somebody put a newer one there by other means: ours was taken, and is no longer what one would see.
  if (receipt.kind === 'newer-photo') return { ...told, state: done };
  const verifications = record.verifications + (isBlind(receipt) && event.isOwnFault !== true ? 0 : 1);
  if (receipt.kind === 'older-photo' && verifications >= resendAfterVerifications) {
    if (record.resends >= resendLimit) return parked({ ...told, verifications }, 'not-stored');
    return waiting({ ...told, verifications: 0, resends: record.resends + 1 });
  }
  const delayMs = verificationDelayMs(verifications, event.isFresh);
  if (delayMs === undefined) return { ...told, verifications, state: done };
  const askedMs = receipt.kind === 'cannot-tell' ? (receipt.retryAfterMs ?? 0) : 0;
  const nextVerificationAtMs = moment.nowMs + Math.max(delayMs, askedMs);
  return { ...told, verifications, state: { ...done, nextVerificationAtMs } };
}

function approved(record: JobRecord): JobRecord | undefined {
  const { unapproved: _, ...rest } = record;
  return isHeld(record) ? waiting(rest) : undefined;
}

function disapproved(record: JobRecord, refusedFor: RefusalReason): JobRecord | undefined {
  return isHeld(record) ? { ...record, state: { kind: 'withdrawn', refusedFor } } : undefined;
}

function retried(record: JobRecord, nowMs: number): JobRecord | undefined {
  const { state } = record;
  const { trouble: _, ...fresh } = record;
  // Trying again is no decision about who may be sent.
  if (isHeld(record)) return undefined;
  if (state.kind === 'waiting') return waiting({ ...fresh, failures: 0 });
  if (state.kind === 'parked' && state.reason !== 'damaged') {
    return waiting({ ...fresh, failures: 0, notFound: 0, verifications: 0, resends: 0 });
  }
  if (state.kind === 'accepted' && state.nextVerificationAtMs !== undefined) {
    return { ...record, state: { ...state, nextVerificationAtMs: nowMs } };
  }
  return undefined;
}

function withdrawn(record: JobRecord): JobRecord | undefined {
  switch (record.state.kind) {
    case 'waiting':
    case 'parked':
      return ended(record, 'withdrawn');
    case 'sending':
      // The service may already have it: only its answer tells whether it could still be withdrawn.
      return record.isWithdrawing ? undefined : { ...record, isWithdrawing: true };
    case 'accepted':
      // What Microsoft 365 has cannot be called back from here; what this station still holds can.
      return { ...record, state: { kind: 'accepted', acceptedAtMs: record.state.acceptedAtMs } };
    default:
      return undefined;
  }
}

function outdated(record: JobRecord): JobRecord | undefined {
  const { state } = record;
  if (state.kind === 'waiting' || state.kind === 'parked') return ended(record, 'superseded');
  if (state.kind === 'accepted') {
    return {
      ...record,
      state: { kind: 'accepted', acceptedAtMs: state.acceptedAtMs },
      lastVerification: 'newer-photo',
    };
  }
  return undefined;
}

function interrupted(record: JobRecord, isOutdated: boolean): JobRecord {
  if (record.isWithdrawing) return ended(record, 'withdrawn');
  return isOutdated ? ended(record, 'superseded') : waiting(record);
}

function next(record: JobRecord, event: JobEvent, moment: Moment): JobRecord | undefined {
  const { state } = record;
  switch (event.kind) {
    case 'claimed':
      return state.kind === 'waiting' ? { ...record, state: { kind: 'sending' } } : undefined;
    case 'looked':
      return state.kind === 'sending' ? looked(record, event.seen) : undefined;
    case 'answered':
      return state.kind === 'sending' ? answered(record, event, moment) : undefined;
    case 'interrupted':
      if (state.kind !== 'sending') return undefined;
      return interrupted(afterWrite(record), event.isOutdated);
    case 'verified':
      return state.kind === 'accepted' && !isFinished(record) ? verified(record, event, moment) : undefined;
    case 'outdated':
      return isFinished(record) ? undefined : outdated(record);
    case 'retry':
      return retried(record, moment.nowMs);
    case 'approved':
      return approved(record);
    case 'disapproved':
      return disapproved(record, event.reason);
    case 'withdraw':
      return isFinished(record) ? undefined : withdrawn(record);
    case 'expired':
      return state.kind === 'waiting' || state.kind === 'parked' ? ended(record, 'withdrawn') : undefined;
    case 'damaged':
      return state.kind === 'waiting' || state.kind === 'sending' ? parked(record, 'damaged') : undefined;
    case 'day-over':
      return isFinished(record) && record.personName !== '' ? withoutPerson(record) : undefined;
    default:
      return assertNever(event, 'job event');
  }
}

/**
 * The whole life of a job, decided here and nowhere else. `not-allowed` when the event means nothing in the job's
 * present state; the record is then unchanged. A finished job comes back without photo and person, and without a name unless
 * the day's list keeps it.
 */
export function transition(record: JobRecord, event: JobEvent, moment: Moment): Result<JobRecord, 'not-allowed'> {
  const changed = next(record, event, moment);
  if (changed === undefined) return err('not-allowed');
  if (!isFinished(changed)) return ok(changed);
  const isNamed = event.kind !== 'day-over' && keepsName(changed, moment, moment.nowMs);
  return ok(isNamed ? withNameAlone(changed) : withoutPerson(changed));
}
