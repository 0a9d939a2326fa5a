import { beforeAll, describe, expect, test } from 'vitest';
import { createFaceTracker, readStill } from '../../../shared/face/face-reader.ts';
import { suggestCrop } from '../../../shared/face/suggested-crop.ts';
import { composeScene, openInstalledModels, type Placement } from '../../face-pictures.ts';
import { createSeededRandom } from '../../mutated-picture.ts';
import { type CropError, cropErrorOf, placeAnywhere, placedSize, shareOf } from '../../placed-faces.ts';

const size = placedSize;
const settings = { headShare: 0.6, headroom: 0.12 };
/** `npm test` looks at the first of them, `npm run test:whole` at all. */
const isWhole = process.env.KIOSK_TESTS === 'whole';
const placements = isWhole ? 240 : 40;
const stills = isWhole ? 300 : 40;

let models: Awaited<ReturnType<typeof openInstalledModels>>;
beforeAll(async () => {
  models = await openInstalledModels();
});

async function measure(placement: Placement, ground: number): Promise<CropError> {
  const reading = await readStill(models, await composeScene({ size, portraits: [placement], ground }));
  return cropErrorOf(suggestCrop(reading.face, size, settings).crop, placement, settings);
}

describe('the suggested crop, on random placements of a face', () => {
  test(`is level, of the right size, whole and inside; ${stills} stills leave no tensor behind`, async () => {
    const random = createSeededRandom(7);
    const tensorsBefore = models.tensorCount();
    const all: CropError[] = [];
    for (let index = 0; index < placements; index++)
      all.push(await measure(placeAnywhere(random), 120 + random() * 100));
    const roomy = all.filter(({ hasRoom }) => hasRoom);
    const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
    console.log(
      [
        `${placements} placements, ${roomy.length} with room for the crop that the settings ask for`,
        `with room: level within 2° ${percent(shareOf(roomy, ({ offLevelDeg }) => offLevelDeg < 2))}, size within 5 % ${percent(shareOf(roomy, ({ offSize }) => offSize <= 0.05))}, eye line within 2 % ${percent(shareOf(roomy, ({ offEyeLine }) => offEyeLine <= 0.02))}`,
        `all: head whole ${percent(shareOf(all, ({ isWhole }) => isWhole))}, level within 2° ${percent(shareOf(all, ({ offLevelDeg }) => offLevelDeg < 2))}, size within 5 % ${percent(shareOf(all, ({ offSize }) => offSize <= 0.05))}`,
      ].join('\n'),
    );

    expect(roomy.length).toBeGreaterThan(placements / 4);
    expect(shareOf(roomy, ({ offLevelDeg }) => offLevelDeg < 2)).toBe(1);
    expect(shareOf(roomy, ({ offSize }) => offSize <= 0.05)).toBeGreaterThan(0.97);
    expect(shareOf(roomy, ({ offEyeLine }) => offEyeLine <= 0.02)).toBeGreaterThan(0.97);
    expect(shareOf(all, ({ isInside }) => isInside)).toBe(1);
    expect(shareOf(all, ({ isWhole }) => isWhole)).toBeGreaterThan(0.99);
    // Measured: 176 to 189 of 200 (reference of issue 10).
    expect(shareOf(all, ({ offSize }) => offSize <= 0.05)).toBeGreaterThan(0.88);

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
