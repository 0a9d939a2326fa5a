import type { SizePx } from '../crop.ts';
import type { Point } from '../crop-geometry.ts';

/** Where a head is in a picture, in its pixels; left and right are the picture's, angles in degrees. */
export interface FaceGeometry {
  readonly eyes: { readonly left: Point; readonly right: Point };
  readonly eyeMidpoint: Point;
  readonly eyeGapPx: number;
  readonly chin: Point;
  /** An estimate: the mesh ends at the hairline. The eyes are half-way between chin and crown. */
  readonly crown: Point;
  readonly headHeightPx: number;
  /** The face's border, clockwise from the forehead. */
  readonly outline: readonly Point[];
  /** Clockwise as seen in the picture. */
  readonly rollDeg: number;
  /** Turned towards the picture's right is positive. */
  readonly yawDeg: number;
}

/** The light on a face and behind it. Brightness is 0 to 255; shares are 0 to 1. */
export interface FaceLight {
  /** Brightness that 5 % and 95 % of the face stay below. */
  readonly shadow: number;
  readonly highlight: number;
  /** Part of the face that has no drawing left. */
  readonly blownShare: number;
  /** The darker half of the face over the brighter one. */
  readonly sideRatio: number;
  /** Part of the ground beside and above the head that is blown. */
  readonly groundBlownShare: number;
}

/** One face, as far as this product looks at it: never who, how old, of what mood. */
export interface Face extends FaceGeometry {
  readonly light: FaceLight;
  /** Fine detail over coarse detail; absent where the face is too small to say. */
  readonly sharpness: number | undefined;
  /** Lids' distance over eye's width of the eye that is shut more; absent where nobody looked. */
  readonly eyeOpenness: number | undefined;
}

/** Where faces are in one picture. */
export interface FacePlacement {
  /** Of the picture that was read; all places are in its pixels. */
  readonly size: SizePx;
  /** The largest face, and those at least a quarter as large. */
  readonly faceCount: number;
  readonly face: FaceGeometry | undefined;
}

/** What was seen in one picture. Lives as long as the picture; only a verdict's words are ever kept. */
export interface FaceReading extends FacePlacement {
  readonly face: Face | undefined;
  /** The brightness that 1 % of the whole picture exceeds. */
  readonly pictureHighlight: number;
}

/** The same reading for the same picture at another size. */
export function scaleReading<Reading extends FacePlacement>(reading: Reading, size: SizePx): Reading {
  const across = size.widthPx / reading.size.widthPx;
  const down = size.heightPx / reading.size.heightPx;
  const length = Math.sqrt(across * down);
  const at = ({ x, y }: Point): Point => ({ x: x * across, y: y * down });
  const { face } = reading;
  if (face === undefined) return { ...reading, size };
  return {
    ...reading,
    size,
    face: {
      ...face,
      eyes: { left: at(face.eyes.left), right: at(face.eyes.right) },
      eyeMidpoint: at(face.eyeMidpoint),
      eyeGapPx: face.eyeGapPx * length,
      chin: at(face.chin),
      crown: at(face.crown),
      headHeightPx: face.headHeightPx * length,
      outline: face.outline.map(at),
    },
  };
}
