import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isHeld, type RefusalReason, type UploadJob } from '../../shared/upload-job.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import { refuseHeld } from './job-approval.ts';
import type { JobIndex } from './job-index.ts';
import { type JobRecord, toUploadJob } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';
import type { JobView } from './job-view.ts';
import { requestInTurns } from './many-jobs.ts';

interface JobRequestsParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
  readonly view: JobView;
  /** A job has gone that nothing else tells of. */
  readonly onGone: (job: UploadJob) => void;
}

function canRetry({ record }: Pick<Step, 'record'>): boolean {
  const { state } = record;
  return state.kind === 'waiting' || (state.kind === 'parked' && state.reason !== 'damaged' && !isHeld(record));
}

/** What staff ask of a job, and how it is answered: nothing has changed when the disk refuses. */
export class JobRequests {
  readonly #parts: JobRequestsParts;

  constructor(parts: JobRequestsParts) {
    this.#parts = parts;
  }

  retry(id: string): Result<UploadJob, Failure> {
    return this.#request(id, 'retry');
  }

  /** Retries everything parked or waiting; how many. The loop turns in between. Where the disk refuses, `count` were until then. */
  async retryAll(): Promise<Result<number, Failure>> {
    const { jobIndex, jobStore } = this.#parts;
    const entries = [...jobIndex.inState('parked').values(), ...jobIndex.inState('waiting').values()];
    const steps = entries.filter(canRetry).map(({ record }): Step => ({ record, event: { kind: 'retry' } }));
    const { changed, fault } = await requestInTurns(jobStore, steps);
    return fault === undefined ? ok(changed) : err({ code: 'not-saved-storage', detail: { fault, count: changed } });
  }

  refuse(id: string, reason: RefusalReason): Result<UploadJob, Failure> {
    return this.#asReply(id, refuseHeld(this.#parts, id, reason));
  }

  withdraw(id: string): Result<UploadJob, Failure> {
    const record = this.#parts.jobIndex.get(id)?.record;
    return record?.photoSha256 === '' ? this.#withdrawUnreadable(record) : this.#request(id, 'withdraw');
  }

  #request(id: string, kind: 'retry' | 'withdraw'): Result<UploadJob, Failure> {
    const { jobIndex, jobStore } = this.#parts;
    const record = jobIndex.get(id)?.record;
    if (record === undefined) return err({ code: 'not-found' });
    return this.#asReply(id, jobStore.request({ record, event: { kind } }));
  }

  #asReply(
    id: string,
    result: Result<JobRecord, 'not-found' | 'not-allowed' | SqliteFault>,
  ): Result<UploadJob, Failure> {
    if (result.kind === 'ok') return ok(this.#parts.view.get(result.value.id) ?? toUploadJob(result.value));
    if (result.error === 'not-found') return err({ code: 'not-found' });
    const state = this.#parts.jobIndex.get(id)?.record.state.kind ?? '';
    if (result.error === 'not-allowed') return err({ code: 'not-now', detail: { state } });
    return err({ code: 'not-saved-storage', detail: { fault: result.error } });
  }

  /** A row nobody can read holds a photo nobody can send: withdrawing removes it, and the counts remember it. */
  #withdrawUnreadable(record: JobRecord): Result<UploadJob, Failure> {
    const withdrawn = { ...record, state: { kind: 'withdrawn' as const } };
    const removed = this.#parts.jobStore.prune([withdrawn]);
    if (removed.kind === 'error') return err({ code: 'not-saved-storage', detail: { fault: removed.error } });
    const job = toUploadJob(withdrawn);
    this.#parts.onGone(job);
    return ok(job);
  }
}
