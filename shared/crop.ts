import { z } from 'zod';

/**
 * The square that becomes the photo, in pixels of the upright capture (EXIF orientation already applied).
 * The photo's pixel (u, v) of an `outputEdgePx` photo shows the capture at
 * `centre + rotate(-rotationDeg) · ((u + 0.5, v + 0.5) / outputEdgePx - 0.5) · edgePx`:
 * the capture is turned clockwise by `rotationDeg` about the crop's centre, then the upright square is cut out.
 */
export const cropSchema = z.object({
  centreXPx: z.number().finite(),
  centreYPx: z.number().finite(),
  edgePx: z.number().finite().positive(),
  /** Clockwise degrees, in [-180, 180): quarter turns and the fine level together. */
  rotationDeg: z.number().min(-180).lt(180),
});
export type Crop = z.infer<typeof cropSchema>;

/** Width and height of a picture in pixels. */
export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}
