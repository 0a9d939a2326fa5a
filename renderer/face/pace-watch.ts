/** So many readings decide. */
const window = 15;
/** From this median on a machine is too slow: the plain oval is better than a late one. */
export const slowMedianMs = 120;

/** Notices a machine that is too slow to coach. */
export interface PaceWatch {
  /** Takes note of one reading's time; true once the median of the last ones is too long. */
  isTooSlow(tookMs: number): boolean;
}

/** A watch for one worker; `limitMs` is the median from which on it is too slow. */
export function createPaceWatch(limitMs: number): PaceWatch {
  let times: number[] = [];
  return {
    isTooSlow(tookMs) {
      times = [...times, tookMs].slice(-window);
      if (times.length < window) return false;
      const sorted = times.toSorted((one, other) => one - other);
      return (sorted[Math.floor(window / 2)] ?? 0) > limitMs;
    },
  };
}
