import type { JobIndex } from './job-index.ts';
import { isFinished, type JobRecord } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';
import { recordInTurns } from './many-jobs.ts';

interface WithdrawalsParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
}

/** Photos that are being taken back: those of a kind, also the ones that are saved while it goes on. */
interface Taking {
  readonly isOver: (record: JobRecord) => boolean;
}

/** Takes back photos that must not be sent any more, however many: the loop turns in between. */
export class Withdrawals {
  readonly #parts: WithdrawalsParts;
  readonly #leaving = new Set<string>();
  readonly #over = new Set<Taking>();
  readonly #under = new Set<Promise<number>>();

  constructor(parts: WithdrawalsParts) {
    this.#parts = parts;
  }

  /** Whether a job is being taken back, and only not written as such yet: it must not start. */
  isLeaving(record: JobRecord): boolean {
    return this.#leaving.has(record.id) || [...this.#over].some(({ isOver }) => isOver(record));
  }

  /**
   * Takes back every open job that `isOver` names, those too that are saved meanwhile. From when it returns none of them starts;
   * resolves with their number once none is left, with no turn of the loop in between.
   */
  async take(isOver: (record: JobRecord) => boolean): Promise<number> {
    const kind: Taking = { isOver };
    this.#over.add(kind);
    const taking = this.#takeAll(isOver);
    this.#under.add(taking);
    try {
      return await taking;
    } finally {
      this.#under.delete(taking);
      this.#over.delete(kind);
    }
  }

  async #takeAll(isOver: (record: JobRecord) => boolean): Promise<number> {
    const taken = new Set<string>();
    try {
      for (;;) {
        const found: JobRecord[] = [];
        for (const { record } of this.#parts.jobIndex.all()) {
          // One that is being sent stays open until its answer: it is asked once.
          if (taken.has(record.id) || isFinished(record) || !isOver(record)) continue;
          found.push(record);
          taken.add(record.id);
          this.#leaving.add(record.id);
        }
        if (found.length === 0) return taken.size;
        await this.#takeBack(found);
      }
    } finally {
      for (const id of taken) this.#leaving.delete(id);
    }
  }

  async #takeBack(records: readonly JobRecord[]): Promise<void> {
    // What is under way now first: its answer must find it taken back.
    const isUnderWay = ({ state }: JobRecord) => state.kind === 'sending';
    const inOrder = [...records.filter(isUnderWay), ...records.filter((record) => !isUnderWay(record))];
    await recordInTurns(
      this.#parts.jobStore,
      inOrder.map((record): Step => ({ record, event: { kind: 'withdraw' } })),
    );
  }

  /** Waits for what is being taken back. */
  async finished(): Promise<void> {
    await Promise.all(this.#under);
  }
}
