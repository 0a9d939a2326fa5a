import type { Crop, SizePx } from './crop.ts';

/**
 * The one definition of what a crop shows, for the preview on screen and for the photo that is made.
 * Coordinates are pixels of the upright capture with x to the right and y down; a pixel's centre is at half integers.
 * Angles are degrees, clockwise as seen on screen.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An affine map `x' = a·x + c·y + e`, `y' = b·x + d·y + f`, in the order of canvas `setTransform` and CSS `matrix()`. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The fine level turns at most this far to either side of a quarter turn. */
export const fineLimitDeg = 15;

const degree = Math.PI / 180;

/** Sine and cosine, exact at quarter turns. */
function turn(rotationDeg: number): { readonly sin: number; readonly cos: number } {
  const quarter = rotationDeg / 90;
  if (Number.isInteger(quarter)) {
    const index = ((quarter % 4) + 4) % 4;
    return { sin: [0, 1, 0, -1][index] ?? 0, cos: [1, 0, -1, 0][index] ?? 1 };
  }
  return { sin: Math.sin(rotationDeg * degree), cos: Math.cos(rotationDeg * degree) };
}

/** Any angle as the same angle in [-180, 180). */
export function normaliseRotation(rotationDeg: number): number {
  const turned = (((rotationDeg + 180) % 360) + 360) % 360;
  return turned - 180;
}

/** A rotation as quarter turns (0 to 3, clockwise) and the level left over, in [-45, 45]. */
export function splitRotation(rotationDeg: number): { readonly quarterTurns: number; readonly fineDeg: number } {
  const quarter = Math.round(rotationDeg / 90);
  return { quarterTurns: ((quarter % 4) + 4) % 4, fineDeg: rotationDeg - quarter * 90 };
}

/** Width of the crop's bounding box in the capture, as a multiple of its edge: 1 upright, √2 at 45°. */
function spread(rotationDeg: number): number {
  const { sin, cos } = turn(rotationDeg);
  return Math.abs(sin) + Math.abs(cos);
}

/** The largest edge that fits a capture at this rotation. */
export function largestEdge(size: SizePx, rotationDeg: number): number {
  return Math.min(size.widthPx, size.heightPx) / spread(rotationDeg);
}

function between(value: number, low: number, high: number): number {
  if (!(low < high)) return (low + high) / 2;
  return Math.min(Math.max(Number.isFinite(value) ? value : (low + high) / 2, low), high);
}

/**
 * The nearest crop whose four corners lie inside the capture and whose edge is at least `minEdgePx` (or the largest
 * possible, where the capture is smaller than that). Clamping twice changes nothing more.
 */
export function clampCrop(crop: Crop, size: SizePx, minEdgePx: number): Crop {
  const rotationDeg = Number.isFinite(crop.rotationDeg) ? normaliseRotation(crop.rotationDeg) : 0;
  const most = largestEdge(size, rotationDeg);
  const edgePx = between(crop.edgePx, Math.min(minEdgePx, most), most);
  const half = Math.min((edgePx * spread(rotationDeg)) / 2, size.widthPx / 2, size.heightPx / 2);
  return {
    centreXPx: between(crop.centreXPx, half, size.widthPx - half),
    centreYPx: between(crop.centreYPx, half, size.heightPx - half),
    edgePx,
    rotationDeg,
  };
}

/**
 * Where the crop starts: upright, nine tenths of the shorter side, centred across, a little above the middle, because
 * that is where a head is.
 */
export function initialCrop(size: SizePx): Crop {
  const edgePx = 0.9 * Math.min(size.widthPx, size.heightPx);
  const start = { centreXPx: size.widthPx / 2, centreYPx: 0.46 * size.heightPx, edgePx, rotationDeg: 0 };
  return clampCrop(start, size, 1);
}

/** Where the photo's point (u, v), both from 0 to 1 across the photo, lies in the capture. */
export function photoToCapture(crop: Crop, u: number, v: number): Point {
  const { sin, cos } = turn(crop.rotationDeg);
  const x = (u - 0.5) * crop.edgePx;
  const y = (v - 0.5) * crop.edgePx;
  return { x: crop.centreXPx + x * cos + y * sin, y: crop.centreYPx - x * sin + y * cos };
}

/** Where a point of the capture lies in the photo: 0 to 1 across it, beyond that outside. */
export function captureToPhoto(crop: Crop, point: Point): { readonly u: number; readonly v: number } {
  const { sin, cos } = turn(crop.rotationDeg);
  const x = point.x - crop.centreXPx;
  const y = point.y - crop.centreYPx;
  return { u: 0.5 + (x * cos - y * sin) / crop.edgePx, v: 0.5 + (x * sin + y * cos) / crop.edgePx };
}

/** The corners in the capture: top left, top right, bottom right, bottom left of the photo. */
export function cropCorners(crop: Crop): readonly [Point, Point, Point, Point] {
  return [
    photoToCapture(crop, 0, 0),
    photoToCapture(crop, 1, 0),
    photoToCapture(crop, 1, 1),
    photoToCapture(crop, 0, 1),
  ];
}

/** Maps capture pixels to pixels of a photo of `outputEdgePx`: draw the capture with it and the photo appears. */
export function cropMatrix(crop: Crop, outputEdgePx: number): Matrix {
  const { sin, cos } = turn(crop.rotationDeg);
  const scale = outputEdgePx / crop.edgePx;
  const { centreXPx: x, centreYPx: y } = crop;
  const middle = outputEdgePx / 2;
  return {
    a: scale * cos,
    b: scale * sin,
    c: -scale * sin,
    d: scale * cos,
    e: middle - scale * (cos * x - sin * y),
    f: middle - scale * (sin * x + cos * y),
  };
}

/** Moves the crop along its own upright axes, by parts of its edge: (0.1, 0) shows a tenth more of the right side. */
export function moveCrop(crop: Crop, size: SizePx, right: number, down: number, minEdgePx: number): Crop {
  const centre = photoToCapture(crop, 0.5 + right, 0.5 + down);
  return clampCrop({ ...crop, centreXPx: centre.x, centreYPx: centre.y }, size, minEdgePx);
}

/**
 * Zooms by `factor` (above 1: closer). The capture's point at (u, v) of the photo stays where it is, as far as the
 * capture's borders allow; the middle when none is given.
 */
export function zoomCrop(
  crop: Crop,
  size: SizePx,
  factor: number,
  minEdgePx: number,
  about: { readonly u: number; readonly v: number } = { u: 0.5, v: 0.5 },
): Crop {
  const most = largestEdge(size, crop.rotationDeg);
  const edgePx = between(crop.edgePx / factor, Math.min(minEdgePx, most), most);
  const fixed = photoToCapture(crop, about.u, about.v);
  const moved = photoToCapture({ ...crop, edgePx }, about.u, about.v);
  const centreXPx = crop.centreXPx + fixed.x - moved.x;
  const centreYPx = crop.centreYPx + fixed.y - moved.y;
  return clampCrop({ ...crop, edgePx, centreXPx, centreYPx }, size, minEdgePx);
}

/** Turns the capture to `rotationDeg` about the crop's centre; the crop shrinks or moves when a corner would leave. */
export function rotateCrop(crop: Crop, size: SizePx, rotationDeg: number, minEdgePx: number): Crop {
  return clampCrop({ ...crop, rotationDeg: normaliseRotation(rotationDeg) }, size, minEdgePx);
}
