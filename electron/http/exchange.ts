import type { Clock, Fetch } from '../ports.ts';
import type { Answer } from './answer.ts';
import { type BodyCut, readBoundedBody } from './bounded-body.ts';
import { createDeadline } from './deadline.ts';
import { networkFailureCode } from './network-failure.ts';

/** Deadlines of one exchange, in milliseconds. */
export interface Timeouts {
  /**
   * From the start to the answer's headers: connecting, sending and waiting together, since `fetch` does not tell them
   * apart. `sendMsPerKilobyte` is added for what is sent.
   */
  readonly headersMs: number;
  readonly sendMsPerKilobyte: number;
  /** The longest silence within the answer's body. */
  readonly bodySilenceMs: number;
  /** The answer's body as a whole. */
  readonly bodyMs: number;
  /** Headers and body together, where that has a limit of its own. */
  readonly wholeMs?: number;
}

/** 20 s to an answer, plus 40 ms a kilobyte (a 200 kbit/s uplink); 15 s of silence and a minute in all for a body. */
export const defaultTimeouts: Timeouts = {
  headersMs: 20_000,
  sendMsPerKilobyte: 40,
  bodySilenceMs: 15_000,
  bodyMs: 60_000,
};

const drainMs = 1000;

/** One request as it goes out, token or secret included. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** The most bytes of the answer that are read. */
  readonly answerLimitBytes: number;
  /** A 2xx says all there is to say; its body is only drained, briefly, to keep the connection. */
  readonly isSuccessBodyIdle?: boolean;
}

/** What came of one request. A failure is its code (`networkFailureCode`), which never holds personal data. */
export type Exchange =
  | {
      readonly kind: 'answer';
      readonly answer: Answer;
      /** This machine's wall clock when the headers had come, for what they say about time. */
      readonly headersAtMs: number;
      readonly cut?: BodyCut;
    }
  | { readonly kind: 'no-answer'; readonly code: string };

interface ExchangeParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeouts: Timeouts;
}

function initOf({ method, headers, body }: OutgoingRequest, signal: AbortSignal): RequestInit {
  return {
    method,
    headers: { ...headers },
    // With both, undici sends the body as it is instead of a copy kept for a redirect (fetch, "HTTP-network-or-cache
    // fetch", step 1): a quarter less work for a photo.
    redirect: 'error',
    window: null,
    cache: 'no-store',
    credentials: 'omit',
    signal,
    ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
  };
}

/**
 * One request and its answer, with Graph and with the sign-in server alike. Never throws, never hangs past its deadlines,
 * never reads past the cap, sends and keeps no cookie and nothing in a cache, and never follows a redirect: the token or
 * the secret goes to the host it is for and nowhere else. Called off before it began, it sends nothing.
 */
export async function exchange(
  parts: ExchangeParts,
  request: OutgoingRequest,
  signal?: AbortSignal,
): Promise<Exchange> {
  if (signal?.aborted === true) return { kind: 'no-answer', code: 'aborted' };
  const { clock, timeouts } = parts;
  const deadline = createDeadline(clock, { signal, wholeMs: timeouts.wholeMs });
  try {
    const sizeBytes = request.body?.byteLength ?? 0;
    const limitMs = timeouts.headersMs + Math.ceil((sizeBytes / 1024) * timeouts.sendMsPerKilobyte);
    const response = await deadline.race(parts.fetch(request.url, initOf(request, deadline.signal)), limitMs);
    const headersAtMs = clock.nowMs();
    const isIdle = request.isSuccessBodyIdle === true && response.ok;
    const { body, cut } = await readBoundedBody(response, deadline, clock, {
      limitBytes: request.answerLimitBytes,
      silenceMs: timeouts.bodySilenceMs,
      totalMs: isIdle ? Math.min(timeouts.bodyMs, drainMs) : timeouts.bodyMs,
    });
    const answer = { status: response.status, headers: response.headers, body, isWhole: cut === undefined };
    return { kind: 'answer', answer, headersAtMs, ...(cut === undefined ? {} : { cut }) };
  } catch (cause) {
    return { kind: 'no-answer', code: networkFailureCode(cause) };
  } finally {
    deadline.close();
  }
}
