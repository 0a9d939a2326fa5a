import { describe, expect, test } from 'vitest';
import { createBadgeReader, type KeyStroke } from '../../../renderer/badge/badge-reader.ts';

/** What is read of keys that come one each `everyMs`. */
function read(keys: readonly string[], everyMs: number, reader = createBadgeReader(), fromMs = 0): string[] {
  const strokes = keys.map((key, index): KeyStroke => ({ key, atMs: fromMs + index * everyMs }));
  return strokes.flatMap((stroke) => reader.next(stroke) ?? []);
}

describe('a badge reader', () => {
  test('is told by its speed and its Enter, from the fastest to slow ones', () => {
    for (const everyMs of [0, 1, 8, 30, 60])
      expect(read([...'10041', 'Enter'], everyMs), `${everyMs}`).toEqual(['10041']);
  });
  test('is not taken for a hand, nor a hand for it', () => {
    for (const everyMs of [61, 80, 120, 300]) expect(read([...'10041', 'Enter'], everyMs), `${everyMs}`).toEqual([]);
  });
  test('holds Shift for capitals', () => {
    expect(read(['Shift', 'A', 'b', '-', 'Shift', 'C', '7', 'Enter'], 4)).toEqual(['Ab-C7']);
  });
  test('says nothing before its Enter, and nothing of a text that is too short or a name with spaces', () => {
    expect(read([...'10041'], 4)).toEqual([]);
    expect(read([...'123', 'Enter'], 4)).toEqual([]);
    expect(read([...'Anna Kovalenko', 'Enter'], 4)).toEqual([]);
    expect(read([...'x'.repeat(401), 'Enter'], 1)).toEqual([]);
    expect(read(['ArrowDown', ...'10041', 'Enter'], 4)).toEqual([]);
  });
  test('leaves out what a hand typed before, and reads the next badge as well', () => {
    const reader = createBadgeReader();
    expect(read([...'ab'], 200, reader)).toEqual([]);
    expect(read([...'10041', 'Enter'], 5, reader, 1_000)).toEqual(['10041']);
    expect(read([...'10048', 'Enter'], 5, reader, 1_040)).toEqual(['10048']);
  });
  test('an Enter that comes late is a hand’s', () => {
    const reader = createBadgeReader();
    read([...'10041'], 5, reader);
    expect(reader.next({ key: 'Enter', atMs: 400 })).toBeUndefined();
  });
});
