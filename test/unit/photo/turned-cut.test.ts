import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sampleSquare } from '../../../electron/photo/crop-sampler.ts';
import { turnedCut } from '../../../electron/photo/turned-cut.ts';

const size = { widthPx: 150, heightPx: 130 };

/** Numbers below 1, the same in every run (a linear congruential generator, Numerical Recipes). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Noise: a place that is off by a part of a pixel shows. */
const random = numbersFrom(7);
const data = Uint8Array.from({ length: size.widthPx * size.heightPx * 3 }, () => Math.floor(256 * random()));
const raw = { width: size.widthPx, height: size.heightPx, channels: 3 } as const;

/** A square of `edgePx` around a place, turned, with so many source pixels for each of its own. */
function squareAt(x: number, y: number, { edgePx, deg, step }: { edgePx: number; deg: number; step: number }) {
  const cos = step * Math.cos((deg * Math.PI) / 180);
  const sin = step * Math.sin((deg * Math.PI) / 180);
  const half = edgePx / 2;
  return { a: cos, b: sin, c: -sin, d: cos, e: x - (cos - sin) * half, f: y - (sin + cos) * half };
}

describe('a turned square cut by sharp', () => {
  test('is the one that is sampled here, at any place, angle and scale', async () => {
    for (let round = 0; round < 40; round += 1) {
      const edgePx = 20 + Math.floor(40 * random());
      const order = { edgePx, deg: 90 * random() - 45, step: 0.06 + 1.19 * random() };
      const toSource = squareAt(70 + 10 * random(), 60 + 10 * random(), order);
      const cut = turnedCut(size, toSource, edgePx);
      expect(cut).toBeDefined();
      if (cut === undefined) continue;
      const { matrix, left, top, ...offsets } = cut;
      const turned = await sharp(data, { raw })
        .affine([...matrix], { interpolator: 'bicubic', ...offsets })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const { width, height } = turned.info;
      const pixels = await sharp(turned.data, { raw: { width, height, channels: 3 } })
        .extract({ left, top, width: edgePx, height: edgePx })
        .raw()
        .toBuffer();
      const expected = sampleSquare({ data, ...size }, toSource, edgePx);
      const sum = expected.reduce((all, value, at) => all + Math.abs(value - (pixels[at] ?? 0)), 0);
      // Of noise, a hundredth of a pixel is more than half a level; a whole one would be eighty.
      expect(sum / expected.length, JSON.stringify({ round, order })).toBeLessThan(1.5);
    }
  });

  test('is not asked for where it would need pixels beyond the border', () => {
    const order = { edgePx: 40, deg: 10, step: 1 };
    expect(turnedCut(size, squareAt(75, 65, order), 40)).toBeDefined();
    for (const [x, y] of [
      [20, 65],
      [130, 65],
      [75, 20],
      [75, 110],
    ] as const) {
      expect(turnedCut(size, squareAt(x, y, order), 40)).toBeUndefined();
    }
  });
});
