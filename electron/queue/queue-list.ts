import { type DayCounts, isHeld, type JobFilter, needsAttention, type UploadJob } from '../../shared/upload-job.ts';
import { attentionOf } from './job-attention.ts';
import type { Entry, JobIndex } from './job-index.ts';
import { isFinished, toUploadJob } from './job-record.ts';

/** One page of the list. `open`: moves by itself or waits for a person; `attention`: waits for a person, or has failed for long; `approval`: waits for staff to let it go. */
export interface ListQuery {
  readonly offset: number;
  readonly limit: number;
  readonly filter: JobFilter;
  /** What was looked for: these alone. */
  readonly isMeant?: (job: UploadJob) => boolean;
}

export interface JobPage {
  readonly jobs: UploadJob[];
  readonly total: number;
}

function isListed({ record }: Entry, filter: ListQuery['filter']): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return !isFinished(record);
    case 'approval':
      return isHeld(record);
    case 'attention':
      return needsAttention({ state: record.state, attention: attentionOf(record) });
  }
}

/** What came of the photos that were saved since midnight of the machine's own day; undoing one saves none. */
export function countToday(jobIndex: JobIndex, nowMs: number): DayCounts {
  const sinceMs = new Date(nowMs).setHours(0, 0, 0, 0);
  const today = [...jobIndex.all()].filter(({ record }) => record.undo === undefined && record.savedAtMs >= sinceMs);
  return { saved: today.length, confirmed: today.filter(({ record }) => record.state.kind === 'confirmed').length };
}

/** A page of jobs, newest first. */
export function listJobs(jobIndex: JobIndex, { offset, limit, filter, isMeant }: ListQuery): JobPage {
  const listed = [...jobIndex.all()].filter((entry) => isListed(entry, filter)).reverse();
  if (isMeant !== undefined) {
    const meant = listed.map(({ record }) => toUploadJob(record)).filter(isMeant);
    return { jobs: meant.slice(offset, offset + limit), total: meant.length };
  }
  return { jobs: listed.slice(offset, offset + limit).map(({ record }) => toUploadJob(record)), total: listed.length };
}
