import type { Unsubscribe } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { QueueSummary, UploadJob } from '../../shared/upload-job.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import { Announcer } from './announcer.ts';
import { JobBook } from './job-book.ts';
import { type EnqueueRequest, JobIntake } from './job-intake.ts';
import { JobJournal, type Step } from './job-journal.ts';
import { toUploadJob } from './job-record.ts';
import { takeUpJobs } from './job-recovery.ts';
import { JobTable } from './job-table.ts';
import { openTransfer, sealTransfer } from './job-transfer.ts';
import type { PacerHint } from './pacer.ts';
import { type JobPage, type ListQuery, listJobs } from './queue-list.ts';
import { expiredJobs, isClockSteady, prunableJobs } from './queue-retention.ts';
import { summarise } from './queue-summary.ts';
import { type QueueVerdict, verifyQueue } from './queue-verdict.ts';
import { type ConfirmPhoto, type UploadPhoto, UploadWorker } from './upload-worker.ts';

export interface UploadQueueParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: QueueSettings;
  readonly uploadPhoto: UploadPhoto;
  readonly confirmPhoto: ConfirmPhoto;
  /** Names the station in the audit log. */
  readonly stationId: string;
}

/** What the surroundings can tell the queue: news that make a try worthwhile now. None is trusted to be true. */
export type QueueHint = Exclude<PacerHint, 'fresh-photo'>;

/** The durable upload queue of the station. */
export interface UploadQueue {
  /** Saves a photo. `ok` means saved: photo and record are on the disk, older unsent photos of the slot are superseded. */
  enqueue(request: EnqueueRequest): Result<UploadJob, Failure>;
  get(id: string): UploadJob | undefined;
  /** Newest first. */
  list(query: ListQuery): JobPage;
  /** The photo as saved; `undefined` once erased, or when it is damaged. */
  thumbnail(id: string): Uint8Array | undefined;
  /** Tries a parked or waiting job again now, or reads an accepted one back now. */
  retry(id: string): Result<UploadJob, Failure>;
  /** Retries everything parked or waiting; how many. */
  retryAll(): number;
  /**
   * Ends a job and erases its photo. One that is being sent is not cut off: only its answer tells whether the service
   * has it; it ends as withdrawn, or honestly as accepted.
   */
  withdraw(id: string): Result<UploadJob, Failure>;
  /** Parked photos, sealed with a passphrase, for another station. They stay here until withdrawn. */
  exportParked(passphrase: string): Promise<{ readonly file: Uint8Array; readonly count: number }>;
  /** Takes in another station's parked photos; what is older than what this station has for a slot is skipped. */
  importParked(
    passphrase: string,
    file: Uint8Array,
  ): Promise<Result<{ readonly count: number; readonly skipped: number }, Failure>>;
  /** Reads everything back and compares it with what was promised. Slow: reads every photo. */
  verify(): QueueVerdict;
  summary(): QueueSummary;
  onJobChanged(listener: (job: UploadJob) => void): Unsubscribe;
  onSummaryChanged(listener: (summary: QueueSummary) => void): Unsubscribe;
  hint(hint: QueueHint): void;
  start(): void;
  /** Ends what is under way and waits for it; everything unfinished is waiting on disk afterwards. */
  stop(): Promise<void>;
}

const housekeepingMs = 3_600_000;

function canRetry({ record }: { readonly record: Step['record'] }): boolean {
  return record.state.kind === 'waiting' || (record.state.kind === 'parked' && record.state.reason !== 'damaged');
}

class DurableUploadQueue implements UploadQueue {
  readonly #parts: UploadQueueParts;
  readonly #book = new JobBook();
  readonly #table: JobTable;
  readonly #journal: JobJournal;
  readonly #intake: JobIntake;
  readonly #worker: UploadWorker;
  readonly #jobs: Announcer<UploadJob>;
  readonly #summaries: Announcer<QueueSummary>;
  #changed: UploadJob[] = [];
  #lastSummary = '';
  #isTelling = false;
  #cancelHousekeeping: (() => void) | undefined;

  constructor(parts: UploadQueueParts) {
    const { store, log, settings } = parts;
    const book = this.#book;
    const table = new JobTable(store);
    const onChanged = (job: UploadJob): void => void this.#changed.push(job);
    const journal = new JobJournal({ ...parts, table, book, onChanged });
    this.#parts = parts;
    this.#table = table;
    this.#journal = journal;
    this.#jobs = new Announcer(log);
    this.#summaries = new Announcer(log);
    this.#intake = new JobIntake({ ...parts, table, book, journal });
    this.#worker = new UploadWorker({
      ...parts,
      table,
      book,
      journal,
      inFlightLimit: settings.inFlightLimit,
      onTurn: () => this.#tell(),
    });
    takeUpJobs({ ...parts, table, book, journal });
    this.#changed = [];
  }

  enqueue(request: EnqueueRequest): Result<UploadJob, Failure> {
    const saved = this.#intake.enqueue(request);
    if (saved.kind === 'error') {
      this.#worker.turn();
      return saved;
    }
    const job = toUploadJob(saved.value);
    this.#worker.welcome(job.id);
    return ok(job);
  }

  get(id: string): UploadJob | undefined {
    const entry = this.#book.get(id);
    return entry && toUploadJob(entry.record);
  }

  list(query: ListQuery): JobPage {
    return listJobs(this.#book, query);
  }

  thumbnail(id: string): Uint8Array | undefined {
    const record = this.#book.get(id)?.record;
    if (record === undefined || !record.hasPhoto) return undefined;
    const photo = this.#table.photo(record);
    return photo.kind === 'ok' ? photo.value : undefined;
  }

  retry(id: string): Result<UploadJob, Failure> {
    const result = this.#request(id, 'retry');
    if (result.kind === 'ok') this.#worker.welcome(id);
    return result;
  }

  retryAll(): number {
    const entries = [...this.#book.inState('parked').values(), ...this.#book.inState('waiting').values()];
    const steps = entries.filter(canRetry).map(({ record }): Step => ({ record, event: { kind: 'retry' } }));
    this.#journal.record(steps);
    this.#worker.hint('fresh-photo');
    return steps.length;
  }

  withdraw(id: string): Result<UploadJob, Failure> {
    const record = this.#book.get(id)?.record;
    if (record?.photoSha256 === '') return this.#withdrawUnreadable(record);
    const result = this.#request(id, 'withdraw');
    this.#worker.turn();
    return result;
  }

  async exportParked(passphrase: string): Promise<{ readonly file: Uint8Array; readonly count: number }> {
    const items = [...this.#book.inState('parked').values()].flatMap(({ record }) => {
      const photo = this.#table.photo(record);
      if (photo.kind === 'error') return [];
      const { target, personName, personId, photoSha256, noticeVersion, savedAtMs } = record;
      const person = personId === undefined ? {} : { personId };
      return [{ target, personName, ...person, photoSha256, noticeVersion, savedAtMs, photo: photo.value }];
    });
    const file = await sealTransfer(passphrase, items);
    this.#journal.note('exported');
    return { file, count: items.length };
  }

  async importParked(
    passphrase: string,
    file: Uint8Array,
  ): Promise<Result<{ readonly count: number; readonly skipped: number }, Failure>> {
    const opened = await openTransfer(passphrase, file);
    if (opened.kind === 'error') {
      return err({ code: 'bad-request', detail: { expected: 'a file of parked photos and its passphrase' } });
    }
    const taken = this.#intake.import(opened.value);
    this.#worker.turn();
    return taken;
  }

  verify(): QueueVerdict {
    return verifyQueue(this.#parts.store, this.#table, this.#book);
  }

  summary(): QueueSummary {
    const { clock } = this.#parts;
    return summarise(this.#book, {
      pacer: this.#worker.pacer,
      nowMs: clock.nowMs(),
      monotonicMs: clock.monotonicMs(),
      answerGapMs: this.#worker.answerGapMs,
      ...this.#storageState(),
    });
  }

  onJobChanged(listener: (job: UploadJob) => void): Unsubscribe {
    return this.#jobs.subscribe(listener);
  }

  onSummaryChanged(listener: (summary: QueueSummary) => void): Unsubscribe {
    return this.#summaries.subscribe(listener);
  }

  hint(hint: QueueHint): void {
    this.#worker.hint(hint);
  }

  start(): void {
    this.#keepHouse();
    this.#worker.start();
  }

  async stop(): Promise<void> {
    this.#cancelHousekeeping?.();
    await this.#worker.stop();
  }

  #request(id: string, kind: 'retry' | 'withdraw'): Result<UploadJob, Failure> {
    const record = this.#book.get(id)?.record;
    if (record === undefined) return err({ code: 'not-found' });
    const result = this.#journal.request({ record, event: { kind } });
    if (result.kind === 'ok') return ok(toUploadJob(result.value));
    if (result.error === 'not-allowed') return err({ code: 'not-now', detail: { state: record.state.kind } });
    return err({ code: 'not-saved-storage', detail: { fault: result.error } });
  }

  /** A row nobody can read holds a photo nobody can send: withdrawing removes it, and the counts remember it. */
  #withdrawUnreadable(record: Step['record']): Result<UploadJob, Failure> {
    const withdrawn = { ...record, state: { kind: 'withdrawn' as const } };
    const removed = this.#journal.prune([withdrawn]);
    if (removed.kind === 'error') return err({ code: 'not-saved-storage', detail: { fault: removed.error } });
    this.#changed.push(toUploadJob(withdrawn));
    this.#tell();
    return ok(toUploadJob(withdrawn));
  }

  #storageState(): Pick<QueueSummary, 'canSave' | 'storageNotice'> {
    const { store } = this.#parts;
    const fault = store.fault();
    const refusal = this.#intake.refusal(0)?.code;
    const canSave = fault === undefined && refusal === undefined;
    if (fault === 'disk-full' || refusal === 'not-saved-disk-full') return { canSave, storageNotice: 'disk-full' };
    if (fault !== undefined || refusal === 'not-saved-storage') return { canSave, storageNotice: 'failed' };
    if (refusal !== undefined) return { canSave, storageNotice: 'job-cap' };
    const isSetAside = store.reports.some(({ kind }) => kind === 'set-aside');
    return { canSave, storageNotice: isSetAside ? 'set-aside' : 'none' };
  }

  /**
   * Once an hour: what the settings say about keeping, and the age alarm, which no other event would raise. Ages are wall
   * time, so nothing is erased at start nor in an hour in which the wall clock jumped.
   */
  #keepHouse(before?: { readonly nowMs: number; readonly monotonicMs: number }): void {
    const { clock, settings, log } = this.#parts;
    const now = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    if (before !== undefined && isClockSteady(before, now)) {
      const expired = expiredJobs(this.#book, settings, now.nowMs);
      this.#journal.record(expired.map((record) => ({ record, event: { kind: 'expired' } })));
      const pruned = this.#journal.prune(prunableJobs(this.#book, settings, now.nowMs));
      if (pruned.kind === 'error') log.warn('queue.records-not-pruned', { fault: pruned.error });
    }
    this.#tell();
    this.#cancelHousekeeping = clock.setTimer(housekeepingMs, () => this.#keepHouse(now));
  }

  /** Tells listeners what changed, after it is complete: a listener may call back without meeting half a turn. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let job = this.#changed.shift(); job !== undefined; job = this.#changed.shift()) this.#jobs.tell(job);
      const summary = this.summary();
      const text = JSON.stringify(summary);
      if (text !== this.#lastSummary) {
        this.#lastSummary = text;
        this.#summaries.tell(summary);
      }
    } finally {
      this.#isTelling = false;
    }
    if (this.#changed.length > 0) this.#tell();
  }
}

/** Takes up the jobs in the store; sends nothing before `start`. The store must have been opened by the caller, who closes it. */
export function createUploadQueue(parts: UploadQueueParts): UploadQueue {
  return new DurableUploadQueue(parts);
}
