import type { Unsubscribe } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { DayCounts, QueueSummary, RefusalReason, UploadJob } from '../../shared/upload-job.ts';
import type { Random } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import type { ReadFormer } from './former-reading.ts';
import type { EnqueueRequest } from './job-admission.ts';
import type { ExportedFile } from './job-export.ts';
import type { Imported } from './job-import.ts';
import type { JobRecord } from './job-record.ts';
import type { SessionAccount } from './job-session.ts';
import type { PacerHint } from './pacer.ts';
import type { ExchangeParts } from './photo-exchange.ts';
import type { JobPage, ListQuery } from './queue-list.ts';
import type { QueueVerdict } from './queue-verdict.ts';

export interface UploadQueueParts extends ExchangeParts {
  readonly store: Store;
  readonly random: Random;
  readonly settings: QueueSettings;
  /** What is neither sent nor compared, as long as this queue runs; it waits on disk. */
  readonly holdsBack?: (target: string) => boolean;
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

/** What decides whether a job is taken back: whose photo it is, and which account it was saved with. */
export type WithdrawnJob = Pick<JobRecord, 'target' | 'accountId'>;

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
  /** Retries everything parked or waiting; how many. Where the disk refuses on the way, `count` in the failure's detail were. */
  retryAll(): Promise<Result<number, Failure>>;
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
   * nothing (any more) to put back, `not-allowed` for another account. `alongside` runs in the transaction that saves it.
   */
  undo(id: string, accountId?: string, alongside?: () => void): Result<UploadJob, Failure>;
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
   * Takes back everything that Microsoft 365 does not have, or of it what `isMeant` says, and what is saved of it meanwhile: with
   * the person gone, nobody could decide about it any more. Former photos of the same sessions are erased. From when it returns
   * none of them starts. Resolves once none is left, with no turn of the loop in between; with false when the disk does not take
   * it: it is owed that, and this run sends none of them either way.
   */
  withdrawUnsent(isMeant?: (job: WithdrawnJob) => boolean): Promise<boolean>;
  /** Somebody else is signed in: what belongs to sessions of other accounts is withdrawn, and never sent. */
  accountChanged(): void;
  /** Nobody is signed in any more: the former photos of sessions are erased, since nobody may put them back. */
  sessionEnded(): void;
  start(): void;
  /** Ends what is under way and waits for it; everything unfinished is waiting on disk afterwards. */
  stop(): Promise<void>;
}
