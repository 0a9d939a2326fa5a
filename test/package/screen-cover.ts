import { readFileSync } from 'node:fs';
import sharp from 'sharp';

/** Whether a picture shows more than one colour, and something on all of its outermost rows and columns. */
export async function reachesEdges(file: string): Promise<boolean> {
  // As bytes: sharp remembers a file by its name.
  const picture = sharp(readFileSync(file)).removeAlpha();
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const isBare = (x: number, y: number) => data.readUIntBE((y * info.width + x) * info.channels, 3) === 0;
  let bare = 0;
  for (let x = 0; x < info.width; x += 1) bare += Number(isBare(x, 0)) + Number(isBare(x, info.height - 1));
  for (let y = 0; y < info.height; y += 1) bare += Number(isBare(0, y)) + Number(isBare(info.width - 1, y));
  const { channels } = await picture.stats();
  return bare === 0 && channels.some(({ stdev }) => stdev > 1);
}

/** Told by the page: whether nothing fades in any more. */
export const hasSettled = `document.getAnimations().every((one) =>
  one.effect?.getComputedTiming().iterations === Infinity || one.playState !== 'running')`;

/** Told by the page: the names of buttons that are not wholly on the display. */
export const cutOffButtons = `[...document.querySelectorAll('button')]
  .filter((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  })
  .map((one) => one.textContent)
  .join(', ')`;
