import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameView } from '../../../renderer/camera/exposure.ts';
import { brightness } from '../../../renderer/camera/frame-watch.ts';
import { cropWindow } from '../../../renderer/components/crop-drawing.ts';
import { cropForKey, cropForTouches, zoomPercent } from '../../../renderer/components/crop-steps.ts';
import { initialsOf, toneOf } from '../../../renderer/components/initials.ts';
import { markLastKana } from '../../../renderer/components/kana.ts';
import { captureToPhoto, initialCrop, photoToCapture } from '../../../shared/crop-geometry.ts';

const size = { widthPx: 1920, heightPx: 1080 };
const start = { ...initialCrop(size), edgePx: 500 };

describe('moving the crop', () => {
  test('by keys goes where the key points, and further with Shift', () => {
    const right = cropForKey('ArrowRight', false, start, size);
    const farRight = cropForKey('ArrowRight', true, start, size);
    expect(right?.centreXPx).toBeCloseTo(start.centreXPx + 10);
    expect(farRight?.centreXPx).toBeCloseTo(start.centreXPx + 50);
    expect(cropForKey('Tab', false, start, size)).toBeUndefined();
  });

  test('by keys zooms closer with plus and back with minus', () => {
    const closer = cropForKey('+', false, start, size) ?? start;
    expect(zoomPercent(closer, size)).toBeGreaterThan(zoomPercent(start, size));
    expect(cropForKey('-', false, closer, size)?.edgePx).toBeCloseTo(start.edgePx, 6);
  });

  test('by a finger keeps the same spot of the picture under it, however the picture is turned', () => {
    const part = fc.double({ min: 0.3, max: 0.7, noNaN: true });
    const shift = fc.double({ min: -0.05, max: 0.05, noNaN: true });
    fc.assert(
      fc.property(part, part, shift, shift, fc.integer({ min: -180, max: 179 }), (u, v, du, dv, rotationDeg) => {
        const crop = { centreXPx: 960, centreYPx: 540, edgePx: 400, rotationDeg };
        const spot = photoToCapture(crop, u, v);
        const moved = cropForTouches(crop, size, [{ u, v }], [{ u: u + du, v: v + dv }]);
        const now = captureToPhoto(moved, spot);
        expect(now.u).toBeCloseTo(u + du, 6);
        expect(now.v).toBeCloseTo(v + dv, 6);
      }),
    );
  });

  test('by two fingers that spread zooms about their middle', () => {
    const crop = { centreXPx: 960, centreYPx: 540, edgePx: 600, rotationDeg: 0 };
    const pinched = cropForTouches(
      crop,
      size,
      [
        { u: 0.4, v: 0.5 },
        { u: 0.6, v: 0.5 },
      ],
      [
        { u: 0.35, v: 0.5 },
        { u: 0.65, v: 0.5 },
      ],
    );
    expect(pinched.edgePx).toBeCloseTo(400, 6);
    expect(pinched.centreXPx).toBeCloseTo(960, 6);
  });

  test('the window lies inside the editor whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 4000 }), fc.integer({ min: 50, max: 4000 }), (width, height) => {
        const { left, top, edge } = cropWindow(width, height);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + edge).toBeLessThanOrEqual(width);
        expect(top + edge).toBeLessThanOrEqual(height);
      }),
    );
  });
});

describe('the exposure', () => {
  test('uses the middle of a sensor picture that shows more than the stream', () => {
    const stream = { widthPx: 1920, heightPx: 1080 };
    expect(sameView({ widthPx: 4000, heightPx: 3000 }, stream)).toEqual({ widthPx: 4000, heightPx: 2250 });
    expect(sameView({ widthPx: 3840, heightPx: 2160 }, stream)).toEqual({ widthPx: 3840, heightPx: 2160 });
    expect(sameView({ widthPx: 4000, heightPx: 1500 }, stream)).toEqual({ widthPx: 2667, heightPx: 1500 });
  });

  test('knows a dark picture from a light one', () => {
    expect(brightness(new Uint8ClampedArray([0, 0, 0, 255, 0, 0, 0, 255]))).toBe(0);
    expect(brightness(new Uint8ClampedArray([255, 255, 255, 255]))).toBeCloseTo(255);
  });
});

describe('people without a photo', () => {
  test.each([
    ['Aiko Tanaka', 'AT'],
    ['Amina Abdullahi-Oyelaran de la Cruz', 'AC'],
    ['田中 美咲', '田'],
    ['张伟', '张'],
    ['김 민준', '김'],
    ['cher', 'C'],
    ['Eva Möller (Contractor)', 'EM'],
    ['Ürün Şahin', 'ÜŞ'],
    ['', ''],
  ])('%s has the initials %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test('always have the same calm colour', () => {
    expect(toneOf('abc')).toBe(toneOf('abc'));
    expect(new Set(Array.from({ length: 200 }, (_, index) => toneOf(`person-${index}`))).size).toBe(6);
  });
});

describe('the kana keyboard', () => {
  test.each([
    ['か', '゛', 'が'],
    ['が', '゛', 'か'],
    ['は', '゜', 'ぱ'],
    ['ば', '゜', 'ぱ'],
    ['つ', '小', 'っ'],
    ['たなや', '小', 'たなゃ'],
    ['な', '゛', 'な'],
    ['a', '゛', 'a'],
    ['', '小', ''],
  ] as const)('%s with %s is %s', (text, mark, result) => {
    expect(markLastKana(text, mark)).toBe(result);
  });
});
