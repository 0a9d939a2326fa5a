/** A longer rest starts a new run of work. */
const longestGapMs = 60_000;

/** How quickly answers of uploads come, smoothed over about ten of them. */
export class AnswerGap {
  #meanMs: number | undefined;
  #lastMs: number | undefined;

  /** Mean milliseconds between answers in the present run of work. */
  get meanMs(): number | undefined {
    return this.#meanMs;
  }

  /** An answer came at this monotonic time. */
  answered(nowMs: number): void {
    const gapMs = this.#lastMs === undefined ? undefined : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (gapMs === undefined || gapMs > longestGapMs) return;
    this.#meanMs = this.#meanMs === undefined ? gapMs : this.#meanMs * 0.9 + gapMs * 0.1;
  }
}
