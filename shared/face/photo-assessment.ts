import { z } from 'zod';
import { type Crop, cropSchema } from '../crop.ts';
import type { FaceReading } from './face-reading.ts';
import { judgePhoto, photoFaults } from './photo-verdict.ts';
import { type HeadshotSettings, suggestCrop } from './suggested-crop.ts';

/** What is worth knowing of a picture before it becomes a photo. It names nobody, and nothing of it is kept. */
export const photoAssessmentSchema = z.object({
  suggestion: z.object({
    crop: cropSchema,
    isFromFace: z.boolean(),
    isTilted: z.boolean(),
    isHeadWhole: z.boolean(),
  }),
  /** Of the crop that was asked about, or of the suggested one; the gravest first. */
  faults: z.array(z.enum(photoFaults)),
});
export type PhotoAssessment = z.infer<typeof photoAssessmentSchema>;

/** Suggests a crop and judges one; `reading` is in the picture's own pixels. */
export function assessPhoto(
  reading: FaceReading,
  settings: HeadshotSettings & { readonly outputEdgePx: number },
  crop?: Crop,
): PhotoAssessment {
  const suggestion = suggestCrop(reading.face, reading.size, settings);
  return { suggestion, faults: [...judgePhoto(reading, crop ?? suggestion.crop, settings.outputEdgePx)] };
}
