import { writeFile } from 'node:fs/promises';

/** A picture's bytes. */
export interface RawFrame {
  /** RGB, three bytes a pixel, rows from the top. */
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Luma, then the two chroma planes at half the width and height. */
export type Planes = readonly [Buffer, Buffer, Buffer];

/** Enough to be seen moving; a browser without a graphics card works 20 ms for each. */
export const usualFramesPerSecond = 5;

/** The three planes of a frame, 4:2:0, with the values that a JPEG of it has (JFIF: BT.601, full range). */
export function planesOf({ data, widthPx, heightPx }: RawFrame): Planes {
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
  return [luma, plane(sums[0]), plane(sums[1])];
}

/** The planes with their last rows replaced by those of a lower picture of the same width. */
export function withLastRows(planes: Planes, last: Planes): Planes {
  const joined = (index: 0 | 1 | 2) =>
    Buffer.concat([planes[index].subarray(0, planes[index].length - last[index].length), last[index]]);
  return [joined(0), joined(1), joined(2)];
}

/**
 * Writes a clip for Chromium's `--use-file-for-fake-video-capture` (with `--use-fake-device-for-media-stream`), as plain
 * frames: a clip of JPEGs is played at thirty a second, and each is decoded anew. `file` must end in `.y4m`, by which
 * Chromium knows the format.
 */
export async function writePlainClip(
  file: string,
  size: { readonly widthPx: number; readonly heightPx: number },
  frames: readonly Planes[],
  framesPerSecond = usualFramesPerSecond,
): Promise<void> {
  if (!file.endsWith('.y4m')) throw new Error(`expected a file name ending in .y4m, actual ${file}`);
  const head = `YUV4MPEG2 W${size.widthPx} H${size.heightPx} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
  await writeFile(file, Buffer.concat([Buffer.from(head), ...frames.flatMap((planes) => [frameMark, ...planes])]));
}

const frameMark = Buffer.from('FRAME\n');
