import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CrashHistory, decideRecovery } from '../../../electron/desktop/crash-recovery.ts';

function run(timesMs: readonly number[]) {
  let history: CrashHistory = [];
  return timesMs.map((atMs) => {
    const decided = decideRecovery(history, atMs, false);
    history = decided.history;
    return decided.recovery.kind;
  });
}

test('a page that crashes now and then is loaded again, for weeks', () => {
  const hourly = Array.from({ length: 20 }, (_, index) => index * 3_600_000);
  expect(new Set(run(hourly))).toEqual(new Set(['reload']));
});

test('three crashes within a minute show the safe page, five within ten minutes end the app', () => {
  expect(run([0, 10_000, 20_000])).toEqual(['reload', 'reload', 'safe-page']);
  expect(run([0, 100_000, 200_000, 300_000, 400_000])).toEqual(['reload', 'reload', 'reload', 'reload', 'exit']);
  expect(decideRecovery([1, 2, 3, 4], 5, false).recovery).toEqual({ kind: 'exit' });
});

test('the borders: a crash exactly a minute or ten minutes old no longer counts', () => {
  expect(run([0, 30_000, 60_000])).toEqual(['reload', 'reload', 'reload']);
  expect(run([0, 150_000, 300_000, 450_000, 600_000])).toEqual(['reload', 'reload', 'reload', 'reload', 'reload']);
});

test('nothing is done while the station is being closed', () => {
  expect(decideRecovery([1, 2, 3, 4], 5, true)).toEqual({ recovery: { kind: 'none' }, history: [1, 2, 3, 4] });
});

test('whatever the times: counts decide, and the history stays short', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400_000), { maxLength: 40 }), (gapsMs) => {
      let history: CrashHistory = [];
      let nowMs = 0;
      const all: number[] = [];
      for (const gapMs of gapsMs) {
        nowMs += gapMs;
        all.push(nowMs);
        const within = (limitMs: number) => all.filter((atMs) => nowMs - atMs < limitMs).length;
        const decided = decideRecovery(history, nowMs, false);
        const expected = within(600_000) >= 5 ? 'exit' : within(60_000) >= 3 ? 'safe-page' : 'reload';
        expect(decided.recovery.kind).toBe(expected);
        if (expected === 'exit') return;
        history = decided.history;
        expect(history.length).toBeLessThan(5);
      }
    }),
  );
});
