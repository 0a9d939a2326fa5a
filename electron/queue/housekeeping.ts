import type { Clock, Log } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { JobIndex } from './job-index.ts';
import type { JobStore } from './job-store.ts';
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

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#keepHouse();
  }

  stop(): void {
    this.#cancel?.();
  }

  /** Erases the names of finished jobs whose day is over, and all of them where none is to be kept. */
  eraseNames(): void {
    const { jobIndex, jobStore, settings, clock } = this.#parts;
    const named = namesToErase(jobIndex, settings, clock.nowMs());
    jobStore.record(named.map((record) => ({ record, event: { kind: 'day-over' } })));
  }

  #keepHouse(before?: ClockReading): void {
    const { jobIndex, jobStore, settings, clock, log, onKept } = this.#parts;
    const now = readClock(clock);
    this.eraseNames();
    if (before !== undefined && isClockSteady(before, now)) {
      const expired = expiredJobs(jobIndex, settings, now.nowMs);
      jobStore.record(expired.map((record) => ({ record, event: { kind: 'expired' } })));
      const pruned = jobStore.prune(prunableJobs(jobIndex, settings, now.nowMs));
      if (pruned.kind === 'error') log.warn('queue.records-not-pruned', { fault: pruned.error });
    }
    onKept();
    this.#cancel = clock.setTimer(this.#pauseMs(now.nowMs), () => this.#keepHouse(now));
  }

  /** Names go when their day ends, not at the next full hour after it. */
  #pauseMs(nowMs: number): number {
    const { keepNames } = this.#parts.settings;
    return keepNames === 'end-of-day' ? Math.min(hourMs, Math.max(1, endOfDay(nowMs) - nowMs)) : hourMs;
  }
}
