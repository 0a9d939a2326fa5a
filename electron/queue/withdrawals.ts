import type { JobIndex } from './job-index.ts';
import { isFinished, type JobRecord } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';
import { recordInTurns } from './many-jobs.ts';

interface WithdrawalsParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
}

/** Takes back photos that must not be sent any more, however many: the loop turns in between. */
export class Withdrawals {
  readonly #parts: WithdrawalsParts;
  readonly #leaving = new Set<string>();
  readonly #under = new Set<Promise<void>>();

  constructor(parts: WithdrawalsParts) {
    this.#parts = parts;
  }

  /** Whether a job is being taken back, and only not written as such yet: it must not start. */
  isLeaving(id: string): boolean {
    return this.#leaving.has(id);
  }

  /** Takes back every open job that `isOver` names. From when it returns none of them starts; resolves with their number. */
  async take(isOver: (record: JobRecord) => boolean): Promise<number> {
    const { jobIndex, jobStore } = this.#parts;
    const ended = [...jobIndex.all()]
      .map(({ record }) => record)
      .filter((record) => !isFinished(record) && isOver(record));
    // What is under way now first: its answer must find it taken back.
    const isUnderWay = ({ state }: JobRecord) => state.kind === 'sending';
    const inOrder = [...ended.filter(isUnderWay), ...ended.filter((record) => !isUnderWay(record))];
    for (const { id } of ended) this.#leaving.add(id);
    const taking = recordInTurns(
      jobStore,
      inOrder.map((record): Step => ({ record, event: { kind: 'withdraw' } })),
    );
    this.#under.add(taking);
    try {
      await taking;
    } finally {
      this.#under.delete(taking);
      for (const { id } of ended) this.#leaving.delete(id);
    }
    return ended.length;
  }

  /** Waits for what is being taken back. */
  async settle(): Promise<void> {
    await Promise.all(this.#under);
  }
}
