import sharp from 'sharp';
import { planesOf, writePlainClip } from './plain-clip.ts';
import { type CodeFormat, renderCode } from './rendered-code.ts';

const frames = 10;
const size = { widthPx: 1280, heightPx: 720 } as const;
const modulePx = 4;

/**
 * Writes a clip of somebody who holds a code to the camera, for Chromium's fake camera; `file` must end in `.y4m`. The code
 * moves a little, as in a hand.
 */
export async function writeCodeClip(file: string, format: CodeFormat, text: string): Promise<void> {
  const code = await renderCode(format, text, modulePx);
  const background = { r: 122, g: 116, b: 104 };
  const clip = Array.from({ length: frames }, async (_, index) => {
    const frame = sharp({ create: { width: size.widthPx, height: size.heightPx, channels: 3, background } }).composite([
      { input: code, left: 360 + index * 2, top: 200 + index },
    ]);
    return planesOf({ data: await frame.removeAlpha().raw().toBuffer(), ...size });
  });
  await writePlainClip(file, size, await Promise.all(clip));
}
