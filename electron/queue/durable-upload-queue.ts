import type { Unsubscribe } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DayCounts, QueueSummary, RefusalReason, UploadJob } from '../../shared/upload-job.ts';
import { CarriedPhotos } from './carried-photos.ts';
import { FormerPhotos } from './former-photos.ts';
import { Housekeeping } from './housekeeping.ts';
import { type EnqueueRequest, JobAdmission } from './job-admission.ts';
import { approveHeld } from './job-approval.ts';
import type { ExportedFile } from './job-export.ts';
import type { Imported } from './job-import.ts';
import { JobIndex } from './job-index.ts';
import { toUploadJob } from './job-record.ts';
import { takeUpJobs } from './job-recovery.ts';
import { JobRequests } from './job-requests.ts';
import { sessionFit } from './job-session.ts';
import { JobStore } from './job-store.ts';
import { JobTable } from './job-table.ts';
import { JobView } from './job-view.ts';
import { countToday, type JobPage, type ListQuery, listJobs } from './queue-list.ts';
import { QueueNews } from './queue-news.ts';
import { reportToTell, storageState, summarise } from './queue-summary.ts';
import { type QueueVerdict, verifyQueue } from './queue-verdict.ts';
import { undoUpload } from './undo-upload.ts';
import type { QueueHint, SaveAlongside, UploadQueue, UploadQueueParts, WithdrawnJob } from './upload-queue.ts';
import { UploadWorker } from './upload-worker.ts';

class DurableUploadQueue implements UploadQueue {
  readonly #parts: UploadQueueParts;
  readonly #jobIndex = new JobIndex();
  readonly #table: JobTable;
  readonly #jobStore: JobStore;
  readonly #formers: FormerPhotos;
  readonly #view: JobView;
  readonly #admission: JobAdmission;
  readonly #requests: JobRequests;
  readonly #carried: CarriedPhotos;
  readonly #worker: UploadWorker;
  readonly #news: QueueNews;
  readonly #housekeeping: Housekeeping;
  #taking: Promise<Result<void, Failure>> | undefined;
  #retrying: Promise<unknown> | undefined;

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
    this.#requests = new JobRequests({ jobIndex, jobStore, view, onGone: (job) => this.#tellGone(job) });
    this.#carried = new CarriedPhotos({
      ...parts,
      table,
      jobIndex,
      jobStore,
      admission: this.#admission,
      onTakenIn: () => this.#worker.turn(),
    });
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
    if (taken.kind === 'ok') await this.#housekeeping.eraseNames();
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
    const retried = this.#requests.retry(id);
    if (retried.kind === 'ok') this.#worker.welcome(id);
    return retried;
  }

  async retryAll(): Promise<Result<number, Failure>> {
    const retrying = this.#requests.retryAll();
    this.#retrying = Promise.all([this.#retrying, retrying]);
    const retried = await retrying;
    this.#worker.hint('fresh-photo');
    return retried;
  }

  approve(ids: readonly string[]): Result<number, Failure> {
    const approved = approveHeld({ jobIndex: this.#jobIndex, jobStore: this.#jobStore }, ids);
    if (approved.kind === 'error') return err({ code: 'not-saved-storage', detail: { fault: approved.error } });
    for (const { id } of approved.value) this.#worker.welcome(id);
    this.#worker.turn();
    return ok(approved.value.length);
  }

  refuse(id: string, reason: RefusalReason): Result<UploadJob, Failure> {
    const refused = this.#requests.refuse(id, reason);
    this.#worker.turn();
    return refused;
  }

  withdraw(id: string): Result<UploadJob, Failure> {
    const withdrawn = this.#requests.withdraw(id);
    this.#worker.turn();
    return withdrawn;
  }

  undo(id: string, accountId?: string, alongside?: () => void): Result<UploadJob, Failure> {
    const parts = { jobIndex: this.#jobIndex, formers: this.#formers, admission: this.#admission };
    const saved = undoUpload(parts, id, accountId, alongside);
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
    return this.#carried.export(passphrase, after);
  }

  importParked(passphrase: string, file: Uint8Array): Promise<Result<Imported, Failure>> {
    return this.#carried.import(passphrase, file);
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
      holdsBack: this.#parts.holdsBack,
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

  async withdrawUnsent(isMeant: (job: WithdrawnJob) => boolean = () => true): Promise<boolean> {
    const ending = this.#worker.endSessions((record) => record.state.kind !== 'accepted' && isMeant(record));
    this.#formers.endSessions(isMeant);
    await ending;
    return !this.#jobStore.isBehind;
  }

  accountChanged(): void {
    this.#formers.endSessions((former) => sessionFit(former, this.#parts.sessionAccount) === 'foreign');
    void this.#worker.endSessions();
  }

  sessionEnded(): void {
    if (this.#formers.endSessions(() => true)) this.#worker.turn();
  }

  #tellGone(job: UploadJob): void {
    this.#news.add(job);
    this.#news.tell();
  }

  start(): void {
    this.#housekeeping.start();
    this.#formers.start();
    this.#worker.start();
  }

  async stop(): Promise<void> {
    const imported = this.#carried.stop();
    await Promise.all([imported, this.#housekeeping.stop(), this.#taking, this.#retrying]);
    await this.#worker.stop();
    this.#formers.stop();
  }
}

/** Sends nothing before `start`. The store must have been opened by the caller, who closes it. */
export function createUploadQueue(parts: UploadQueueParts): UploadQueue {
  return new DurableUploadQueue(parts);
}
