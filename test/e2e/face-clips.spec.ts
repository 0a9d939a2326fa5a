import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { chooseBest } from '../../shared/face/burst-choice.ts';
import type { FaceHint } from '../../shared/face/face-rules.ts';
import type { Pixels } from '../../shared/face/pixels.ts';
import { composeScene, type Placement, readFixture, type Scene } from '../face-pictures.ts';
import type { Clip, ClipPlayer } from './harness/clip-player.ts';
import { type HarnessServer, startHarness } from './harness/harness-server.ts';
import { onlyInWhole } from './in-whole.ts';

/**
 * What a camera may show, as clips through the product's own worker in a real browser, and the one thing that is said then.
 * A camera that freezes sends no frames to look at: `camera-recovery.test.ts`.
 */
let server: HarnessServer;
test.beforeAll(async () => {
  server = await startHarness();
});
test.afterAll(() => server.close());

const size = { widthPx: 640, heightPx: 360 };
const settings = { headShare: 0.6, headroom: 0.12 };
/** As slow a camera as still shows movement; long enough for a hint to be taken back and another to come. */
const frameMs = 125;
const movingFrames = 18;

const standing = (change: Partial<Placement> = {}): Placement => ({
  eyesXPx: 320,
  eyesYPx: 150,
  eyeGapPx: 48,
  rollDeg: 0,
  ...change,
});
const scene = (change: Partial<Placement>, light: Partial<Scene> = {}): Promise<Pixels> =>
  composeScene({ size, portraits: [standing(change)], ...light });
/** Somebody who stands still: a few frames of the same. */
const still = async (picture: Promise<Pixels>) => {
  const same = await picture;
  return [same, same, same];
};
const moving = (placement: (part: number) => Partial<Placement>) =>
  Promise.all(Array.from({ length: movingFrames }, (_, index) => scene(placement(index / (movingFrames - 1)))));
const two = [180, 460].map((eyesXPx) => standing({ eyesXPx, eyeGapPx: 40, isCutOut: true }));

const clips: readonly { readonly name: string; readonly frames: () => Promise<Pixels[]>; readonly end: FaceHint }[] = [
  { name: 'centred', frames: () => still(scene({})), end: 'good' },
  { name: 'at the left', frames: () => still(scene({ eyesXPx: 150 })), end: 'move-to-your-left' },
  { name: 'at the right', frames: () => still(scene({ eyesXPx: 490 })), end: 'move-to-your-right' },
  { name: 'near', frames: () => still(scene({ eyeGapPx: 95 })), end: 'step-back' },
  { name: 'far', frames: () => still(scene({ eyeGapPx: 22 })), end: 'come-closer' },
  { name: 'rolled by 20°', frames: () => still(scene({ rollDeg: 20 })), end: 'hold-head-straight' },
  { name: 'rolled by -20°', frames: () => still(scene({ rollDeg: -20 })), end: 'hold-head-straight' },
  { name: 'dark', frames: () => still(scene({}, { gain: 0.25 })), end: 'more-light' },
  { name: 'overexposed', frames: () => still(scene({}, { gain: 2.2 })), end: 'too-bright' },
  {
    name: 'backlit',
    frames: () => still(scene({ isCutOut: true }, { ground: 255, faceGain: 0.3 })),
    end: 'light-behind',
  },
  { name: 'blurred', frames: () => still(scene({}, { blurPx: 3 })), end: 'hold-still' },
  { name: 'two faces', frames: () => still(composeScene({ size, portraits: two })), end: 'one-person' },
  { name: 'nobody', frames: () => still(composeScene({ size, portraits: [] })), end: 'no-face' },
  { name: 'a cat', frames: () => still(readFixture('chelsea.png')), end: 'no-face' },
  { name: 'black', frames: () => still(composeScene({ size, portraits: [], gain: 0.02 })), end: 'more-light' },
  {
    name: 'moving to and fro',
    frames: () => moving((part) => ({ eyesXPx: 320 + 80 * (1 - 4 * Math.abs(part - 0.5)) })),
    end: 'hold-still',
  },
  {
    name: 'a step to the middle',
    frames: () => moving((part) => ({ eyesXPx: 320 - 170 * Math.max(0, 1 - 4 * part) })),
    end: 'good',
  },
];

const png = async ({ data, widthPx: width, heightPx: height }: Pixels) =>
  (
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toBuffer()
  ).toString('base64');

type Window = { readonly clipPlayer: ClipPlayer };
const play = (page: Page, clip: Clip) =>
  page.evaluate(([one, wanted]) => (window as unknown as Window).clipPlayer.play(one, wanted), [
    clip,
    settings,
  ] as const);

test('each clip has its one hint, and of a burst the best is kept', onlyInWhole, async ({ page }) => {
  await page.goto(`${server.url}face.html`);
  const rows = ['clip                           first                last'];
  const wrong: string[] = [];
  for (const { name, frames, end } of clips) {
    const hints = await play(page, { pictures: await Promise.all((await frames()).map(png)), frameMs });
    rows.push(`${name.padEnd(30)} ${(hints[0] ?? '').padEnd(20)} ${hints.at(-1)}`);
    if (hints.at(-1) !== end) wrong.push(`${name}: expected ${end}, actual ${hints.join(' ')}`);
  }
  const shots = await Promise.all([scene({}, { areEyesClosed: true }), scene({}, { blurPx: 3 }), scene({})]);
  const burst = await Promise.all(shots.map(png));
  const readings = await page.evaluate((one) => (window as unknown as Window).clipPlayer.readStills(one), burst);
  rows.push(`of a burst (eyes closed, blurred, good) the best is number ${chooseBest(readings) + 1}`);
  console.log(`\n${rows.join('\n')}\n`);
  expect(wrong).toEqual([]);
  expect(chooseBest(readings)).toBe(2);
});
