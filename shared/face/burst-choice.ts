import type { FaceReading } from './face-reading.ts';
import { closedEyes, isBlurred, limits } from './face-rules.ts';

/** Wider than this an eye is simply open; more is surprise, not a better photo. */
const openEnough = 0.22;

function worth({ face }: FaceReading): number {
  if (face === undefined) return -1;
  const openness = face.eyeOpenness ?? openEnough;
  const eyes = openness < closedEyes ? 0 : Math.min(openness, openEnough) / openEnough;
  const isTurned = Math.abs(face.yawDeg) > limits.yawDeg.enter;
  // Open eyes before everything, then a sharp picture, then a look at the lens; detail decides between equals.
  const detail = Math.min(face.sharpness ?? 0, 0.999);
  return eyes * 8 + (isBlurred(face) ? 0 : 4) + (isTurned ? 0 : 2) + detail;
}

/** The place of the best picture of a short burst: eyes open, sharp, facing the lens; the first of equals. */
export function chooseBest(readings: readonly FaceReading[]): number {
  let best = 0;
  for (const [index, reading] of readings.entries()) {
    const before = readings[best];
    if (before !== undefined && worth(reading) > worth(before)) best = index;
  }
  return best;
}
