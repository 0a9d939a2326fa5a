import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type CodeFormat, renderCode } from './rendered-code.ts';

const frames = 10;
const size = { width: 1280, height: 720 } as const;
const modulePx = 4;

/**
 * Writes a clip of somebody who holds a code to the camera, for Chromium's `--use-file-for-fake-video-capture`; `file` must end
 * in `.mjpeg`. The code moves a little, as in a hand.
 */
export async function writeCodeClip(file: string, format: CodeFormat, text: string): Promise<void> {
  if (!file.endsWith('.mjpeg')) throw new Error(`expected a file name ending in .mjpeg, actual ${file}`);
  const code = await renderCode(format, text, modulePx);
  const clip: Buffer[] = [];
  for (let index = 0; index < frames; index++) {
    const frame = sharp({ create: { ...size, channels: 3, background: { r: 122, g: 116, b: 104 } } })
      .composite([{ input: code, left: 360 + index * 2, top: 200 + index }])
      // As cameras send it: standard Huffman tables.
      .jpeg({ quality: 88, optimiseCoding: false });
    clip.push(await frame.toBuffer());
  }
  await writeFile(file, Buffer.concat(clip));
}
