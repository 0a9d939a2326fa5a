import type { Crop, SizePx } from '../crop.ts';
import {
  captureToPhoto,
  clampCrop,
  initialCrop,
  largestEdge,
  normaliseRotation,
  type Point,
} from '../crop-geometry.ts';
import type { FaceGeometry } from './face-reading.ts';

/** How a station wants its headshots: the same for everybody, so that a directory looks like one. */
export interface HeadshotSettings {
  /** Height of the head, chin to crown, as a part of the photo's edge. */
  readonly headShare: number;
  /** Room above the crown, as a part of the photo's edge. */
  readonly headroom: number;
}

/** A crop that the face asks for. Always inside the picture. */
export interface SuggestedCrop {
  readonly crop: Crop;
  /** Whether a face decided, or the picture's middle had to do. */
  readonly isFromFace: boolean;
  /** The eyes are not level in it: the head is tilted further than is levelled, or the picture has no room to turn. */
  readonly isTilted: boolean;
  /** Chin, crown and sides of the head are in it. */
  readonly isHeadWhole: boolean;
}

/** Further than this a head is not levelled: people tilt it on purpose, and the shoulders would lean. */
export const levelLimitDeg = 25;
const degree = Math.PI / 180;
/** Wider than a head with its ears and hair, in head heights. */
const headWidth = 0.8;
/** Hair stands above the crown, in head heights. */
const hair = 0.06;
const border = 0.02;
const mostHeadShare = 0.85;
/** What is given up where the picture has no room, in this order of tries: parts of the levelling, parts of the edge. */
const levelParts = [1, 0.8, 0.6, 0.4, 0.2, 0] as const;
const edgeParts = [1, 0.97, 0.94, 0.9, 0.86, 0.82, 0.78, 0.74, 0.7] as const;
/** What each fault costs: a cut head more than anything, then the wrong size, place and level. */
const costs = { cut: 400, size: 40, place: 30, levelPerDegree: 1.5, tooLarge: 50 } as const;
const tiltToleranceDeg = 0.5;

type Head = Pick<FaceGeometry, 'eyeMidpoint' | 'headHeightPx' | 'rollDeg'>;

/** Where the eye line belongs in the photo, as a part of its edge from the top. */
export function eyeLineOf({ headShare, headroom }: HeadshotSettings): number {
  return headroom + headShare / 2;
}

/** The crop that the settings ask for, whether or not the picture has room for it. */
export function idealCrop(head: Head, settings: HeadshotSettings): Crop {
  const levelDeg = Math.max(-levelLimitDeg, Math.min(levelLimitDeg, head.rollDeg));
  return placedCrop(head, settings, head.headHeightPx / settings.headShare, levelDeg);
}

/** A crop of this edge, turned so that a line of `levelDeg` lies level, with the eyes where they belong. */
function placedCrop({ eyeMidpoint }: Head, settings: HeadshotSettings, edgePx: number, levelDeg: number): Crop {
  const below = (0.5 - eyeLineOf(settings)) * edgePx;
  return {
    centreXPx: eyeMidpoint.x - Math.sin(levelDeg * degree) * below,
    centreYPx: eyeMidpoint.y + Math.cos(levelDeg * degree) * below,
    edgePx,
    rotationDeg: normaliseRotation(-levelDeg),
  };
}

interface Candidate {
  readonly crop: Crop;
  readonly cost: number;
  readonly cut: number;
}

/** How much of the head is outside, in parts of the crop's edge. */
function cutOf(eyes: { readonly u: number; readonly v: number }, headShare: number): number {
  const outside = (low: number) => Math.max(0, border - low);
  return (
    outside(eyes.v - headShare * (0.5 + hair)) +
    outside(1 - eyes.v - headShare / 2) +
    outside(eyes.u - (headShare * headWidth) / 2) +
    outside(1 - eyes.u - (headShare * headWidth) / 2)
  );
}

function judge(crop: Crop, head: Head, settings: HeadshotSettings): Candidate {
  const eyes = captureToPhoto(crop, head.eyeMidpoint);
  const headShare = head.headHeightPx / crop.edgePx;
  const cut = cutOf(eyes, headShare);
  const cost =
    cut * costs.cut +
    Math.abs(Math.log(headShare / settings.headShare)) * costs.size +
    Math.hypot(eyes.u - 0.5, eyes.v - eyeLineOf(settings)) * costs.place +
    Math.abs(head.rollDeg + crop.rotationDeg) * costs.levelPerDegree +
    (headShare > mostHeadShare ? costs.tooLarge : 0);
  return { crop, cost, cut };
}

/**
 * The crop that makes this headshot look like all others: eyes at a fixed height, head of a fixed size, level. Where the
 * picture has no room it gives up what is seen least, and says so. Without a face: where heads usually are.
 */
export function suggestCrop(head: Head | undefined, size: SizePx, settings: HeadshotSettings): SuggestedCrop {
  if (head === undefined) {
    return { crop: initialCrop(size), isFromFace: false, isTilted: false, isHeadWhole: false };
  }
  const ideal = idealCrop(head, settings);
  let best: Candidate | undefined;
  for (const levelPart of levelParts) {
    const levelDeg = -ideal.rotationDeg * levelPart;
    const most = largestEdge(size, levelDeg);
    for (const edgePart of edgeParts) {
      const wanted = placedCrop(head, settings, Math.min(ideal.edgePx * edgePart, most), levelDeg);
      const candidate = judge(clampCrop(wanted, size, 1), head, settings);
      if (best === undefined || candidate.cost < best.cost) best = candidate;
    }
  }
  const { crop, cut } = best ?? judge(initialCrop(size), head, settings);
  return {
    crop,
    isFromFace: true,
    isTilted: Math.abs(head.rollDeg + crop.rotationDeg) > tiltToleranceDeg,
    isHeadWhole: cut <= border,
  };
}

/** Where a point of the picture falls in the photo of a crop, and whether that is inside. */
export function isInCrop(crop: Crop, point: Point): boolean {
  const { u, v } = captureToPhoto(crop, point);
  return u >= 0 && u <= 1 && v >= 0 && v <= 1;
}
