import type { Clock, Log } from '../ports.ts';
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

/**
 * Brings the jobs on disk into memory. What was being sent when the process ended waits again (one process owns the
 * file, so nobody else is sending it); rows that do not open are parked as damaged, rows of a newer
 * program stay on disk as they are; due times are cut to the longest wait.
 */
export function takeUpJobs({ table, jobIndex, jobStore, clock, log }: RecoveryParts): void {
  const loaded = table.load();
  if (loaded.kind === 'error') throw new Error(`the store was opened and cannot be read: ${loaded.error}`);
  const { records, damaged, newer, isLedgerSound, missingRows } = loaded.value;
  const nowMs = clock.nowMs();
  const monotonicMs = clock.monotonicMs();
  const unreadable = damaged.map(({ seq, id }) => unreadableRecord(seq, id));
  for (const record of [...records, ...unreadable].sort((a, b) => a.seq - b.seq)) {
    jobIndex.put({ record, dueMs: monotonicMs + waitMs(record, nowMs), freshUntilMs: Number.NEGATIVE_INFINITY });
  }
  const interrupted = [...jobIndex.inState('sending').values()].map(({ record }): Step => {
    return { record, event: { kind: 'interrupted', isOutdated: jobIndex.isOutdated(record) } };
  });
  jobStore.record(interrupted);
  if (damaged.length > 0 || missingRows > 0 || !isLedgerSound) {
    log.error('queue.damage-found', { unreadableRows: damaged.length, missingRows, isLedgerSound });
    jobStore.note('damage-found');
  }
  if (newer.length > 0) log.error('queue.newer-records-kept', { rows: newer.length });
}
