import { createHash, randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { printTarget, type Target } from '../../shared/target.ts';
import { isHeld } from '../../shared/upload-job.ts';
import type { Clock, Log } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import type { JobIndex } from './job-index.ts';
import { type JobRecord, slotOf } from './job-record.ts';
import type { JobStore, PreparedJob, Step } from './job-store.ts';
import type { JobTable } from './job-table.ts';

/** A photo to be saved for a target. `photoSha256` is checked: what is saved is what was shown. */
export interface EnqueueRequest {
  readonly target: Target;
  readonly personName: string;
  readonly personId?: string;
  /** The account of the session that it belongs to, where people sign in themselves. */
  readonly accountId?: string;
  /** Given where staff let photos go first: the visit that it was taken in, so that a retake takes its place and nobody else's. */
  readonly heldForVisit?: string;
  readonly photo: Uint8Array;
  readonly photoSha256: string;
  readonly noticeVersion: string;
}

export interface AdmissionParts {
  readonly store: Store;
  readonly table: JobTable;
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: QueueSettings;
}

/** Why something was not saved, as a command's reply says it. */
export function saveFailure(fault: SqliteFault): Failure {
  return fault === 'disk-full' ? { code: 'not-saved-disk-full' } : { code: 'not-saved-storage', detail: { fault } };
}

/**
 * A photo that nobody has let go takes the place of none but those of its own visit; and undoing takes no photo away that
 * staff still have to look at.
 */
function makesWay(older: JobRecord, { unapproved, undo }: JobRecord): boolean {
  if (undo !== undefined && isHeld(older)) return false;
  return unapproved === undefined || older.unapproved?.visit === unapproved.visit;
}

/** Lets photos into the queue, or says why not. Never makes room by dropping an older one. */
export class JobAdmission {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** Why photos of this size together cannot be saved now; `undefined` when it can be tried. */
  refusal(sizeBytes: number, count = 1): Failure | undefined {
    const { jobIndex, settings, store } = this.#parts;
    const open =
      jobIndex.inState('waiting').size +
      jobIndex.inState('sending').size +
      jobIndex.inState('parked').size +
      jobIndex.verifying().size;
    if (open + count > settings.jobLimit) {
      return { code: 'not-saved-queue-full', detail: { limit: settings.jobLimit } };
    }
    const room = store.hasRoom(sizeBytes);
    if (room.kind === 'error') return { code: 'not-saved-storage', detail: { fault: room.error } };
    return room.value ? undefined : { code: 'not-saved-disk-full' };
  }

  /** Saves a photo, with what goes alongside; `ok` after all of it is on the disk. */
  enqueue(request: EnqueueRequest, alongside?: (job: JobRecord) => void): Result<JobRecord, Failure> {
    const { photo, photoSha256, target, personId, accountId, heldForVisit, personName, noticeVersion } = request;
    if (photo.byteLength === 0 || createHash('sha256').update(photo).digest('hex') !== photoSha256) {
      return err({ code: 'bad-request', detail: { expected: photoSha256, actual: 'another photo' } });
    }
    const known = {
      target: printTarget(target),
      slot: slotHash(this.#parts.store, target, personId),
      personName,
      ...(personId === undefined ? {} : { personId }),
      ...(accountId === undefined ? {} : { accountId }),
      ...(heldForVisit === undefined ? {} : { unapproved: { visit: heldForVisit } }),
      photoSha256,
      noticeVersion,
    };
    return this.#save(known, { photo, event: 'saved', alongside });
  }

  /** Saves the undoing of an upload: a job of its slot as any other, with the photo to put back, or an empty one to remove. */
  undo(
    known: Omit<KnownOfJob, 'sizeBytes' | 'savedAtMs'>,
    photo: Uint8Array,
    alongside?: () => void,
  ): Result<JobRecord, Failure> {
    return this.#save(known, { photo, event: 'undo-saved', alongside });
  }

  #save(
    known: Omit<KnownOfJob, 'sizeBytes' | 'savedAtMs'>,
    {
      photo,
      event,
      alongside,
    }: { photo: Uint8Array; event: 'saved' | 'undo-saved'; alongside?: ((job: JobRecord) => void) | undefined },
  ): Result<JobRecord, Failure> {
    const { jobStore, table, clock } = this.#parts;
    const sizeBytes = photo.byteLength;
    const refusal = this.refusal(sizeBytes);
    if (refusal !== undefined) return err(refusal);
    // A number for the new row is only right once disk and memory agree.
    const reconciled = jobStore.reconcile();
    if (reconciled.kind === 'error') return err(saveFailure(reconciled.error));
    const record = newRecord({ ...known, sizeBytes, savedAtMs: clock.nowMs() }, table.ledger.nextSeq);
    const saved = this.insert([jobStore.prepare(record, photo, event)], {
      alongside: alongside && (() => alongside(record)),
    });
    return saved.kind === 'ok' ? ok(record) : saved;
  }

  /** Saves what was prepared, and ends what it outdates. */
  insert(prepared: readonly PreparedJob[], options: Parameters<JobStore['insert']>[2]): Result<void, Failure> {
    const { jobIndex, jobStore, log } = this.#parts;
    const older = prepared
      .flatMap(({ job: { record } }) =>
        [...jobIndex.ofSlot(record.slot)].filter((entry) => makesWay(entry.record, record)),
      )
      .filter((entry) => entry.record.state.kind === 'waiting' || entry.record.state.kind === 'parked')
      .map((entry): Step => ({ record: entry.record, event: { kind: 'outdated' } }));
    const saved = jobStore.insert(prepared, older, options);
    if (saved.kind === 'ok') return saved;
    log.error('queue.not-saved', { fault: saved.error });
    const failure = saveFailure(saved.error);
    // A transaction that answered with an error may be on the disk: then something has changed after all.
    const hasLanded = prepared.some(({ job }) => jobIndex.get(job.record.id) !== undefined);
    return err(hasLanded ? { ...failure, detail: { ...failure.detail, landed: 1 } } : failure);
  }
}

/** The photo slot of a target as the queue knows it: a keyed hash. */
export function slotHash(store: Store, target: Target, personId: string | undefined): string {
  return store.keyedHash('slot', slotOf(target, personId));
}

type KnownOfJob = Pick<
  JobRecord,
  | 'target'
  | 'slot'
  | 'personName'
  | 'personId'
  | 'accountId'
  | 'unapproved'
  | 'undo'
  | 'photoSha256'
  | 'noticeVersion'
  | 'sizeBytes'
  | 'savedAtMs'
>;

/** The record of a job that begins now. */
export function newRecord(known: KnownOfJob, seq: number): JobRecord {
  return {
    ...known,
    id: randomUUID(),
    seq,
    state: known.unapproved === undefined ? { kind: 'waiting' } : { kind: 'parked', reason: 'awaiting-approval' },
    attempts: 0,
    failures: 0,
    notFound: 0,
    verifications: 0,
    resends: 0,
    isWithdrawing: false,
    hasPhoto: true,
  };
}
