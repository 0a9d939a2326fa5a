/** What a row must reach, as a bound of its value or of its ratio to the peer. */
export interface Goal {
  readonly of: 'value' | 'ratio';
  readonly bound: 'at most' | 'at least';
  readonly figure: number;
}

/** One measured line, with its peer in the same run where there is one. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What `ratio` compares with. */
  readonly peer?: string;
  readonly ratio?: number;
  readonly goal: Goal;
}

/** A topic of `npm run bench`. */
export interface Bench {
  readonly topic: string;
  /** `isShort`: on a small part of the data where it is large, for a first look. */
  run(options: { readonly isShort: boolean }): Promise<BenchRow[]>;
}

/** The value may be as large as this. */
export const valueAtMost = (figure: number): Goal => ({ of: 'value', bound: 'at most', figure });
/** The value may be as small as this. */
export const valueAtLeast = (figure: number): Goal => ({ of: 'value', bound: 'at least', figure });
/** The ratio may be as large as this. */
export const ratioAtMost = (figure: number): Goal => ({ of: 'ratio', bound: 'at most', figure });
/** The ratio may be as small as this. */
export const ratioAtLeast = (figure: number): Goal => ({ of: 'ratio', bound: 'at least', figure });

/** Whether a row reaches its goal. A figure that could not be measured reaches none. */
export function isMet({ value, ratio, goal }: BenchRow): boolean {
  const measured = goal.of === 'value' ? value : (ratio ?? Number.NaN);
  return goal.bound === 'at most' ? measured <= goal.figure : measured >= goal.figure;
}
