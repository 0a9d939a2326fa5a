import type { Clock, Fetch } from '../ports.ts';
import type { Answer } from './answer.ts';

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
}

/** 20 s to an answer, plus 40 ms a kilobyte (a 200 kbit/s uplink); 15 s of silence and a minute in all for a body. */
export const defaultTimeouts: Timeouts = {
  headersMs: 20_000,
  sendMsPerKilobyte: 40,
  bodySilenceMs: 15_000,
  bodyMs: 60_000,
};

const drainMs = 1000;

/** One request as it goes out, token included. */
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

export type Exchange =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly cut?: 'over-limit' | 'broken' }
  | { readonly kind: 'no-answer'; readonly code: string };

interface ExchangeParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeouts: Timeouts;
}

/** A promise that rejects once, on a deadline or the caller's abort; whoever ignores its signal is left behind. */
interface Deadline {
  /** Aborted together with the rejection, for work that can be called off. */
  readonly signal: AbortSignal;
  race<Value>(work: Promise<Value>, limitMs: number): Promise<Value>;
  abort(code: string): void;
  close(): void;
}

class ExchangeStop extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** A deadline on the clock that also ends with the caller's signal. Close it when the work is done. */
export function createDeadline(clock: Clock, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let stop: ExchangeStop | undefined;
  let onStop: ((cause: ExchangeStop) => void) | undefined;
  const abort = (code: string) => {
    if (stop !== undefined) return;
    stop = new ExchangeStop(code);
    controller.abort(stop);
    onStop?.(stop);
  };
  const onOuter = () => abort('aborted');
  if (outer?.aborted === true) onOuter();
  outer?.addEventListener('abort', onOuter, { once: true });
  return {
    signal: controller.signal,
    abort,
    race<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
      return new Promise<Value>((resolve, reject) => {
        const cancelTimer = clock.setTimer(limitMs, () => abort('timeout'));
        const finish = (settle: () => void) => {
          cancelTimer();
          onStop = undefined;
          settle();
        };
        onStop = (cause) => finish(() => reject(cause));
        if (stop !== undefined) onStop(stop);
        work.then(
          (value) => finish(() => resolve(value)),
          (cause: unknown) => finish(() => reject(cause)),
        );
      });
    },
    close: () => outer?.removeEventListener('abort', onOuter),
  };
}

const codeForm = /^[A-Za-z0-9_.-]{1,60}$/;

/** The code of a network failure: Node's (`ECONNREFUSED`, in the cause), Chromium's (`ERR_NAME_NOT_RESOLVED`, in the message), or `network`. Never a message: it may hold a URL. */
export function networkFailureCode(cause: unknown): string {
  let level = cause;
  for (let depth = 0; depth < 5 && typeof level === 'object' && level !== null; depth += 1) {
    if (level instanceof ExchangeStop) return level.code;
    const { code, cause: inner, message, errors } = level as Record<string, unknown>;
    // undici tells in words only which answer of the proxy ended the tunnel.
    if (typeof message === 'string' && /^Proxy response \(407\)/.test(message)) return 'proxy-sign-in';
    if (typeof code === 'string' && codeForm.test(code)) return code;
    if (typeof message === 'string' && /redirect/i.test(message)) return 'redirected';
    const chromium = typeof message === 'string' ? /net::(ERR_[A-Z0-9_]+)/.exec(message)?.[1] : undefined;
    if (chromium !== undefined) return chromium;
    level = inner ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return 'network';
}

async function readBody(
  response: Response,
  deadline: Deadline,
  { clock, timeouts }: Pick<ExchangeParts, 'clock' | 'timeouts'>,
  limitBytes: number,
): Promise<{ body: Uint8Array; cut?: 'over-limit' | 'broken' }> {
  // An empty body needs no reading: its end came with the headers.
  if (response.body === null || response.headers.get('content-length') === '0') return { body: new Uint8Array() };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const endMs = clock.monotonicMs() + timeouts.bodyMs;
  let cut: 'over-limit' | 'broken' | undefined;
  try {
    for (;;) {
      const leftMs = Math.min(timeouts.bodySilenceMs, endMs - clock.monotonicMs());
      const { done, value } = await deadline.race(reader.read(), Math.max(0, leftMs));
      if (done) break;
      sizeBytes += value.byteLength;
      if (sizeBytes > limitBytes) {
        cut = 'over-limit';
        break;
      }
      chunks.push(value);
    }
  } catch {
    cut = 'broken';
  }
  if (cut !== undefined) {
    // The rest is not wanted; a stream that also fails to cancel has nothing more to tell.
    reader.cancel().catch(() => undefined);
    deadline.abort(cut);
  }
  return {
    body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
    ...(cut === undefined ? {} : { cut }),
  };
}

/**
 * One request and its answer. Never throws, never hangs past its deadlines, never reads past the cap, and never follows
 * a redirect: the token goes to the host it is for and nowhere else.
 */
export async function exchange(
  parts: ExchangeParts,
  request: OutgoingRequest,
  signal?: AbortSignal,
): Promise<Exchange> {
  const { clock, timeouts } = parts;
  const deadline = createDeadline(clock, signal);
  try {
    const sizeBytes = request.body?.byteLength ?? 0;
    const limitMs = timeouts.headersMs + Math.ceil((sizeBytes / 1024) * timeouts.sendMsPerKilobyte);
    const pending = parts.fetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      // With both, undici sends the body as it is instead of a copy kept for a redirect (fetch, "HTTP-network-or-cache
      // fetch", step 1): a quarter less work for a photo.
      redirect: 'error',
      window: null,
      // Only reads can be answered from a cache.
      ...(request.method === 'GET' ? { cache: 'no-store' as const } : {}),
      credentials: 'omit',
      signal: deadline.signal,
      ...(request.body === undefined ? {} : { body: request.body as Uint8Array<ArrayBuffer> }),
    });
    const response = await deadline.race(pending, limitMs);
    const isIdle = request.isSuccessBodyIdle === true && response.ok;
    const bodyTimeouts = isIdle ? { ...timeouts, bodyMs: Math.min(timeouts.bodyMs, drainMs) } : timeouts;
    const { body, cut } = await readBody(
      response,
      deadline,
      { clock, timeouts: bodyTimeouts },
      request.answerLimitBytes,
    );
    const answer = { status: response.status, headers: response.headers, body, isWhole: cut === undefined };
    return { kind: 'answer', answer, ...(cut === undefined ? {} : { cut }) };
  } catch (cause) {
    return { kind: 'no-answer', code: networkFailureCode(cause) };
  } finally {
    deadline.close();
  }
}
