import type { Crop } from '../crop.ts';
import type { FaceReading } from './face-reading.ts';
import { closedEyes, isBlurred, isTooDark, limits } from './face-rules.ts';
import { isInCrop } from './suggested-crop.ts';

/** What a photo may be told to lack, the gravest first. It advises, it never blocks; the renderer owns the words. */
export const photoFaults = ['no-face', 'several-faces', 'too-dark', 'eyes-closed', 'blurred', 'too-small'] as const;
export type PhotoFault = (typeof photoFaults)[number];

/** The photo's edge that the limit for small faces was measured for. */
const measuredEdgePx = 648;

/** The faults of the photo that a crop makes of a capture; `reading` is scaled to the capture's size. */
export function judgePhoto(reading: FaceReading, crop: Crop, outputEdgePx: number): readonly PhotoFault[] {
  const { face } = reading;
  if (face === undefined || !isInCrop(crop, face.eyeMidpoint) || !isInCrop(crop, face.chin)) {
    return isTooDark({ ...reading, face: undefined }) ? ['no-face', 'too-dark'] : ['no-face'];
  }
  const isFault: Record<PhotoFault, boolean> = {
    'no-face': false,
    'several-faces': reading.faceCount > 1,
    'too-dark': isTooDark(reading),
    'eyes-closed': face.eyeOpenness !== undefined && face.eyeOpenness < closedEyes,
    blurred: isBlurred(face),
    'too-small': face.eyeGapPx < (limits.captureEyeGapPx.enter * outputEdgePx) / measuredEdgePx,
  };
  return photoFaults.filter((fault) => isFault[fault]);
}
