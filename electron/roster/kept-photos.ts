import type { Result } from '../../shared/result.ts';
import type { RosterRow } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Clock } from '../ports.ts';
import { bestCapture, isOverwritten } from './merge.ts';
import type { ShareBook, ShareBookParts } from './share-book.ts';
import { captureIdOf } from './share-journal.ts';
import type { ShareRow } from './share-table.ts';

/** What keeping photos needs beside the book. */
export interface KeptPhotosParts extends Pick<ShareBookParts, 'share' | 'store' | 'table' | 'serviceClock' | 'jobs'> {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Sends a photo again to a row's person; the job, or why not. `alongside` runs in the transaction that saves it. */
  readonly sendAgain: (
    row: RosterRow,
    photo: Uint8Array,
    alongside: (jobId: string) => void,
  ) => Result<unknown, unknown>;
}

/** How long a photo is kept after the directory had it: stations that were cut off may still overwrite it. */
const settleMs = 12 * 60 * 60_000;
/** How often all of them are looked at; those about which something changed at every chance. */
const allEveryMs = 5 * 60_000;

/** This station's photos of a shared roster, until the directory has them for good. */
export class KeptPhotos {
  readonly #parts: KeptPhotosParts;
  readonly #book: ShareBook;
  #allAtMs: number | undefined;

  constructor(parts: KeptPhotosParts, book: ShareBook) {
    this.#parts = parts;
    this.#book = book;
  }

  /** Keeps a photo of this station until the directory has it for good. Part of the transaction that saves it. */
  keep(personKey: string, capturedAtMs: number, photo: Uint8Array): void {
    const { share, table } = this.#parts;
    const id = captureIdOf(share.stationId, { capturedAtMs });
    table.putPhoto(share.rosterId, personKey, id, photo);
  }

  /** Erases what the directory has for good, and sends again what somebody overwrote where the list was `read` until now. */
  tidy(list: 'read' | 'not-read'): void {
    const { table, serviceClock, store, share } = this.#parts;
    const nowMs = serviceClock.nowMs();
    if (nowMs === undefined) return;
    for (const [personKey, captureId] of this.#toLookAt()) {
      const known = table.row(personKey);
      const row = this.#book.row(personKey);
      if (known === undefined || row === undefined) continue;
      const { record } = known;
      const best = bestCapture(record);
      const isBest = best?.id === captureId && !best.isWithdrawn;
      // Until it is put right: the list may not be read now, or the disk may be full.
      if (isBest && isOverwritten(record, nowMs)) this.#book.changed.add(personKey);
      if (list === 'read' && isBest && isOverwritten(record, nowMs)) this.#sendAgain(row, known, captureId);
      const sentMs = record.sends[share.stationId]?.atMs ?? nowMs;
      const isSettled = best?.stage === 'confirmed' && !isOverwritten(record, nowMs) && nowMs - sentMs > settleMs;
      const isOver = isBest ? isSettled : best !== undefined && (best.stage === 'confirmed' || best.isWithdrawn);
      if (isOver) store.transact(() => table.deletePhoto(personKey));
    }
  }

  /** Whose photos to look at, with the capture that each is of. */
  #toLookAt(): ReadonlyMap<string, string> {
    const { table, share, clock } = this.#parts;
    const { changed } = this.#book;
    const nowMs = clock.monotonicMs();
    const isAll = this.#allAtMs === undefined || nowMs - this.#allAtMs >= allEveryMs;
    if (!isAll && changed.size === 0) return new Map();
    if (isAll) this.#allAtMs = nowMs;
    const kept = table.keptPhotos(share.rosterId);
    const found = new Map([...kept].filter(([personKey]) => isAll || changed.has(personKey)));
    changed.clear();
    return found;
  }

  #sendAgain(row: RosterRow, known: ShareRow, captureId: string): void {
    const { table, jobs, sendAgain } = this.#parts;
    const isPending = known.jobs.some((job) => job.captureId === captureId && isUnderWay(jobs.get(job.jobId)));
    const photo = isPending ? undefined : table.photo(row.personKey);
    if (photo === undefined) return;
    sendAgain(row, photo, (jobId) => {
      this.#book.put({ ...known, jobs: [...known.jobs, { jobId, captureId }] }, table.isDue(row.personKey));
    });
  }
}

/** Whether a photo may still get there, or a person must decide first; one that was overwritten before it was seen rests as it is. */
function isUnderWay(job: UploadJob | undefined): boolean {
  switch (job?.state.kind) {
    case 'waiting':
    case 'sending':
      return true;
    case 'accepted':
      return job.lastVerification !== 'newer-photo';
    case 'parked':
      return job.state.reason !== 'not-stored';
    default:
      return false;
  }
}
