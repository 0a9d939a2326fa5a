import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** The clip's frame: what the fake camera delivers, unmirrored. */
export const frameSizePx = { widthPx: 1280, heightPx: 720 } as const;

/** Where the square portrait stands in the frame. In `astronaut.png` (512 px) the face is about x 177–307, y 63–193. */
export const portraitPlacePx = { leftPx: 320, topPx: 40, edgePx: 640 } as const;

/** Four different corner squares: any mirroring or quarter turn of the frame moves at least two of them. */
export const cornerEdgePx = 96;
export const cornerColours = {
  topLeft: [200, 30, 40],
  topRight: [30, 150, 60],
  bottomLeft: [40, 70, 200],
  bottomRight: [230, 190, 30],
} as const satisfies Record<string, readonly [number, number, number]>;

/** The moving mark that tells a live picture from a frozen one: in the bottom rows, left of the corner square. */
export const tickPx = { widthPx: 32, heightPx: 8 } as const;

const clipFrames = 20;
const portraitFile = fileURLToPath(new URL('fixtures/astronaut.png', import.meta.url));

interface RawFrame {
  /** RGB, three bytes a pixel, rows from the top. */
  readonly data: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
}

function fill(
  data: Buffer,
  area: { readonly leftPx: number; readonly topPx: number; readonly widthPx: number; readonly heightPx: number },
  colour: readonly [number, number, number],
): void {
  for (let y = area.topPx; y < area.topPx + area.heightPx; y++) {
    for (let x = area.leftPx; x < area.leftPx + area.widthPx; x++) {
      data.set(colour, (y * frameSizePx.widthPx + x) * 3);
    }
  }
}

/** A soft, uneven background: brighter towards the top left, so that it is not symmetrical either. */
function backgroundFrame(): Buffer {
  const { widthPx, heightPx } = frameSizePx;
  const data = Buffer.alloc(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const shade = Math.round(60 * (x / widthPx) + 50 * (y / heightPx));
      data.set([214 - shade, 208 - shade, 200 - Math.round(shade / 2)], (y * widthPx + x) * 3);
    }
  }
  return data;
}

/**
 * The exact pixels of frame `index` (0 to 19) before JPEG. Frames differ only in the tick in the bottom rows,
 * so a crop that leaves out the bottom 8 rows is the same whichever frame was exposed.
 */
export async function composePortraitFrame(index = 0): Promise<RawFrame> {
  const { widthPx, heightPx } = frameSizePx;
  const { leftPx, topPx, edgePx } = portraitPlacePx;
  const data = backgroundFrame();
  const portrait = await sharp(portraitFile).resize(edgePx, edgePx).removeAlpha().raw().toBuffer();
  for (let row = 0; row < edgePx; row++) {
    portrait.copy(data, ((topPx + row) * widthPx + leftPx) * 3, row * edgePx * 3, (row + 1) * edgePx * 3);
  }
  const square = { widthPx: cornerEdgePx, heightPx: cornerEdgePx };
  const rightPx = widthPx - cornerEdgePx;
  const bottomPx = heightPx - cornerEdgePx;
  fill(data, { ...square, leftPx: 0, topPx: 0 }, cornerColours.topLeft);
  fill(data, { ...square, leftPx: rightPx, topPx: 0 }, cornerColours.topRight);
  fill(data, { ...square, leftPx: 0, topPx: bottomPx }, cornerColours.bottomLeft);
  fill(data, { ...square, leftPx: rightPx, topPx: bottomPx }, cornerColours.bottomRight);
  const travelPx = widthPx - 2 * cornerEdgePx - tickPx.widthPx;
  const tickLeftPx = cornerEdgePx + Math.round((travelPx * (index % clipFrames)) / (clipFrames - 1));
  fill(data, { ...tickPx, leftPx: tickLeftPx, topPx: heightPx - tickPx.heightPx }, [40, 40, 40]);
  return { data, widthPx, heightPx };
}

/** Frame `index` as the JPEG that stands in the clip: baseline, 4:2:0, standard Huffman tables, as cameras send it. */
export async function composePortraitJpeg(index = 0): Promise<Buffer> {
  const frame = await composePortraitFrame(index);
  return sharp(frame.data, { raw: { width: frame.widthPx, height: frame.heightPx, channels: 3 } })
    .jpeg({ quality: 92, optimiseCoding: false })
    .toBuffer();
}

/**
 * Writes the clip for Chromium's `--use-file-for-fake-video-capture` (with `--use-fake-device-for-media-stream`):
 * JPEG frames one after the other. `file` must end in `.mjpeg`, by which Chromium knows the format.
 */
export async function writePortraitClip(file: string): Promise<void> {
  if (!file.endsWith('.mjpeg')) throw new Error(`expected a file name ending in .mjpeg, actual ${file}`);
  const frames: Buffer[] = [];
  for (let index = 0; index < clipFrames; index++) frames.push(await composePortraitJpeg(index));
  await writeFile(file, Buffer.concat(frames));
}
