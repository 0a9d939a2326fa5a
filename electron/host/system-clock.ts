import { uptime } from 'node:os';
import type { Clock } from '../ports.ts';

/** The machine's clock. Timers are monotonic in Node; a delay past 24 days is cut to that, which callers re-arm. */
export function createSystemClock(): Clock {
  const longestMs = 2 ** 31 - 1;
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    uptimeMs: () => uptime() * 1000,
    setTimer(delayMs, action) {
      const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), longestMs));
      return () => clearTimeout(timer);
    },
  };
}

/** Timers that hold no process: one that has nothing else to do ends without waiting for them. */
export const unheldTimers: Pick<Clock, 'setTimer'> = {
  setTimer(delayMs, action) {
    const timer = setTimeout(action, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
