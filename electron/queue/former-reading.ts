import { createHash } from 'node:crypto';
import type { Outcome } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SlotSight } from '../../shared/slot-sight.ts';
import type { Target } from '../../shared/target.ts';
import { createDeadline } from '../http/deadline.ts';
import type { Clock, Log } from '../ports.ts';
import type { FormerRecord } from './former-record.ts';

/** Reads the photo that a slot shows, as a JPEG that can be sent again. */
export type ReadFormer = (
  target: Target,
  options: { readonly signal: AbortSignal },
) => Promise<Result<{ readonly kind: 'photo'; readonly bytes: Uint8Array } | { readonly kind: 'no-photo' }, Outcome>>;

/** What was read, with the bytes of the photo. */
export interface ReadSlot {
  readonly held: FormerRecord['held'];
  readonly sight?: SlotSight;
  readonly photo?: Uint8Array;
}

/** So long an upload waits for the photo that it is going to replace. */
const readLimitMs = 8_000;

/**
 * Reads what a slot holds before it is written to. Always resolves, soon: the upload waits for it, and goes out whatever comes
 * of it, unless the service asks for quiet. `undefined` only when the signal was raised.
 */
export async function readSlot(
  { readFormer, clock, log }: { readonly readFormer: ReadFormer; readonly clock: Clock; readonly log: Log },
  target: Target,
  looked: Result<SlotSight, Outcome>,
  signal: AbortSignal,
): Promise<Result<ReadSlot, Outcome> | undefined> {
  if (looked.kind === 'error') return ok({ held: { kind: 'unread', why: looked.error.kind } });
  const sight = looked.value;
  if (sight.kind === 'empty') return ok({ held: { kind: 'empty' }, sight });
  const limit = createDeadline(clock, { signal });
  try {
    const read = await limit.race(readFormer(target, { signal: limit.signal }), readLimitMs);
    if (signal.aborted) return undefined;
    if (read.kind === 'error' && read.error.kind === 'throttled') return err(read.error);
    if (read.kind === 'error') return ok({ held: { kind: 'unread', why: read.error.kind }, sight });
    if (read.value.kind === 'no-photo') return ok({ held: { kind: 'empty' }, sight: { kind: 'empty' } });
    const photo = read.value.bytes;
    const sha256 = createHash('sha256').update(photo).digest('hex');
    return ok({ held: { kind: 'photo', sha256, sizeBytes: photo.byteLength }, sight, photo });
  } catch (cause) {
    if (signal.aborted) return undefined;
    if (limit.signal.aborted) return ok({ held: { kind: 'unread', why: 'too-slow' }, sight });
    log.error('queue.former-read-threw', { cause: String(cause) });
    return ok({ held: { kind: 'unread', why: 'transient' }, sight });
  } finally {
    limit.close();
  }
}
