import { beforeAll, describe, expect, test } from 'vitest';
import { captureToPhoto, cropCorners } from '../../../shared/crop-geometry.ts';
import { createFaceTracker, readStill } from '../../../shared/face/face-reader.ts';
import { eyeLineOf, idealCrop, suggestCrop } from '../../../shared/face/suggested-crop.ts';
import { composeScene, openInstalledModels, type Placement, placedFace } from '../../face-pictures.ts';
import { createSeededRandom } from '../../mutated-picture.ts';

const size = { widthPx: 640, heightPx: 480 };
const settings = { headShare: 0.6, headroom: 0.12 };
const placements = 240;
const stills = 300;

let models: Awaited<ReturnType<typeof openInstalledModels>>;
beforeAll(async () => {
  models = await openInstalledModels();
});

/** Anywhere in the picture where a whole head is, of any size that is worth a photo, tilted by up to 24°. */
function anywhere(random: () => number): Placement {
  const eyeGapPx = 22 + random() * 50;
  const headPx = 3.42 * eyeGapPx;
  return {
    eyesXPx: headPx * 0.5 + random() * (size.widthPx - headPx),
    eyesYPx: headPx * 0.62 + random() * (size.heightPx - headPx * 1.15),
    eyeGapPx,
    rollDeg: (random() * 2 - 1) * 24,
  };
}

interface Measured {
  readonly offLevelDeg: number;
  /** Relative to the setting. */
  readonly offSize: number;
  readonly offEyeLine: number;
  readonly isWhole: boolean;
  readonly isInside: boolean;
  /** The crop that the settings ask for lies within the picture. */
  readonly hasRoom: boolean;
}

async function measure(placement: Placement, ground: number): Promise<Measured> {
  const reading = await readStill(models, await composeScene({ size, portraits: [placement], ground }));
  const { crop } = suggestCrop(reading.face, size, settings);
  const { eyeMidpoint, chin } = placedFace(placement);
  const headHeightPx = 2 * Math.hypot(chin.x - eyeMidpoint.x, chin.y - eyeMidpoint.y);
  const isWithin = ({ x, y }: { x: number; y: number }) =>
    x >= -0.01 && y >= -0.01 && x <= size.widthPx + 0.01 && y <= size.heightPx + 0.01;
  const eyes = captureToPhoto(crop, eyeMidpoint);
  const head = headHeightPx / crop.edgePx;
  return {
    offLevelDeg: Math.abs(placement.rollDeg + crop.rotationDeg),
    offSize: Math.abs(head / settings.headShare - 1),
    offEyeLine: Math.abs(eyes.v - eyeLineOf(settings)),
    isWhole: eyes.v >= head / 2 && eyes.v + head / 2 <= 1 && Math.abs(eyes.u - 0.5) + head * 0.36 <= 0.5,
    isInside: cropCorners(crop).every(isWithin),
    hasRoom: cropCorners(idealCrop({ eyeMidpoint, headHeightPx, rollDeg: placement.rollDeg }, settings)).every(
      isWithin,
    ),
  };
}

const share = (all: readonly Measured[], is: (one: Measured) => boolean) => all.filter(is).length / all.length;

describe('the suggested crop, on random placements of a face', () => {
  test(`is level, of the right size, whole and inside; ${stills} stills leave no tensor behind`, async () => {
    const random = createSeededRandom(7);
    const tensorsBefore = models.tensorCount();
    const all: Measured[] = [];
    for (let index = 0; index < placements; index++) all.push(await measure(anywhere(random), 120 + random() * 100));
    const roomy = all.filter(({ hasRoom }) => hasRoom);
    const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
    console.log(
      [
        `${placements} placements, ${roomy.length} with room for the crop that the settings ask for`,
        `with room: level within 2° ${percent(share(roomy, ({ offLevelDeg }) => offLevelDeg < 2))}, size within 5 % ${percent(share(roomy, ({ offSize }) => offSize <= 0.05))}, eye line within 2 % ${percent(share(roomy, ({ offEyeLine }) => offEyeLine <= 0.02))}`,
        `all: head whole ${percent(share(all, ({ isWhole }) => isWhole))}, level within 2° ${percent(share(all, ({ offLevelDeg }) => offLevelDeg < 2))}, size within 5 % ${percent(share(all, ({ offSize }) => offSize <= 0.05))}`,
      ].join('\n'),
    );

    expect(roomy.length).toBeGreaterThan(60);
    expect(share(roomy, ({ offLevelDeg }) => offLevelDeg < 2)).toBe(1);
    expect(share(roomy, ({ offSize }) => offSize <= 0.05)).toBeGreaterThan(0.97);
    expect(share(roomy, ({ offEyeLine }) => offEyeLine <= 0.02)).toBeGreaterThan(0.97);
    expect(share(all, ({ isInside }) => isInside)).toBe(1);
    expect(share(all, ({ isWhole }) => isWhole)).toBeGreaterThan(0.99);
    // Measured: 176 to 189 of 200 (reference of issue 10).
    expect(share(all, ({ offSize }) => offSize <= 0.05)).toBeGreaterThan(0.88);

    const empty = await composeScene({ size: { widthPx: 160, heightPx: 120 }, portraits: [] });
    for (let index = placements; index < stills; index++) await readStill(models, empty);
    expect(models.tensorCount()).toBe(tensorsBefore);
  }, 900_000);

  test('a tracked face is found where a still finds it', async () => {
    const tracker = createFaceTracker(models);
    for (let frame = 0; frame < 12; frame++) {
      const placement = { eyesXPx: 250 + frame * 4, eyesYPx: 200, eyeGapPx: 45, rollDeg: frame };
      const { face } = await tracker.read(await composeScene({ size, portraits: [placement] }), frame * 50);
      expect(Math.hypot((face?.eyeMidpoint.x ?? 0) - placement.eyesXPx, (face?.eyeMidpoint.y ?? 0) - 200)).toBeLessThan(
        3,
      );
      expect(Math.abs((face?.rollDeg ?? 90) - placement.rollDeg)).toBeLessThan(2);
    }
  });

  test('a tracked face that leaves is gone, and the next one is found', async () => {
    const tracker = createFaceTracker(models);
    const stands = await composeScene({ size, portraits: [{ eyesXPx: 300, eyesYPx: 200, eyeGapPx: 45, rollDeg: 0 }] });
    const empty = await composeScene({ size, portraits: [] });
    expect((await tracker.read(stands, 0)).faceCount).toBe(1);
    expect((await tracker.read(empty, 50)).faceCount).toBe(0);
    expect((await tracker.read(stands, 100)).faceCount).toBe(1);
  });

  test('a second person is noticed while the first one is tracked, and forgotten when gone', async () => {
    const tracker = createFaceTracker(models);
    const one = { eyesXPx: 180, eyesYPx: 200, eyeGapPx: 45, rollDeg: 0, isCutOut: true };
    const alone = await composeScene({ size, portraits: [one] });
    const both = await composeScene({ size, portraits: [one, { ...one, eyesXPx: 470 }] });
    const counts: number[] = [];
    for (let frame = 0; frame < 18; frame++) {
      const picture = frame < 6 || frame > 11 ? alone : both;
      counts.push((await tracker.read(picture, frame * 50)).faceCount);
    }
    expect(counts.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(counts[11]).toBe(2);
    expect(counts[17]).toBe(1);
  });
});
