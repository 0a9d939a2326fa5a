import type { Page } from '@playwright/test';
import sharp from 'sharp';

/** A square picture as RGB bytes. */
export interface SquarePixels {
  readonly edgePx: number;
  readonly rgb: Uint8Array;
}

/**
 * Two encodings of one crop differ by less than this on average over all channels (0 to 255): JPEG twice, and two
 * resamplers. A crop that is off by 1.5 % of its edge, mirrored or turned differs by more: the tests show it.
 */
export const likenessBound = 5;

/** The pixels of the preview that is on screen, from the canvas of the profile card. */
export async function previewPixels(page: Page): Promise<SquarePixels> {
  // As a picture's text: Playwright takes seconds for an array of so many numbers.
  const url = await page
    .locator('canvas[data-preview="card"]')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL('image/png'));
  const png = sharp(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')).removeAlpha();
  const { data, info } = await png.raw().toBuffer({ resolveWithObject: true });
  return { edgePx: info.width, rgb: data };
}

/** A JPEG's pixels at an edge, turned or mirrored or shifted where a test wants to see that it would be noticed. */
export async function photoPixels(
  jpeg: Uint8Array,
  edgePx: number,
  spoil: { readonly mirror?: boolean; readonly turnDeg?: number; readonly shiftPx?: number } = {},
): Promise<SquarePixels> {
  let picture = sharp(jpeg).rotate(spoil.turnDeg ?? 0);
  if (spoil.mirror === true) picture = picture.flop();
  const shiftPx = spoil.shiftPx ?? 0;
  const small = await sharp(await picture.png().toBuffer())
    .resize(edgePx, edgePx)
    .png()
    .toBuffer();
  const shifted = await sharp(small).extend({ left: shiftPx, extendWith: 'copy' }).png().toBuffer();
  const area = { left: 0, top: 0, width: edgePx, height: edgePx };
  const rgb = await sharp(shifted).extract(area).removeAlpha().raw().toBuffer();
  return { edgePx, rgb };
}

/** Mean difference over all channels, 0 to 255. */
export function meanDifference(one: SquarePixels, other: SquarePixels): number {
  if (one.rgb.length !== other.rgb.length) throw new Error(`${one.edgePx} px against ${other.edgePx} px`);
  let sum = 0;
  for (let i = 0; i < one.rgb.length; i++) sum += Math.abs((one.rgb[i] ?? 0) - (other.rgb[i] ?? 0));
  return sum / one.rgb.length;
}
