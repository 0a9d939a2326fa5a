import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectTable } from '../../../electron/graph/dialects.ts';
import { isOnePixelGif, jpegSize, readPhotoMetadata, readPhotoSizes } from '../../../electron/graph/photo-metadata.ts';

const graph = dialectTable['v1.0'];
const outlook = dialectTable['outlook-v2.0'];

describe('metadata', () => {
  it('is read under each API’s own names', () => {
    const tags = { '@odata.mediaContentType': 'image/jpeg', '@odata.mediaEtag': '"BA09D118"' };
    const expected = { widthPx: 240, heightPx: 240, eTag: '"BA09D118"', mediaType: 'image/jpeg' };
    expect(readPhotoMetadata({ id: '240x240', width: 240, height: 240, ...tags }, graph)).toEqual(expected);
    // The samples of the Outlook User Photo reference.
    expect(readPhotoMetadata({ Id: '240X240', Width: 240, Height: 240, ...tags }, outlook)).toEqual(expected);
  });

  it('knows the one pixel that stands for no photo', () => {
    const none = { '@odata.mediaContentType': 'image/gif', '@odata.mediaEtag': '', Id: '1X1', Width: 1, Height: 1 };
    expect(readPhotoMetadata(none, outlook)).toBe('no-photo');
    expect(readPhotoMetadata({ id: '1x1', width: 1, height: 1 }, graph)).toBe('no-photo');
    expect(readPhotoSizes({ value: [none] }, outlook)).toEqual([]);
  });

  it('takes the size from the id where width and height are missing', () => {
    expect(readPhotoMetadata({ id: '504x504' }, graph)).toEqual({ widthPx: 504, heightPx: 504 });
  });

  it.each([undefined, null, 3, 'x', [], {}, { id: 'large' }, { width: -1, height: 2 }, { width: '5', height: '5' }])(
    'is not made of %j',
    (json) => {
      expect(readPhotoMetadata(json, graph)).toBeUndefined();
    },
  );

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        readPhotoMetadata(json, graph);
        readPhotoSizes(json, graph);
        readPhotoSizes({ value: json }, outlook);
      }),
    );
  });
});

describe('the size of a JPEG', () => {
  const frame = (marker: number, height: number, width: number) => [
    0xff,
    marker,
    0,
    17,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
  ];
  const app = [0xff, 0xe1, 0, 6, 1, 2, 3, 4];
  const pad = Array.from({ length: 12 }, () => 0);
  it.each([0xc0, 0xc1, 0xc2, 0xca])('is in its frame header %i, after other segments and fill bytes', (marker) => {
    const bytes = new Uint8Array([0xff, 0xd8, ...app, 0xff, ...frame(marker, 504, 648), ...pad]);
    expect(jpegSize(bytes)).toEqual({ widthPx: 648, heightPx: 504 });
  });
  it.each([
    [[]],
    [[0xff, 0xd8, 0xff]],
    [[0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [[0xff, 0xd8, ...frame(0xc4, 504, 648), ...pad]],
    [[0xff, 0xd8, 0xff, 0xda, 0, 2, ...frame(0xc0, 1, 1), ...pad]],
  ])('is not found in %j', (bytes) => {
    expect(jpegSize(new Uint8Array(bytes))).toBeUndefined();
  });
  it('is looked for in any bytes without end or exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        jpegSize(new Uint8Array([0xff, 0xd8, 0xff, ...bytes]));
        isOnePixelGif(bytes);
      }),
      { numRuns: 3000 },
    );
  });
});
