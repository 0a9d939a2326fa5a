import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { openPicture } from '../../electron/photo/open-picture.ts';
import { cicpPng, patchColours } from '../cicp-png.ts';

const colours = [
  [0, 0, 0],
  [40, 40, 40],
  [100, 100, 100],
  [150, 150, 150],
  [185, 185, 185],
  [255, 255, 255],
  [150, 110, 90],
  [190, 150, 130],
  [60, 80, 140],
  [200, 30, 20],
] as const;
/** Primaries and transfer (ITU-T H.273) of what cameras, phones and screens' recordings write. */
const codePoints = [
  [1, 1],
  [12, 13],
  [9, 14],
  [9, 16],
  [9, 18],
  [12, 16],
  [6, 6],
] as const;

/** What the browser draws of the picture, as a PNG. */
async function drawn(page: import('@playwright/test').Page, picture: Uint8Array): Promise<Uint8Array> {
  const base64 = await page.evaluate(async (given) => {
    const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([bytes]));
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, Buffer.from(picture).toString('base64'));
  return Buffer.from(base64, 'base64');
}

/** The colours near the four corners, where these pictures are of one colour each. */
async function cornerColours(picture: Uint8Array): Promise<number[]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return [10, info.height - 10].flatMap((y) =>
    [10, info.width - 10].flatMap((x) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]),
  );
}

test('a picture whose colour is told by code points becomes the photo that this browser draws of it', async ({
  page,
}) => {
  for (const [primaries, transfer] of codePoints) {
    const png = await cicpPng(colours, { primaries, transfer }, 64);
    const ours = await patchColours((await openPicture(sharp, png)).capture, colours.length);
    const theirs = await patchColours(await drawn(page, png), colours.length);
    for (const [index, colour] of ours.entries()) {
      for (const [channel, value] of colour.entries()) {
        const note = `${primaries}/${transfer}, colour ${index}: ${ours[index]} and ${theirs[index]}`;
        expect(Math.abs(value - (theirs[index]?.[channel] ?? -99)), note).toBeLessThanOrEqual(4);
      }
    }
  }
});

test('the pictures of the reports look as this browser draws them', async ({ page }) => {
  for (const name of ['p05-cicp-p3.png', 'v10-hdr-pq.avif', 'h03-small.bmp']) {
    const file = readFileSync(path.resolve(import.meta.dirname, '../fixtures/reports', name));
    const pictures = [(await openPicture(sharp, file)).capture, await drawn(page, file)];
    const [ours = [], theirs = []] = await Promise.all(pictures.map(cornerColours));
    const off = ours.map((value, at) => Math.abs(value - (theirs[at] ?? -99)));
    expect(Math.max(...off), `${name}: ${ours} and ${theirs}`).toBeLessThanOrEqual(4);
  }
});
