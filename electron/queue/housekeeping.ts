import type { Clock, Log } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { JobIndex } from './job-index.ts';
import type { JobStore } from './job-store.ts';
import { pruneInTurns, recordInTurns } from './many-jobs.ts';
import { endOfDay, namesToErase } from './name-retention.ts';
import { type ClockReading, expiredJobs, isClockSteady, prunableJobs, readClock } from './queue-retention.ts';

interface HousekeepingParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
  readonly settings: QueueSettings;
  readonly clock: Clock;
  readonly log: Log;
  /** Something may have changed, and the age alarm may have risen: no other event would tell. */
  readonly onKept: () => void;
}

const hourMs = 3_600_000;

/**
 * Once an hour: what the settings say about keeping. Ages are wall time, so no photo and no record is erased at start nor in
 * an hour in which the wall clock jumped. Names are: one that goes too early is no loss.
 */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  #cancel: (() => void) | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#keepHouse();
  }

  /** What is under way comes to its end. */
  stop(): Promise<void> {
    this.#cancel?.();
    return this.#keeping;
  }

  /** Erases the names of finished jobs whose day is over, and all of them where none is to be kept; the loop turns in between. */
  eraseNames(): Promise<void> {
    const { jobIndex, jobStore, settings, clock } = this.#parts;
    const named = namesToErase(jobIndex, settings, clock.nowMs());
    return recordInTurns(
      jobStore,
      named.map((record) => ({ record, event: { kind: 'day-over' } })),
    );
  }

  #keepHouse(before?: ClockReading): void {
    const { clock } = this.#parts;
    const now = readClock(clock);
    this.#cancel = clock.setTimer(this.#pauseMs(now.nowMs), () => this.#keepHouse(now));
    // One after the other: a turn that takes long is not joined by the next one over the same records.
    this.#keeping = this.#keeping.then(() => this.#keep(before, now));
  }

  async #keep(before: ClockReading | undefined, now: ClockReading): Promise<void> {
    const { jobIndex, jobStore, settings, log, onKept } = this.#parts;
    await this.eraseNames();
    if (before !== undefined && isClockSteady(before, now)) {
      const expired = expiredJobs(jobIndex, settings, now.nowMs);
      await recordInTurns(
        jobStore,
        expired.map((record) => ({ record, event: { kind: 'expired' } })),
      );
      const pruned = await pruneInTurns(jobStore, prunableJobs(jobIndex, settings, now.nowMs));
      if (pruned.kind === 'error') log.warn('queue.records-not-pruned', { fault: pruned.error });
    }
    onKept();
  }

  /** Names go when their day ends, not at the next full hour after it. */
  #pauseMs(nowMs: number): number {
    const { keepNames } = this.#parts.settings;
    return keepNames === 'end-of-day' ? Math.min(hourMs, Math.max(1, endOfDay(nowMs) - nowMs)) : hourMs;
  }
}
