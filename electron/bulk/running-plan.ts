import {
  type ImportFinding,
  type ImportItem,
  type ImportProgress,
  type ImportState,
  importFindings,
  importStates,
} from '../../shared/picture-import.ts';
import { type Draft, Neighbours, type PlanOptions, planItem } from './import-plan.ts';

type Counts = Pick<ImportProgress, 'states' | 'findings'>;

function noCounts(): Counts {
  return {
    states: Object.fromEntries(importStates.map((state) => [state, 0])) as Record<ImportState, number>,
    findings: Object.fromEntries(importFindings.map((finding) => [finding, 0])) as Record<ImportFinding, number>,
  };
}

/**
 * Everything known of an import's pictures, and what becomes of each. What changes is planned anew together with what it
 * bears on, nothing else: a step of a large folder costs no more than one of a small one, also where one placeholder stands for
 * everybody in it.
 */
export class RunningPlan {
  readonly #drafts = new Map<string, Draft>();
  readonly #items = new Map<string, ImportItem>();
  readonly #neighbours = new Neighbours();
  readonly #outdated = new Set<string>();
  #counts = noCounts();
  #options: PlanOptions;

  constructor(options: PlanOptions) {
    this.#options = options;
  }

  get options(): PlanOptions {
    return this.#options;
  }

  get size(): number {
    return this.#drafts.size;
  }

  names(): string[] {
    return [...this.#drafts.keys()];
  }

  get(name: string): Draft | undefined {
    return this.#drafts.get(name);
  }

  /** Takes a picture up, or puts what is known of it in the place of what was. */
  put(draft: Draft): void {
    const { name } = draft.file;
    const former = this.#drafts.get(name);
    this.#drafts.set(name, draft);
    for (const outdated of this.#neighbours.put(draft, former)) this.#outdated.add(outdated);
  }

  /** Other rules for all of them. */
  choose(options: Partial<PlanOptions>): void {
    this.#options = { ...this.#options, ...options };
    for (const name of this.#drafts.keys()) this.#outdated.add(name);
  }

  /** What becomes of every picture, in the order in which they were taken up. */
  items(): readonly ImportItem[] {
    this.#refresh();
    return [...this.#items.values()];
  }

  /** How many pictures stand where, and how often each finding was made. */
  counts(): Counts {
    this.#refresh();
    return { states: { ...this.#counts.states }, findings: { ...this.#counts.findings } };
  }

  #refresh(): void {
    for (const name of this.#outdated) {
      const draft = this.#drafts.get(name);
      if (draft === undefined) continue;
      const item = planItem(draft, this.#neighbours, this.#options);
      this.#count(this.#items.get(name), -1);
      this.#count(item, 1);
      this.#items.set(name, item);
    }
    this.#outdated.clear();
  }

  #count(item: ImportItem | undefined, by: 1 | -1): void {
    if (item === undefined) return;
    const { states, findings } = this.#counts;
    states[item.state] += by;
    for (const finding of item.findings) findings[finding] += by;
  }
}
