import type { Clock } from '../ports.ts';
import type { Deadline } from './deadline.ts';
import { networkFailureCode } from './network-failure.ts';

/** Why a body did not come whole: it was longer than allowed, or it ended early (`code` of the network or of the deadline). */
export type BodyCut = { readonly kind: 'over-limit' } | { readonly kind: 'broken'; readonly code: string };

/** Limits of one body. */
interface BodyLimits {
  readonly limitBytes: number;
  /** The longest wait for the next piece, milliseconds. */
  readonly silenceMs: number;
  /** The body as a whole, milliseconds. */
  readonly totalMs: number;
}

/**
 * The body, whole or as far as it came: at most `limitBytes`, within its times and the deadline's. One that is cut ends
 * the deadline, and with it the connection. Never rejects.
 */
export async function readBoundedBody(
  response: Response,
  deadline: Deadline,
  clock: Clock,
  { limitBytes, silenceMs, totalMs }: BodyLimits,
): Promise<{ readonly body: Uint8Array; readonly cut?: BodyCut }> {
  // An empty body needs no reading: its end came with the headers.
  if (response.body === null || response.headers.get('content-length') === '0') return { body: new Uint8Array() };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const endMs = clock.monotonicMs() + totalMs;
  let cut: BodyCut | undefined;
  try {
    for (;;) {
      const { done, value } = await deadline.race(reader.read(), Math.min(silenceMs, endMs - clock.monotonicMs()));
      if (done) break;
      sizeBytes += value.byteLength;
      if (sizeBytes > limitBytes) {
        cut = { kind: 'over-limit' };
        break;
      }
      chunks.push(value);
    }
  } catch (cause) {
    cut = { kind: 'broken', code: networkFailureCode(cause) };
  }
  const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  if (cut === undefined) return { body };
  // The rest is not wanted; a stream that also fails to cancel has nothing more to tell.
  reader.cancel().catch(() => undefined);
  deadline.abort(cut.kind);
  return { body, cut };
}
