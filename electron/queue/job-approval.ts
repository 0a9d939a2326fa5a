import { err, ok, type Result } from '../../shared/result.ts';
import { isHeld, type RefusalReason } from '../../shared/upload-job.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';

interface ApprovalParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
}

/** Of each slot the newest of the named photos that wait for staff; others are not there, or were decided meanwhile. */
function newestHeld(jobIndex: JobIndex, ids: readonly string[]): JobRecord[] {
  const newest = new Map<string, JobRecord>();
  for (const id of ids) {
    const record = jobIndex.held().get(id)?.record;
    if (record !== undefined && (newest.get(record.slot)?.seq ?? -1) < record.seq) newest.set(record.slot, record);
  }
  return [...newest.values()];
}

/**
 * Lets photos go that waited for staff, all in one transaction; answers with the jobs that wait to be sent now. Whatever is
 * older in their slots and not sent yet makes way, as when a photo is saved.
 */
export function approveHeld(
  { jobIndex, jobStore }: ApprovalParts,
  ids: readonly string[],
): Result<JobRecord[], SqliteFault> {
  const chosen = newestHeld(jobIndex, ids);
  const older = chosen.flatMap(({ slot, seq }) => [...jobIndex.ofSlot(slot)].filter(({ record }) => record.seq < seq));
  const steps: Step[] = [
    ...chosen.map((record): Step => ({ record, event: { kind: 'approved' } })),
    ...older
      .filter(({ record }) => record.state.kind === 'waiting' || record.state.kind === 'parked')
      .map(({ record }): Step => ({ record, event: { kind: 'outdated' } })),
  ];
  const changed = jobStore.requestAll(steps);
  if (changed.kind === 'error') return changed;
  return ok(changed.value.filter(({ state }) => state.kind === 'waiting'));
}

/** Does not let a photo go: it is erased, and the record says why. `not-allowed` when it does not wait for staff. */
export function refuseHeld(
  { jobIndex, jobStore }: ApprovalParts,
  id: string,
  reason: RefusalReason,
): Result<JobRecord, 'not-found' | 'not-allowed' | SqliteFault> {
  const record = jobIndex.get(id)?.record;
  if (record === undefined) return err('not-found');
  return isHeld(record) ? jobStore.request({ record, event: { kind: 'disapproved', reason } }) : err('not-allowed');
}
