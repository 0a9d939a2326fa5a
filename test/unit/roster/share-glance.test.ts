import { expect, test } from 'vitest';
import { ShareGlance } from '../../../electron/roster/share-glance.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 10, 26, 8);

/** A glance at photos that were taken so many minutes after the start. */
function glanceAt(minutes: readonly number[]): ShareGlance {
  const glance = new ShareGlance('own');
  for (const [index, minute] of minutes.entries()) {
    const stamp = { atMs: startMs + minute * minuteMs, station: 'other', stationName: 'Upstairs' };
    const sure = { ...stamp, id: `photo-${index}`, stage: 'taken' as const, isWithdrawn: false };
    glance.note({
      personKey: `person-${index}`,
      itemId: String(index),
      eTag: '',
      record: { sure, sends: {} },
    } as never);
  }
  return glance;
}
const pace = (minutes: readonly number[], nowMinute: number) =>
  glanceAt(minutes).read(startMs + nowMinute * minuteMs).photosAMinute;

test('the pace is right from the first minutes on, and that of the last quarter of an hour later', () => {
  expect(pace([], 3)).toBe(0);
  // Two a minute, for three minutes.
  expect(pace([0, 0.5, 1, 1.5, 2, 2.5], 3)).toBe(2);
  // A first photo alone is one a minute at most.
  expect(pace([0], 0.1)).toBe(1);
  // Photos until now; thirty of them lie in the last quarter of an hour.
  const halfMinutes = Array.from({ length: 61 }, (_, index) => index / 2);
  expect(pace(halfMinutes, 30)).toBe(2);
  expect(pace([0], 40)).toBe(0);
  expect(glanceAt([0, 1]).read(undefined).photosAMinute).toBe(0);
});

const twoAt = (atMs: number) => {
  const glance = new ShareGlance('a');
  for (const station of ['b', 'c']) glance.told({ station, stationName: station, atMs: startMs }, startMs);
  glance.told({ station: 'ghost', stationName: 'Ghost', atMs }, startMs);
  return glance;
};

test.each([
  ['in ten minutes', startMs + 10 * minuteMs],
  ['in the year 9999', Date.UTC(9999, 0)],
])('a station that speaks of a time %s is not at work for ever, and no one else is missed for it', (_, atMs) => {
  const glance = twoAt(atMs);
  const others = (afterMinutes: number) => {
    for (const station of ['b', 'c']) {
      glance.told(
        { station, stationName: station, atMs: startMs + afterMinutes * minuteMs },
        startMs + afterMinutes * minuteMs,
      );
    }
    return glance.parts('cut-off', startMs + afterMinutes * minuteMs).others;
  };
  // The two that are there count at once, and after half an hour they alone do.
  expect(others(1)).toBeGreaterThanOrEqual(2);
  expect(others(45)).toBe(2);
  const { stations } = glance.read(startMs + 45 * minuteMs);
  expect(stations.filter(({ isHere }) => isHere).map(({ name }) => name)).not.toContain('Ghost');
  expect(stations.every(({ seenAtMs }) => seenAtMs <= startMs + 45 * minuteMs)).toBe(true);
  // Whom it would have had to call is called by the others, the last of all.
  const { isForOthers } = glance.parts('together', startMs + 45 * minuteMs);
  expect(Array.from({ length: 12 }, (__, position) => isForOthers(position))).not.toContain(true);
});

test('nobody is held by a claim of another year, and before the time is known nobody is let go', () => {
  const glance = new ShareGlance('a');
  const claimed = (personKey: string, atMs: number) =>
    glance.note(
      {
        ...{ personKey, itemId: personKey, eTag: '', jobs: [] },
        record: { sends: {}, claim: { station: 'b', stationName: 'B', atMs, untilMs: atMs + 3 * minuteMs } },
      },
      startMs,
    );
  claimed('far', Date.UTC(2199, 0));
  claimed('now', startMs);
  const held = (nowMs: number) => ['far', 'now'].filter((key) => glance.callsElsewhere(nowMs).isThere(key));
  expect(held(startMs + minuteMs)).toEqual(['now']);
  expect(held(startMs + 30 * minuteMs)).toEqual([]);
  expect(held(0)).toContain('now');
});
