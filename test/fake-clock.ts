import type { Clock } from '../electron/ports.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets both clocks go on by `byMs`, running what falls due in order. */
  advance(byMs: number): void;
  /** Moves the wall clock alone, as an administrator or a time server does. */
  jump(byMs: number): void;
  /** The machine sleeps: the wall clock goes on, and timers stand still. */
  sleep(byMs: number): void;
  /** Milliseconds to the next timer; `undefined` when none is set. */
  nextTimerMs(): number | undefined;
}

/** Creates a clock at `nowMs` (wall) and 0 (monotonic). */
export function createFakeClock(nowMs = Date.UTC(2026, 0, 5, 9)): FakeClock {
  let wallMs = nowMs;
  let monotonicMs = 0;
  let sleptMs = 0;
  let order = 0;
  const timers = new Map<number, { dueMs: number; action: () => void }>();

  function next() {
    let first: [number, { dueMs: number; action: () => void }] | undefined;
    // In the order of their ids: of equal ones the first stays.
    for (const timer of timers) if (first === undefined || timer[1].dueMs < first[1].dueMs) first = timer;
    return first;
  }
  return {
    nowMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    uptimeMs: () => monotonicMs + sleptMs,
    setTimer(delayMs, action) {
      const id = order++;
      timers.set(id, { dueMs: monotonicMs + Math.max(0, delayMs), action });
      return () => timers.delete(id);
    },
    advance(byMs) {
      const endMs = monotonicMs + byMs;
      for (let timer = next(); timer !== undefined && timer[1].dueMs <= endMs; timer = next()) {
        const [id, { dueMs, action }] = timer;
        timers.delete(id);
        wallMs += dueMs - monotonicMs;
        monotonicMs = dueMs;
        action();
      }
      wallMs += endMs - monotonicMs;
      monotonicMs = endMs;
    },
    jump(byMs) {
      wallMs += byMs;
    },
    sleep(byMs) {
      wallMs += byMs;
      sleptMs += byMs;
    },
    nextTimerMs() {
      const timer = next();
      return timer === undefined ? undefined : timer[1].dueMs - monotonicMs;
    },
  };
}
