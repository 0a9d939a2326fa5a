/** Lets work be held, taken up again, and called off between two pieces. */
export class WorkGate {
  readonly #abort = new AbortController();
  #held: { readonly open: () => void; readonly opened: Promise<void> } | undefined;

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isPaused(): boolean {
    return this.#held !== undefined;
  }

  get isCancelled(): boolean {
    return this.#abort.signal.aborted;
  }

  pause(): void {
    if (this.#held !== undefined || this.isCancelled) return;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#held = { open, opened };
  }

  resume(): void {
    this.#held?.open();
    this.#held = undefined;
  }

  cancel(): void {
    this.#abort.abort();
    this.resume();
  }

  /** Waits while paused; `false` once cancelled. */
  async pass(): Promise<boolean> {
    while (this.#held !== undefined && !this.isCancelled) await this.#held.opened;
    return !this.isCancelled;
  }
}

/** Does `work` for each piece, at most `atOnce` at a time, in order of start. Stops at the gate; waits for what is under way. */
export async function forEachAtOnce<Piece>(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  { gate, atOnce }: { readonly gate: WorkGate; readonly atOnce: number },
  work: (piece: Piece) => Promise<void>,
): Promise<void> {
  const iterator = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const lane = async () => {
    for (;;) {
      if (!(await gate.pass())) return;
      const next = await iterator.next();
      if (next.done === true) return;
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
