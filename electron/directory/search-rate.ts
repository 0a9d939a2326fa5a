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
const searchBuckets: readonly Bucket[] = [
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
  return createRate(clock, searchBuckets);
}

interface Rate extends SearchRate {
  /** Milliseconds until one may be taken; takes none. */
  wait(): number;
  giveBack(): void;
}

function createRate(clock: Pick<Clock, 'monotonicMs'>, buckets: readonly Bucket[]): Rate {
  let levels = buckets.map(({ capacity }) => capacity);
  let atMs = clock.monotonicMs();
  function wait(): number {
    const nowMs = clock.monotonicMs();
    levels = buckets.map(({ capacity, refillMs }, index) =>
      Math.min(capacity, (levels[index] ?? 0) + (nowMs - atMs) / refillMs),
    );
    atMs = nowMs;
    const waits = buckets.map(({ refillMs }, index) => Math.max(0, 1 - (levels[index] ?? 0)) * refillMs);
    return Math.ceil(Math.max(...waits));
  }
  return {
    wait,
    take() {
      const waitMs = wait();
      if (waitMs === 0) levels = levels.map((level) => level - 1);
      return waitMs;
    },
    giveBack() {
      levels = levels.map((level, index) => Math.min(buckets[index]?.capacity ?? 0, level + 1));
    },
  };
}

/** Nobody takes half a dozen photos a minute; who tries numbers does it by the hundred. */
const badgeBuckets: readonly Bucket[] = [{ capacity: 12, refillMs: 6_000 }];
/** Somebody with a badge that is not known tries it two or three times, and so may the next. */
const unknownBuckets: readonly Bucket[] = [{ capacity: 6, refillMs: 60_000 }];

/** How often badges may be shown, and ones that are nobody's. */
export interface BadgeRates {
  /** Takes one badge, as if it were nobody's: 0 when it may be looked up now, else after how many milliseconds. */
  take(): number;
  /** The one that was taken is somebody's. */
  wasKnown(): void;
}

/** Creates both rates, full. */
export function createBadgeRates(clock: Pick<Clock, 'monotonicMs'>): BadgeRates {
  const shown = createRate(clock, badgeBuckets);
  const unknown = createRate(clock, unknownBuckets);
  return {
    take() {
      const waitMs = Math.max(unknown.wait(), shown.wait());
      if (waitMs > 0) return waitMs;
      unknown.take();
      return shown.take();
    },
    wasKnown: () => unknown.giveBack(),
  };
}
