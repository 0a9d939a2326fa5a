import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makePhoto } from '../../../electron/photo/make-photo.ts';
import { openPicture } from '../../../electron/photo/open-picture.ts';
import { pictureFailure } from '../../../electron/photo/picture-failure.ts';
import { readTiff } from '../../../electron/photo/tiff-pictures.ts';
import { bmpOf } from '../../bmp-file.ts';
import { patchColours } from '../../cicp-png.ts';
import { type TiffDirectory, tiffOf } from '../../tiff-file.ts';
import { expectNear } from './near-colours.ts';

const fixture = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../fixtures', name));
const report = (name: string) => fixture(`reports/${name}`);
const failureOf = (bytes: Uint8Array) =>
  openPicture(sharp, bytes).then(
    () => undefined,
    (cause: unknown) => pictureFailure(cause, bytes),
  );

/** The colours near the four corners. */
async function corners(picture: Uint8Array): Promise<number[][]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const [left, right, top, bottom] = [10, info.width - 10, 10, info.height - 10];
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ].map(([x = 0, y = 0]) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]);
}

const drawn = [
  [220, 60, 40],
  [40, 160, 60],
  [40, 70, 200],
  [230, 200, 50],
];

describe('pictures of public reports', () => {
  test('a BMP, a JPEG without its end and a raw file with a preview are the pictures that they are', async () => {
    for (const [name, widthPx, heightPx] of [
      ['h03-small.bmp', 200, 150],
      ['j01-no-eoi.jpg', 400, 300],
      ['t11-phone-raw.dng', 240, 180],
    ] as const) {
      const opened = await openPicture(sharp, report(name));
      expect(opened, name).toMatchObject({ widthPx, heightPx });
      expectNear(await corners(opened.capture), drawn, 4);
    }
  });

  test('HEIC is named, without a decoder’s words', async () => {
    expect(await failureOf(report('h01-iphone.heic'))).toEqual({
      code: 'picture-unreadable',
      detail: { expected: 'a picture in JPEG, PNG, WebP, AVIF, GIF, TIFF, BMP', actual: 'HEIC', format: 'heic' },
    });
  });

  // What Chromium 156 draws; test/e2e/picture-colours.spec.ts compares with the one that is installed.
  test('Display P3 and HDR told by code points look as Chromium draws them', async () => {
    const p3 = await openPicture(sharp, report('p05-cicp-p3.png'));
    expectNear(
      await corners(p3.capture),
      [
        [239, 35, 17],
        [0, 163, 40],
        [29, 71, 208],
        [236, 199, 0],
      ],
      3,
    );
    const hdr = await openPicture(sharp, report('v10-hdr-pq.avif'));
    expectNear(
      await corners(hdr.capture),
      [
        [161, 41, 27],
        [26, 116, 41],
        [26, 49, 146],
        [170, 146, 35],
      ],
      4,
    );
  });
});

const red = [200, 30, 30] as const;
const blue = [30, 30, 200] as const;
const size = (widthPx: number, heightPx: number) => ({ widthPx, heightPx });
const preview: TiffDirectory = { ...size(80, 60), colour: red };

describe('the largest picture of a file is the picture', () => {
  test.each<[string, TiffDirectory[], readonly [number, number, readonly number[]]]>([
    ['a later page', [preview, { ...size(200, 150), colour: blue }], [200, 150, blue]],
    ['the first of equal pages', [preview, { ...preview, colour: blue }], [80, 60, red]],
    [
      'a sub-image',
      [
        {
          ...preview,
          subImages: [
            { ...size(100, 80), colour: red },
            { ...size(240, 180), colour: blue },
          ],
        },
      ],
      [240, 180, blue],
    ],
    [
      'a sub-image of a later page',
      [preview, { ...preview, subImages: [{ ...size(240, 180), colour: blue }] }],
      [240, 180, blue],
    ],
    [
      'never a mask',
      [
        {
          ...preview,
          subImages: [
            { ...size(240, 180), colour: blue, photometric: 4 },
            { ...size(300, 200), colour: blue, subfileType: 4 },
          ],
        },
      ],
      [80, 60, red],
    ],
    [
      'never sensor data',
      [{ ...preview, subImages: [{ ...size(240, 180), colour: blue, photometric: 32_803 }] }],
      [80, 60, red],
    ],
    [
      'turned as the whole file is',
      [{ ...preview, orientation: 6, subImages: [{ ...size(240, 180), colour: blue }] }],
      [180, 240, blue],
    ],
    ['turned once', [{ ...preview, orientation: 6 }], [60, 80, red]],
  ])('%s', async (_name, pages, [widthPx, heightPx, colour]) => {
    const opened = await openPicture(sharp, tiffOf(pages));
    expect(opened).toMatchObject({ widthPx, heightPx });
    expectNear(await patchColours(opened.capture, 1), [[...colour]], 4);
  });

  test.each(['strip', 'tags'] as const)('a JPEG in a raw file (%s)', async (how) => {
    const bytes = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#1e1ec8' } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const jpeg = { ...size(320, 240), colour: red, photometric: 6, jpeg: { bytes, how } } as const;
    for (const file of [tiffOf([preview, jpeg]), tiffOf([{ ...preview, orientation: 8, subImages: [jpeg] }])]) {
      const opened = await openPicture(sharp, file);
      expect(Math.max(opened.widthPx, opened.heightPx)).toBe(320);
      expectNear(await patchColours(opened.capture, 1), [[30, 30, 200]], 5);
    }
  });

  test('a raw file with nothing but sensor data is named', async () => {
    const sensor = tiffOf([{ ...size(240, 180), colour: red, photometric: 32_803 }]);
    expect(await failureOf(sensor)).toMatchObject({ detail: { format: 'raw' } });
  });

  test('directories that go in a circle, lead nowhere or never end are looked at a bounded number of times', () => {
    const circle = tiffOf([preview, preview]);
    const secondAt = readTiff(circle).pictures.length;
    expect(secondAt).toBe(2);
    const first = circle.readUInt32LE(4);
    const count = circle.readUInt16LE(first);
    for (const next of [first, 2 ** 32 - 1, 3]) {
      circle.writeUInt32LE(next, first + 2 + count * 12);
      expect(readTiff(circle).pictures.length).toBe(1);
    }
    expect(readTiff(tiffOf(Array.from({ length: 500 }, () => ({ ...size(1, 1), colour: red })))).pictures.length).toBe(
      64,
    );
    for (let end = 0; end < circle.byteLength; end += 97) readTiff(circle.subarray(0, end));
  });
});

describe('a JPEG that lost its last bytes', () => {
  const whole = () => sharp(fixture('astronaut.png')).jpeg({ quality: 90 }).toBuffer();
  const above = { centreXPx: 256, centreYPx: 200, edgePx: 360, rotationDeg: 0 };
  const order = { crop: above, outputEdgePx: 200, quality: 90, isProgressive: false };

  test.each([1, 2, 3, 10, 500, 3000])('%i of them: the photo is the same where the crop is whole', async (missing) => {
    const jpeg = await whole();
    const cut = jpeg.subarray(0, jpeg.byteLength - missing);
    expect(await makePhoto(sharp, { ...order, capture: cut })).toEqual(
      await makePhoto(sharp, { ...order, capture: jpeg }),
    );
    const opened = await openPicture(sharp, cut);
    expect(opened.widthPx).toBe(512);
    expect(opened.heightPx).toBeGreaterThanOrEqual(missing <= 2 ? 512 : 384);
    const rows = sharp(jpeg).extract({ left: 0, top: 0, width: 512, height: opened.heightPx });
    const [a, b] = [await rows.raw().toBuffer(), await sharp(opened.capture).raw().toBuffer()];
    expect(a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length).toBeLessThan(3);
  });

  test('a crop that reaches what is missing is refused: no grey is sent as a face', async () => {
    const jpeg = await whole();
    const cut = jpeg.subarray(0, jpeg.byteLength - 3000);
    const below = { ...above, centreYPx: 332 };
    await expect(makePhoto(sharp, { ...order, crop: below, capture: cut })).rejects.toThrow();
    const half = jpeg.subarray(0, jpeg.byteLength / 2);
    expect(await failureOf(half)).toMatchObject({
      detail: { expected: 'a whole picture', actual: 'JPEG, damaged or cut off', format: 'jpeg' },
    });
  });

  test('turned by its EXIF, it is the rows of the sensor that are whole', async () => {
    const turned = await sharp(fixture('astronaut.png'))
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 90 })
      .toBuffer();
    const opened = await openPicture(sharp, turned.subarray(0, turned.byteLength - 500));
    expect(opened.heightPx).toBe(512);
    expect(opened.widthPx).toBeGreaterThanOrEqual(448);
    expect(opened.widthPx).toBeLessThan(512);
  });
});

test('a BMP is turned into the photo like any other picture', async () => {
  const rows = Array.from({ length: 100 }, () => Array.from({ length: 120 }, () => red));
  const capture = bmpOf(rows, {
    bits: 32,
    compression: 'fields',
    masks: [0xff, 0xff00, 0xff0000, 0xff000000],
    headerBytes: 124,
  });
  const crop = { centreXPx: 60, centreYPx: 50, edgePx: 80, rotationDeg: 10 };
  const photo = await makePhoto(sharp, { capture, crop, outputEdgePx: 64, quality: 95, isProgressive: false });
  expectNear(await patchColours(photo, 1), [[...red]], 4);
});
