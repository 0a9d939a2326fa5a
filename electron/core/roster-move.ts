import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { RosterCapture, RosterRow } from '../../shared/roster.ts';
import type { MovedFrom } from '../../shared/roster-run.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { PhotoApi } from '../graph/photo-api.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import type { RosterFailure } from '../roster/roster-store.ts';
import type { Store } from '../storage/store.ts';
import { told } from './roster-failure.ts';
import { enqueueRequest, enqueueWith, holdWith, type RosterPhotosParts } from './roster-photos.ts';

export interface RosterMoveParts extends Omit<RosterPhotosParts, 'queue'> {
  readonly queue: Pick<UploadQueue, 'enqueue' | 'get' | 'thumbnail' | 'withdraw' | 'undo'>;
  readonly store: Pick<Store, 'transact'>;
  readonly photoApi: Pick<PhotoApi, 'readForDisplay' | 'delete'>;
  /** Whoever looks now shall not see the photo that this station remembers. */
  readonly forgetPhoto: (user: string) => void;
}

interface Move {
  readonly rosterId: string;
  readonly from: RosterRow;
  readonly to: RosterRow;
  readonly capture: RosterCapture;
  /** The job that carries the photo under the wrong name; absent while it waits for an account, or is no longer known. */
  readonly job: UploadJob | undefined;
}

const largestEdgePx = 648;

/** Microsoft 365 may show the photo under the wrong name. */
function isSent({ job }: Move): boolean {
  return job !== undefined && (job.state.kind === 'accepted' || job.state.kind === 'confirmed');
}

/**
 * Gives a photo that was taken under a wrong name to the person who is in it. First the photo is saved for them, together with
 * a mark on the other's row that asks for a retake; then what the other must not have is withdrawn, or where Microsoft 365
 * has it replaced by the photo that was there before, or removed where there was none. Only when that is known to be done the other's row is open again: whatever happens in between, nothing is lost,
 * and the mark brings the other back to the camera.
 */
export async function movePhoto(
  parts: RosterMoveParts,
  rosterId: string,
  { fromKey, toKey }: { readonly fromKey: string; readonly toKey: string },
): Promise<Result<MovedFrom, Failure>> {
  const move = moveOf(parts, rosterId, fromKey, toKey);
  if (move.kind === 'error') return move;
  const photo = await photoOf(parts, move.value);
  if (photo === undefined) return err({ code: 'not-found', detail: { what: 'photo' } });
  const saved = saveForOther(parts, move.value, photo);
  if (saved.kind === 'error') return saved;
  const former = await takeBack(parts, move.value);
  if (former !== 'still-there') parts.rosters.apply(rosterId, fromKey, { kind: 'take-away' });
  return ok(former);
}

function moveOf(
  { rosters, queue }: RosterMoveParts,
  rosterId: string,
  fromKey: string,
  toKey: string,
): Result<Move, Failure> {
  const read = told(rosters.rows(rosterId));
  if (read.kind === 'error') return read;
  const from = read.value.rows.find(({ personKey }) => personKey === fromKey);
  const to = read.value.rows.find(({ personKey }) => personKey === toKey);
  if (from === undefined || to === undefined || from === to)
    return err({ code: 'not-found', detail: { what: 'no-such-row' } });
  if (!('capture' in from.state)) return err({ code: 'not-now', detail: { what: 'no-photo' } });
  const { capture } = from.state;
  const job = capture.jobId === undefined ? undefined : queue.get(capture.jobId);
  // Only its answer will tell whether the service has it.
  if (job?.state.kind === 'sending') return err({ code: 'not-now', detail: { what: 'sending' } });
  return ok({ rosterId, from, to, capture, job });
}

/** The photo from this station, else as Microsoft 365 has it under the wrong name. */
async function photoOf(
  { rosters, queue, photoApi, photoUserOf }: RosterMoveParts,
  { rosterId, from, job }: Move,
): Promise<Uint8Array | undefined> {
  if (job === undefined) return rosters.heldPhoto(rosterId, from.personKey);
  const own = queue.thumbnail(job.id);
  if (own !== undefined || job.state.kind !== 'confirmed') return own;
  const user = photoUserOf(from);
  if (user === undefined) return undefined;
  const read = await photoApi.readForDisplay({ kind: 'user', user }, largestEdgePx);
  return read.kind === 'ok' && read.value.kind === 'photo' ? read.value.bytes : undefined;
}

/** Saves the photo for whoever is in it and marks the other's row, in one commit. */
function saveForOther(parts: RosterMoveParts, { rosterId, from, to, capture }: Move, photo: Uint8Array) {
  const { rosters, store, clock, settings } = parts;
  const { jobId: _, ...taken } = capture;
  const markOther = (): Result<unknown, RosterFailure> =>
    from.state.kind === 'needs-retake'
      ? ok(from)
      : rosters.apply(rosterId, from.personKey, {
          kind: 'ask-retake',
          reason: '',
          atMs: clock.nowMs(),
          station: settings.station.name,
        });
  const photoSha256 = createHash('sha256').update(photo).digest('hex');
  const request = enqueueRequest(parts, to, { photo, photoSha256, noticeVersion: capture.noticeVersion ?? '' });
  if (request !== undefined) {
    return enqueueWith(parts.queue, request, ({ id }) => {
      const captured = rosters.apply(rosterId, to.personKey, { kind: 'capture', capture: { ...taken, jobId: id } });
      return captured.kind === 'ok' ? markOther() : captured;
    });
  }
  return holdWith(store.transact, () => {
    const kept = rosters.holdPhoto(rosterId, to.personKey, photo, taken);
    return kept.kind === 'ok' ? markOther() : kept;
  });
}

/** Takes the photo back from whom it does not show. */
async function takeBack(
  { queue, photoApi, photoUserOf, forgetPhoto }: RosterMoveParts,
  move: Move,
): Promise<MovedFrom> {
  const { job, from } = move;
  if (job === undefined) return 'untouched';
  if (!isSent(move)) {
    const withdrawn = job.state.kind === 'waiting' || job.state.kind === 'parked' ? queue.withdraw(job.id) : ok(job);
    return withdrawn.kind === 'ok' ? 'untouched' : 'still-there';
  }
  const user = photoUserOf(from);
  if (user === undefined) return 'still-there';
  // What was there before goes back through the queue, which outlasts a network that is away.
  if (job.former?.kind === 'photo' && queue.undo(job.id).kind === 'ok') {
    forgetPhoto(user);
    return 'put-back';
  }
  if (job.state.kind === 'accepted') queue.withdraw(job.id);
  const removed = await photoApi.delete({ kind: 'user', user });
  forgetPhoto(user);
  return removed.kind === 'ok' ? 'removed' : 'still-there';
}
