import type { FaceGeometry, FaceLight } from './face-reading.ts';
import { luma, lumaAt, type Pixels } from './pixels.ts';
import { samplePatch } from './sample-patch.ts';

/** A face is judged on a level square of this edge, so large in it that the eye gap has `eyeGapInSquare` pixels. */
const edge = 128;
const eyeGapInSquare = 48;
/** The square's middle: this part of the way from the eyes to the chin. */
const middleTowardsChin = 0.4;
/** The face in the square: an ellipse. */
const ellipse = { halfWidth: 46, halfHeight: 60 } as const;
/** The cheeks: rows and columns whose halves are compared. */
const cheeks = { top: 40, bottom: 100, left: 60, right: 68 } as const;
const blown = 247;
/** Smaller faces are enlarged on the square: their detail would be invented. */
const smallestEyeGapPx = 24;
const coarseStep = 4;
const margin = 6;
/** Ground: points of a half circle above the shoulders, at this distance from the eyes in head heights. */
const ground = { points: 24, distance: 0.85, least: 6 } as const;

/** The face on its square, as brightness. */
interface Square {
  readonly light: Float32Array;
  /** Numbers of the pixels that are face. */
  readonly inFace: readonly number[];
}

function isInFace(x: number, y: number): boolean {
  return ((x - edge / 2) / ellipse.halfWidth) ** 2 + ((y - edge / 2) / ellipse.halfHeight) ** 2 < 1;
}

const facePixels: readonly number[] = Array.from({ length: edge * edge }, (_, index) => index).filter((index) =>
  isInFace(index % edge, Math.floor(index / edge)),
);

function squareOf(picture: Pixels, { eyeMidpoint, chin, eyeGapPx, rollDeg }: FaceGeometry): Square {
  const patch = {
    centreXPx: eyeMidpoint.x + (chin.x - eyeMidpoint.x) * middleTowardsChin,
    centreYPx: eyeMidpoint.y + (chin.y - eyeMidpoint.y) * middleTowardsChin,
    edgePx: (eyeGapPx * edge) / eyeGapInSquare,
    angleRad: (rollDeg * Math.PI) / 180,
  };
  const rgb = samplePatch(picture, patch, edge, { scale: 1, shift: 0 });
  const light = new Float32Array(edge * edge);
  for (let index = 0; index < light.length; index++) {
    light[index] = luma(rgb[index * 3] ?? 0, rgb[index * 3 + 1] ?? 0, rgb[index * 3 + 2] ?? 0);
  }
  return { light, inFace: facePixels };
}

/** The value that a share of the sorted values stays below. */
function quantile(sorted: Float32Array, share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/**
 * Fine detail (one pixel) over coarse detail (four pixels). Light, contrast and skin tone cancel out, which they do not
 * in the variance of the Laplacian: that calls dark skin blurred.
 */
function sharpnessOf({ light, inFace }: Square): number {
  let fine = 0;
  let coarse = 0;
  const at = (index: number) => light[index] ?? 0;
  for (const index of inFace) {
    const x = index % edge;
    const y = Math.floor(index / edge);
    if (x < margin || y < margin || x >= edge - margin || y >= edge - margin) continue;
    const fourfold = 4 * at(index);
    const near = fourfold - at(index - 1) - at(index + 1) - at(index - edge) - at(index + edge);
    const far =
      fourfold -
      at(index - coarseStep) -
      at(index + coarseStep) -
      at(index - coarseStep * edge) -
      at(index + coarseStep * edge);
    fine += near * near;
    coarse += far * far;
  }
  return fine / (coarse + 1);
}

function sideRatioOf({ light, inFace }: Square): number {
  const left = { sum: 0, count: 0 };
  const right = { sum: 0, count: 0 };
  for (const index of inFace) {
    const x = index % edge;
    const y = Math.floor(index / edge);
    if (y <= cheeks.top || y >= cheeks.bottom || (x >= cheeks.left && x <= cheeks.right)) continue;
    const side = x < cheeks.left ? left : right;
    side.sum += light[index] ?? 0;
    side.count += 1;
  }
  const [a, b] = [left.sum / left.count, right.sum / right.count];
  return Math.min(a, b) / Math.max(a, b, 1);
}

function groundBlownShareOf(picture: Pixels, { eyeMidpoint, headHeightPx }: FaceGeometry): number {
  const seen: number[] = [];
  for (let point = 0; point < ground.points; point++) {
    const angle = Math.PI + (Math.PI * point) / (ground.points - 1);
    const x = Math.round(eyeMidpoint.x + Math.cos(angle) * headHeightPx * ground.distance);
    const y = Math.round(eyeMidpoint.y + Math.sin(angle) * headHeightPx * ground.distance);
    if (x >= 0 && y >= 0 && x < picture.widthPx && y < picture.heightPx) seen.push(lumaAt(picture, x, y));
  }
  if (seen.length < ground.least) return 0;
  return seen.filter((light) => light >= blown).length / seen.length;
}

/** Light and sharpness of a face. */
export function judgeFaceLight(
  picture: Pixels,
  geometry: FaceGeometry,
): { readonly light: FaceLight; readonly sharpness: number | undefined } {
  const square = squareOf(picture, geometry);
  const sorted = Float32Array.from(square.inFace, (index) => square.light[index] ?? 0).sort();
  return {
    light: {
      shadow: quantile(sorted, 0.05),
      highlight: quantile(sorted, 0.95),
      blownShare: sorted.filter((light) => light >= blown).length / sorted.length,
      sideRatio: sideRatioOf(square),
      groundBlownShare: groundBlownShareOf(picture, geometry),
    },
    sharpness: geometry.eyeGapPx < smallestEyeGapPx ? undefined : sharpnessOf(square),
  };
}

/** The brightness that 1 % of the whole picture exceeds: what lamps, walls and shirts say of the room's light. */
export function pictureHighlightOf(picture: Pixels): number {
  const step = 12;
  const seen: number[] = [];
  for (let y = 4; y < picture.heightPx; y += step) {
    for (let x = 4; x < picture.widthPx; x += step) seen.push(lumaAt(picture, x, y));
  }
  return quantile(Float32Array.from(seen).sort(), 0.99);
}
