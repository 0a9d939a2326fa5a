import type { Crop, SizePx } from '../shared/crop.ts';

/** Pixels as RGB bytes, rows from the top. */
export interface PixelGrid extends SizePx {
  readonly data: Uint8Array;
}

/** The eight ways a camera may have stored a picture (EXIF, tag 0x0112). */
export const exifOrientations = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type ExifOrientation = (typeof exifOrientations)[number];

/** The stored pixel that shows (x, y) of the upright picture: EXIF 2.3's table of the 0th row and 0th column. */
type StoredPlace = (x: number, y: number, upright: SizePx) => readonly [number, number];
const storedPlaces: Record<ExifOrientation, StoredPlace> = {
  1: (x, y) => [x, y],
  2: (x, y, { widthPx: w }) => [w - 1 - x, y],
  3: (x, y, { widthPx: w, heightPx: h }) => [w - 1 - x, h - 1 - y],
  4: (x, y, { heightPx: h }) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, { widthPx: w }) => [y, w - 1 - x],
  7: (x, y, { widthPx: w, heightPx: h }) => [h - 1 - y, w - 1 - x],
  8: (x, y, { heightPx: h }) => [h - 1 - y, x],
};

/** The pixels as a camera with this orientation would store them. */
export function storeOriented(upright: PixelGrid, orientation: ExifOrientation): PixelGrid {
  const isSwapped = orientation >= 5;
  const widthPx = isSwapped ? upright.heightPx : upright.widthPx;
  const heightPx = isSwapped ? upright.widthPx : upright.heightPx;
  const data = new Uint8Array(upright.data.length);
  const storedPlace = storedPlaces[orientation];
  for (let y = 0; y < upright.heightPx; y++) {
    for (let x = 0; x < upright.widthPx; x++) {
      const [storedX, storedY] = storedPlace(x, y, upright);
      const from = (y * upright.widthPx + x) * 3;
      const to = (storedY * widthPx + storedX) * 3;
      for (let channel = 0; channel < 3; channel++) data[to + channel] = upright.data[from + channel] ?? 0;
    }
  }
  return { data, widthPx, heightPx };
}

/** Adds the bilinearly read colour at (x, y) to three sums. */
function addBilinear(sums: Float64Array, { data, widthPx, heightPx }: PixelGrid, x: number, y: number): void {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const right = x - 0.5 - left;
  const down = y - 0.5 - top;
  const column = (place: number) => Math.min(Math.max(place, 0), widthPx - 1);
  const row = (place: number) => Math.min(Math.max(place, 0), heightPx - 1) * widthPx;
  const topLeft = (row(top) + column(left)) * 3;
  const topRight = (row(top) + column(left + 1)) * 3;
  const bottomLeft = (row(top + 1) + column(left)) * 3;
  const bottomRight = (row(top + 1) + column(left + 1)) * 3;
  for (let channel = 0; channel < 3; channel++) {
    const above = (data[topLeft + channel] ?? 0) * (1 - right) + (data[topRight + channel] ?? 0) * right;
    const below = (data[bottomLeft + channel] ?? 0) * (1 - right) + (data[bottomRight + channel] ?? 0) * right;
    sums[channel] = (sums[channel] ?? 0) + above * (1 - down) + below * down;
  }
}

/**
 * The photo as `shared/crop.ts` defines it, computed without the product's geometry: each pixel is the mean of the
 * bilinearly read capture over the pixel's square. Plain on purpose.
 */
export function definedPhoto(capture: PixelGrid, crop: Crop, edgePx: number): Uint8Array {
  const theta = (-crop.rotationDeg * Math.PI) / 180;
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const samples = Math.max(1, Math.ceil(crop.edgePx / edgePx));
  const photo = new Uint8Array(edgePx * edgePx * 3);
  const sums = new Float64Array(3);
  for (let v = 0; v < edgePx; v++) {
    for (let u = 0; u < edgePx; u++) {
      sums.fill(0);
      for (let sub = 0; sub < samples * samples; sub++) {
        const x = ((u + ((sub % samples) + 0.5) / samples) / edgePx - 0.5) * crop.edgePx;
        const y = ((v + (Math.floor(sub / samples) + 0.5) / samples) / edgePx - 0.5) * crop.edgePx;
        addBilinear(sums, capture, crop.centreXPx + x * cos - y * sin, crop.centreYPx + x * sin + y * cos);
      }
      for (let channel = 0; channel < 3; channel++) {
        photo[(v * edgePx + u) * 3 + channel] = Math.round((sums[channel] ?? 0) / (samples * samples));
      }
    }
  }
  return photo;
}

/** Mean absolute difference of two pictures of the same size over all channels, 0 to 255. */
export function meanDifference(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) throw new Error(`expected ${one.length} bytes, actual ${other.length}`);
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += Math.abs((one[index] ?? 0) - (other[index] ?? 0));
  return sum / one.length;
}
