/** One measured line, with its peer in the same run where there is one. */
export interface BenchRow {
  name: string;
  value: number;
  unit: string;
  /** What `ratio` compares with. */
  peer?: string;
  ratio?: number;
  goal?: string;
}

/** A topic of `npm run bench`. */
export interface Bench {
  topic: string;
  run(): Promise<BenchRow[]>;
}
