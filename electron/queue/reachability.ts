/**
 * Tells a fault of the line from a fault of one request. A request that gets no answer, while others get theirs, says nothing
 * about the line: a mailbox slower than the time limit, or a filter that cuts off this one picture.
 */
export class Reachability {
  #answers = 0;
  readonly #cut = new Map<string, { readonly count: number; readonly atAnswer: number }>();

  /** To be kept from the start of a request until its end. */
  get mark(): number {
    return this.#answers;
  }

  /** Somebody's request was answered, whatever the answer. */
  answered(): void {
    this.#answers += 1;
  }

  /** How often in a row the job's requests ended without an answer. */
  cutOffs(id: string): number {
    return this.#cut.get(id)?.count ?? 0;
  }

  forget(id: string): void {
    this.#cut.delete(id);
  }

  /**
   * A job's request that started at `mark` ended without an answer. True when it is its own fault: others were answered
   * meanwhile, or since it was last cut off.
   */
  cutOff(id: string, mark: number): boolean {
    const before = this.#cut.get(id);
    this.#cut.set(id, { count: (before?.count ?? 0) + 1, atAnswer: this.#answers });
    return this.#answers > mark || (before !== undefined && this.#answers > before.atAnswer);
  }
}
