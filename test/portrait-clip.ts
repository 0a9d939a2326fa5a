import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { planesOf, type RawFrame, usualFramesPerSecond, withLastRows, writePlainClip } from './plain-clip.ts';

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
async function composeStill(): Promise<RawFrame & { readonly data: Buffer }> {
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

/** Writes the clip for Chromium's fake camera, at `usualFramesPerSecond` where nobody says otherwise; `file` ends in `.y4m`. */
export async function writePortraitClip(file: string, framesPerSecond = usualFramesPerSecond): Promise<void> {
  const still = await composeStill();
  const { data, widthPx, heightPx } = still;
  const planes = planesOf(still);
  // Only the tick's rows are made for each frame: of every plane they are the last.
  const bandRows = data.subarray((heightPx - tickPx.heightPx) * widthPx * 3);
  const frames = Array.from({ length: clipFrames }, (_, index) => {
    const rows = Buffer.from(bandRows);
    drawTick(rows, index, 0);
    return withLastRows(planes, planesOf({ data: rows, widthPx, heightPx: tickPx.heightPx }));
  });
  await writePlainClip(file, frameSizePx, frames, framesPerSecond);
}
