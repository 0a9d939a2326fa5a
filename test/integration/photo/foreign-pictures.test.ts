import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { makePhoto } from '../../../electron/photo/make-photo.ts';
import { openPicture } from '../../../electron/photo/open-picture.ts';
import { pictureFailure } from '../../../electron/photo/picture-failure.ts';
import { loadHardenedSharp } from '../../../electron/sharp/sharp-loader.ts';

const sharp = await loadHardenedSharp();
const crop = { centreXPx: 5_000, centreYPx: 5_000, edgePx: 1_000, rotationDeg: 0 };
const failureOf = (work: Promise<unknown>) => work.then(() => 'read', pictureFailure);

/** A PNG whose header says how large it is, and that holds next to nothing. */
function pngOf(edgePx: number): Uint8Array {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4, 'latin1');
  header.writeUInt32BE(edgePx, 8);
  header.writeUInt32BE(edgePx, 12);
  header.set([8, 6, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  const data = Buffer.from('0000000a49444154789c63000100000500010d0a2db4', 'hex');
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), header, data]);
}

test('a picture of one row more than 120 million pixels is refused by its header, before a pixel is decoded', async () => {
  const capture = pngOf(10_955);
  const tooLarge = { code: 'picture-too-large', detail: { expectedPixels: 120_000_000 } };
  expect(await failureOf(openPicture(sharp, capture))).toEqual(tooLarge);
  const order = { capture, crop, outputEdgePx: 64, quality: 90, isProgressive: false };
  expect(await failureOf(makePhoto(sharp, order))).toEqual(tooLarge);
  expect(await failureOf(openPicture(sharp, pngOf(10_954)))).not.toEqual(tooLarge);
});

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200"/></svg>'],
  ['PDF', '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj'],
  ['a bitmap of numbers', `P2\n100 100\n9\n${'7 '.repeat(10_000)}`],
])('%s, which no camera makes, meets no decoder', async (_, text) => {
  expect(await failureOf(openPicture(sharp, Buffer.from(text)))).toMatchObject({ code: 'picture-unreadable' });
  // Nor where nobody looks at the first bytes before.
  await expect(sharp(Buffer.from(text)).metadata()).rejects.toThrow();
});
