import type { Crop, SizePx } from '../shared/crop.ts';

/** Pixels as RGB bytes, rows from the top. */
export interface PixelGrid extends SizePx {
  readonly data: Uint8Array;
}

/** The eight ways a camera may have stored a picture (EXIF, tag 0x0112). */
export const exifOrientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type ExifOrientation = (typeof exifOrientations)[number];

/** The stored pixel that shows (x, y) of the upright picture: EXIF 2.3's table of the 0th row and 0th column. */
function storedPlace(orientation: ExifOrientation, x: number, y: number, { widthPx: w, heightPx: h }: SizePx) {
  const places: Record<ExifOrientation, readonly [number, number]> = {
    1: [x, y],
    2: [w - 1 - x, y],
    3: [w - 1 - x, h - 1 - y],
    4: [x, h - 1 - y],
    5: [y, x],
    6: [y, w - 1 - x],
    7: [h - 1 - y, w - 1 - x],
    8: [h - 1 - y, x],
  };
  return places[orientation];
}

/** The pixels as a camera with this orientation would store them. */
export function storeOriented(upright: PixelGrid, orientation: ExifOrientation): PixelGrid {
  const isSwapped = orientation >= 5;
  const widthPx = isSwapped ? upright.heightPx : upright.widthPx;
  const heightPx = isSwapped ? upright.widthPx : upright.heightPx;
  const data = new Uint8Array(upright.data.length);
  for (let y = 0; y < upright.heightPx; y++) {
    for (let x = 0; x < upright.widthPx; x++) {
      const [storedX, storedY] = storedPlace(orientation, x, y, upright);
      const from = (y * upright.widthPx + x) * 3;
      data.set(upright.data.subarray(from, from + 3), (storedY * widthPx + storedX) * 3);
    }
  }
  return { data, widthPx, heightPx };
}

function bilinear({ data, widthPx, heightPx }: PixelGrid, x: number, y: number, channel: number): number {
  const at = (column: number, row: number) => {
    const inX = Math.min(Math.max(column, 0), widthPx - 1);
    const inY = Math.min(Math.max(row, 0), heightPx - 1);
    return data[(inY * widthPx + inX) * 3 + channel] ?? 0;
  };
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const right = x - 0.5 - left;
  const down = y - 0.5 - top;
  return (
    (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - down) +
    (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * down
  );
}

/**
 * The photo as `shared/crop.ts` defines it, computed without the product's geometry: each pixel is the mean of the
 * bilinearly read capture over the pixel's square. Slow and plain on purpose.
 */
export function definedPhoto(capture: PixelGrid, crop: Crop, edgePx: number): Uint8Array {
  const theta = (-crop.rotationDeg * Math.PI) / 180;
  const samples = Math.max(1, Math.ceil(crop.edgePx / edgePx));
  const photo = new Uint8Array(edgePx * edgePx * 3);
  for (let v = 0; v < edgePx; v++) {
    for (let u = 0; u < edgePx; u++) {
      const sum = [0, 0, 0];
      for (let sub = 0; sub < samples * samples; sub++) {
        const x = ((u + ((sub % samples) + 0.5) / samples) / edgePx - 0.5) * crop.edgePx;
        const y = ((v + (Math.floor(sub / samples) + 0.5) / samples) / edgePx - 0.5) * crop.edgePx;
        const captureX = crop.centreXPx + x * Math.cos(theta) - y * Math.sin(theta);
        const captureY = crop.centreYPx + x * Math.sin(theta) + y * Math.cos(theta);
        for (const channel of [0, 1, 2])
          sum[channel] = (sum[channel] ?? 0) + bilinear(capture, captureX, captureY, channel);
      }
      for (const channel of [0, 1, 2]) {
        photo[(v * edgePx + u) * 3 + channel] = Math.round((sum[channel] ?? 0) / (samples * samples));
      }
    }
  }
  return photo;
}

/** Mean absolute difference of two pictures of the same size over all channels, 0 to 255. */
export function meanDifference(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) throw new Error(`expected ${one.length} bytes, actual ${other.length}`);
  let sum = 0;
  for (const [index, value] of one.entries()) sum += Math.abs(value - (other[index] ?? 0));
  return sum / one.length;
}
