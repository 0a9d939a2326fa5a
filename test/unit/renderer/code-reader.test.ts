import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type CodeFormat,
  frameWithCode,
  type HeldCode,
  openInstalledCodeReader,
  pixelsOf,
} from '../../rendered-code.ts';

let read: Awaited<ReturnType<typeof openInstalledCodeReader>>;
beforeAll(async () => {
  read = await openInstalledCodeReader();
});

/** A text as badges carry it, and what is read of it where that is less. */
interface Sample {
  readonly format: CodeFormat;
  readonly text: string;
  readonly expected?: string;
}

const linear: readonly Sample[] = [
  { format: 'Code128', text: '10041' },
  { format: 'Code128', text: 'EMP-0010041' },
  { format: 'Code39', text: 'AB-10041' },
  { format: 'Code93', text: '10041' },
  { format: 'Codabar', text: 'A10041B', expected: '10041' },
  { format: 'ITF', text: '00010041' },
  { format: 'EAN13', text: '4006381333931' },
  { format: 'EAN8', text: '96385074' },
];
const matrix: readonly Sample[] = [
  { format: 'QRCode', text: '10041' },
  { format: 'QRCode', text: '田中 葵' },
  { format: 'DataMatrix', text: '10041' },
  { format: 'Aztec', text: '10041' },
  { format: 'PDF417', text: '10041' },
];

/** Sizes, turns, blur and light as hands and rooms have them; the frame is 1280 wide. */
const held: readonly HeldCode[] = [
  { modulePx: 2 },
  { modulePx: 5, rotationDeg: 180 },
  { modulePx: 3, rotationDeg: 90 },
  { modulePx: 4, blurPx: 1.2 },
  { modulePx: 3, light: 0.3, rotationDeg: -15 },
];

/** What is not read as it should be, and how it was held. */
async function missed({ format, text, expected = text }: Sample, isLinear: boolean): Promise<unknown[]> {
  const misses: unknown[] = [];
  for (const way of held) {
    // A stack of short rows bears less.
    const tilt = format === 'PDF417' && way.rotationDeg === -15 ? { rotationDeg: -5 } : {};
    const code = await read(await frameWithCode(format, text, { ...way, ...tilt }));
    if (code?.text !== expected || code.isLinear !== isLinear) misses.push({ ...way, read: code });
  }
  return misses;
}

describe('a code in a frame of the camera is read at several sizes and turns, out of focus and in the dark', () => {
  test.each(linear)('$format $text', async (sample) => expect(await missed(sample, true)).toEqual([]));
  test.each(matrix)('$format $text', async (sample) => expect(await missed(sample, false)).toEqual([]));
});

test('nothing is read of people, cats, cups and stripes', async () => {
  for (const name of ['astronaut', 'chelsea', 'coffee']) {
    const file = fileURLToPath(new URL(`../../fixtures/${name}.png`, import.meta.url));
    expect(await read(await pixelsOf(sharp(file).resize(1280, 720, { fit: 'cover' }))), name).toBeUndefined();
  }
  const stripes = Buffer.alloc(1280 * 720, 255).map((_, index) => (Math.floor((index % 1280) / 6) % 2) * 200 + 30);
  const raw = { width: 1280, height: 720, channels: 1 as const };
  expect(await read(await pixelsOf(sharp(stripes, { raw }).toColourspace('srgb'))), 'stripes').toBeUndefined();
});
