import type { Clock } from '../ports.ts';

/** How fast a phase goes, pauses left out. */
export class WorkPace {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #startMs: number;
  #pausedMs = 0;
  #pausedAtMs: number | undefined;

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock;
    this.#startMs = clock.monotonicMs();
  }

  restart(): void {
    this.#startMs = this.#clock.monotonicMs();
    this.#pausedMs = 0;
    if (this.#pausedAtMs !== undefined) this.#pausedAtMs = this.#startMs;
  }

  pause(): void {
    this.#pausedAtMs ??= this.#clock.monotonicMs();
  }

  resume(): void {
    if (this.#pausedAtMs !== undefined) this.#pausedMs += this.#clock.monotonicMs() - this.#pausedAtMs;
    this.#pausedAtMs = undefined;
  }

  /** Pieces a second, and milliseconds left; nothing before there is something to tell. */
  read(done: number, total: number): { readonly perSecond?: number; readonly msLeft?: number } {
    const nowMs = this.#pausedAtMs ?? this.#clock.monotonicMs();
    const activeMs = nowMs - this.#startMs - this.#pausedMs;
    if (done === 0 || activeMs <= 0) return {};
    const perMs = done / activeMs;
    return { perSecond: perMs * 1000, msLeft: Math.max(0, total - done) / perMs };
  }
}
