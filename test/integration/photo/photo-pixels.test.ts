import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { makePhoto } from '../../../electron/photo/make-photo.ts';
import type { Crop, SizePx } from '../../../shared/crop.ts';
import {
  definedPhoto,
  type ExifOrientation,
  exifOrientations,
  meanDifference,
  type PixelGrid,
  storeOriented,
} from '../../defined-photo.ts';
import { composePortraitFrame } from '../../portrait-clip.ts';

/** Mean difference of result and definition, of 255 (seen: up to 3.0, from sharper scaling). Wrong crops: over twice that. */
const boundDifference = 5;
const outputEdgePx = 120;

/** The same crops in every run; any others must pass as well (a linear congruential generator, Numerical Recipes). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function sampleCrop(random: () => number, rotationDeg: number): Crop {
  const edgePx = 200 + 240 * random();
  return { centreXPx: 540 + 120 * random(), centreYPx: 320 + 60 * random(), edgePx, rotationDeg };
}

async function asStored(upright: PixelGrid, orientation: ExifOrientation, format: 'png' | 'jpeg'): Promise<Uint8Array> {
  const { data, widthPx, heightPx } = storeOriented(upright, orientation);
  const picture = sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } }).withMetadata({ orientation });
  return format === 'png'
    ? picture.png({ compressionLevel: 1 }).toBuffer()
    : picture.jpeg({ quality: 98, chromaSubsampling: '4:4:4' }).toBuffer();
}

async function photoPixels(capture: Uint8Array, crop: Crop): Promise<Uint8Array> {
  const photo = await makePhoto(sharp, { capture, crop, outputEdgePx, quality: 98, isProgressive: false });
  return sharp(photo).raw().toBuffer();
}

describe('the photo shows the crop', () => {
  let frame: PixelGrid;
  beforeAll(async () => {
    frame = await composePortraitFrame();
  });

  test.each(exifOrientations)(
    'as it was defined, whatever the rotation, with EXIF orientation %i',
    async (orientation) => {
      const random = numbersFrom(orientation);
      const rotations = [0, 90, -180, -90, 7.3, -15, 97, 165 * random()];
      // Defined once for both formats: that is most of the work.
      const defined = rotations.map((rotationDeg) => {
        const crop = sampleCrop(random, rotationDeg);
        return { crop, photo: definedPhoto(frame, crop, outputEdgePx) };
      });
      for (const format of ['png', 'jpeg'] as const) {
        const capture = await asStored(frame, orientation, format);
        for (const { crop, photo } of defined) {
          const difference = meanDifference(await photoPixels(capture, crop), photo);
          expect(difference, JSON.stringify({ format, crop })).toBeLessThan(boundDifference);
        }
      }
    },
  );

  test('and a crop that is a little wrong would be noticed', async () => {
    const capture = await asStored(frame, 6, 'png');
    const random = numbersFrom(99);
    for (const rotationDeg of [0, 90, 10]) {
      const crop = sampleCrop(random, rotationDeg);
      const actual = await photoPixels(capture, crop);
      const threePixels = (3 * crop.edgePx) / outputEdgePx;
      const wrong: Record<string, Crop> = {
        'moved right': { ...crop, centreXPx: crop.centreXPx + threePixels },
        'moved down': { ...crop, centreYPx: crop.centreYPx + threePixels },
        'too large': { ...crop, edgePx: crop.edgePx * 1.06 },
        'turned too far': { ...crop, rotationDeg: rotationDeg + 3 },
        'turned by a quarter': { ...crop, rotationDeg: rotationDeg + 90 },
        'turned the other way': { ...crop, rotationDeg: rotationDeg === 0 ? 180 : -rotationDeg },
      };
      for (const [name, other] of Object.entries(wrong)) {
        const difference = meanDifference(actual, definedPhoto(frame, other, outputEdgePx));
        expect(difference, `${name} at ${rotationDeg}`).toBeGreaterThan(2 * boundDifference);
      }
      const mirrored = await sharp(actual, { raw: { width: outputEdgePx, height: outputEdgePx, channels: 3 } })
        .flop()
        .raw()
        .toBuffer();
      const difference = meanDifference(mirrored, definedPhoto(frame, crop, outputEdgePx));
      expect(difference, 'mirrored').toBeGreaterThan(2 * boundDifference);
    }
  });
});

/** A picture of waves, `periodPx` long across and down, whose every point can be computed. */
interface Waves {
  readonly size: SizePx;
  readonly periodPx: number;
}

function wave(place: number, periodPx: number): number {
  return 127 + 110 * Math.sin((2 * Math.PI * place) / periodPx);
}

async function wavesJpeg({ size, periodPx }: Waves): Promise<Uint8Array> {
  const { widthPx, heightPx } = size;
  const across = Float64Array.from({ length: widthPx }, (_, x) => wave(x + 0.5, periodPx));
  const data = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const down = wave(y + 0.5, periodPx);
    for (let x = 0; x < widthPx; x++) {
      const at = (y * widthPx + x) * 3;
      data[at] = across[x] ?? 0;
      data[at + 1] = down;
      data[at + 2] = 127;
    }
  }
  const raw = { width: widthPx, height: heightPx, channels: 3 as const };
  return sharp(data, { raw }).jpeg({ quality: 97, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** How far the photo's content lies from where it should be around (u, v), in pixels of the photo: the best fit. */
function displacementPx(
  photo: Uint8Array,
  edgePx: number,
  crop: Crop,
  periodPx: number,
  [u, v]: readonly [number, number],
) {
  const theta = (-crop.rotationDeg * Math.PI) / 180;
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const reach = Math.round(edgePx * 0.05);
  const misfitOf = (right: number, down: number): number => {
    let sum = 0;
    for (let j = Math.round(v * edgePx) - reach; j < Math.round(v * edgePx) + reach; j += 4) {
      for (let i = Math.round(u * edgePx) - reach; i < Math.round(u * edgePx) + reach; i += 4) {
        const x = ((i + 0.5 + right) / edgePx - 0.5) * crop.edgePx;
        const y = ((j + 0.5 + down) / edgePx - 0.5) * crop.edgePx;
        const red = wave(crop.centreXPx + x * cos - y * sin, periodPx);
        const green = wave(crop.centreYPx + x * sin + y * cos, periodPx);
        const at = (j * edgePx + i) * 3;
        sum += (red - (photo[at] ?? 0)) ** 2 + (green - (photo[at + 1] ?? 0)) ** 2;
      }
    }
    return sum;
  };
  let best = { right: 0, down: 0 };
  for (let stepPx = 0.6; stepPx > 0.01; stepPx /= 2.5) {
    const tried = [-3, -2, -1, 0, 1, 2, 3].flatMap((row) =>
      [-3, -2, -1, 0, 1, 2, 3].map((column) => {
        const right = best.right + column * stepPx;
        const down = best.down + row * stepPx;
        return { right, down, misfit: misfitOf(right, down) };
      }),
    );
    best = tried.reduce((a, b) => (b.misfit < a.misfit ? b : a));
  }
  return Math.hypot(best.right, best.down);
}

const places = [
  [0.06, 0.06],
  [0.94, 0.06],
  [0.5, 0.5],
  [0.06, 0.94],
  [0.94, 0.94],
] as const;

describe('the photo differs from the preview by less than half a pixel, in its middle and its corners', () => {
  test.each([
    { what: 'enlarged', widthPx: 1280, heightPx: 720, edgePx: 300.3, outputEdgePx: 648 },
    { what: 'about as large', widthPx: 1280, heightPx: 720, edgePx: 700.3, outputEdgePx: 648 },
    { what: 'made half as large', widthPx: 2001, heightPx: 1333, edgePx: 1200.4, outputEdgePx: 648 },
    {
      what: 'shrunk by the JPEG decoder, at an odd size',
      widthPx: 2593,
      heightPx: 2595,
      edgePx: 2592,
      outputEdgePx: 648,
    },
    { what: 'shrunk a lot by the JPEG decoder', widthPx: 4003, heightPx: 3001, edgePx: 2900.7, outputEdgePx: 240 },
  ])('$what', async ({ widthPx, heightPx, edgePx, outputEdgePx: photoEdgePx }) => {
    const periodPx = edgePx / 6;
    const capture = await wavesJpeg({ size: { widthPx, heightPx }, periodPx });
    for (const rotationDeg of [0, 90, -180, -90, 11, -78]) {
      const isLevel = rotationDeg % 90 === 0;
      const crop = {
        centreXPx: Math.min(widthPx - edgePx / 2, widthPx * 0.613),
        centreYPx: heightPx / 2 + (isLevel ? Math.min(3.3, (heightPx - edgePx) / 2) : 0),
        edgePx: isLevel ? edgePx : edgePx / 1.2,
        rotationDeg,
      };
      const order = { capture, crop, outputEdgePx: photoEdgePx, quality: 98, isProgressive: false };
      const photo = await sharp(await makePhoto(sharp, order))
        .raw()
        .toBuffer();
      for (const place of places) {
        const offPx = displacementPx(photo, photoEdgePx, crop, periodPx, place);
        expect(offPx, JSON.stringify({ crop, place })).toBeLessThan(0.5);
      }
    }
  });
});
