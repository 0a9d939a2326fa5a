import { expect } from 'vitest';

/** Each channel of each colour is off by no more than `most`. */
export function expectNear(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  most: number,
) {
  const off = actual.map((colour, index) =>
    colour.map((value, at) => Math.abs(value - (expected[index]?.[at] ?? -99))),
  );
  expect(Math.max(...off.flat()), JSON.stringify(actual)).toBeLessThanOrEqual(most);
}
