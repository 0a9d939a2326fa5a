import type { Crop } from '../shared/crop.ts';
import { captureToPhoto, cropCorners, type Point } from '../shared/crop-geometry.ts';
import { eyeLineOf, type HeadshotSettings, idealCrop } from '../shared/face/suggested-crop.ts';
import { type Placement, placedFace } from './face-pictures.ts';

/** The frame in which faces are placed. */
export const placedSize = { widthPx: 640, heightPx: 480 } as const;

/** Anywhere in the frame where a whole head is, of any size that is worth a photo, tilted by up to 24°. */
export function placeAnywhere(random: () => number): Placement {
  const eyeGapPx = 22 + random() * 50;
  const headPx = 3.42 * eyeGapPx;
  return {
    eyesXPx: headPx * 0.5 + random() * (placedSize.widthPx - headPx),
    eyesYPx: headPx * 0.62 + random() * (placedSize.heightPx - headPx * 1.15),
    eyeGapPx,
    rollDeg: (random() * 2 - 1) * 24,
  };
}

/** How far a crop is from what the settings ask for, measured with where the face really is. */
export interface CropError {
  readonly offLevelDeg: number;
  /** Relative to the setting. */
  readonly offSize: number;
  readonly offEyeLine: number;
  readonly isWhole: boolean;
  readonly isInside: boolean;
  /** The crop that the settings ask for lies within the picture. */
  readonly hasRoom: boolean;
}

function isWithin({ x, y }: Point): boolean {
  return x >= -0.01 && y >= -0.01 && x <= placedSize.widthPx + 0.01 && y <= placedSize.heightPx + 0.01;
}

/** Compares a crop with the truth of its placement. */
export function cropErrorOf(crop: Crop, placement: Placement, settings: HeadshotSettings): CropError {
  const { eyeMidpoint, chin } = placedFace(placement);
  const headHeightPx = 2 * Math.hypot(chin.x - eyeMidpoint.x, chin.y - eyeMidpoint.y);
  const eyes = captureToPhoto(crop, eyeMidpoint);
  const head = headHeightPx / crop.edgePx;
  const ideal = idealCrop({ eyeMidpoint, headHeightPx, rollDeg: placement.rollDeg }, settings);
  return {
    offLevelDeg: Math.abs(placement.rollDeg + crop.rotationDeg),
    offSize: Math.abs(head / settings.headShare - 1),
    offEyeLine: Math.abs(eyes.v - eyeLineOf(settings)),
    isWhole: eyes.v >= head / 2 && eyes.v + head / 2 <= 1 && Math.abs(eyes.u - 0.5) + head * 0.36 <= 0.5,
    isInside: cropCorners(crop).every(isWithin),
    hasRoom: cropCorners(ideal).every(isWithin),
  };
}

/** The part of them for which something is true. */
export function shareOf<Value>(all: readonly Value[], is: (one: Value) => boolean): number {
  return all.filter(is).length / all.length;
}
