import type { FacePlacement, FaceReading } from '../../shared/face/face-reading.ts';
import type { Pixels } from '../../shared/face/pixels.ts';

/** What the face process can be asked of a picture, with what it answers. */
export interface FaceWork {
  /** Everything that can be known of it. */
  read: FaceReading;
  /** Where the faces are: a crop needs no more. */
  place: FacePlacement;
}
export type FaceWorkKind = keyof FaceWork;

/** One piece of work for the process. */
export interface FaceAsk {
  readonly kind: FaceWorkKind;
  readonly picture: Pixels;
}
