import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { climb, type Happening, type LadderState, startOfLadder } from '../../../electron/desktop/recovery-ladder.ts';

const traits = { isSupervised: true, memoryCeilingMb: 1000, startedAtMs: 0 };
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The remedies of things that happen at given times, one after the other. */
function run(happenings: readonly (readonly [atMs: number, Happening])[], given = traits) {
  let state: LadderState = startOfLadder(0);
  return happenings.map(([atMs, happening]) => {
    const step = climb(state, happening, atMs, given);
    state = step.state;
    return step.remedy.kind;
  });
}
const losses = (...timesMs: number[]) => timesMs.map((atMs) => [atMs, { kind: 'page-lost' }] as const);
const look = (atMs: number, change: object = {}) =>
  [atMs, { kind: 'look', memoryMb: 500, localHour: 12, ...change } as Happening] as const;

describe('a page that is lost', () => {
  test('now and then is loaded again, for weeks', () => {
    const hourly = Array.from({ length: 20 }, (_, index) => index * hourMs);
    expect(new Set(run(losses(...hourly)))).toEqual(new Set(['load-page']));
  });

  test('three times within a minute gives way to the safe page, five times within ten minutes to a fresh start', () => {
    expect(run(losses(0, 10_000, 20_000))).toEqual(['load-page', 'load-page', 'safe-page']);
    expect(run(losses(0, 100_000, 200_000, 300_000, 400_000)).at(-1)).toBe('restart');
    expect(run(losses(0, 30_000, minuteMs))).toEqual(['load-page', 'load-page', 'load-page']);
    expect(run(losses(0, 150_000, 300_000, 450_000, 600_000)).at(-1)).toBe('load-page');
  });

  test('at whatever times: counts decide, and what is remembered stays short', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400_000), { maxLength: 40 }), (gapsMs) => {
        let state = startOfLadder(0);
        let nowMs = 0;
        const all: number[] = [];
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          all.push(nowMs);
          const within = (limitMs: number) => all.filter((atMs) => nowMs - atMs < limitMs).length;
          const step = climb(state, { kind: 'page-lost' }, nowMs, traits);
          const expected = within(600_000) >= 5 ? 'restart' : within(minuteMs) >= 3 ? 'safe-page' : 'load-page';
          expect(step.remedy.kind).toBe(expected);
          if (expected === 'restart') return;
          state = step.state;
          expect(state.pageLosses.length).toBeLessThan(5);
        }
      }),
    );
  });
});

test('the graphics process may end three times in an hour; at the fourth the app ends in order, before Chromium ends it', () => {
  const ends = (...timesMs: number[]) => run(timesMs.map((atMs) => [atMs, { kind: 'graphics-lost' }] as const));
  expect(ends(0, 1, 2, 3)).toEqual(['none', 'none', 'none', 'restart']);
  expect(ends(0, 30 * minuteMs, hourMs, 1.5 * hourMs)).toEqual(['none', 'none', 'none', 'none']);
});

describe('a station that is well is started afresh', () => {
  const night = { localHour: 3 };

  test('in the fourth hour of the night, after a day, when nobody has been there for ten minutes', () => {
    expect(run([look(20 * hourMs, night)])).toEqual(['restart']);
    expect(run([look(20 * hourMs - 1, night)])).toEqual(['none']);
    expect(run([look(30 * hourMs, { localHour: 2 }), look(30 * hourMs, { localHour: 4 })])).toEqual(['none', 'none']);
    const touched = [20 * hourMs - 9 * minuteMs, { kind: 'touched' }] as const;
    expect(run([touched, look(20 * hourMs, night)])).toEqual(['none', 'none']);
  });

  test('when its memory has grown over the ceiling, and nobody is there', () => {
    expect(run([look(10 * minuteMs, { memoryMb: 1001 })])).toEqual(['restart']);
    expect(run([look(10 * minuteMs, { memoryMb: 1000 })])).toEqual(['none']);
    expect(run([look(10 * minuteMs - 1, { memoryMb: 5000 })])).toEqual(['none']);
  });

  test('only where somebody starts it again', () => {
    const alone = { ...traits, isSupervised: false };
    expect(run([look(40 * hourMs, { ...night, memoryMb: 9000 })], alone)).toEqual(['none']);
  });
});
