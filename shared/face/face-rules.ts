import { assertNever } from '../assert-never.ts';
import type { SizePx } from '../crop.ts';
import type { Face, FaceReading } from './face-reading.ts';
import { readingEdgePx } from './pixels.ts';
import { type HeadshotSettings, idealCrop } from './suggested-crop.ts';

/**
 * What a person in front of the camera may be told, most urgent first; `good` when there is nothing to say. Left and
 * right are the person's own, which are also those of a mirror. The renderer owns the words.
 */
export const faceHints = [
  'more-light',
  'no-face',
  'one-person',
  'step-back',
  'come-closer',
  'move-to-your-left',
  'move-to-your-right',
  'light-behind',
  'too-bright',
  'light-from-side',
  'look-at-lens',
  'hold-head-straight',
  'hold-still',
  'good',
] as const;
export type FaceHint = (typeof faceHints)[number];

/** What hints depend on beside the reading. */
export interface HintSettings extends HeadshotSettings {
  /** Size of the capture that will be taken, where that is known: a large sensor forgives distance. */
  readonly captureSize?: SizePx;
}

/** A limit with a way back: what was said once is taken back only when it is clearly better. */
interface Limit {
  readonly enter: number;
  readonly leave: number;
}

/**
 * Measured on 27 faces of all skin tones (`enter`; `leave` is a step towards good). The obvious rules fire on dark skin
 * in good light: face below 60 on 71 %, face half as bright as the ground on 82 %, variance of the Laplacian on 79 %.
 */
export const limits = {
  /** Brightest 1 % of the whole picture: below, the room is dark, whoever stands in it. */
  pictureHighlight: { enter: 110, leave: 122 },
  /** Between the face's 5 % and 95 %: below, it is hard to see. */
  faceRange: { enter: 32, leave: 38 },
  backlitFaceRange: { enter: 42, leave: 48 },
  backlitHighlight: { enter: 110, leave: 122 },
  groundBlownShare: { enter: 0.25, leave: 0.18 },
  faceBlownShare: { enter: 0.1, leave: 0.07 },
  sideRatio: { enter: 0.6, leave: 0.66 },
  sharpness: { enter: 0.015, leave: 0.018 },
  rollDeg: { enter: 8, leave: 6 },
  yawDeg: { enter: 15, leave: 12 },
  /** In the 640 pixel picture; and in the capture, for a photo of 648 pixels. */
  eyeGapPx: { enter: 30, leave: 33 },
  captureEyeGapPx: { enter: 70, leave: 76 },
  /** The wanted crop over the picture's shorter side. */
  wantedEdge: { enter: 1.12, leave: 1.05 },
  /** Eyes beside the middle, as a part of the picture's width. */
  beside: { enter: 0.17, leave: 0.14 },
  /** Eye gaps a second. */
  motion: { enter: 1.5, leave: 1 },
} as const satisfies Record<string, Limit>;

/** Above this the fine detail is noise, and says nothing about the lens. */
export const noiseSharpness = 0.13;
/** Shut more than this counts as closed. */
export const closedEyes = 0.15;

/** Compares with a limit, on the side from which one comes. */
export interface Side {
  below(value: number, limit: Limit): boolean;
  above(value: number, limit: Limit): boolean;
}
const sideOf = (isSaid: boolean): Side => ({
  below: (value, { enter, leave }) => value < (isSaid ? leave : enter),
  above: (value, { enter, leave }) => value > (isSaid ? leave : enter),
});

/** Whether the face looks unlit before a bright ground. */
function isBacklit({ light }: Face, { below, above }: Side): boolean {
  return (
    below(light.highlight - light.shadow, limits.backlitFaceRange) &&
    below(light.highlight, limits.backlitHighlight) &&
    above(light.groundBlownShare, limits.groundBlownShare)
  );
}

/** Whether the picture is too dark for a photo, or this face has no drawing in it. */
export function isTooDark({ face, pictureHighlight }: FaceReading, side: Side = sideOf(false)): boolean {
  if (side.below(pictureHighlight, limits.pictureHighlight)) return true;
  if (face === undefined || isBacklit(face, side)) return false;
  return side.below(face.light.highlight - face.light.shadow, limits.faceRange);
}

/** Whether the face lacks the detail that a sharp picture has. Unknown and noisy ones do not. */
export function isBlurred({ sharpness }: Face, side: Side = sideOf(false)): boolean {
  return sharpness !== undefined && sharpness < noiseSharpness && side.below(sharpness, limits.sharpness);
}

/**
 * Whether a bright screen would help this face: it has too little light, or too little of it from the front. For the moment
 * of the exposure, when it is too late to ask anybody to move.
 */
export function lacksLight(reading: FaceReading): boolean {
  const { face } = reading;
  if (face === undefined) return false;
  const side = sideOf(false);
  return isTooDark(reading) || isBacklit(face, side) || side.below(face.light.sideRatio, limits.sideRatio);
}

function isTooFar(face: Face, { size }: FaceReading, { captureSize }: HintSettings, { below }: Side): boolean {
  const longestPx = Math.max(size.widthPx, size.heightPx);
  if (below((face.eyeGapPx * readingEdgePx) / longestPx, limits.eyeGapPx)) return true;
  if (captureSize === undefined) return false;
  const captureLongestPx = Math.max(captureSize.widthPx, captureSize.heightPx);
  return below((face.eyeGapPx * captureLongestPx) / longestPx, limits.captureEyeGapPx);
}

function isTooNear(face: Face, { size }: FaceReading, settings: HintSettings, { above }: Side): boolean {
  if (face.crown.y < 0 || face.chin.y > size.heightPx) return true;
  return above(idealCrop(face, settings).edgePx / Math.min(size.widthPx, size.heightPx), limits.wantedEdge);
}

/** Eye gaps a second that the face has moved; absent where nobody compared. */
export type Motion = number | undefined;

/** Whether a hint is called for. `isSaid`: it is on the screen now, so that it stays until things are clearly better. */
export function isCalledFor(
  hint: FaceHint,
  reading: FaceReading,
  settings: HintSettings,
  motion: Motion,
  isSaid: boolean,
): boolean {
  const side = sideOf(isSaid);
  if (hint === 'more-light') return isTooDark(reading, side);
  const { face } = reading;
  if (face === undefined) return hint === 'no-face';
  const besideMiddle = face.eyeMidpoint.x / reading.size.widthPx - 0.5;
  switch (hint) {
    case 'no-face':
      return false;
    case 'one-person':
      return reading.faceCount > 1;
    case 'step-back':
      return isTooNear(face, reading, settings, side);
    case 'come-closer':
      return isTooFar(face, reading, settings, side);
    // A camera sees people from the front: at its left is who stands to their own right.
    case 'move-to-your-left':
      return side.above(-besideMiddle, limits.beside);
    case 'move-to-your-right':
      return side.above(besideMiddle, limits.beside);
    case 'light-behind':
      return isBacklit(face, side);
    case 'too-bright':
      return side.above(face.light.blownShare, limits.faceBlownShare);
    case 'light-from-side':
      return side.below(face.light.sideRatio, limits.sideRatio);
    case 'look-at-lens':
      return side.above(Math.abs(face.yawDeg), limits.yawDeg);
    case 'hold-head-straight':
      return side.above(Math.abs(face.rollDeg), limits.rollDeg);
    case 'hold-still':
      return isBlurred(face, side) || (motion !== undefined && side.above(motion, limits.motion));
    case 'good':
      return true;
    default:
      return assertNever(hint);
  }
}
