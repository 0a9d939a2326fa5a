import type { Clock } from '../ports.ts';

/** Why a deadline ended the work: `timeout`, `aborted` (by the caller's signal), or what `abort` was given. */
export class DeadlineStop extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * Ends waiting: on its limits, the caller's abort, or a call of `abort`. It ends once and stays ended; work that ignores
 * its signal is left behind. One thing is waited for at a time.
 */
export interface Deadline {
  /** Aborted together with the rejection, for work that can be called off. */
  readonly signal: AbortSignal;
  /** Settles as `work` does, or rejects with a `DeadlineStop` after `limitMs` of monotonic time, or what is left of the whole. */
  race<Value>(work: Promise<Value>, limitMs: number): Promise<Value>;
  abort(code: string): void;
  /** Lets go of the caller's signal. To be called when the work is done. */
  close(): void;
}

/** Starts a deadline. `wholeMs` limits all its races together, from now; `signal` is the caller's. */
export function createDeadline(
  clock: Pick<Clock, 'monotonicMs' | 'setTimer'>,
  { signal: outer, wholeMs }: { readonly signal?: AbortSignal | undefined; readonly wholeMs?: number | undefined } = {},
): Deadline {
  const controller = new AbortController();
  const endMs = wholeMs === undefined ? Number.POSITIVE_INFINITY : clock.monotonicMs() + wholeMs;
  let stop: DeadlineStop | undefined;
  let onStop: ((cause: DeadlineStop) => void) | undefined;
  const abort = (code: string) => {
    if (stop !== undefined) return;
    stop = new DeadlineStop(code);
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
        const leftMs = Math.max(0, Math.min(limitMs, endMs - clock.monotonicMs()));
        const cancelTimer = clock.setTimer(leftMs, () => abort('timeout'));
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
