import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BmpPicture, decodeBmp } from '../../../electron/photo/bmp-picture.ts';
import { PictureRefusal, pixelLimit } from '../../../electron/photo/picture-failure.ts';
import { type BmpShape, bmpOf } from '../../bmp-file.ts';

const [red, green, blue, white, black] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
] as const;
/** Five by three: no row is a whole number of bytes or of words, and no side is like another. */
const rows = [
  [red, red, red, green, green],
  [white, black, white, black, blue],
  [blue, blue, green, red, red],
] as const;
const twoColours = [
  [white, black, white, black, black],
  [black, black, white, white, white],
] as const;

function rowsOf({ data, widthPx, heightPx, channels }: BmpPicture): number[][][] {
  return Array.from({ length: heightPx }, (_, y) =>
    Array.from({ length: widthPx }, (_, x) => {
      const at = (y * widthPx + x) * channels;
      return [...data.subarray(at, at + 3)];
    }),
  );
}

const rgb565 = [0xf800, 0x7e0, 0x1f, 0] as const;
const bgra = [0xff, 0xff00, 0xff0000, 0xff000000] as const;
const wide = [0x3ff00000, 0xffc00, 0x3ff, 0] as const;

describe('a BMP is decoded as other programs show it', () => {
  test.each<BmpShape>([
    { bits: 4 },
    { bits: 8 },
    { bits: 16 },
    { bits: 24 },
    { bits: 32 },
    { bits: 24, isTopDown: true },
    { bits: 8, isTopDown: true },
    { bits: 4, compression: 'rle' },
    { bits: 8, compression: 'rle' },
    { bits: 16, compression: 'fields', masks: rgb565 },
    { bits: 32, compression: 'fields', masks: bgra, headerBytes: 108 },
    { bits: 32, compression: 'fields', masks: bgra, headerBytes: 124 },
    { bits: 32, compression: 'fields', masks: wide },
    { bits: 32, compression: 'fields', masks: [0xff0000, 0xff00, 0xff, 0], headerBytes: 52 },
    { bits: 8, headerBytes: 12 },
    { bits: 4, headerBytes: 12 },
    { bits: 24, headerBytes: 12 },
    { bits: 24, headerBytes: 16 },
    { bits: 24, headerBytes: 64 },
  ])('%o', (shape) => {
    const picture = decodeBmp(bmpOf(rows, shape));
    expect(rowsOf(picture)).toEqual(rows);
    expect(picture.channels).toBe(shape.masks?.[3] ? 4 : 3);
  });

  test('one bit', () => {
    expect(rowsOf(decodeBmp(bmpOf(twoColours, { bits: 1 })))).toEqual(twoColours);
    expect(rowsOf(decodeBmp(bmpOf(twoColours, { bits: 1, headerBytes: 12 })))).toEqual(twoColours);
  });

  test('runs that jump, stop early, write single colours or go over the border', () => {
    const plain = bmpOf(rows, { bits: 8 });
    const head = Buffer.from(plain.subarray(0, 14 + 40 + 1024));
    head.writeUInt32LE(1, 30);
    const decoded = (...runs: number[]) => rowsOf(decodeBmp(Buffer.concat([head, Buffer.from(runs)])));
    // Colours by number: 0 red, 1 green, 2 white, 3 black, 4 blue. Rows come from the bottom.
    const bottom = (...row: unknown[]) => [[red, red, red, red, red], [red, red, red, red, red], row];
    expect(decoded(0, 3, 4, 1, 2, 0, 0, 1)).toEqual(bottom(blue, green, white, red, red));
    expect(decoded(0, 2, 2, 0, 1, 4, 0, 1)).toEqual(bottom(red, red, blue, red, red));
    expect(decoded(0, 2, 0, 2, 5, 4, 0, 1)[0]).toEqual([blue, blue, blue, blue, blue]);
    expect(decoded(255, 4, 0, 1)).toEqual(bottom(blue, blue, blue, blue, blue));
    expect(decoded(0, 2, 255, 255, 1, 4, 0, 1)).toEqual(bottom(red, red, red, red, red));
  });

  test('the one from the report, and its last row without its padding', () => {
    const bytes = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/reports/h03-small.bmp'));
    expect(decodeBmp(bytes)).toMatchObject({ widthPx: 200, heightPx: 150, channels: 3 });
    const unpadded = bmpOf(rows, { bits: 24 });
    expect(rowsOf(decodeBmp(unpadded.subarray(0, -1)))).toEqual(rows);
  });
});

function refusalOf(bytes: Uint8Array): unknown {
  try {
    decodeBmp(bytes);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof PictureRefusal)) throw cause;
    return cause.failure;
  }
}

describe('a BMP that lies', () => {
  const changed = (at: number, value: number, shape: BmpShape = { bits: 24 }) => {
    const bytes = bmpOf(rows, shape);
    bytes.writeInt32LE(value, at);
    return bytes;
  };
  test.each([
    ['no width', changed(18, 0)],
    ['a negative width', changed(18, -5)],
    ['no height', changed(22, 0)],
    ['more rows than there are', changed(22, 4)],
    ['the lowest height of all', changed(22, -(2 ** 31))],
    ['its pixels behind its end', changed(10, 2 ** 31 - 1)],
    ['a header longer than the file', changed(14, 2 ** 31 - 1)],
    ['three bits', changed(28, 3)],
    ['a JPEG in it', changed(30, 4)],
    ['runs of 24 bits', changed(30, 1)],
  ])('%s is refused', (_, bytes) => {
    expect(refusalOf(bytes)).toMatchObject({ code: expect.stringMatching(/^picture-(unreadable|too-large)$/) });
  });

  test('pixels beyond the limit are refused before memory is taken', () => {
    const bytes = changed(18, 100_000);
    bytes.writeInt32LE(100_000, 22);
    expect(refusalOf(bytes)).toEqual({ code: 'picture-too-large', detail: { expectedPixels: pixelLimit } });
  });

  test('cut off or changed anywhere, it is a picture of its size or refused, never more', () => {
    const wholes = ([{ bits: 8, compression: 'rle' }, { bits: 4 }, { bits: 16, compression: 'fields' }] as const).map(
      (shape) => bmpOf(rows, shape),
    );
    fc.assert(
      fc.property(fc.constantFrom(...wholes), fc.nat(), fc.nat(255), fc.nat(), (whole, at, value, end) => {
        const bytes = Buffer.from(whole.subarray(0, end % (whole.byteLength + 1)));
        // Not the sides: what is large there is slow here, and tried above.
        const place = at % bytes.byteLength;
        if (bytes.byteLength > 0 && (place < 18 || place > 25)) bytes[place] = value;
        if (refusalOf(bytes) !== undefined) return;
        const { data, widthPx, heightPx, channels } = decodeBmp(bytes);
        expect(data.byteLength).toBe(widthPx * heightPx * channels);
      }),
      { numRuns: 2000 },
    );
  });
});
