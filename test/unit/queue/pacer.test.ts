import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs, verificationDelayMs } from '../../../electron/queue/backoff.ts';
import {
  afterHint,
  afterOutcome,
  afterStart,
  afterVerification,
  createPacer,
  type Pacer,
  permission,
} from '../../../electron/queue/pacer.ts';
import { outcomeKinds } from '../../../shared/outcome.ts';
import { sampleOutcome } from '../../sample-job.ts';

const throttled = (retryAfterMs?: number) =>
  sampleOutcome('throttled', retryAfterMs === undefined ? {} : { retryAfterMs });
const untilMs = ({ pause }: Pacer) => (pause.kind === 'none' ? 0 : pause.untilMs);

describe('backoff', () => {
  test('is full jitter in a window that doubles from 5 s and ends at 15 minutes', () => {
    const old = 3_600_000;
    const windows = [1, 2, 3, 8, 9, 500].map((failures) => backoffMs(failures, old, 1) - backoffMs(failures, old, 0));
    expect(windows).toEqual([5_000, 10_000, 20_000, 640_000, 900_000, 900_000]);
  });
  test('starts quicker for a photo whose person may still stand there', () => {
    expect(backoffMs(1, 1_000, 1)).toBeLessThan(2_500);
    expect(backoffMs(3, 1_000, 1)).toBeLessThan(6_500);
  });
  test('is never immediate, never negative, never above the cap, whatever the clock says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer(),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, age, r) => {
          const delayMs = backoffMs(n, age, r);
          expect(delayMs).toBeGreaterThanOrEqual(250);
          expect(delayMs).toBeLessThanOrEqual(900_250);
        },
      ),
    );
  });
  test('a backlog photo is read back later than one somebody waits for', () => {
    expect(verificationDelayMs(0, true)).toBe(1_000);
    expect(verificationDelayMs(0, false)).toBe(10_000);
    expect(verificationDelayMs(3, false)).toBe(60_000);
  });
});

describe('the valve', () => {
  test('lets the limit through at once, and no more', () => {
    const pacer = createPacer(4);
    expect(permission(pacer, 3, 0)).toEqual({ kind: 'now' });
    expect(permission(pacer, 4, 0)).toEqual({ kind: 'after-answer' });
  });
  test('Retry-After holds the whole queue, then lets one probe through, then one, two, four', () => {
    let pacer = afterOutcome(createPacer(4), throttled(30_000), 1_000, 0.5);
    expect(untilMs(pacer)).toBeGreaterThanOrEqual(31_000);
    expect(permission(pacer, 0, 30_999).kind).toBe('at');
    expect(permission(pacer, 0, untilMs(pacer))).toEqual({ kind: 'now' });
    expect(permission(pacer, 1, untilMs(pacer))).toEqual({ kind: 'after-answer' });
    const allowances = [0, 1, 2].map((n) => {
      pacer = afterOutcome(pacer, sampleOutcome('accepted'), untilMs(pacer) + 60_000 + n, 0.5);
      return pacer.allowance;
    });
    expect(allowances).toEqual([2, 4, 4]);
  });
  test('four requests throttled together are one strike, and the longest wait counts', () => {
    const once = afterOutcome(createPacer(4), throttled(5_000), 0, 0);
    const twice = afterOutcome(once, throttled(9_000), 10, 0);
    expect(twice.strikes).toBe(1);
    expect(untilMs(twice)).toBe(9_010);
    expect(untilMs(afterOutcome(twice, throttled(1_000), 20, 0))).toBe(9_010);
  });
  test('a success that was under way when the throttle came does not end it', () => {
    const pacer = afterOutcome(createPacer(4), throttled(5_000), 0, 0);
    expect(afterOutcome(pacer, sampleOutcome('accepted'), 100, 0).pause.kind).toBe('throttled');
  });
  test('Retry-After of a year is kept for an hour at most', () => {
    expect(untilMs(afterOutcome(createPacer(4), throttled(365 * 86_400_000), 0, 0))).toBe(3_600_000);
  });
  test('no hint and no other failure shortens a throttle', () => {
    const pacer = afterOutcome(createPacer(4), throttled(60_000), 0, 0.5);
    for (const hint of ['network-online', 'network-offline', 'resume', 'signed-in', 'fresh-photo'] as const) {
      expect(untilMs(afterHint(pacer, hint, 10, 0.5))).toBe(untilMs(pacer));
    }
    for (const kind of ['offline', 'sign-in-needed'] as const) {
      expect(afterOutcome(pacer, sampleOutcome(kind), 10, 0.5).pause).toEqual(pacer.pause);
    }
  });
  test('at 0.8 of the limit it slows down, one at a time, and speeds up when the service is at ease', () => {
    let pacer = afterStart(createPacer(4), 1_000);
    pacer = afterOutcome(pacer, sampleOutcome('accepted', { throttleFraction: 0.79 }), 1_000, 0);
    expect(permission(pacer, 1, 1_000).kind).toBe('now');
    pacer = afterOutcome(pacer, sampleOutcome('accepted', { throttleFraction: 0.8 }), 1_000, 0);
    expect(permission(pacer, 0, 1_000)).toEqual({ kind: 'at', monotonicMs: 1_500 });
    expect(permission(pacer, 1, 2_000).kind).toBe('after-answer');
    // A verification does not say how near the limit is: it speeds nothing up.
    pacer = afterVerification(pacer, sampleOutcome('accepted'), 2_000, 0);
    expect(permission(pacer, 0, 1_000)).toEqual({ kind: 'at', monotonicMs: 1_500 });
    expect(permission(pacer, 1, 2_000).kind).toBe('after-answer');
    pacer = afterOutcome(pacer, sampleOutcome('accepted', { throttleFraction: 0.1 }), 2_000, 0);
    expect(permission(pacer, 1, 2_000).kind).toBe('now');
  });
  test('news of the network bring a probe within a second, not at once: a whole venue hears them together', () => {
    const pacer = afterOutcome(createPacer(4), sampleOutcome('offline'), 0, 1);
    expect(untilMs(afterHint(pacer, 'network-online', 10, 0.9))).toBe(910);
    expect(afterHint(pacer, 'network-online', 10, 0.9).pause.kind).toBe('offline');
  });
  test('a sign-in ends the wait for one, at once', () => {
    const pacer = afterOutcome(createPacer(4), sampleOutcome('sign-in-needed'), 0, 1);
    expect(permission(afterHint(pacer, 'signed-in', 5, 0), 0, 5)).toEqual({ kind: 'now' });
  });
  test('whatever comes back, it always opens again by itself within an hour and a quarter', () => {
    const outcome = fc
      .tuple(fc.constantFrom(...outcomeKinds), fc.nat(10_000_000), fc.double({ min: 0, max: 2, noNaN: true }))
      .map(([kind, retryAfterMs, throttleFraction]) => sampleOutcome(kind, { retryAfterMs, throttleFraction }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(outcome, fc.nat(100_000), fc.double({ min: 0, max: 0.99, noNaN: true }))),
        (steps) => {
          let pacer = createPacer(4);
          let nowMs = 0;
          for (const [result, laterMs, random] of steps) {
            nowMs += laterMs;
            pacer = afterOutcome(afterStart(pacer, nowMs), result, nowMs, random);
            expect(pacer.allowance).toBeGreaterThanOrEqual(1);
            expect(pacer.allowance).toBeLessThanOrEqual(4);
          }
          expect(permission(pacer, 0, nowMs + 4_500_000)).toEqual({ kind: 'now' });
        },
      ),
    );
  });
});
