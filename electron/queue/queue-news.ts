import type { Unsubscribe } from '../../shared/contract.ts';
import type { QueueSummary, UploadJob } from '../../shared/upload-job.ts';
import type { Log } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { Emitter } from './emitter.ts';

/** So many jobs are told of before the loop turns. */
const toldAtOnce = 100;

/** Tells listeners what changed, after it is complete: a listener may call back without meeting half a turn. */
export class QueueNews {
  readonly #summarise: () => QueueSummary;
  readonly #jobs: Emitter<UploadJob>;
  readonly #summaries: Emitter<QueueSummary>;
  #changed: UploadJob[] = [];
  #lastSummary = '';
  #isTelling = false;

  constructor(log: Log, summarise: () => QueueSummary) {
    this.#summarise = summarise;
    this.#jobs = new Emitter(log);
    this.#summaries = new Emitter(log);
  }

  onJob(listener: (job: UploadJob) => void): Unsubscribe {
    return this.#jobs.subscribe(listener);
  }

  onSummary(listener: (summary: QueueSummary) => void): Unsubscribe {
    return this.#summaries.subscribe(listener);
  }

  /** A job to tell of with the next `tell`. */
  add(job: UploadJob): void {
    this.#changed.push(job);
  }

  /** What was added before anybody could have known otherwise. */
  forget(): void {
    this.#changed = [];
  }

  /** Tells of what was added, and of the summary when it is another. Of many jobs at once the loop turns in between. */
  tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    const batch = this.#changed.splice(0, toldAtOnce);
    try {
      for (const job of batch) this.#jobs.emit(job);
      const summary = this.#summarise();
      const text = JSON.stringify(summary);
      if (text !== this.#lastSummary) {
        this.#lastSummary = text;
        this.#summaries.emit(summary);
      }
    } finally {
      this.#isTelling = false;
    }
    if (this.#changed.length === 0) return;
    if (batch.length < toldAtOnce) this.tell();
    else void loopTurn().then(() => this.tell());
  }
}
