import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignSpan } from '../../../electron/photo/aligned-span.ts';

const spans = fc
  .record({
    limitPx: fc.integer({ min: 48, max: 8000 }),
    part: fc.double({ min: 0.05, max: 1, noNaN: true }),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    photoPx: fc.integer({ min: 48, max: 2048 }),
  })
  .map(({ limitPx, part, place, photoPx }) => {
    const edgePx = limitPx * part;
    return { startPx: place * (limitPx - edgePx), edgePx, limitPx, photoPx };
  });

describe('the cut before and after scaling', () => {
  test('stays within the capture and leaves a whole photo', () => {
    fc.assert(
      fc.property(spans, ({ startPx, edgePx, limitPx, photoPx }) => {
        const span = alignSpan(startPx, edgePx, limitPx, photoPx);
        expect(span.fromPx).toBeGreaterThanOrEqual(0);
        expect(span.fromPx + span.lengthPx).toBeLessThanOrEqual(limitPx);
        expect(span.skippedPx).toBeGreaterThanOrEqual(0);
        expect(span.skippedPx + photoPx).toBeLessThanOrEqual(span.scaledPx);
        for (const value of [span.fromPx, span.lengthPx, span.scaledPx, span.skippedPx]) {
          expect(value).toSatisfy(Number.isInteger);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('says truly how far off the ends of the crop are', () => {
    fc.assert(
      fc.property(spans, ({ startPx, edgePx, limitPx, photoPx }) => {
        const { fromPx, lengthPx, scaledPx, skippedPx, offPx } = alignSpan(startPx, edgePx, limitPx, photoPx);
        const toSource = (photo: number) => fromPx + ((photo + skippedPx) * lengthPx) / scaledPx;
        const toPhoto = photoPx / edgePx;
        const offStart = Math.abs(toSource(0) - startPx) * toPhoto;
        const offEnd = Math.abs(toSource(photoPx) - startPx - edgePx) * toPhoto;
        expect(Math.max(offStart, offEnd)).toBeLessThanOrEqual(offPx * 1.1 + 1e-6);
      }),
      { numRuns: 500 },
    );
  });

  test('is exact where whole pixels are, and near where there is room', () => {
    expect(alignSpan(316, 648, 1280, 648).offPx).toBe(0);
    expect(alignSpan(0, 720, 720, 648).offPx).toBe(0);
    expect(alignSpan(310.37, 683.2, 1280, 648).offPx).toBeLessThan(0.1);
    expect(alignSpan(400.5, 301.7, 1280, 648).offPx).toBeLessThan(0.1);
  });

  test('is half a pixel off and says so where no room helps', () => {
    expect(alignSpan(100.5, 648, 1280, 648).offPx).toBeCloseTo(0.5, 9);
  });
});
