import { describe, expect, test } from 'vitest';
import { type RgbPixels, sampleSquare, sampleUpright } from '../../../electron/photo/crop-sampler.ts';

/** Noise, the same in every run (a linear congruential generator, Numerical Recipes): every pixel counts. */
function noise(widthPx: number, heightPx: number): RgbPixels {
  let state = 7;
  const data = Uint8Array.from({ length: widthPx * heightPx * 3 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return { data, widthPx, heightPx };
}

const picture = noise(90, 70);

/** The colour of a place of the picture, its border going on outside. */
function colourAt({ data, widthPx, heightPx }: RgbPixels, x: number, y: number): readonly number[] {
  const column = Math.min(Math.max(x, 0), widthPx - 1);
  const row = Math.min(Math.max(y, 0), heightPx - 1);
  const at = (row * widthPx + column) * 3;
  return [...data.subarray(at, at + 3)];
}

function largestDifference(one: Uint8Array, other: Uint8Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
}

describe('a crop sampled between the pixels', () => {
  test('of whole pixels is those very pixels, also where it reaches beyond the border', () => {
    for (const [left, top] of [
      [11, 7],
      [-3, -2],
      [60, 45],
    ] as const) {
      const spans = { across: { fromPx: left, lengthPx: 40 }, down: { fromPx: top, lengthPx: 40 } };
      const expected = Uint8Array.from(
        Array.from({ length: 40 * 40 }, (_, index) =>
          colourAt(picture, left + (index % 40), top + Math.floor(index / 40)),
        ).flat(),
      );
      expect(sampleUpright(picture, spans, 40)).toEqual(expected);
      expect(sampleSquare(picture, { a: 1, b: 0, c: 0, d: 1, e: left, f: top }, 40)).toEqual(expected);
    }
  });

  test.each([
    ['enlarged', 23.4],
    ['as large', 48],
    ['made smaller', 61.7],
  ])('%s upright is the same as at an angle of nought', (_, lengthPx) => {
    for (const [left, top] of [
      [12.37, 4.81],
      [-0.6, -0.9],
      [90 - lengthPx + 0.7, 70 - lengthPx + 0.4],
    ] as const) {
      const spans = { across: { fromPx: left, lengthPx }, down: { fromPx: top, lengthPx } };
      const step = lengthPx / 48;
      const turned = sampleSquare(picture, { a: step, b: 0, c: 0, d: step, e: left, f: top }, 48);
      expect(largestDifference(sampleUpright(picture, spans, 48), turned)).toBeLessThanOrEqual(1);
    }
  });

  test('turned by a quarter is the upright one, turned', () => {
    const spans = { across: { fromPx: 20.3, lengthPx: 44.4 }, down: { fromPx: 11.8, lengthPx: 44.4 } };
    const edgePx = 37;
    const step = 44.4 / edgePx;
    const upright = sampleUpright(picture, spans, edgePx);
    const turned = sampleSquare(picture, { a: 0, b: step, c: -step, d: 0, e: 20.3 + 44.4, f: 11.8 }, edgePx);
    const back = new Uint8Array(turned.length);
    for (let j = 0; j < edgePx; j++) {
      for (let i = 0; i < edgePx; i++) {
        const from = ((edgePx - 1 - i) * edgePx + j) * 3;
        back.set(turned.subarray(from, from + 3), (j * edgePx + i) * 3);
      }
    }
    expect(largestDifference(back, upright)).toBeLessThanOrEqual(1);
  });
});
