import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { composeScene, type Scene } from './face-pictures.ts';

const frames = 20;
const markPx = { width: 32, height: 8 } as const;

/**
 * Writes a clip of one scene for Chromium's `--use-file-for-fake-video-capture`; `file` must end in `.mjpeg`. A mark that
 * travels along the bottom tells it from a frozen camera.
 */
export async function writeSceneClip(file: string, scene: Scene): Promise<void> {
  if (!file.endsWith('.mjpeg')) throw new Error(`expected a file name ending in .mjpeg, actual ${file}`);
  const { data, widthPx, heightPx } = await composeScene(scene);
  const mark = { create: { ...markPx, channels: 3 as const, background: { r: 40, g: 40, b: 40 } } };
  const clip: Buffer[] = [];
  for (let index = 0; index < frames; index++) {
    const left = Math.round(((widthPx - markPx.width) * index) / (frames - 1));
    const frame = sharp(data, { raw: { width: widthPx, height: heightPx, channels: 3 } })
      .composite([{ input: mark, left, top: heightPx - markPx.height }])
      // As cameras send it: standard Huffman tables.
      .jpeg({ quality: 92, optimiseCoding: false });
    clip.push(await frame.toBuffer());
  }
  await writeFile(file, Buffer.concat(clip));
}
