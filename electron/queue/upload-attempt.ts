import type { Outcome } from '../../shared/outcome.ts';
import { isSameSight } from '../../shared/slot-sight.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import { type ExchangeParts, lookBefore, type Parcel, send } from './photo-exchange.ts';

interface AttemptParts extends ExchangeParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
}

interface AttemptOptions {
  readonly priority: 'high' | 'low';
  readonly signal: AbortSignal;
  /** This photo's requests were cut off or failed before: a look first tells whether the service can be reached at all. */
  readonly isSuspect: boolean;
  /** The service answered a look. */
  readonly onReached: () => void;
}

/**
 * One try of one photo: nothing is written before it is known, and on the disk, what the slot held. `undefined` when it was cut
 * off, or needless by then (withdrawn, outdated by a newer one). Never throws.
 */
export async function attemptUpload(
  parts: AttemptParts,
  parcel: Parcel,
  options: AttemptOptions,
): Promise<Outcome | undefined> {
  const answer = await look(parts, parcel, options);
  if (answer !== undefined) return answer;
  const { jobIndex } = parts;
  const record = jobIndex.get(parcel.record.id)?.record;
  if (options.signal.aborted || record === undefined) return undefined;
  if (record.isWithdrawing || jobIndex.isOutdated(record)) return undefined;
  return send(parts, parcel, options);
}

/** Remembers what the slot holds before the first try; an outcome when this already says that no write would arrive. */
async function look(
  parts: AttemptParts,
  parcel: Parcel,
  { signal, isSuspect, onReached }: AttemptOptions,
): Promise<Outcome | undefined> {
  const { jobIndex, jobStore } = parts;
  if (parcel.record.before !== undefined && !isSuspect) return undefined;
  const looked = await lookBefore(parts, parcel, signal);
  const record = jobIndex.get(parcel.record.id)?.record;
  if (looked === undefined || record === undefined || signal.aborted) return undefined;
  if (looked.kind === 'error') return standsForWrite(looked.error, record) ? looked.error : undefined;
  onReached();
  const known = jobIndex.newestConfirmedOfSlot(record.slot);
  const isHeld =
    known?.confirmedSight !== undefined &&
    known.photoSha256 === record.photoSha256 &&
    isSameSight(known.confirmedSight, looked.value) === true;
  if (record.before === undefined) {
    jobStore.record([{ record, event: { kind: 'looked', sight: looked.value, isHeld } }]);
  }
  return undefined;
}

/** So many times a slot that answers with a server's trouble is not written to; then the write itself must tell. */
const troubledLooks = 3;

/** Whether a slot that could not be read says already that the write would not arrive either. */
function standsForWrite({ kind }: Outcome, { failures }: JobRecord): boolean {
  if (kind === 'transient') return failures < troubledLooks;
  return kind === 'offline' || kind === 'throttled' || kind === 'sign-in-needed';
}
