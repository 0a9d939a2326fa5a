import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Crop, SizePx } from '../../../shared/crop.ts';
import {
  captureToPhoto,
  clampCrop,
  cropCorners,
  cropMatrix,
  initialCrop,
  largestEdge,
  moveCrop,
  normaliseRotation,
  photoToCapture,
  rotateCrop,
  splitRotation,
  zoomCrop,
} from '../../../shared/crop-geometry.ts';

const nearPx = 1e-6;
const sizes: fc.Arbitrary<SizePx> = fc.record({
  widthPx: fc.integer({ min: 1, max: 8000 }),
  heightPx: fc.integer({ min: 1, max: 8000 }),
});
const angles = fc.oneof(
  fc.constantFrom(-180, -90, 0, 90, 15, -15, 45),
  fc.double({ min: -180, max: 179.999, noNaN: true }),
);
const photoPoints = fc.record({
  u: fc.double({ min: 0, max: 1, noNaN: true }),
  v: fc.double({ min: 0, max: 1, noNaN: true }),
});
const crops: fc.Arbitrary<Crop> = fc.record({
  centreXPx: fc.double({ min: -5000, max: 12000, noNaN: true }),
  centreYPx: fc.double({ min: -5000, max: 12000, noNaN: true }),
  edgePx: fc.double({ min: 0.5, max: 20000, noNaN: true }),
  rotationDeg: angles,
});
const minEdges = fc.integer({ min: 1, max: 2000 });
/** What a broken caller may hand over. */
const wild = fc.double();

function expectInside(crop: Crop, size: SizePx): void {
  for (const { x, y } of cropCorners(crop)) {
    expect(x).toBeGreaterThanOrEqual(-nearPx);
    expect(y).toBeGreaterThanOrEqual(-nearPx);
    expect(x).toBeLessThanOrEqual(size.widthPx + nearPx);
    expect(y).toBeLessThanOrEqual(size.heightPx + nearPx);
  }
}

function expectSame(actual: Crop, expected: Crop): void {
  expect(actual.centreXPx).toBeCloseTo(expected.centreXPx, 6);
  expect(actual.centreYPx).toBeCloseTo(expected.centreYPx, 6);
  expect(actual.edgePx).toBeCloseTo(expected.edgePx, 6);
  expect(actual.rotationDeg).toBeCloseTo(expected.rotationDeg, 9);
}

describe('a clamped crop', () => {
  test('lies inside the capture with all four corners and is no smaller than allowed', () => {
    fc.assert(
      fc.property(crops, sizes, minEdges, (crop, size, minEdgePx) => {
        const clamped = clampCrop(crop, size, minEdgePx);
        expectInside(clamped, size);
        const smallest = Math.min(minEdgePx, largestEdge(size, clamped.rotationDeg));
        expect(clamped.edgePx).toBeGreaterThanOrEqual(smallest - nearPx);
      }),
      { numRuns: 2000 },
    );
  });

  test('stays as it is when clamped again', () => {
    fc.assert(
      fc.property(crops, sizes, minEdges, (crop, size, minEdgePx) => {
        const clamped = clampCrop(crop, size, minEdgePx);
        expectSame(clampCrop(clamped, size, minEdgePx), clamped);
      }),
      { numRuns: 2000 },
    );
  });

  test('leaves a crop alone that was fine already', () => {
    const crop = { centreXPx: 640, centreYPx: 300, edgePx: 300, rotationDeg: 12 };
    expectSame(clampCrop(crop, { widthPx: 1280, heightPx: 720 }, 240), crop);
  });

  test('is made of numbers inside the capture whatever it was made from', () => {
    const anything = fc.record({ centreXPx: wild, centreYPx: wild, edgePx: wild, rotationDeg: wild });
    fc.assert(
      fc.property(anything, sizes, minEdges, (crop, size, minEdgePx) => {
        const clamped = clampCrop(crop, size, minEdgePx);
        for (const value of Object.values(clamped)) expect(value).toSatisfy(Number.isFinite);
        expectInside(clamped, size);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what a person does to a crop', () => {
  const start = fc.tuple(crops, sizes, minEdges).map(([crop, size, minEdgePx]) => ({
    crop: clampCrop(crop, size, minEdgePx),
    size,
    minEdgePx,
  }));
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('move' as const), right: wild, down: wild }),
      fc.record({ kind: fc.constant('zoom' as const), factor: wild, about: photoPoints }),
      fc.record({ kind: fc.constant('rotate' as const), rotationDeg: wild }),
    ),
    { maxLength: 8 },
  );

  test('never takes it out of the capture, in any order', () => {
    fc.assert(
      fc.property(start, steps, ({ crop, size, minEdgePx }, taken) => {
        let now = crop;
        for (const step of taken) {
          if (step.kind === 'move') now = moveCrop(now, size, step.right, step.down, minEdgePx);
          else if (step.kind === 'zoom') now = zoomCrop(now, size, step.factor, minEdgePx, step.about);
          else now = rotateCrop(now, size, step.rotationDeg, minEdgePx);
          for (const value of Object.values(now)) expect(value).toSatisfy(Number.isFinite);
          expectInside(now, size);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps the point under the fingers where it was while zooming, away from the borders', () => {
    const size = { widthPx: 100_000, heightPx: 100_000 };
    const middle = fc.record({
      centreXPx: fc.constant(50_000),
      centreYPx: fc.constant(50_000),
      edgePx: fc.double({ min: 500, max: 3000, noNaN: true }),
      rotationDeg: angles,
    });
    const factors = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(middle, factors, photoPoints, (crop, factor, about) => {
        const zoomed = zoomCrop(crop, size, factor, 1, about);
        expect(zoomed.edgePx).toBeCloseTo(crop.edgePx / factor, 6);
        const before = photoToCapture(crop, about.u, about.v);
        const after = photoToCapture(zoomed, about.u, about.v);
        expect(Math.hypot(before.x - after.x, before.y - after.y)).toBeLessThan(nearPx);
      }),
    );
  });

  test('moves along the axes of the photo, also when the capture is turned', () => {
    const crop = { centreXPx: 1000, centreYPx: 1000, edgePx: 200, rotationDeg: 90 };
    const moved = moveCrop(crop, { widthPx: 2000, heightPx: 2000 }, 0.5, 0, 10);
    // The capture was turned clockwise by a quarter: the photo's right is the capture's top.
    expectSame(moved, { ...crop, centreXPx: 1000, centreYPx: 900 });
  });

  test('starts in the middle, a little high, inside the capture', () => {
    expectSame(initialCrop({ widthPx: 720, heightPx: 1280 }), {
      centreXPx: 360,
      centreYPx: 0.46 * 1280,
      edgePx: 648,
      rotationDeg: 0,
    });
    fc.assert(fc.property(sizes, (size) => expectInside(initialCrop(size), size)));
  });
});

describe('photo and capture', () => {
  test('agree with the definition: centre + rotate(-angle) · (point - ½) · edge', () => {
    fc.assert(
      fc.property(crops, photoPoints, (crop, { u, v }) => {
        const theta = (-crop.rotationDeg * Math.PI) / 180;
        const [x, y] = [(u - 0.5) * crop.edgePx, (v - 0.5) * crop.edgePx];
        const point = photoToCapture(crop, u, v);
        expect(point.x).toBeCloseTo(crop.centreXPx + x * Math.cos(theta) - y * Math.sin(theta), 6);
        expect(point.y).toBeCloseTo(crop.centreYPx + x * Math.sin(theta) + y * Math.cos(theta), 6);
      }),
    );
  });

  test('lead to one another and back', () => {
    fc.assert(
      fc.property(crops, photoPoints, (crop, { u, v }) => {
        const back = captureToPhoto(crop, photoToCapture(crop, u, v));
        expect(back.u).toBeCloseTo(u, 6);
        expect(back.v).toBeCloseTo(v, 6);
      }),
    );
  });

  test('are joined by the matrix that draws the preview', () => {
    fc.assert(
      fc.property(crops, photoPoints, fc.integer({ min: 48, max: 2048 }), (crop, { u, v }, edgePx) => {
        const { a, b, c, d, e, f } = cropMatrix(crop, edgePx);
        const { x, y } = photoToCapture(crop, u, v);
        // Huge enlargements of tiny crops lose digits of their far-off origin.
        const tolerance = 1e-9 * Math.max(1, Math.abs(e), Math.abs(f));
        expect(Math.abs(a * x + c * y + e - u * edgePx)).toBeLessThan(tolerance);
        expect(Math.abs(b * x + d * y + f - v * edgePx)).toBeLessThan(tolerance);
      }),
    );
  });

  test('turn clockwise: after a quarter turn the top of the photo is the left of the capture', () => {
    const crop = { centreXPx: 100, centreYPx: 100, edgePx: 50, rotationDeg: 90 };
    const [topLeft, topRight] = cropCorners(crop);
    expect(topLeft).toEqual({ x: 75, y: 125 });
    expect(topRight).toEqual({ x: 75, y: 75 });
  });
});

describe('a rotation', () => {
  test('is the same angle in [-180, 180)', () => {
    fc.assert(
      fc.property(fc.double({ min: -2000, max: 2000, noNaN: true }), (rotationDeg) => {
        const angle = normaliseRotation(rotationDeg);
        expect(angle).toBeGreaterThanOrEqual(-180);
        expect(angle).toBeLessThan(180);
        const turns = (rotationDeg - angle) / 360;
        expect(turns).toBeCloseTo(Math.round(turns), 9);
      }),
    );
  });

  test('is quarter turns and a level that add up to it', () => {
    fc.assert(
      fc.property(angles, (rotationDeg) => {
        const { quarterTurns, fineDeg } = splitRotation(rotationDeg);
        expect([0, 1, 2, 3]).toContain(quarterTurns);
        expect(Math.abs(fineDeg)).toBeLessThanOrEqual(45);
        expect(normaliseRotation(quarterTurns * 90 + fineDeg)).toBeCloseTo(normaliseRotation(rotationDeg), 9);
      }),
    );
  });
});
