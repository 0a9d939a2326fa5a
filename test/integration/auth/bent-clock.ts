import { vi } from 'vitest';

export const minuteMs = 60_000;
export const tenYearsMs = 10 * 365.25 * 24 * 60 * minuteMs;

/** MSAL reads the wall clock from `Date`, which alone is bent here; the authority runs in a process with the true time. */
export function bendWallClock(byMs: number): void {
  vi.useRealTimers();
  const bentMs = Date.now() + byMs;
  vi.useFakeTimers({ toFake: ['Date'], now: bentMs, shouldAdvanceTime: true });
}
