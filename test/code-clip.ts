import sharp from 'sharp';
import { planesOf, writePlainClip } from './plain-clip.ts';
import { type CodeFormat, renderCode } from './rendered-code.ts';

const frames = 10;
const size = { widthPx: 1280, heightPx: 720 } as const;
const modulePx = 4;

/** A plain frame of a camera before which something is held. */
async function frameOf(held: Buffer, at: { readonly left: number; readonly top: number }) {
  const background = { r: 122, g: 116, b: 104 };
  const frame = sharp({ create: { width: size.widthPx, height: size.heightPx, channels: 3, background } }).composite([
    { input: held, ...at },
  ]);
  return planesOf({ data: await frame.removeAlpha().raw().toBuffer(), ...size });
}

/**
 * Writes a clip of somebody who holds a code to the camera, for Chromium's fake camera; `file` must end in `.y4m`. The code
 * moves a little, as in a hand.
 */
export async function writeCodeClip(file: string, format: CodeFormat, text: string): Promise<void> {
  const code = await renderCode(format, text, modulePx);
  const clip = Array.from({ length: frames }, (_, index) => frameOf(code, { left: 360 + index * 2, top: 200 + index }));
  await writePlainClip(file, size, await Promise.all(clip));
}

/** Frames that each screen stays before the camera: a second or more, longer than it takes to look once. */
const framesEach = 10;
const screenEdgePx = 640;

/**
 * Writes a clip of a camera before another station's screen, which shows one square picture after the other and begins again;
 * `file` must end in `.y4m`.
 */
export async function writeScreenClip(file: string, pictures: readonly Buffer[]): Promise<void> {
  const clip = pictures.map(async (picture) => {
    const shown = await sharp(picture).resize(screenEdgePx, screenEdgePx, { fit: 'contain' }).png().toBuffer();
    const frame = await frameOf(shown, { left: 320, top: 40 });
    return Array.from({ length: framesEach }, () => frame);
  });
  await writePlainClip(file, size, (await Promise.all(clip)).flat());
}
