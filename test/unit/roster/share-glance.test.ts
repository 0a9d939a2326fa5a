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
