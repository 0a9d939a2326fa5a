import { expect, test } from 'vitest';
import { judgeBeats } from '../../../electron/desktop/heartbeat-judge.ts';

/** Looks at beats, one after the other; the number of the look at which the process counts as hung. */
function hungAt(beats: readonly number[]): number | undefined {
  let state = { beats: 0, missed: 0, isHung: false };
  const index = beats.findIndex((beat) => {
    state = judgeBeats(beat, state);
    return state.isHung;
  });
  return index < 0 ? undefined : index + 1;
}

test('a main process that has not beaten for thirty looks, a minute, is hung; one beat begins the count anew', () => {
  expect(hungAt(Array(100).fill(0))).toBe(30);
  expect(hungAt([...Array(29).fill(0), 1, ...Array(29).fill(1), 2])).toBeUndefined();
  expect(hungAt(Array.from({ length: 1000 }, (_, look) => look))).toBeUndefined();
});
