import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { makePhoto, photoLimitBytes } from '../../../electron/photo/make-photo.ts';
import { openPicture } from '../../../electron/photo/open-picture.ts';
import { pictureFailure } from '../../../electron/photo/picture-failure.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { jpegSegment, readJpegParts, stuffJpeg } from '../../jpeg-segments.ts';

const allowedMarkers = ['SOI', 'APP0', 'DQT', 'SOF0', 'SOF2', 'DHT', 'DRI', 'SOS', 'EOI'];
const crop = { centreXPx: 100, centreYPx: 80, edgePx: 100, rotationDeg: 0 };
const order = { crop, outputEdgePx: 80, quality: 95, isProgressive: false };
const size = { width: 200, height: 160 };
const red = [220, 60, 40] as const;

function plain(): Sharp {
  return sharp({ create: { ...size, channels: 3, background: { r: red[0], g: red[1], b: red[2] } } });
}

async function twoFrames(): Promise<Sharp> {
  const frames = [await plain().png().toBuffer(), await plain().negate().png().toBuffer()];
  return sharp(frames, { join: { animated: true } });
}

/** The colour in the middle of a picture that is one colour. */
async function middleColour(picture: Uint8Array): Promise<number[]> {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

function expectNearColour(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries())
    expect(Math.abs((actual[index] ?? -1) - value)).toBeLessThanOrEqual(tolerance);
}

async function failureOf(work: Promise<unknown>) {
  return work.then(
    () => undefined,
    (cause: unknown) => pictureFailure(cause),
  );
}

const colourful: Record<string, () => Promise<Uint8Array>> = {
  PNG: () => plain().png().toBuffer(),
  'lossless WebP': () => plain().webp({ lossless: true }).toBuffer(),
  TIFF: () => plain().tiff().toBuffer(),
  AVIF: () => plain().avif({ quality: 90 }).toBuffer(),
  GIF: () => plain().gif().toBuffer(),
  'the first frame of an animated WebP': async () => (await twoFrames()).webp({ lossless: true }).toBuffer(),
  'the first frame of an animated GIF': async () => (await twoFrames()).gif().toBuffer(),
  'a JPEG in Display P3': () => plain().withIccProfile('p3').jpeg({ quality: 98 }).toBuffer(),
  'a PNG in Display P3': () => plain().withIccProfile('p3').png().toBuffer(),
  '16 bits without a profile': () => plain().toColourspace('rgb16').png().toBuffer(),
  '16 bits in Display P3': () => plain().toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
  '16 bits with an sRGB profile': () => plain().toColourspace('rgb16').withIccProfile('srgb').png().toBuffer(),
};

describe('colours arrive as they were meant', () => {
  test.each(Object.entries(colourful))('from %s', async (_name, encode) => {
    const picture = await encode();
    for (const rotationDeg of [0, 5]) {
      const photo = await makePhoto(sharp, { ...order, capture: picture, crop: { ...crop, rotationDeg } });
      expectNearColour(await middleColour(photo), red, 4);
    }
    const opened = await openPicture(sharp, picture);
    expect(opened).toMatchObject({ widthPx: 200, heightPx: 160 });
    expectNearColour(await middleColour(opened.capture), red, 4);
  });

  test('from a CMYK JPEG, as near as print colours allow', async () => {
    const capture = await plain().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 98 }).toBuffer();
    expect((await sharp(capture).metadata()).space).toBe('cmyk');
    expectNearColour(await middleColour(await makePhoto(sharp, { ...order, capture })), red, 40);
  });

  test('a Display P3 picture is converted, not relabelled', async () => {
    // Numbers as they stand in the file: without conversion they would be the photo's.
    const capture = await plain().withIccProfile('p3').png().toBuffer();
    const stored = await sharp(capture, { ignoreIcc: true }).raw().toBuffer();
    expect(Math.abs((stored[0] ?? 0) - red[0])).toBeGreaterThan(10);
  });

  test.each(['8 bits', '16 bits', 'JPEG'])('grey stays grey: %s', async (kind) => {
    const grey = plain().greyscale();
    if (kind === '16 bits') grey.toColourspace('grey16');
    const capture = await (kind === 'JPEG' ? grey.jpeg() : grey.png()).toBuffer();
    for (const rotationDeg of [0, 5]) {
      const [r = 0, g = 0, b = 0] = await middleColour(
        await makePhoto(sharp, { ...order, capture, crop: { ...crop, rotationDeg } }),
      );
      expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThanOrEqual(1);
      expect(r).toBeGreaterThan(100);
    }
  });

  test('transparent parts become white', async () => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 };
    const capture = await sharp({ create: { ...size, channels: 4, background } })
      .png()
      .toBuffer();
    expectNearColour(await middleColour(await makePhoto(sharp, { ...order, capture })), [255, 255, 255], 0);
  });

  test('the border of the capture does not darken the border of the photo', async () => {
    const capture = await sharp({ create: { ...size, channels: 3, background: '#ffffff' } })
      .png()
      .toBuffer();
    for (const [edgePx, rotationDeg] of [
      [160, 0],
      [90, 0],
      [90, -90],
      [113, 45],
    ] as const) {
      const half = (edgePx * (rotationDeg === 45 ? Math.SQRT2 : 1)) / 2;
      const atCorner = { centreXPx: half, centreYPx: half, edgePx, rotationDeg };
      const photo = await makePhoto(sharp, { ...order, capture, crop: atCorner });
      expect(Math.min(...(await sharp(photo).raw().toBuffer()))).toBeGreaterThanOrEqual(254);
    }
  });
});

const secret = 'GPS of a home';
const text = (value: string) => new TextEncoder().encode(value);

/** JPEGs with everything that cameras, editors and phones add; each differs from the next. */
async function stuffedJpeg(index: number): Promise<Uint8Array> {
  const base = await sharp({ create: { width: 100 + index, height: 90 + index, channels: 3, background: '#8899aa' } })
    .withMetadata({ orientation: 1 + (index % 8), density: 72 + index })
    .withExif({ IFD0: { Artist: secret }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLongitude: '13/1 24/1 0/1' } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>${secret}</note></x:xmpmeta>`)
    .withIccProfile(index % 2 === 0 ? 'p3' : 'srgb')
    .jpeg({ quality: 80, progressive: index % 3 === 0 })
    .toBuffer();
  const apps = Array.from({ length: 1 + (index % 14) }, (_, app) => jpegSegment(0xe2 + app, text(`${secret} ${app}`)));
  return stuffJpeg(base, [...apps, jpegSegment(0xfe, text(secret))], text(`${secret} behind the end`));
}

function expectNothingButPicture(jpeg: Uint8Array): void {
  const parts = readJpegParts(jpeg);
  expect(parts.markers.filter((marker) => !allowedMarkers.includes(marker))).toEqual([]);
  expect(parts.trailingBytes).toBe(0);
  expect([undefined, 'JFIF']).toContain(parts.app0);
  expect(Buffer.from(jpeg).includes(secret)).toBe(false);
}

describe('nothing but the picture leaves', () => {
  test('from 120 JPEGs stuffed with positions, names, profiles, comments and trailing bytes', async () => {
    for (let index = 0; index < 120; index++) {
      const capture = await stuffedJpeg(index);
      const given = readJpegParts(capture);
      expect(given.markers).toContain('APP1');
      expect(given.markers).toContain('COM');
      expect(given.trailingBytes).toBeGreaterThan(0);
      const centred = { centreXPx: 50, centreYPx: 45, edgePx: 60, rotationDeg: index % 2 === 0 ? 0 : 3 };
      const isProgressive = index % 2 === 0;
      const photo = await makePhoto(sharp, { ...order, capture, crop: centred, outputEdgePx: 64, isProgressive });
      expectNothingButPicture(photo);
      expect(readJpegParts(photo).markers).toContain(isProgressive ? 'SOF2' : 'SOF0');
      expectNothingButPicture((await openPicture(sharp, capture)).capture);
    }
  });

  test('from PNG, WebP and AVIF with the same', async () => {
    for (const format of ['png', 'webp', 'avif'] as const) {
      const capture = await plain()
        .withExif({ IFD0: { Artist: secret } })
        .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>${secret}</note></x:xmpmeta>`)
        .toFormat(format)
        .toBuffer();
      expect(capture.includes(secret)).toBe(true);
      expectNothingButPicture(await makePhoto(sharp, { ...order, capture }));
    }
  });
});

describe('the photo fits the photo API', () => {
  test('is a square of the edge asked for, 4:4:4, in three channels', async () => {
    const capture = await portraitJpeg(700);
    const centred = { centreXPx: 350, centreYPx: 350, edgePx: 500, rotationDeg: 0 };
    const photo = await makePhoto(sharp, { ...order, capture, crop: centred, outputEdgePx: 648 });
    expect(await sharp(photo).metadata()).toMatchObject({
      format: 'jpeg',
      width: 648,
      height: 648,
      channels: 3,
      space: 'srgb',
    });
  });

  test('is under 4 MB even of noise at a large edge and the highest quality', async () => {
    const edgePx = 1400;
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 90 };
    const grey = { r: 128, g: 128, b: 128 };
    const capture = await sharp({ create: { width: edgePx, height: edgePx, channels: 3, background: grey, noise } })
      .png()
      .toBuffer();
    const whole = { centreXPx: edgePx / 2, centreYPx: edgePx / 2, edgePx, rotationDeg: 0 };
    const atOnce = await sharp(capture).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
    expect(atOnce.byteLength).toBeGreaterThan(photoLimitBytes);
    const photo = await makePhoto(sharp, {
      capture,
      crop: whole,
      outputEdgePx: edgePx,
      quality: 100,
      isProgressive: false,
    });
    expect(photo.byteLength).toBeLessThanOrEqual(photoLimitBytes);
    expect(await sharp(photo).metadata()).toMatchObject({ width: edgePx, height: edgePx });
  });

  test('an opened picture is at most 4096 pixels long and upright', async () => {
    const wide = await sharp({ create: { width: 6000, height: 300, channels: 3, background: '#123456' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await openPicture(sharp, wide)).toMatchObject({ widthPx: 205, heightPx: 4096 });
  });
});

describe('a picture that cannot become a photo is refused with the reason', () => {
  test('too small', async () => {
    const capture = await sharp({ create: { width: 200, height: 40, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await failureOf(makePhoto(sharp, { ...order, capture }))).toEqual({
      code: 'picture-too-small',
      detail: { expected: 'at least 48 pixels', actual: '200x40' },
    });
  });

  test.each([
    { ...crop, centreXPx: 20 },
    { ...crop, edgePx: 190 },
    { ...crop, edgePx: 140, rotationDeg: 45 },
    { ...crop, centreXPx: Number.NaN },
  ])('a crop that leaves the picture: %o', async (outside) => {
    const capture = await plain().png().toBuffer();
    const failure = await failureOf(makePhoto(sharp, { ...order, capture, crop: outside }));
    expect(failure).toMatchObject({ code: 'crop-outside-picture', detail: { expected: 'within 200x160' } });
  });

  test('cut off anywhere within the crop', async () => {
    const whole = await portraitJpeg(400);
    const centred = { centreXPx: 200, centreYPx: 200, edgePx: 400, rotationDeg: 0 };
    for (const part of [0.05, 0.3, 0.6, 0.9]) {
      const capture = whole.subarray(0, Math.floor(whole.length * part));
      expect(await failureOf(makePhoto(sharp, { ...order, capture, crop: centred }))).toMatchObject({
        code: 'picture-unreadable',
      });
    }
  });

  test.each(['not a picture', '', '%PDF-1.7', 'GIF89a'])('no picture at all: "%s"', async (content) => {
    expect(await failureOf(openPicture(sharp, text(content)))).toMatchObject({ code: 'picture-unreadable' });
  });

  test('no reason gives away where the program is', async () => {
    const failure = await failureOf(openPicture(sharp, text('nonsense that is long enough to be looked at')));
    expect(JSON.stringify(failure)).not.toMatch(/node_modules|\/work|[A-Z]:\\/);
  });
});
