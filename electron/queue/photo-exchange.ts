import { type Outcome, type OutcomeReport, type Receipt, type SentPhoto, unreadReceipt } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import { isSameSight, type SlotSight } from '../../shared/slot-sight.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock, Log } from '../ports.ts';
import type { JobRecord } from './job-record.ts';

/** Sends one photo. Resolves with what came of it, whatever happens. */
export type UploadPhoto = (
  target: Target,
  jpeg: Uint8Array,
  options: { readonly priority: 'high' | 'low'; readonly signal: AbortSignal },
) => Promise<Outcome>;

/** Reads what the target shows and compares it with what was sent: a verification. */
export type ConfirmPhoto = (
  target: Target,
  sent: SentPhoto,
  options: { readonly signal: AbortSignal },
) => Promise<Receipt>;

/** What the target's slot holds now, or why it cannot be read. */
export type LookAtSlot = (
  target: Target,
  options: { readonly signal: AbortSignal },
) => Promise<Result<SlotSight, Outcome>>;

/** Empties the target's slot; one that is empty already is as good. Resolves with what came of it, whatever happens. */
export type RemovePhoto = (target: Target, options: { readonly signal: AbortSignal }) => Promise<Outcome>;

/** What is done over the network. */
export interface ExchangeParts {
  readonly uploadPhoto: UploadPhoto;
  readonly confirmPhoto: ConfirmPhoto;
  /** Absent: nobody looks before the first write, and then little can be confirmed by pixels. */
  readonly lookAtSlot?: LookAtSlot;
  /** Absent: nothing can be removed. */
  readonly removePhoto?: RemovePhoto;
  /** Whether no picture could be taken for both photos; absent: any two may look alike. */
  readonly areDistinct?: (one: Uint8Array, other: Uint8Array) => Promise<boolean>;
  /** Runs before a photo goes out, and may withdraw it: somebody else may have a newer one. Never keeps it for long. */
  readonly beforeSending?: (jobId: string, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A photo with what is needed to send it or to compare it. */
export interface Parcel {
  readonly record: JobRecord;
  readonly photo: Uint8Array;
  readonly target: Target;
}

function ownReport(clock: Clock, code: string): OutcomeReport & { readonly kind: 'transient' } {
  return { kind: 'transient', code, at: new Date(clock.nowMs()).toISOString() };
}

/** Resolves when the signal is raised, or has been. */
export function raised(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
}

/** What the slot holds before a first write; `undefined` when aborted, or when nobody can look here. Never throws. */
export async function lookBefore(
  { lookAtSlot, clock, log }: ExchangeParts,
  { record, target }: Parcel,
  signal: AbortSignal,
): Promise<Result<SlotSight, Outcome> | undefined> {
  if (lookAtSlot === undefined) return undefined;
  try {
    return await Promise.race([lookAtSlot(target, { signal }), raised(signal)]);
  } catch (cause) {
    log.error('queue.look-threw', { jobId: record.id, cause: String(cause) });
    return { kind: 'error', error: { kind: 'transient', report: ownReport(clock, 'threw') } };
  }
}

/** Sends the photo; `undefined` when that was cut off without an answer. Never throws. */
export async function send(
  { uploadPhoto, removePhoto, clock, log }: ExchangeParts,
  { record, photo, target }: Parcel,
  options: { readonly priority: 'high' | 'low'; readonly signal: AbortSignal },
): Promise<Outcome | undefined> {
  if (record.undo === 'remove' && removePhoto === undefined) {
    return { kind: 'unsupported', report: { ...ownReport(clock, 'delete-not-in-api'), kind: 'unsupported' } };
  }
  try {
    const work = record.undo === 'remove' ? removePhoto?.(target, options) : uploadPhoto(target, photo, options);
    return await Promise.race([work, raised(options.signal)]);
  } catch (cause) {
    log.error('queue.upload-threw', { jobId: record.id, cause: String(cause) });
    return { kind: 'transient', report: ownReport(clock, 'threw') };
  }
}

/**
 * What an emptied slot shows: nothing, which is what was wanted; the photo from before; or another one, that somebody has put
 * there since.
 */
async function readEmptied(parts: ExchangeParts, { record, target }: Parcel, signal: AbortSignal): Promise<Receipt> {
  const looked = await parts.lookAtSlot?.(target, { signal });
  if (looked === undefined) return { kind: 'cannot-tell', report: ownReport(parts.clock, 'not-looked') };
  if (looked.kind === 'error') return unreadReceipt(looked.error);
  if (looked.value.kind === 'empty') return { kind: 'confirmed' };
  const isOther = record.before !== undefined && isSameSight(record.before, looked.value) === false;
  return { kind: isOther ? 'newer-photo' : 'older-photo' };
}

/** Reads the photo back and says what that proves; of no worth once the signal is raised. Never throws. */
export async function readBack(parts: ExchangeParts, parcel: Parcel, signal: AbortSignal): Promise<Receipt> {
  const { confirmPhoto, clock, log } = parts;
  const { record, photo, target } = parcel;
  const { before, isHeldBefore, acceptedETag, rivals } = record;
  try {
    if (record.undo === 'remove') return await readEmptied(parts, parcel, signal);
    const sent = {
      jpeg: photo,
      ...(before === undefined ? {} : { before }),
      ...(isHeldBefore === undefined ? {} : { isHeldBefore }),
      ...(acceptedETag === undefined ? {} : { acceptedETag }),
      ...(rivals === undefined ? {} : { rivals }),
    };
    return await confirmPhoto(target, sent, { signal });
  } catch (cause) {
    log.error('queue.verification-threw', { jobId: record.id, cause: String(cause) });
    return { kind: 'cannot-tell', report: ownReport(clock, 'threw') };
  }
}

/** What a verification teaches about the line, as if it had been an upload. */
export function outcomeOfReceipt(receipt: Receipt, clock: Clock): Outcome {
  const report = ownReport(clock, 'read');
  if (receipt.kind !== 'cannot-tell') return { kind: 'accepted', report };
  const { kind } = receipt.report;
  const waits = receipt.retryAfterMs === undefined ? {} : { retryAfterMs: receipt.retryAfterMs };
  if (kind === 'throttled') return { kind, report: receipt.report, ...waits };
  if (kind === 'offline' || kind === 'sign-in-needed') return { kind, report: receipt.report };
  return { kind: 'transient', report: receipt.report, ...waits };
}
