import { isSameSight, type RivalWrites, type SlotSight } from '../../shared/slot-sight.ts';
import type { JobRecord } from './job-record.ts';

/** Whether the photo may be in its slot, or may still appear there, without having been seen. */
export function mayAppear(record: JobRecord): boolean {
  const { state, written } = record;
  if (state.kind === 'confirmed') return !wasSeen(record);
  return state.kind === 'accepted' || written !== undefined;
}

/**
 * Whether its own write was seen: the slot has changed from what it held before. A photo can be confirmed without that, because
 * the slot held the same picture already, or got it from another write of the very bytes: the person has it, but this write of
 * it changes the slot only once it shows.
 */
export function wasSeen({ state, undo, before, confirmedSight, acceptedETag, rivals }: JobRecord): boolean {
  if (state.kind !== 'confirmed' || confirmedSight === undefined) return false;
  // An empty slot shows nothing that could be taken for a photo.
  if (undo === 'remove') return true;
  const isOwnTag = acceptedETag !== undefined && isSameSight({ kind: 'photo', eTag: acceptedETag }, confirmedSight);
  if (isOwnTag === true && before !== undefined && isSameSight(before, confirmedSight) === false) return true;
  return rivals === undefined && before !== undefined && isSameSight(before, confirmedSight) === false;
}

/** As long as that the service may take to show what it accepted: as long as verifications go on, and some more. */
const appearsWithinMs = 48 * 3_600_000;

/** Whether it may still show what nobody has seen there: as long its record is kept, however soon records go. */
export function mayStillAppear(record: JobRecord, nowMs: number): boolean {
  return mayAppear(record) && isRecent(record, nowMs);
}

function isRecent({ state, trouble, savedAtMs }: JobRecord, nowMs: number): boolean {
  const atMs =
    state.kind === 'accepted'
      ? state.acceptedAtMs
      : Math.max(savedAtMs, trouble?.lastMs ?? savedAtMs, state.kind === 'confirmed' ? state.confirmedAtMs : 0);
  return nowMs - atMs <= appearsWithinMs;
}

/**
 * Photos of the same slot, written before this one, that may appear there only after it is written. One that was seen there, or
 * whose tag the slot shows, settles itself and all before it: the service keeps the order of writes. So does one that was
 * confirmed unseen, with no other under way, once the slot has changed.
 */
export function rivalsOf(
  record: JobRecord,
  {
    others,
    seen,
    sight,
    nowMs,
  }: {
    /** Those of the slot that `mayAppear`. */
    readonly others: Iterable<JobRecord>;
    /** The newest of the slot that was seen there. */
    readonly seen: JobRecord | undefined;
    readonly sight: SlotSight;
    readonly nowMs: number;
  },
): JobRecord[] {
  const older = [...others].filter(({ seq }) => seq < record.seq);
  const isShown = ({ acceptedETag, rivals, before, confirmedSight }: JobRecord) =>
    (acceptedETag !== undefined && isSameSight({ kind: 'photo', eTag: acceptedETag }, sight) === true) ||
    // Whether others were under way is known only where somebody looked before.
    (before !== undefined &&
      rivals === undefined &&
      confirmedSight !== undefined &&
      isSameSight(confirmedSight, sight) === false);
  const settledSeq = Math.max(seen?.seq ?? 0, ...older.filter(isShown).map(({ seq }) => seq));
  return older.filter((other) => other.seq > settledSeq && isRecent(other, nowMs));
}

/**
 * The record to verify with: newer photos of its slot that were perhaps written since are its rivals too, though it was not
 * outdated by an acceptance.
 */
export function withNewerWrites(record: JobRecord, others: Iterable<JobRecord>): JobRecord {
  const newer = rivalWrites(
    record,
    [...others].filter(({ seq }) => seq > record.seq),
  );
  if (newer === undefined) return record;
  const { rivals } = record;
  if (rivals === undefined) return { ...record, rivals: newer };
  const areTwins = rivals.areTwins === true && newer.areTwins === true;
  return {
    ...record,
    rivals: {
      eTags: [...rivals.eTags, ...newer.eTags],
      hasUntagged: rivals.hasUntagged || newer.hasUntagged,
      ...(areTwins ? { areTwins } : {}),
    },
  };
}

/** What is kept of them: those that the service tagged by their tags, if they have none but that one write. */
export function rivalWrites({ photoSha256 }: JobRecord, rivals: readonly JobRecord[]): RivalWrites | undefined {
  if (rivals.length === 0) return undefined;
  const eTags = rivals.flatMap(({ acceptedETag }) => (acceptedETag === undefined ? [] : [acceptedETag]));
  const areTwins = rivals.every((rival) => rival.undo !== 'remove' && rival.photoSha256 === photoSha256);
  return { eTags, hasUntagged: eTags.length < rivals.length, ...(areTwins ? { areTwins } : {}) };
}
