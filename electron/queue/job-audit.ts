import { parseTarget } from '../../shared/target.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../storage/store.ts';
import type { AuditEntry } from './audit-log.ts';
import { isFinished, type JobRecord } from './job-record.ts';
import type { JobEvent } from './job-transition.ts';

interface AuditParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly stationId: string;
}

/** The line that the audit has of what happened to a job: whose it is as a keyed hash, from the record as it was before. */
export function auditEntry(
  { store, clock, stationId }: AuditParts,
  record: JobRecord,
  event: string,
  after: JobRecord = record,
): AuditEntry {
  const target = parseTarget(record.target);
  const outcome = after.lastOutcome;
  return {
    atMs: clock.nowMs(),
    event,
    jobId: record.id,
    station: stationId,
    person: store.keyedHash('person', record.personId ?? record.target),
    ...(target.kind === 'ok' ? { targetKind: target.value.kind } : {}),
    photo: store.keyedHash('photo', record.photoSha256),
    ...resultOf(after),
    ...(outcome?.status === undefined ? {} : { status: outcome.status }),
    ...(outcome?.requestId === undefined ? {} : { requestId: outcome.requestId }),
    notice: record.noticeVersion,
  };
}

/** What a line of the audit says of how it came to this. */
function resultOf({ state }: JobRecord): Pick<AuditEntry, 'result'> {
  if (state.kind === 'parked') return { result: state.reason };
  return state.kind === 'withdrawn' && state.refusedFor !== undefined ? { result: state.refusedFor } : {};
}

/** What the audit calls a change; `undefined` for the comings and goings of ordinary tries. */
export function auditName(before: JobRecord, after: JobRecord, event: JobEvent): string | undefined {
  if (event.kind === 'expired') return 'erased-by-policy';
  if (event.kind === 'approved' || event.kind === 'disapproved') return event.kind;
  if (event.kind === 'retry' && after.state.kind === 'waiting') return 'retried';
  if (event.kind === 'withdraw' && after.state.kind === 'accepted') return 'withdrawn-after-acceptance';
  if (after.state.kind !== before.state.kind) {
    return after.state.kind === 'waiting' || after.state.kind === 'sending' ? undefined : after.state.kind;
  }
  return isFinished(after) && !isFinished(before) ? 'unconfirmed' : undefined;
}
