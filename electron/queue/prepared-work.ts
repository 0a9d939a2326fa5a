import { parseTarget } from '../../shared/target.ts';
import type { Clock, Log } from '../ports.ts';
import type { JobStore, Step } from './job-store.ts';
import type { JobTable } from './job-table.ts';
import type { Work } from './next-work.ts';
import type { Parcel } from './photo-exchange.ts';

/** What is sent or compared, and why. */
export interface Prepared {
  readonly work: Work;
  readonly parcel: Parcel;
}

interface PreparingParts {
  readonly table: JobTable;
  readonly jobStore: JobStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}

/**
 * Reads what an exchange needs from the disk. `undefined`: there is none to begin, because the disk does not give it for now, or
 * because photo or target are damaged, which is recorded then.
 */
export function prepareWork({ table, jobStore, clock, log }: PreparingParts, work: Work): Prepared | undefined {
  const { record } = work.entry;
  const photo = table.photo(record);
  const target = parseTarget(record.target);
  if (photo.kind === 'ok' && target.kind === 'ok') {
    return { work, parcel: { record, photo: photo.value, target: target.value } };
  }
  if (photo.kind === 'error' && photo.error !== 'damaged') return undefined;
  log.error('queue.photo-damaged', { jobId: record.id });
  // A damaged photo is never sent; one that was already accepted can only no longer be compared.
  const report = { kind: 'unsupported' as const, at: new Date(clock.nowMs()).toISOString(), code: 'damaged' };
  const event: Step['event'] =
    work.kind === 'upload'
      ? { kind: 'damaged' }
      : { kind: 'verified', receipt: { kind: 'cannot-tell', report }, isFresh: false };
  jobStore.record([{ record, event }]);
  return undefined;
}
