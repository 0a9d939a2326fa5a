import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureToPhoto, cropCorners, initialCrop } from '../../../shared/crop-geometry.ts';
import { eyeLineOf, idealCrop, suggestCrop } from '../../../shared/face/suggested-crop.ts';

const size = { widthPx: 1280, heightPx: 720 };
const settings = { headShare: 0.6, headroom: 0.12 };
const head = { eyeMidpoint: { x: 640, y: 330 }, headHeightPx: 300, rollDeg: 0 };

const heads = fc.record({
  eyeMidpoint: fc.record({
    x: fc.double({ min: 0, max: 1280, noNaN: true }),
    y: fc.double({ min: 0, max: 720, noNaN: true }),
  }),
  headHeightPx: fc.double({ min: 20, max: 1200, noNaN: true }),
  rollDeg: fc.double({ min: -60, max: 60, noNaN: true }),
});
const isInside = ({ x, y }: { x: number; y: number }) =>
  x >= -1e-6 && y >= -1e-6 && x <= 1280 + 1e-6 && y <= 720 + 1e-6;

describe('the suggested crop', () => {
  test('puts the eyes at their height and the head at its size', () => {
    const { crop, ...rest } = suggestCrop(head, size, settings);
    expect(rest).toEqual({ isFromFace: true, isTilted: false, isHeadWhole: true });
    expect(300 / crop.edgePx).toBeCloseTo(0.6);
    expect(captureToPhoto(crop, head.eyeMidpoint).u).toBeCloseTo(0.5);
    expect(captureToPhoto(crop, head.eyeMidpoint).v).toBeCloseTo(0.42);
  });

  test('follows the settings', () => {
    const { crop } = suggestCrop(head, size, { headShare: 0.5, headroom: 0.2 });
    expect(300 / crop.edgePx).toBeCloseTo(0.5);
    expect(captureToPhoto(crop, head.eyeMidpoint).v).toBeCloseTo(0.45);
  });

  test('levels a tilted head: the eyes lie on one line of the photo', () => {
    for (const rollDeg of [-24, -10, 5, 24]) {
      const { crop, isTilted } = suggestCrop({ ...head, rollDeg }, size, settings);
      const along = { x: Math.cos((rollDeg * Math.PI) / 180), y: Math.sin((rollDeg * Math.PI) / 180) };
      const eye = (side: number) => ({ x: 640 + side * 40 * along.x, y: 330 + side * 40 * along.y });
      expect(captureToPhoto(crop, eye(1)).v).toBeCloseTo(captureToPhoto(crop, eye(-1)).v);
      expect(isTilted).toBe(false);
    }
  });

  test('levels no further than 25°, and says so', () => {
    const { crop, isTilted } = suggestCrop({ ...head, rollDeg: 40 }, size, settings);
    expect(crop.rotationDeg).toBeCloseTo(-25);
    expect(isTilted).toBe(true);
  });

  test('without a face is where heads usually are', () => {
    const suggested = suggestCrop(undefined, size, settings);
    expect(suggested).toEqual({ crop: initialCrop(size), isFromFace: false, isTilted: false, isHeadWhole: false });
  });

  test('says when the head does not fit', () => {
    expect(suggestCrop({ ...head, headHeightPx: 900 }, size, settings).isHeadWhole).toBe(false);
  });

  test('is always inside the picture, and as asked whenever there is room', () => {
    fc.assert(
      fc.property(heads, (anyHead) => {
        const suggested = suggestCrop(anyHead, size, settings);
        expect(cropCorners(suggested.crop).every(isInside)).toBe(true);
        const ideal = idealCrop(anyHead, settings);
        if (!cropCorners(ideal).every(isInside)) return;
        expect(suggested.crop.edgePx).toBeCloseTo(ideal.edgePx);
        expect(suggested.crop.rotationDeg).toBeCloseTo(ideal.rotationDeg);
        const eyes = captureToPhoto(suggested.crop, anyHead.eyeMidpoint);
        expect(eyes.v).toBeCloseTo(eyeLineOf(settings));
      }),
      { numRuns: 500 },
    );
  });
});
