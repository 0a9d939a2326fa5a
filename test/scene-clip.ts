import { composeScene, type Scene } from './face-pictures.ts';
import { planesOf, withLastRows, writePlainClip } from './plain-clip.ts';

const frames = 20;
const markPx = { widthPx: 32, heightPx: 8 } as const;
const markShade = 40;
/** A coach that looks twelve times a second gets something new almost every time. */
const framesPerSecond = 10;

/**
 * Writes a clip of one scene for Chromium's fake camera; `file` must end in `.y4m`. A mark that travels along the bottom tells
 * it from a frozen camera.
 */
export async function writeSceneClip(file: string, scene: Scene): Promise<void> {
  const { data, widthPx, heightPx } = await composeScene(scene);
  const planes = planesOf({ data, widthPx, heightPx });
  const lastRows = data.subarray((heightPx - markPx.heightPx) * widthPx * 3);
  const clip = Array.from({ length: frames }, (_, index) => {
    const rows = Buffer.from(lastRows);
    const leftPx = Math.round(((widthPx - markPx.widthPx) * index) / (frames - 1));
    for (let y = 0; y < markPx.heightPx; y++) {
      const start = (y * widthPx + leftPx) * 3;
      rows.fill(markShade, start, start + markPx.widthPx * 3);
    }
    return withLastRows(planes, planesOf({ data: rows, widthPx, heightPx: markPx.heightPx }));
  });
  await writePlainClip(file, { widthPx, heightPx }, clip, framesPerSecond);
}
