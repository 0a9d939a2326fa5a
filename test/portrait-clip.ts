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

/** What all frames have: everything but the tick. */
async function composeStill(): Promise<RawFrame> {
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
  return { data, widthPx, heightPx };
}

/** Draws the tick of frame `index` into rows of which `topPx` is the first of its own. */
function drawTick(data: Buffer, index: number, topPx: number): void {
  const travelPx = frameSizePx.widthPx - 2 * cornerEdgePx - tickPx.widthPx;
  const leftPx = cornerEdgePx + Math.round((travelPx * (index % clipFrames)) / (clipFrames - 1));
  fill(data, { ...tickPx, leftPx, topPx }, [40, 40, 40]);
}

/**
 * The exact pixels of the first frame before its colours are halved. Frames differ only in the tick in the bottom rows, so a
 * crop that leaves out the bottom 8 rows is the same whichever frame was exposed.
 */
export async function composePortraitFrame(): Promise<RawFrame> {
  const frame = await composeStill();
  drawTick(frame.data, 0, frame.heightPx - tickPx.heightPx);
  return frame;
}

/** The three planes of a frame, 4:2:0, with the values that a JPEG of it has (JFIF: BT.601, full range). */
function planesOf({ data, widthPx, heightPx }: RawFrame): Buffer {
  const chromaWidthPx = widthPx / 2;
  const luma = Buffer.alloc(widthPx * heightPx);
  const sums = [new Float64Array(luma.length / 4), new Float64Array(luma.length / 4)] as const;
  for (let index = 0; index < luma.length; index++) {
    const [red, green, blue] = [data[index * 3] ?? 0, data[index * 3 + 1] ?? 0, data[index * 3 + 2] ?? 0];
    luma[index] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    const chroma = (Math.floor(index / widthPx) >> 1) * chromaWidthPx + ((index % widthPx) >> 1);
    sums[0][chroma] = (sums[0][chroma] ?? 0) - 0.168736 * red - 0.331264 * green + 0.5 * blue;
    sums[1][chroma] = (sums[1][chroma] ?? 0) + 0.5 * red - 0.418688 * green - 0.081312 * blue;
  }
  const plane = (sum: Float64Array) => Buffer.from(sum.map((value) => Math.min(255, Math.round(128 + value / 4))));
  return Buffer.concat([luma, plane(sums[0]), plane(sums[1])]);
}

/**
 * Writes the clip for Chromium's `--use-file-for-fake-video-capture` (with `--use-fake-device-for-media-stream`), as plain
 * frames, ten a second where nobody says otherwise: thirty, as a clip of JPEGs plays them, are a quarter of a browser's work.
 * `file` must end in `.y4m`, by which Chromium knows the format.
 */
export async function writePortraitClip(file: string, framesPerSecond = 10): Promise<void> {
  if (!file.endsWith('.y4m')) throw new Error(`expected a file name ending in .y4m, actual ${file}`);
  const still = await composeStill();
  const { data, widthPx, heightPx } = still;
  const planes = planesOf(still);
  // Only the tick's rows are made for each frame: of every plane they are the last.
  const bandRows = data.subarray((heightPx - tickPx.heightPx) * widthPx * 3);
  const sizes = [widthPx * heightPx, (widthPx * heightPx) / 4, (widthPx * heightPx) / 4];
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${widthPx} H${heightPx} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)];
  for (let index = 0; index < clipFrames; index++) {
    const rows = Buffer.from(bandRows);
    drawTick(rows, index, 0);
    const band = planesOf({ data: rows, widthPx, heightPx: tickPx.heightPx });
    parts.push(Buffer.from('FRAME\n'));
    let [planeStart, bandStart] = [0, 0];
    for (const size of sizes) {
      const bandSize = (size * tickPx.heightPx) / heightPx;
      parts.push(planes.subarray(planeStart, planeStart + size - bandSize));
      parts.push(band.subarray(bandStart, bandStart + bandSize));
      planeStart += size;
      bandStart += bandSize;
    }
  }
  await writeFile(file, Buffer.concat(parts));
}
