import type { ErrorCode } from '../../shared/error-code.ts';
import type { QueueSummary } from '../../shared/upload-job.ts';
import type { Store } from '../storage/store.ts';
import type { JobIndex } from './job-index.ts';
import type { Pacer } from './pacer.ts';

const dayMs = 24 * 3_600_000;

/** What the summary is made of, beside the jobs. */
export interface SummaryParts {
  readonly pacer: Pacer;
  readonly nowMs: number;
  readonly monotonicMs: number;
  /** Mean milliseconds between two answers of the present run of work; `undefined` before there was one. */
  readonly answerGapMs: number | undefined;
  /** Whose photos the present tenant is not asked about; absent: there are none. */
  readonly holdsBack?: ((target: string) => boolean) | undefined;
  readonly canSave: boolean;
  readonly storageNotice: QueueSummary['storageNotice'];
}

function ageAlarm(oldestMs: number | undefined, nowMs: number): QueueSummary['ageAlarm'] {
  if (oldestMs === undefined) return 'none';
  const ageMs = nowMs - oldestMs;
  if (ageMs >= 7 * dayMs) return 'week';
  return ageMs >= dayMs ? 'day' : 'none';
}

function pauseOf(pacer: Pacer, nowMs: number, monotonicMs: number): QueueSummary['pause'] {
  const { pause } = pacer;
  if (pause.kind !== 'throttled') return { kind: pause.kind };
  return { kind: 'throttled', untilMs: Math.round(nowMs + Math.max(0, pause.untilMs - monotonicMs)) };
}

/** The worst of them first: an older one that nobody has dismissed hides none. */
const reportsTold = ['emptied', 'older', 'set-aside', 'volatile', 'network'] as const;

/** Which of the store's reports is told now. */
export function reportToTell(reports: Store['reports']): (typeof reportsTold)[number] | undefined {
  return reportsTold.find((told) => reports.some(({ kind }) => kind === told));
}

/** What the storage has to say: `refusal` is why a photo would not be saved now, `newerRows` those of a newer program. */
export function storageState(
  store: Pick<Store, 'fault' | 'reports'>,
  refusal: ErrorCode | undefined,
  newerRows: number,
): Pick<QueueSummary, 'canSave' | 'storageNotice'> {
  const fault = store.fault();
  const canSave = fault === undefined && refusal === undefined;
  if (fault === 'disk-full' || refusal === 'not-saved-disk-full') return { canSave, storageNotice: 'disk-full' };
  if (fault === 'moved') return { canSave, storageNotice: 'moved' };
  if (fault !== undefined || refusal === 'not-saved-storage') return { canSave, storageNotice: 'failed' };
  if (refusal !== undefined) return { canSave, storageNotice: 'job-cap' };
  return { canSave, storageNotice: reportToTell(store.reports) ?? (newerRows > 0 ? 'newer-rows' : 'none') };
}

function countWaiting(jobIndex: JobIndex, isCounted: (target: string) => boolean): number {
  let count = 0;
  for (const { record } of jobIndex.inState('waiting').values()) if (isCounted(record.target)) count += 1;
  return count;
}

/** Counts and state of the whole queue, with an estimate only where one can honestly be made. */
export function summarise(jobIndex: JobIndex, parts: SummaryParts): QueueSummary {
  const { pacer, nowMs, monotonicMs, answerGapMs, holdsBack } = parts;
  const waiting = jobIndex.inState('waiting').size;
  const sending = jobIndex.inState('sending').size;
  const oldestSavedAtMs = jobIndex.oldestUnsent()?.record.savedAtMs;
  const isBlocked = pacer.pause.kind === 'offline' || pacer.pause.kind === 'signed-out';
  const heldMs = pacer.pause.kind === 'throttled' ? Math.max(0, pacer.pause.untilMs - monotonicMs) : 0;
  const kept = holdsBack === undefined ? 0 : countWaiting(jobIndex, holdsBack);
  const unsent = waiting - kept + sending;
  const canEstimate = unsent > 0 && answerGapMs !== undefined && !isBlocked;
  return {
    waiting,
    sending,
    accepted: jobIndex.verifying().size,
    parked: jobIndex.inState('parked').size,
    held: jobIndex.held().size,
    troubled: jobIndex.troubled().size,
    ...(kept === 0 ? {} : { keptForCompany: kept }),
    network: pacer.network,
    pause: pauseOf(pacer, nowMs, monotonicMs),
    ...(oldestSavedAtMs === undefined ? {} : { oldestSavedAtMs }),
    ...(canEstimate ? { drainEstimateMs: Math.round(heldMs + unsent * answerGapMs) } : {}),
    ageAlarm: ageAlarm(oldestSavedAtMs, nowMs),
    canSave: parts.canSave,
    storageNotice: parts.storageNotice,
  };
}
