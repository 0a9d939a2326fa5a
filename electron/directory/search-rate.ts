import type { Clock } from '../ports.ts';

/** So many at once, then one each `refillMs`. */
interface Bucket {
  readonly capacity: number;
  readonly refillMs: number;
}

/**
 * A person types a name with a search at each pause: about ten, and a correction. The first bucket lets that pass unnoticed;
 * the second holds whoever goes on for as long as it takes to list a company: twelve a minute, the searches of one visitor
 * after another.
 */
const buckets: readonly Bucket[] = [
  { capacity: 25, refillMs: 500 },
  { capacity: 120, refillMs: 5_000 },
];

/** How often an unattended screen may search. */
export interface SearchRate {
  /** Takes one search: 0 when it may be made now, else after how many milliseconds. */
  take(): number;
}

/** Creates it with full buckets. */
export function createSearchRate(clock: Pick<Clock, 'monotonicMs'>): SearchRate {
  let levels = buckets.map(({ capacity }) => capacity);
  let atMs = clock.monotonicMs();
  return {
    take() {
      const nowMs = clock.monotonicMs();
      levels = buckets.map(({ capacity, refillMs }, index) =>
        Math.min(capacity, (levels[index] ?? 0) + (nowMs - atMs) / refillMs),
      );
      atMs = nowMs;
      const waits = buckets.map(({ refillMs }, index) => Math.max(0, 1 - (levels[index] ?? 0)) * refillMs);
      const waitMs = Math.ceil(Math.max(...waits));
      if (waitMs === 0) levels = levels.map((level) => level - 1);
      return waitMs;
    },
  };
}
