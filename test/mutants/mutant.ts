/** A small fault that must not be able to come into the code unseen. */
export interface Mutant {
  /** What the fault would do, in a few words; unique. */
  readonly name: string;
  /** Path below the project's folder. */
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly find: string;
  readonly replacement: string;
  /** Test files below `test/` that must fail, each of them. */
  readonly tests: readonly string[];
}
