import type { Unsubscribe } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import {
  type DayCounts,
  isHeld,
  type QueueSummary,
  type RefusalReason,
  type UploadJob,
} from '../../shared/upload-job.ts';
import type { Random } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { FormerPhotos } from './former-photos.ts';
import type { ReadFormer } from './former-reading.ts';
import { Housekeeping } from './housekeeping.ts';
import { type EnqueueRequest, JobAdmission } from './job-admission.ts';
import { approveHeld, refuseHeld } from './job-approval.ts';
import { type ExportedFile, exportParked, transferCodes } from './job-export.ts';
import { type Imported, importPhotos } from './job-import.ts';
import { JobIndex } from './job-index.ts';
import { type JobRecord, toUploadJob } from './job-record.ts';
import { takeUpJobs } from './job-recovery.ts';
import { type SessionAccount, sessionFit } from './job-session.ts';
import { JobStore, type Step } from './job-store.ts';
import { JobTable } from './job-table.ts';
import { openTransfer } from './job-transfer.ts';
import { JobView } from './job-view.ts';
import type { PacerHint } from './pacer.ts';
import type { ExchangeParts } from './photo-exchange.ts';
import { countToday, type JobPage, type ListQuery, listJobs } from './queue-list.ts';
import { QueueNews } from './queue-news.ts';
import { reportToTell, storageState, summarise } from './queue-summary.ts';
import { type QueueVerdict, verifyQueue } from './queue-verdict.ts';
import { undoUpload } from './undo-upload.ts';
import { UploadWorker } from './upload-worker.ts';

export interface UploadQueueParts extends ExchangeParts {
  readonly store: Store;
  readonly random: Random;
  readonly settings: QueueSettings;
  /** Given at stations where people sign in themselves, and only there. */
  readonly sessionAccount?: SessionAccount;
  /** Reads the photo that is going to be replaced; absent: none is kept, and nothing can be put back but what was. */
  readonly readFormer?: ReadFormer;
  /** Whether the API can empty a slot; absent: none. */
  readonly canRemove?: (target: Target) => boolean;
  /** Names the station in the audit log. */
  readonly stationId: string;
}

/** What the surroundings can tell the queue: news that make a try worthwhile now. None is trusted to be true. */
export type QueueHint = Exclude<PacerHint, 'fresh-photo'>;

/**
 * Writes what another room keeps of a photo (`store.transact`, `documents.put`) in the transaction that saves the photo:
 * on the disk with it, or not at all. Not called when the photo is refused. What it keeps in memory follows once `enqueue`
 * has answered `ok`.
 */
export type SaveAlongside = (job: UploadJob) => void;

/** The durable upload queue of the station. Everything but `takeUp`, listening and `stop` has to wait for `takeUp`. */
export interface UploadQueue {
  /** Takes up the jobs in the store, while the loop turns; once. On an error nothing is known of them: it may be asked again. */
  takeUp(): Promise<Result<void, Failure>>;
  /** Saves a photo. `ok` means saved: photo and record are on the disk, older unsent photos of the slot are superseded. */
  enqueue(request: EnqueueRequest, alongside?: SaveAlongside): Result<UploadJob, Failure>;
  get(id: string): UploadJob | undefined;
  /** Newest first. */
  list(query: ListQuery): JobPage;
  /** The photos saved since midnight, and how many of them are confirmed. */
  today(): DayCounts;
  /** The photo as saved; `undefined` once erased, or when it is damaged. */
  thumbnail(id: string): Uint8Array | undefined;
  /** Tries a parked or waiting job again now, or verifies an accepted one now. */
  retry(id: string): Result<UploadJob, Failure>;
  /** Retries everything parked or waiting; how many. */
  retryAll(): number;
  /**
   * Lets photos go that wait for staff, in one transaction; how many are on their way now. Of several photos of one person the
   * newest goes. What does not wait for staff (any more) is passed over.
   */
  approve(ids: readonly string[]): Result<number, Failure>;
  /** Does not let a photo go: it is erased. */
  refuse(id: string, reason: RefusalReason): Result<UploadJob, Failure>;
  /**
   * Ends a job and erases its photo. One that is being sent is not cut off: only its answer tells whether the service
   * has it; it ends as withdrawn, or honestly as accepted.
   */
  withdraw(id: string): Result<UploadJob, Failure>;
  /**
   * Undoes an upload through the queue, as one more job of its slot: the former photo is put back, or what was put where there
   * was none is removed. `accountId`: the account that is signed in, where people sign in themselves. `not-now` when there is
   * nothing (any more) to put back, `not-allowed` for another account.
   */
  undo(id: string, accountId?: string): Result<UploadJob, Failure>;
  /** The photo that a job has replaced, while it may be put back. */
  former(id: string): Uint8Array | undefined;
  /**
   * Parked photos, sealed with a passphrase, for another station: as many as a file that `importParked` takes everywhere may
   * hold, oldest first. `next` is there when more remain: to be given as `after` for the next file. They stay here until withdrawn.
   */
  exportParked(passphrase: string, after?: number): Promise<ExportedFile>;
  /**
   * Takes in another station's parked photos, all of them or none, while other calls are answered: on an error nothing has
   * changed, unless its detail says `landed`. What is older than what this station has for a slot is skipped. One import after
   * another; `not-now` when the queue stops meanwhile.
   */
  importParked(passphrase: string, file: Uint8Array): Promise<Result<Imported, Failure>>;
  /** Reads everything back and compares it with what was promised. Slow: reads every photo. */
  verify(): QueueVerdict;
  summary(): QueueSummary;
  /** The operator has seen the notice of what the store reported at start: it is not told again, and the next one is. */
  dismissStorageNotice(): Result<void, Failure>;
  onJobChanged(listener: (job: UploadJob) => void): Unsubscribe;
  onSummaryChanged(listener: (summary: QueueSummary) => void): Unsubscribe;
  hint(hint: QueueHint): void;
  /**
   * Takes back everything that Microsoft 365 does not have, or of it what `isMeant` says: with the person gone, nobody could
   * decide about it any more. What the disk does not take now it is owed; the photos are not sent either way.
   */
  withdrawUnsent(isMeant?: (job: Pick<UploadJob, 'target'>) => boolean): void;
  /** Somebody else is signed in: what belongs to sessions of other accounts is withdrawn, and never sent. */
  accountChanged(): void;
  /** Nobody is signed in any more: the former photos of sessions are erased, since nobody may put them back. */
  sessionEnded(): void;
  start(): void;
  /** Ends what is under way and waits for it; everything unfinished is waiting on disk afterwards. */
  stop(): Promise<void>;
}

function canRetry({ record }: { readonly record: Step['record'] }): boolean {
  const { state } = record;
  return state.kind === 'waiting' || (state.kind === 'parked' && state.reason !== 'damaged' && !isHeld(record));
}

class DurableUploadQueue implements UploadQueue {
  readonly #parts: UploadQueueParts;
  readonly #jobIndex = new JobIndex();
  readonly #table: JobTable;
  readonly #jobStore: JobStore;
  readonly #formers: FormerPhotos;
  readonly #view: JobView;
  readonly #admission: JobAdmission;
  readonly #worker: UploadWorker;
  readonly #news: QueueNews;
  readonly #housekeeping: Housekeeping;
  #taking: Promise<Result<void, Failure>> | undefined;
  #importing: Promise<unknown> = Promise.resolve();
  #isStopping = false;

  constructor(parts: UploadQueueParts) {
    const { store, log, settings } = parts;
    const jobIndex = this.#jobIndex;
    const table = new JobTable(store);
    const news = new QueueNews(log, () => this.summary());
    const formers = new FormerPhotos({
      ...parts,
      jobIndex,
      keepHours: settings.keepFormerHours,
      onSlotChanged: (slot) => view.slotChanged(slot),
      onErased: () => jobStore.erased(),
      onTimeOver: () => this.#worker.turn(),
    });
    const view = new JobView({ jobIndex, formers, tell: (job) => news.add(job) });
    const onChanged = (job: UploadJob): void => view.changed(job);
    const jobStore = new JobStore({ ...parts, table, jobIndex, formers, onChanged });
    this.#formers = formers;
    this.#view = view;
    this.#parts = parts;
    this.#table = table;
    this.#jobStore = jobStore;
    this.#news = news;
    this.#housekeeping = new Housekeeping({ ...parts, jobIndex, jobStore, onKept: () => news.tell() });
    this.#admission = new JobAdmission({ ...parts, table, jobIndex, jobStore });
    this.#worker = new UploadWorker({
      ...parts,
      table,
      jobIndex,
      jobStore,
      formers,
      inFlightLimit: settings.inFlightLimit,
      onTurn: () => news.tell(),
    });
  }

  takeUp(): Promise<Result<void, Failure>> {
    this.#taking ??= this.#takeUp();
    return this.#taking;
  }

  async #takeUp(): Promise<Result<void, Failure>> {
    const former = this.#formers.load();
    if (former.kind === 'error') this.#parts.log.warn('queue.formers-not-taken-up', { fault: former.error });
    const taken = await takeUpJobs({
      ...this.#parts,
      table: this.#table,
      jobIndex: this.#jobIndex,
      jobStore: this.#jobStore,
    });
    if (taken.kind === 'ok') this.#housekeeping.eraseNames();
    this.#news.forget();
    if (taken.kind === 'ok') return taken;
    this.#taking = undefined;
    return err({ code: 'not-saved-storage', detail: { fault: taken.error } });
  }

  enqueue(request: EnqueueRequest, alongside?: SaveAlongside): Result<UploadJob, Failure> {
    const saved = this.#admission.enqueue(request, alongside && ((record) => alongside(toUploadJob(record))));
    if (saved.kind === 'error') {
      this.#worker.turn();
      return saved;
    }
    const job = toUploadJob(saved.value);
    this.#worker.welcome(job.id);
    return ok(job);
  }

  get(id: string): UploadJob | undefined {
    return this.#view.get(id);
  }

  list(query: ListQuery): JobPage {
    const { jobs, total } = listJobs(this.#jobIndex, query);
    return { jobs: jobs.map((job) => this.#view.get(job.id) ?? job), total };
  }

  today(): DayCounts {
    return countToday(this.#jobIndex, this.#parts.clock.nowMs());
  }

  thumbnail(id: string): Uint8Array | undefined {
    const record = this.#jobIndex.get(id)?.record;
    if (record === undefined || !record.hasPhoto || record.undo === 'remove') return undefined;
    const photo = this.#table.photo(record);
    return photo.kind === 'ok' ? photo.value : undefined;
  }

  retry(id: string): Result<UploadJob, Failure> {
    const result = this.#request(id, 'retry');
    if (result.kind === 'ok') this.#worker.welcome(id);
    return result;
  }

  retryAll(): number {
    const entries = [...this.#jobIndex.inState('parked').values(), ...this.#jobIndex.inState('waiting').values()];
    const steps = entries.filter(canRetry).map(({ record }): Step => ({ record, event: { kind: 'retry' } }));
    this.#jobStore.record(steps);
    this.#worker.hint('fresh-photo');
    return steps.length;
  }

  approve(ids: readonly string[]): Result<number, Failure> {
    const approved = approveHeld({ jobIndex: this.#jobIndex, jobStore: this.#jobStore }, ids);
    if (approved.kind === 'error') return err({ code: 'not-saved-storage', detail: { fault: approved.error } });
    for (const { id } of approved.value) this.#worker.welcome(id);
    this.#worker.turn();
    return ok(approved.value.length);
  }

  refuse(id: string, reason: RefusalReason): Result<UploadJob, Failure> {
    const refused = refuseHeld({ jobIndex: this.#jobIndex, jobStore: this.#jobStore }, id, reason);
    this.#worker.turn();
    return this.#asReply(id, refused);
  }

  withdraw(id: string): Result<UploadJob, Failure> {
    const record = this.#jobIndex.get(id)?.record;
    if (record?.photoSha256 === '') return this.#withdrawUnreadable(record);
    const result = this.#request(id, 'withdraw');
    this.#worker.turn();
    return result;
  }

  undo(id: string, accountId?: string): Result<UploadJob, Failure> {
    const parts = { jobIndex: this.#jobIndex, formers: this.#formers, admission: this.#admission };
    const saved = undoUpload(parts, id, accountId);
    if (saved.kind === 'ok') this.#worker.welcome(saved.value.id);
    this.#worker.turn();
    return saved.kind === 'ok' ? ok(toUploadJob(saved.value)) : saved;
  }

  former(id: string): Uint8Array | undefined {
    const record = this.#jobIndex.get(id)?.record;
    const former = record && this.#formers.of(record);
    const photo = former?.held.kind === 'photo' ? this.#formers.photo(former) : undefined;
    return photo?.kind === 'ok' ? photo.value : undefined;
  }

  exportParked(passphrase: string, after?: number): Promise<ExportedFile> {
    return exportParked({ table: this.#table, jobIndex: this.#jobIndex, jobStore: this.#jobStore }, passphrase, after);
  }

  importParked(passphrase: string, file: Uint8Array): Promise<Result<Imported, Failure>> {
    const imported = this.#importing.then(() => this.#import(passphrase, file));
    this.#importing = imported.catch(() => {});
    return imported;
  }

  async #import(passphrase: string, file: Uint8Array): Promise<Result<Imported, Failure>> {
    // Nobody could say whose session a carried photo belongs to.
    if (this.#parts.sessionAccount !== undefined) return err({ code: 'not-allowed' });
    const opened = await openTransfer(passphrase, file);
    if (opened.kind === 'error') return err({ code: transferCodes[opened.error] });
    const parts = {
      ...this.#parts,
      table: this.#table,
      jobIndex: this.#jobIndex,
      jobStore: this.#jobStore,
      admission: this.#admission,
      isStopping: () => this.#isStopping,
    };
    const imported = await importPhotos(parts, opened.value);
    this.#worker.turn();
    return imported;
  }

  verify(): QueueVerdict {
    const parts = { table: this.#table, jobIndex: this.#jobIndex, formers: this.#formers };
    return verifyQueue(this.#parts.store, parts);
  }

  summary(): QueueSummary {
    const { clock } = this.#parts;
    return summarise(this.#jobIndex, {
      pacer: this.#worker.pacer,
      nowMs: clock.nowMs(),
      monotonicMs: clock.monotonicMs(),
      answerGapMs: this.#worker.answerGapMs,
      ...storageState(this.#parts.store, this.#admission.refusal(0)?.code, this.#table.newerIds.length),
    });
  }

  dismissStorageNotice(): Result<void, Failure> {
    const { store } = this.#parts;
    const told = reportToTell(store.reports);
    const dismissed = told === undefined ? ok(undefined) : store.dismissReports(told);
    if (dismissed.kind === 'error') return err({ code: 'not-saved-storage', detail: { fault: dismissed.error } });
    this.#news.tell();
    return dismissed;
  }

  onJobChanged(listener: (job: UploadJob) => void): Unsubscribe {
    return this.#news.onJob(listener);
  }

  onSummaryChanged(listener: (summary: QueueSummary) => void): Unsubscribe {
    return this.#news.onSummary(listener);
  }

  hint(hint: QueueHint): void {
    this.#worker.hint(hint);
  }

  withdrawUnsent(isMeant: (job: Pick<UploadJob, 'target'>) => boolean = () => true): void {
    this.#worker.endSessions((record) => record.state.kind !== 'accepted' && isMeant(record));
    this.#formers.endSessions(() => true);
    this.#worker.turn();
  }

  accountChanged(): void {
    this.#worker.endSessions();
    this.#formers.endSessions((former) => sessionFit(former, this.#parts.sessionAccount) === 'foreign');
    this.#worker.turn();
  }

  sessionEnded(): void {
    if (this.#formers.endSessions(() => true)) this.#worker.turn();
  }

  start(): void {
    this.#housekeeping.start();
    this.#formers.start();
    this.#worker.start();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#housekeeping.stop();
    await this.#taking;
    await this.#importing;
    await this.#worker.stop();
    this.#formers.stop();
  }

  #request(id: string, kind: 'retry' | 'withdraw'): Result<UploadJob, Failure> {
    const record = this.#jobIndex.get(id)?.record;
    if (record === undefined) return err({ code: 'not-found' });
    return this.#asReply(id, this.#jobStore.request({ record, event: { kind } }));
  }

  #asReply(
    id: string,
    result: Result<JobRecord, 'not-found' | 'not-allowed' | SqliteFault>,
  ): Result<UploadJob, Failure> {
    if (result.kind === 'ok') return ok(this.#view.get(result.value.id) ?? toUploadJob(result.value));
    if (result.error === 'not-found') return err({ code: 'not-found' });
    const state = this.#jobIndex.get(id)?.record.state.kind ?? '';
    if (result.error === 'not-allowed') return err({ code: 'not-now', detail: { state } });
    return err({ code: 'not-saved-storage', detail: { fault: result.error } });
  }

  /** A row nobody can read holds a photo nobody can send: withdrawing removes it, and the counts remember it. */
  #withdrawUnreadable(record: Step['record']): Result<UploadJob, Failure> {
    const withdrawn = { ...record, state: { kind: 'withdrawn' as const } };
    const removed = this.#jobStore.prune([withdrawn]);
    if (removed.kind === 'error') return err({ code: 'not-saved-storage', detail: { fault: removed.error } });
    this.#news.add(toUploadJob(withdrawn));
    this.#news.tell();
    return ok(toUploadJob(withdrawn));
  }
}

/** Sends nothing before `start`. The store must have been opened by the caller, who closes it. */
export function createUploadQueue(parts: UploadQueueParts): UploadQueue {
  return new DurableUploadQueue(parts);
}
