import { expect, test } from 'vitest';
import { suggestedName } from '../../../renderer/screens/operator/rosters/suggested-name.ts';

test('a list that came without a name is called after its day and second, so that it never changes another list', () => {
  const at = (second: number) => suggestedName(new Date(2026, 2, 5, 9, 7, second));
  expect(at(4)).toBe('2026-03-05 09:07:04');
  expect(at(5)).not.toBe(at(4));
});
