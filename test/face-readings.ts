import type { Face, FaceReading } from '../shared/face/face-reading.ts';

/** Everything about a face that is as it should be, in the middle of a picture of 640 × 360. */
export const goodFace: Face = {
  eyes: { left: { x: 296, y: 150 }, right: { x: 344, y: 150 } },
  eyeMidpoint: { x: 320, y: 150 },
  eyeGapPx: 48,
  chin: { x: 320, y: 232 },
  crown: { x: 320, y: 68 },
  headHeightPx: 164,
  outline: [],
  rollDeg: 0,
  yawDeg: 0,
  light: { shadow: 100, highlight: 210, blownShare: 0, sideRatio: 0.9, groundBlownShare: 0 },
  sharpness: 0.04,
  eyeOpenness: 0.3,
};

/** A reading of that face with a difference. */
export function readingWith(face: Partial<Face> = {}, rest: Partial<Omit<FaceReading, 'face'>> = {}): FaceReading {
  const size = { widthPx: 640, heightPx: 360 };
  return { size, faceCount: 1, pictureHighlight: 230, ...rest, face: { ...goodFace, ...face } };
}

/** A lit room without anybody. */
export const nobody: FaceReading = {
  size: { widthPx: 640, heightPx: 360 },
  faceCount: 0,
  face: undefined,
  pictureHighlight: 230,
};
