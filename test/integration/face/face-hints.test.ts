import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseBest } from '../../../shared/face/burst-choice.ts';
import { readStill } from '../../../shared/face/face-reader.ts';
import type { FaceReading } from '../../../shared/face/face-reading.ts';
import { type FaceHint, lacksLight } from '../../../shared/face/face-rules.ts';
import { createHintChooser } from '../../../shared/face/hint-chooser.ts';
import { judgePhoto, type PhotoFault } from '../../../shared/face/photo-verdict.ts';
import type { Pixels } from '../../../shared/face/pixels.ts';
import { suggestCrop } from '../../../shared/face/suggested-crop.ts';
import { composeScene, openInstalledModels, type Placement, readFixture, type Scene } from '../../face-pictures.ts';

const size = { widthPx: 640, heightPx: 360 };
const settings = { headShare: 0.6, headroom: 0.12 };
/** As if the capture were 1280 pixels wide, for a photo of 324: half of both. */
const outputEdgePx = 324;

function standing(change: Partial<Placement> = {}): Placement {
  return { eyesXPx: 320, eyesYPx: 150, eyeGapPx: 48, rollDeg: 0, ...change };
}
const scene = (placement: Partial<Placement>, light: Partial<Scene> = {}): Promise<Pixels> =>
  composeScene({ size, portraits: [standing(placement)], ...light });

interface Row {
  readonly name: string;
  readonly picture: () => Promise<Pixels>;
  readonly hint: FaceHint;
  readonly faults: readonly PhotoFault[];
  /** A bright screen would help. */
  readonly lacksLight?: true;
}

/** What a camera may show, the one thing to say then, and what a photo of it lacks. */
const rows: readonly Row[] = [
  { name: 'centred', picture: () => scene({}), hint: 'good', faults: [] },
  { name: 'the portrait as it is', picture: () => readFixture('astronaut.png'), hint: 'good', faults: [] },
  { name: 'at the left', picture: () => scene({ eyesXPx: 150 }), hint: 'move-to-your-left', faults: [] },
  { name: 'at the right', picture: () => scene({ eyesXPx: 490 }), hint: 'move-to-your-right', faults: [] },
  { name: 'near', picture: () => scene({ eyeGapPx: 95 }), hint: 'step-back', faults: [] },
  { name: 'head out of the top', picture: () => scene({ eyesYPx: 60 }), hint: 'step-back', faults: [] },
  { name: 'far', picture: () => scene({ eyeGapPx: 22 }), hint: 'come-closer', faults: ['too-small'] },
  { name: 'rolled by 20°', picture: () => scene({ rollDeg: 20 }), hint: 'hold-head-straight', faults: [] },
  { name: 'rolled by -20°', picture: () => scene({ rollDeg: -20 }), hint: 'hold-head-straight', faults: [] },
  {
    name: 'dark',
    picture: () => scene({}, { gain: 0.25 }),
    hint: 'more-light',
    faults: ['too-dark'],
    lacksLight: true,
  },
  { name: 'overexposed', picture: () => scene({}, { gain: 2.2 }), hint: 'too-bright', faults: [] },
  {
    name: 'backlit',
    picture: () => scene({ isCutOut: true }, { ground: 255, faceGain: 0.3 }),
    hint: 'light-behind',
    faults: [],
    lacksLight: true,
  },
  { name: 'blurred', picture: () => scene({}, { blurPx: 3 }), hint: 'hold-still', faults: ['blurred'] },
  {
    name: 'eyes closed',
    picture: () => scene({}, { areEyesClosed: true }),
    // People blink: live it is no reason to say anything.
    hint: 'good',
    faults: ['eyes-closed'],
  },
  {
    name: 'two faces',
    picture: () => {
      const portraits = [180, 460].map((eyesXPx) => standing({ eyesXPx, eyeGapPx: 40, isCutOut: true }));
      return composeScene({ size, portraits });
    },
    hint: 'one-person',
    faults: ['several-faces'],
  },
  { name: 'nobody', picture: () => composeScene({ size, portraits: [] }), hint: 'no-face', faults: ['no-face'] },
  { name: 'a cat', picture: () => readFixture('chelsea.png'), hint: 'no-face', faults: ['no-face'] },
  { name: 'a cup', picture: () => readFixture('coffee.png'), hint: 'no-face', faults: ['no-face'] },
  {
    name: 'black',
    picture: () => composeScene({ size, portraits: [], gain: 0.02 }),
    hint: 'more-light',
    faults: ['no-face', 'too-dark'],
  },
  // The naive rules (face below 60, face half as bright as its ground) would fire here: dark skin in good light.
  { name: 'a face at 0.4 of its light', picture: () => scene({}, { faceGain: 0.4 }), hint: 'good', faults: [] },
  { name: 'a face at 0.32 of its light', picture: () => scene({}, { faceGain: 0.32 }), hint: 'good', faults: [] },
  {
    name: 'the same before a bright wall',
    picture: () => scene({ isCutOut: true }, { ground: 240, faceGain: 0.4 }),
    hint: 'good',
    faults: [],
  },
];

let models: Awaited<ReturnType<typeof openInstalledModels>>;
const printed: string[] = [];

beforeAll(async () => {
  models = await openInstalledModels();
});
afterAll(() =>
  console.log(`\n${['picture                        hint                 faults', ...printed].join('\n')}\n`),
);

describe('in front of the camera', () => {
  test.each(rows)('$name: $hint', async ({ name, picture, hint, faults, lacksLight: isDark = false }) => {
    const reading = await readStill(models, await picture());
    const said = createHintChooser(settings).next(reading, 0);
    const { crop } = suggestCrop(reading.face, reading.size, settings);
    const found = judgePhoto(reading, crop, outputEdgePx);
    printed.push(`${name.padEnd(30)} ${said.padEnd(20)} ${found.join(', ')}`);
    expect(said).toBe(hint);
    expect(found).toEqual(faults);
    expect(lacksLight(reading)).toBe(isDark);
  });

  test('the best of a burst is the one with open eyes that is sharp', async () => {
    const burst = [scene({}, { areEyesClosed: true }), scene({}, { blurPx: 3 }), scene({}), scene({ rollDeg: 3 })];
    const readings: FaceReading[] = [];
    for (const picture of burst) readings.push(await readStill(models, await picture));
    const best = chooseBest(readings.slice(0, 3));
    printed.push(`of a burst (eyes closed, blurred, good) the best is number ${best + 1}`);
    expect(best).toBe(2);
    expect(chooseBest([readings[0], readings[1], readings[3]].filter((reading) => reading !== undefined))).toBe(2);
  });

  test('the lids of a face that looks are measured as open', async () => {
    const { face } = await readStill(models, await scene({}));
    expect(face?.eyeOpenness).toBeGreaterThan(0.2);
  });
});
