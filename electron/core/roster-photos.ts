import { createHash } from 'node:crypto';
import type { CommandReply, CommandRequest } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type RosterCapture, type RosterRow, rowName } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { HotCall, HotFolder } from '../hot-folder/hot-folder.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Clock, Log } from '../ports.ts';
import type { EnqueueRequest } from '../queue/job-admission.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { nextInTurn, type TurnOrder } from '../roster/roster-order.ts';
import type { RosterFailure, RosterStore } from '../roster/roster-store.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import { rosterFailure, told } from './roster-failure.ts';
import { personOfRow } from './roster-people.ts';

export interface RosterPhotosParts {
  readonly settings: Settings;
  readonly rosters: RosterStore;
  readonly queue: Pick<UploadQueue, 'enqueue'>;
  readonly photoWorker: Pick<PhotoWorker, 'prepare'>;
  /** How somebody of a row stands in the photo API's paths; `undefined` where that is not known. */
  readonly photoUserOf: (row: RosterRow) => string | undefined;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly log: Log;
  readonly transact: Store['transact'];
  /** Where pictures of a real camera arrive; `undefined` where there is none. */
  readonly hotFolder: () => Pick<HotFolder, 'arrivedFor' | 'settle' | 'forget'> | undefined;
  /** Somebody stands before another station's camera at this moment. */
  readonly order: (rosterId: string) => TurnOrder;
  /** A photo of a roster is being saved with its upload job; runs in that transaction. */
  readonly onSaved?: (rosterId: string, personKey: string, saved: SavedPhoto) => void;
}

/** A photo of a roster with the job that carries it. */
interface SavedPhoto {
  readonly jobId: string;
  readonly capturedAtMs: number;
  readonly photo: Uint8Array;
}

type CaptureRequest = CommandRequest<'rosters.capture'>;

/** Carries a refusal out of the transaction that saves photo and row together. */
class NotAlongside extends Error {
  readonly failure: RosterFailure;
  constructor(failure: RosterFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** How long somebody who was called may take until their photo is saved. */
const callLifeMs = 30 * 60_000;

/** The photos of a roster: of whom the operator has called, and of those whose account becomes known later. */
export interface RosterPhotos {
  /** The operator has called somebody: only their photo is taken. */
  called(call: Pick<CaptureRequest, 'rosterId' | 'sessionId' | 'personKey'>): void;
  /** Whether the operator has called this person. */
  isCalled(personKey: string): boolean;
  /** Whether this very call is open. */
  isOpen(call: Pick<CaptureRequest, 'rosterId' | 'sessionId' | 'personKey'>): boolean;
  /** Whoever is called, and since when by the wall clock. */
  openCall(): HotCall | undefined;
  /** Nobody is called any more. */
  dismiss(): void;
  /** Makes and saves the photo of whom the operator has called; the dispatch lets nobody else's get here. */
  capture(request: CaptureRequest): Promise<Result<CommandReply<'rosters.capture'>, Failure>>;
  /** Sends what waited for an account that is known by now; how many photos. */
  handOver(): number;
}

/** Creates it; nobody is called. */
export function createRosterPhotos(parts: RosterPhotosParts): RosterPhotos {
  const { settings, rosters, photoWorker, clock, log } = parts;
  let call:
    | (Pick<CaptureRequest, 'rosterId' | 'sessionId' | 'personKey'> & {
        readonly atMs: number;
        readonly sinceMs: number;
      })
    | undefined;

  const present = () => (call === undefined || clock.monotonicMs() - call.atMs > callLifeMs ? undefined : call);
  function isCalled({
    rosterId,
    sessionId,
    personKey,
  }: Pick<CaptureRequest, 'rosterId' | 'sessionId' | 'personKey'>): boolean {
    const call = present();
    if (call === undefined) return false;
    return call.rosterId === rosterId && call.sessionId === sessionId && call.personKey === personKey;
  }

  return {
    called(next) {
      call = { ...next, atMs: clock.monotonicMs(), sinceMs: clock.nowMs() };
    },
    isOpen: isCalled,
    openCall: present,
    isCalled: (personKey) => call?.personKey === personKey,
    dismiss() {
      call = undefined;
    },
    async capture(request) {
      const { rosterId, personKey, capture, crop } = request;
      const { outputEdgePx, quality, isProgressive } = settings.photo;
      const made = await photoWorker.prepare({ capture, crop, outputEdgePx, quality, isProgressive });
      if (made.kind === 'error') return made;
      // A photo belongs to its call: somebody else may have been called while it was made.
      if (!isCalled(request)) return err({ code: 'not-allowed', detail: { expected: 'whom the operator has called' } });
      const read = told(rosters.rows(rosterId));
      if (read.kind === 'error') return read;
      const row = read.value.rows.find((one) => one.personKey === personKey);
      if (row === undefined) return err({ code: 'not-found', detail: { what: 'no-such-row' } });
      const settled = settledBy(parts, request);
      const saved = save(
        parts,
        request,
        settled,
        row,
        made.value,
        nextInTurn(read.value.rows, personKey, parts.order(rosterId))?.personKey,
      );
      if (saved.kind === 'error') return saved;
      parts.hotFolder()?.forget(settled);
      call = undefined;
      const { photo, photoSha256, captureSha256 } = made.value;
      return ok({ ...(saved.value === undefined ? {} : { job: saved.value }), captureSha256, photoSha256, photo });
    },
    handOver() {
      const ready = rosters.readyToHandOver();
      if (ready.kind === 'error') return 0;
      let count = 0;
      for (const { rosterId, row, photo } of ready.value) {
        const sent = handOver(parts, rosterId, row, photo);
        if (sent.kind === 'ok') count += 1;
        else log.warn('roster.photo-not-handed-over', { code: sent.error.code });
      }
      return count;
    },
  };
}

/** What the queue is asked to save for somebody of a roster; `undefined` while nobody knows whose account it is. */
export function enqueueRequest(
  { photoUserOf }: Pick<RosterPhotosParts, 'photoUserOf'>,
  row: RosterRow,
  photo: Pick<EnqueueRequest, 'photo' | 'photoSha256' | 'noticeVersion'>,
): EnqueueRequest | undefined {
  const person = personOfRow(row);
  const user = person === undefined ? undefined : photoUserOf(row);
  if (person === undefined || user === undefined) return undefined;
  return { target: { kind: 'user', user }, personId: person.id, personName: rowName(row), ...photo };
}

/** Lets the queue save a photo together with what the roster says of it: both are on the disk, or neither. */
export function enqueueWith(
  queue: Pick<UploadQueue, 'enqueue'>,
  request: EnqueueRequest,
  alongside: (job: UploadJob) => Result<unknown, RosterFailure>,
): Result<UploadJob, Failure> {
  return orRefusal(() => queue.enqueue(request, (job) => void orThrow(alongside(job))));
}

/** Lets the roster save a photo of its own with all that belongs to it: everything is on the disk, or nothing. */
export function holdWith<Value>(
  transact: Store['transact'],
  body: () => Result<Value, RosterFailure>,
): Result<Value, Failure> {
  return orRefusal(() => {
    const held = transact(() => orThrow(body()));
    return held.kind === 'ok' ? held : err(rosterFailure({ kind: 'storage', fault: held.error }));
  });
}

function orThrow<Value>(kept: Result<Value, RosterFailure>): Value {
  if (kept.kind === 'error') throw new NotAlongside(kept.error);
  return kept.value;
}

/** The transaction has ended by the refusal that it threw. */
function orRefusal<Value>(save: () => Result<Value, Failure>): Result<Value, Failure> {
  try {
    return save();
  } catch (cause) {
    if (cause instanceof NotAlongside) return err(rosterFailure(cause.failure));
    throw cause;
  }
}

/**
 * The pictures of the hot folder that the photo decides about: the one that it was made of, and those of the same call that were
 * passed over for it. None where it was taken with the station's own camera: then they wait for staff.
 */
function settledBy({ hotFolder }: RosterPhotosParts, { personKey, pictureId }: CaptureRequest): readonly string[] {
  if (pictureId === undefined) return [];
  const ofCall = hotFolder()?.arrivedFor(personKey) ?? [];
  const used = ofCall.find(({ id }) => id === pictureId);
  const passedOver = used === undefined ? [] : ofCall.filter(({ arrivedAtMs }) => arrivedAtMs < used.arrivedAtMs);
  return [pictureId, ...passedOver.map(({ id }) => id)];
}

function save(
  parts: RosterPhotosParts,
  { rosterId, sessionId, personKey, noticeVersion }: CaptureRequest,
  settled: readonly string[],
  row: RosterRow,
  { photo, photoSha256 }: { readonly photo: Uint8Array; readonly photoSha256: string },
  nextKey: string | undefined,
): Result<UploadJob | undefined, Failure> {
  const { rosters, queue, settings, clock } = parts;
  const capture: RosterCapture = {
    capturedAtMs: clock.nowMs(),
    station: settings.station.name,
    noticeVersion,
    sessionId,
  };
  const moveOn = () => rosters.setCurrent(rosterId, sessionId, nextKey);
  const request = enqueueRequest(parts, row, { photo, photoSha256, noticeVersion });
  if (request === undefined) {
    const held = holdWith(parts.transact, () => {
      const kept = rosters.holdPhoto(rosterId, personKey, photo, capture);
      if (kept.kind === 'ok') parts.hotFolder()?.settle(settled);
      return kept.kind === 'ok' ? moveOn() : kept;
    });
    return held.kind === 'error' ? held : ok(undefined);
  }
  return enqueueWith(queue, request, ({ id }) => {
    const captured = rosters.apply(rosterId, personKey, { kind: 'capture', capture: { ...capture, jobId: id } });
    parts.onSaved?.(rosterId, personKey, { jobId: id, capturedAtMs: capture.capturedAtMs, photo });
    parts.hotFolder()?.settle(settled);
    return captured.kind === 'ok' ? moveOn() : captured;
  });
}

function handOver(
  parts: RosterPhotosParts,
  rosterId: string,
  row: RosterRow,
  photo: Uint8Array,
): Result<UploadJob, Failure> {
  const noticeVersion = 'capture' in row.state ? (row.state.capture.noticeVersion ?? '') : '';
  const photoSha256 = createHash('sha256').update(photo).digest('hex');
  const request = enqueueRequest(parts, row, { photo, photoSha256, noticeVersion });
  if (request === undefined) return err({ code: 'not-found' });
  return enqueueWith(parts.queue, request, ({ id }) => {
    if ('capture' in row.state) {
      const { capturedAtMs } = row.state.capture;
      parts.onSaved?.(rosterId, row.personKey, { jobId: id, capturedAtMs, photo });
    }
    return parts.rosters.handOver(rosterId, row.personKey, id);
  });
}
