import type { Entry, JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';

/** One thing to do over the network. `isFresh`: somebody may stand at the screen and wait for it. */
export interface Work {
  readonly kind: 'upload' | 'verification';
  readonly entry: Entry;
  readonly isFresh: boolean;
}

/** What the choice is made from, beside the jobs. */
export interface ChoiceParts {
  readonly jobIndex: JobIndex;
  /** Jobs just saved by somebody at the screen; those that are so no more are taken out. */
  readonly fresh: Set<string>;
  /** Ids and slots that are under way or just taken. */
  readonly isTaken: (idOrSlot: string) => boolean;
  /** Nobody is signed in who may send it. */
  readonly isHeld: (record: JobRecord) => boolean;
  /** How often in a row a job's request ended without an answer since it last got one. */
  readonly cutOffs: (id: string) => number;
  /** One request is to find out whether the line is up again. */
  readonly isProbe: boolean;
  readonly nowMs: number;
}

/** `outdated`: a waiting photo to end first, since a newer one of its slot was saved: it would wait for ever. */
export interface Choice {
  readonly work?: Work | undefined;
  /** Monotonic time at which something else may be done, when nothing can be now. */
  readonly nextDueMs?: number | undefined;
  readonly outdated?: JobRecord;
}

/** A verification that waits longer than this goes before the backlog's uploads: erasing must not wait for a long drain. */
const lateVerificationMs = 30_000;

/** Ranks of work, and how far cut-offs are told apart. */
const rankCount = 5;
const mostCutOffs = 1_000_000;

/** Waiting jobs in the order to look at them: the newest few first, for who stands at the screen, then the oldest. */
function* candidates({ jobIndex, fresh, nowMs }: ChoiceParts): Iterable<Entry> {
  for (const id of fresh) {
    const entry = jobIndex.get(id);
    if (entry === undefined || nowMs >= entry.freshUntilMs) fresh.delete(id);
    else if (entry.record.state.kind === 'waiting') yield entry;
  }
  yield* jobIndex.waiting();
}

/**
 * What goes next: who stands at the screen, then late verifications, then the backlog, then other verifications; among equals
 * who was cut off least. A probe takes who was cut off least before anything else, so that one request that never gets
 * through does not hold up those that would.
 */
export function chooseNext(parts: ChoiceParts): Choice {
  const { jobIndex, isTaken, isHeld, cutOffs, isProbe, nowMs } = parts;
  let nextDueMs: number | undefined;
  let best: { work: Work; order: number } | undefined;
  const offer = (kind: Work['kind'], entry: Entry, rank: number, isFresh: boolean) => {
    const cut = Math.min(cutOffs(entry.record.id), mostCutOffs);
    const order = isProbe ? cut * rankCount + rank : rank * (mostCutOffs + 1) + cut;
    if (best === undefined || order < best.order) best = { work: { kind, entry, isFresh }, order };
  };
  const isFree = ({ record }: Entry) =>
    !isTaken(record.id) && !isTaken(record.slot) && !jobIndex.isSlotBusy(record.slot) && !isHeld(record);
  for (const entry of jobIndex.verifying().values()) {
    if (entry.dueMs > nowMs) nextDueMs = Math.min(nextDueMs ?? entry.dueMs, entry.dueMs);
    else if (isFree(entry)) {
      const isFresh = nowMs < entry.freshUntilMs;
      offer('verification', entry, isFresh ? 1 : nowMs - entry.dueMs > lateVerificationMs ? 2 : 4, isFresh);
    }
  }
  for (const entry of candidates(parts)) {
    if (entry.dueMs > nowMs) nextDueMs = Math.min(nextDueMs ?? entry.dueMs, entry.dueMs);
    else if (isFree(entry)) {
      if (jobIndex.isOutdated(entry.record)) return { outdated: entry.record };
      const isFresh = nowMs < entry.freshUntilMs;
      offer('upload', entry, isFresh ? 0 : 3, isFresh);
      // The rest of the backlog is younger: nothing in it goes before one that was never cut off.
      if (!isFresh && cutOffs(entry.record.id) === 0) break;
    }
  }
  return { work: best?.work, nextDueMs };
}
