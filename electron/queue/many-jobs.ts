import { ok, type Result } from '../../shared/result.ts';
import { loopTurn, stretches } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { JobRecord } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';

/** So many jobs are changed in one commit, before the loop turns. */
const jobsAtOnce = 200;

/** `JobStore.record` for many jobs, of which none needs another: the loop turns in between. The first are done when it returns. */
export async function recordInTurns(jobStore: JobStore, steps: readonly Step[]): Promise<void> {
  for (const stretch of stretches(steps, jobsAtOnce)) {
    jobStore.record(stretch);
    if (stretch.length === jobsAtOnce) await loopTurn();
  }
}

/**
 * `JobStore.requestAll` for many jobs, as `recordInTurns`; how many were changed. Ends at the first commit that the disk refuses,
 * of which nothing is changed; `changed` is what the commits before it did.
 */
export async function requestInTurns(
  jobStore: JobStore,
  steps: readonly Step[],
): Promise<{ readonly changed: number; readonly fault?: SqliteFault }> {
  let changed = 0;
  for (const stretch of stretches(steps, jobsAtOnce)) {
    const requested = jobStore.requestAll(stretch);
    if (requested.kind === 'error') return { changed, fault: requested.error };
    changed += requested.value.length;
    if (stretch.length === jobsAtOnce) await loopTurn();
  }
  return { changed };
}

/** `JobStore.prune` for many records; the loop turns in between. Ends at the first commit that the disk refuses. */
export async function pruneInTurns(
  jobStore: JobStore,
  records: readonly JobRecord[],
): Promise<Result<void, SqliteFault>> {
  for (const stretch of stretches(records, jobsAtOnce)) {
    const pruned = jobStore.prune(stretch);
    if (pruned.kind === 'error') return pruned;
    if (stretch.length === jobsAtOnce) await loopTurn();
  }
  return ok(undefined);
}
