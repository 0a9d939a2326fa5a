import { createHash, randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { parseTarget, printTarget, type Target } from '../../shared/target.ts';
import type { Clock, Log } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import type { JobIndex } from './job-index.ts';
import { type JobRecord, slotOf } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';
import type { JobTable } from './job-table.ts';
import type { TransferItem } from './job-transfer.ts';

/** A photo to be saved for a target. `photoSha256` is checked: what is saved is what was shown. */
export interface EnqueueRequest {
  readonly target: Target;
  readonly personName: string;
  readonly personId?: string;
  /** The account of the session that it belongs to, where people sign in themselves. */
  readonly accountId?: string;
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

function saveFailure(fault: SqliteFault): Failure {
  return fault === 'disk-full' ? { code: 'not-saved-disk-full' } : { code: 'not-saved-storage', detail: { fault } };
}

/** Lets photos into the queue, or says why not. Never makes room by dropping an older one. */
export class JobAdmission {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** Why a photo of this size cannot be saved now; `undefined` when it can be tried. */
  refusal(sizeBytes: number): Failure | undefined {
    const { jobIndex, settings, store } = this.#parts;
    const open =
      jobIndex.inState('waiting').size +
      jobIndex.inState('sending').size +
      jobIndex.inState('parked').size +
      jobIndex.verifying().size;
    if (open >= settings.jobLimit) {
      return { code: 'not-saved-queue-full', detail: { limit: settings.jobLimit } };
    }
    try {
      if (!store.hasRoom(sizeBytes)) return { code: 'not-saved-disk-full' };
    } catch {
      return { code: 'not-saved-storage', detail: { fault: 'cannot-open' } };
    }
    return undefined;
  }

  /** Saves a photo, with what goes alongside; `ok` after all of it is on the disk. */
  enqueue(request: EnqueueRequest, alongside?: (job: JobRecord) => void): Result<JobRecord, Failure> {
    const { photo, photoSha256, target, personId, accountId, personName, noticeVersion } = request;
    if (photo.byteLength === 0 || createHash('sha256').update(photo).digest('hex') !== photoSha256) {
      return err({ code: 'bad-request', detail: { expected: photoSha256, actual: 'another photo' } });
    }
    const refusal = this.refusal(photo.byteLength);
    if (refusal !== undefined) return err(refusal);
    // A number for the new row is only right once disk and memory agree.
    const reconciled = this.#parts.jobStore.reconcile();
    if (reconciled.kind === 'error') return err(saveFailure(reconciled.error));
    const record = this.#newRecord({
      target: printTarget(target),
      slot: this.#slot(target, personId),
      personName,
      ...(personId === undefined ? {} : { personId }),
      ...(accountId === undefined ? {} : { accountId }),
      photoSha256,
      noticeVersion,
      sizeBytes: photo.byteLength,
      savedAtMs: this.#parts.clock.nowMs(),
    });
    return this.#insert(record, photo, 'saved', alongside && (() => alongside(record)));
  }

  /** Takes in photos of another station, oldest first; skips what is damaged, known, or older than what is here. */
  import(items: readonly TransferItem[]): Result<{ readonly count: number; readonly skipped: number }, Failure> {
    let count = 0;
    const reconciled = this.#parts.jobStore.reconcile();
    if (reconciled.kind === 'error') return err(saveFailure(reconciled.error));
    for (const item of [...items].sort((a, b) => a.savedAtMs - b.savedAtMs)) {
      const record = this.#importable(item);
      if (record === undefined) continue;
      const refusal = this.refusal(item.photo.byteLength);
      if (refusal !== undefined) return err(refusal);
      const saved = this.#insert(record, item.photo, 'imported');
      if (saved.kind === 'error') return saved;
      count += 1;
    }
    return ok({ count, skipped: items.length - count });
  }

  #importable(item: TransferItem): JobRecord | undefined {
    const target = parseTarget(item.target);
    if (target.kind === 'error') return undefined;
    if (createHash('sha256').update(item.photo).digest('hex') !== item.photoSha256) return undefined;
    const slot = this.#slot(target.value, item.personId);
    const newest = this.#parts.jobIndex.newestOfSlot(slot);
    if (newest !== undefined && newest.savedAtMs >= item.savedAtMs) return undefined;
    const { photo, ...rest } = item;
    return this.#newRecord({ ...rest, slot, sizeBytes: photo.byteLength });
  }

  #slot(target: Target, personId: string | undefined): string {
    return this.#parts.store.keyedHash('slot', slotOf(target, personId));
  }

  #newRecord(
    known: Pick<
      JobRecord,
      | 'target'
      | 'slot'
      | 'personName'
      | 'personId'
      | 'accountId'
      | 'photoSha256'
      | 'noticeVersion'
      | 'sizeBytes'
      | 'savedAtMs'
    >,
  ): JobRecord {
    return {
      ...known,
      id: randomUUID(),
      seq: this.#parts.table.ledger.nextSeq,
      state: { kind: 'waiting' },
      attempts: 0,
      failures: 0,
      notFound: 0,
      verifications: 0,
      resends: 0,
      isWithdrawing: false,
      hasPhoto: true,
    };
  }

  #insert(
    record: JobRecord,
    photo: Uint8Array,
    event: 'saved' | 'imported',
    alongside?: () => void,
  ): Result<JobRecord, Failure> {
    const { jobIndex, jobStore, log } = this.#parts;
    const older = [...jobIndex.ofSlot(record.slot)]
      .filter((entry) => entry.record.state.kind === 'waiting' || entry.record.state.kind === 'parked')
      .map((entry): Step => ({ record: entry.record, event: { kind: 'outdated' } }));
    const saved = jobStore.insert([{ record, photo }], older, event, alongside);
    if (saved.kind === 'ok') return ok(record);
    log.error('queue.not-saved', { fault: saved.error });
    return err(saveFailure(saved.error));
  }
}
