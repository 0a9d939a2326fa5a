/** What a campaign came to, in one line with its figures. */
export interface Finding {
  readonly kind: 'passed' | 'failed' | 'skipped';
  readonly text: string;
  /** The first few things that went wrong, for whoever must find out why. */
  readonly problems?: readonly string[];
}

/** How much of it to run, where, and from which seed. */
export interface CampaignRun {
  /** True inside `npm test`: the same faults, fewer of each. */
  readonly isShort: boolean;
  /** An empty folder of its own on a real disk. */
  readonly scratch: string;
  /** An empty folder of its own in memory where there is one: for campaigns in which only logic counts. */
  readonly fastScratch: string;
  /** Uniform random numbers in [0, 1) from the run's seed. */
  readonly random: () => number;
}

/** One way to do harm to the queue, many times over, and to count what it cost. */
export interface Campaign {
  readonly name: string;
  run(run: CampaignRun): Promise<readonly Finding[]>;
}

/** Passed when nothing went wrong. */
export function finding(text: string, problems: readonly string[]): Finding {
  return problems.length === 0 ? { kind: 'passed', text } : { kind: 'failed', text, problems: problems.slice(0, 5) };
}
