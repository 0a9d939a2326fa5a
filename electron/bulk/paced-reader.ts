import { type Outcome, retryAfterMsIn } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

/** Outcomes after which asking on is pointless: everybody else would get the same answer. */
const endings: ReadonlySet<Outcome['kind']> = new Set([
  'offline',
  'sign-in-needed',
  'wrong-cloud-or-path',
  'unsupported',
]);
const tries = 4;
const firstDelayMs = 1_000;
/** Of our own waiting, where the service asks for none; what it asks for is kept whole. */
const longestDelayMs = 5 * 60_000;
/** So many refusals in a row, and none answered: the token may not read at all. */
const refusalLimit = 5;

/**
 * Reads many slots without hurting the service: what is throttled waits as long as the service asks, and everybody with it;
 * a server's trouble is tried again a few times; once the line or the sign-in is gone, nothing more is asked.
 */
export class PacedReader {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #quietUntilMs = 0;
  #refusals = 0;
  #hasAnswered = false;
  #ending: Outcome | undefined;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Why nothing more is asked; `undefined` while asking makes sense. */
  get ending(): Outcome | undefined {
    return this.#ending;
  }

  /**
   * The answer, or why there is none. After an ending, the ending. `read` heeds the signal: once it is aborted nothing is asked
   * any more, and what was cut off by it says nothing of anybody.
   */
  async ask<Value>(read: (signal: AbortSignal) => Promise<Result<Value, Outcome>>): Promise<Result<Value, Outcome>> {
    let last: Result<Value, Outcome> | undefined;
    for (let tried = 1; ; tried += 1) {
      await this.#rest();
      if (this.#ending !== undefined) return { kind: 'error', error: this.#ending };
      if (last !== undefined && this.#signal.aborted) return last;
      const answer = await read(this.#signal);
      if (answer.kind === 'error' && this.#signal.aborted) return answer;
      last = answer;
      if (answer.kind === 'ok') {
        this.#hasAnswered = true;
        return answer;
      }
      this.#note(answer.error, tried);
      const isWorthRepeating = answer.error.kind === 'throttled' || answer.error.kind === 'transient';
      if (!isWorthRepeating || tried >= tries) return answer;
    }
  }

  #note(outcome: Outcome, tried: number): void {
    if (endings.has(outcome.kind)) this.#ending = outcome;
    if (outcome.kind === 'refused' && !this.#hasAnswered) {
      this.#refusals += 1;
      if (this.#refusals >= refusalLimit) this.#ending = outcome;
    }
    if (outcome.kind !== 'throttled' && outcome.kind !== 'transient') return;
    const askedMs = retryAfterMsIn(outcome) ?? 0;
    const delayMs = Math.max(askedMs, Math.min(firstDelayMs * 2 ** (tried - 1), longestDelayMs));
    this.#quietUntilMs = Math.max(this.#quietUntilMs, this.#clock.monotonicMs() + delayMs);
  }

  async #rest(): Promise<void> {
    for (;;) {
      const leftMs = this.#quietUntilMs - this.#clock.monotonicMs();
      if (leftMs <= 0 || this.#signal.aborted) return;
      await new Promise<void>((resolve) => {
        const finish = () => {
          cancel();
          this.#signal.removeEventListener('abort', finish);
          resolve();
        };
        const cancel = this.#clock.setTimer(leftMs, finish);
        this.#signal.addEventListener('abort', finish, { once: true });
      });
    }
  }
}
