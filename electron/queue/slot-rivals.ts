import { isSameSight, type RivalWrites, type SlotSight } from '../../shared/slot-sight.ts';
import type { JobRecord } from './job-record.ts';

/** Whether the photo may be in its slot, or may still appear there, without having been seen. */
export function mayAppear(record: JobRecord): boolean {
  const { state, written } = record;
  if (state.kind === 'confirmed') return isConfirmedUnseen(record);
  return state.kind === 'accepted' || written !== undefined;
}

/**
 * Confirmed because the slot held the same photo already, and still did: the person has it, but this write of it was not seen,
 * and changes the slot once it shows.
 */
function isConfirmedUnseen({ isHeldBefore, before, confirmedSight }: JobRecord): boolean {
  if (isHeldBefore !== true || before === undefined || confirmedSight === undefined) return false;
  return isSameSight(before, confirmedSight) === true;
}

/** As long as that the service may take to show what it accepted: as long as verifications go on, and some more. */
const appearsWithinMs = 48 * 3_600_000;

function isRecent({ state, trouble, savedAtMs }: JobRecord, nowMs: number): boolean {
  const atMs =
    state.kind === 'accepted'
      ? state.acceptedAtMs
      : Math.max(savedAtMs, trouble?.lastMs ?? savedAtMs, state.kind === 'confirmed' ? state.confirmedAtMs : 0);
  return nowMs - atMs <= appearsWithinMs;
}

/**
 * Photos of the same slot, written before this one, that may appear there only after it is written. One that was read back, or
 * whose tag the slot shows, settles itself and all before it: the service keeps the order of writes.
 */
export function rivalsOf(
  record: JobRecord,
  {
    others,
    confirmed,
    sight,
    nowMs,
  }: {
    /** Those of the slot that `mayAppear`. */
    readonly others: Iterable<JobRecord>;
    /** The newest of the slot that was read back. */
    readonly confirmed: JobRecord | undefined;
    readonly sight: SlotSight;
    readonly nowMs: number;
  },
): JobRecord[] {
  const older = [...others].filter(({ seq }) => seq < record.seq);
  const isShown = ({ acceptedETag }: JobRecord) =>
    acceptedETag !== undefined && isSameSight({ kind: 'photo', eTag: acceptedETag }, sight) === true;
  const seen = confirmed === undefined || isConfirmedUnseen(confirmed) ? [] : [confirmed];
  const settledSeq = Math.max(0, ...[...seen, ...older.filter(isShown)].map(({ seq }) => seq));
  return older.filter((other) => other.seq > settledSeq && isRecent(other, nowMs));
}

/**
 * The record to verify with: newer photos of its slot that were perhaps written since are its rivals too, though it was not
 * outdated by an acceptance.
 */
export function withNewerWrites(record: JobRecord, others: Iterable<JobRecord>): JobRecord {
  const newer = rivalWrites([...others].filter(({ seq }) => seq > record.seq));
  if (newer === undefined) return record;
  const { eTags = [], hasUntagged = false } = record.rivals ?? {};
  return {
    ...record,
    rivals: { eTags: [...eTags, ...newer.eTags], hasUntagged: hasUntagged || newer.hasUntagged },
  };
}

/** What is kept of them: those that the service tagged by their tags, if they have none but that one write. */
export function rivalWrites(rivals: readonly JobRecord[]): RivalWrites | undefined {
  if (rivals.length === 0) return undefined;
  const eTags = rivals.flatMap(({ acceptedETag }) => (acceptedETag === undefined ? [] : [acceptedETag]));
  return { eTags, hasUntagged: eTags.length < rivals.length };
}
