import { ok, type Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import { type JobStore, type Step, waitMs } from './job-store.ts';
import type { JobTable } from './job-table.ts';

interface RecoveryParts {
  readonly table: JobTable;
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** A row that is there and does not open: whose it was is not known any more, that it was saved is. */
function unreadableRecord(seq: number, id: string): JobRecord {
  return {
    id,
    seq,
    target: '',
    slot: `unreadable:${id}`,
    personName: '',
    photoSha256: '',
    sizeBytes: 0,
    noticeVersion: '',
    savedAtMs: 0,
    state: { kind: 'parked', reason: 'damaged' },
    attempts: 0,
    failures: 0,
    notFound: 0,
    verifications: 0,
    resends: 0,
    isWithdrawing: false,
    hasPhoto: true,
  };
}

/** So many jobs are taken into memory before the loop turns. */
const jobsAtOnce = 500;

/**
 * Brings the jobs on disk into memory; the loop turns in between. What was being sent when the process ended waits again (one
 * process owns the file, so nobody else is sending it); rows that do not open are parked as damaged, rows of a newer
 * program stay on disk as they are; due times are cut to the longest wait; photos of an import that came to no end are erased.
 */
export async function takeUpJobs(parts: RecoveryParts): Promise<Result<void, SqliteFault>> {
  const { table, jobIndex, jobStore, clock, log } = parts;
  const loaded = await table.loadInTurns();
  if (loaded.kind === 'error') return loaded;
  const { records, damaged, newer, isLedgerSound, missingRows } = loaded.value;
  const nowMs = clock.nowMs();
  const monotonicMs = clock.monotonicMs();
  const unreadable = damaged.map(({ seq, id }) => unreadableRecord(seq, id));
  for (const [index, record] of [...records, ...unreadable].sort((a, b) => a.seq - b.seq).entries()) {
    jobIndex.put({ record, dueMs: monotonicMs + waitMs(record, nowMs), freshUntilMs: Number.NEGATIVE_INFINITY });
    if (index % jobsAtOnce === jobsAtOnce - 1) await loopTurn();
  }
  const interrupted = [...jobIndex.inState('sending').values()].map(({ record }): Step => {
    return { record, event: { kind: 'interrupted', isOutdated: jobIndex.isOutdated(record) } };
  });
  jobStore.record(interrupted);
  const unstaged = jobStore.unstage();
  if (unstaged.kind === 'error') log.warn('queue.staged-photos-kept', { fault: unstaged.error });
  if (damaged.length > 0 || missingRows > 0 || !isLedgerSound) {
    log.error('queue.damage-found', { unreadableRows: damaged.length, missingRows, isLedgerSound });
    jobStore.note('damage-found');
  }
  if (newer.length > 0) log.error('queue.newer-records-kept', { rows: newer.length });
  return ok(undefined);
}
