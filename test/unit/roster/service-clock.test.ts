import { expect, test } from 'vitest';
import { createServiceClock } from '../../../electron/roster/service-clock.ts';

const dayMs = 86_400_000;
const serviceMs = Date.UTC(2026, 10, 26, 9);

/** A machine whose wall clock is `aheadMs` ahead of the service, until somebody sets it. */
function openClock(aheadMs: number) {
  let wall = serviceMs + aheadMs;
  let monotonic = 5_000;
  return {
    nowMs: () => wall,
    monotonicMs: () => monotonic,
    pass(ms: number) {
      wall += ms;
      monotonic += ms;
    },
    set(ms: number) {
      wall = ms;
    },
  };
}

test('a moment that a clock ahead has told is not sure and not after now, once the clock was put right', () => {
  const clock = openClock(dayMs);
  const service = createServiceClock(clock);
  clock.pass(60_000);
  const capturedAtMs = clock.nowMs();
  clock.pass(60_000);
  clock.set(serviceMs + 120_000);
  service.heard(serviceMs + 120_000, clock.monotonicMs(), clock.monotonicMs());
  const at = service.at(capturedAtMs);
  expect(at?.isSure).toBe(false);
  expect(at?.atMs).toBeLessThanOrEqual(Math.round(service.nowMs() ?? 0));
});

test('a moment that a steady clock has told is sure, however wrong that clock is', () => {
  for (const aheadMs of [dayMs, 0, -dayMs]) {
    const clock = openClock(aheadMs);
    const service = createServiceClock(clock);
    clock.pass(60_000);
    const capturedAtMs = clock.nowMs();
    clock.pass(60_000);
    service.heard(serviceMs + 120_000, clock.monotonicMs(), clock.monotonicMs());
    expect(service.at(capturedAtMs)).toEqual({ atMs: serviceMs + 60_500, isSure: true });
  }
});
