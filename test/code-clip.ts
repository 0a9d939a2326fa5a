import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type CodeFormat, renderCode } from './rendered-code.ts';

const frames = 10;
const size = { width: 1280, height: 720 } as const;
const modulePx = 4;

/** A frame of a camera before which something is held, as cameras send it: a JPEG with standard Huffman tables. */
function frameOf(held: Buffer, at: { readonly left: number; readonly top: number }): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background: { r: 122, g: 116, b: 104 } } })
    .composite([{ input: held, ...at }])
    .jpeg({ quality: 88, optimiseCoding: false })
    .toBuffer();
}

async function writeClip(file: string, clip: readonly Buffer[]): Promise<void> {
  if (!file.endsWith('.mjpeg')) throw new Error(`expected a file name ending in .mjpeg, actual ${file}`);
  await writeFile(file, Buffer.concat(clip));
}

/**
 * Writes a clip of somebody who holds a code to the camera, for Chromium's `--use-file-for-fake-video-capture`; `file` must end
 * in `.mjpeg`. The code moves a little, as in a hand.
 */
export async function writeCodeClip(file: string, format: CodeFormat, text: string): Promise<void> {
  const code = await renderCode(format, text, modulePx);
  const clip: Buffer[] = [];
  for (let index = 0; index < frames; index++)
    clip.push(await frameOf(code, { left: 360 + index * 2, top: 200 + index }));
  await writeClip(file, clip);
}

/** Frames that each screen stays before the camera: a second of Chromium's fake camera, more than it takes to look once. */
const framesEach = 30;
const screenEdgePx = 640;

/** Writes a clip of a camera before another station's screen, which shows one square picture after the other and begins again. */
export async function writeScreenClip(file: string, pictures: readonly Buffer[]): Promise<void> {
  const clip: Buffer[] = [];
  for (const picture of pictures) {
    const shown = await sharp(picture).resize(screenEdgePx, screenEdgePx, { fit: 'contain' }).png().toBuffer();
    const frame = await frameOf(shown, { left: 320, top: 40 });
    for (let index = 0; index < framesEach; index++) clip.push(frame);
  }
  await writeClip(file, clip);
}
