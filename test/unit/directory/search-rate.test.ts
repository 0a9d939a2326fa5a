import { expect, test } from 'vitest';
import { createSearchRate } from '../../../electron/directory/search-rate.ts';
import { createFakeClock } from '../../fake-clock.ts';

/** How many of these searches, one each `everyMs`, are made at once. */
function made(count: number, everyMs: number): number {
  const clock = createFakeClock();
  const rate = createSearchRate(clock);
  let granted = 0;
  for (let i = 0; i < count; i++) {
    if (rate.take() === 0) granted += 1;
    clock.advance(everyMs);
  }
  return granted;
}

test('Whoever types a name, corrects it and types another never waits.', () => {
  expect(made(24, 170)).toBe(24);
});

test('A visitor a minute with ten searches each never waits, all day long.', () => {
  const clock = createFakeClock();
  const rate = createSearchRate(clock);
  for (let visitor = 0; visitor < 600; visitor++) {
    for (let i = 0; i < 10; i++) {
      expect(rate.take()).toBe(0);
      clock.advance(400);
    }
    clock.advance(56_000);
  }
});

test('A program that lists the company is slowed at once and held for as long as it goes on.', () => {
  expect(made(783, 8)).toBeLessThan(45);
  expect(made(36_000, 100)).toBeLessThan(120 + 720 + 1);
});

test('The wait that is told is the wait that is needed.', () => {
  const clock = createFakeClock();
  const rate = createSearchRate(clock);
  let waitMs = 0;
  while (waitMs === 0) waitMs = rate.take();
  clock.advance(waitMs - 1);
  expect(rate.take()).toBeGreaterThan(0);
  clock.advance(2);
  expect(rate.take()).toBe(0);
});
