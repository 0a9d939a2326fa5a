import { expect, test } from 'vitest';
import { isSearchable } from '../../../shared/search-query.ts';

test.each(['an', 'Ян', 'é1', '42', 'Li', '李', 'た', 'ﾀ', '한', 'a b'])(
  '%s is enough to look for somebody',
  (query) => {
    expect(isSearchable(query)).toBe(true);
  },
);

test.each(['', ' ', 'a', 'é', 'e\u0301', 'Я', 'ß', '7', ' . ', '--', '@'])('"%s" is not', (query) => {
  expect(isSearchable(query)).toBe(false);
});
