import { createHash } from 'node:crypto';
import type { Crop, SizePx } from '../../shared/crop.ts';
import { initialCrop } from '../../shared/crop-geometry.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { FacePlacement } from '../../shared/face/face-reading.ts';
import { type HeadshotSettings, suggestCrop } from '../../shared/face/suggested-crop.ts';
import { ok, type Result } from '../../shared/result.ts';

/** What one file turned out to be. */
export type PictureLook =
  | {
      readonly kind: 'seen';
      readonly size: SizePx;
      readonly crop: Crop;
      readonly isFromFace: boolean;
      /** Absent where nobody looked for faces. */
      readonly faceCount?: number;
    }
  | { readonly kind: 'unreadable'; readonly failure: Failure };

/** How a picture is looked at: decoded elsewhere, with or without a look for faces. */
export interface LookParts {
  readonly settings: HeadshotSettings;
  readonly readSize: (picture: Uint8Array) => Promise<Result<SizePx, Failure>>;
  /** Absent where the station looks for no faces. */
  readonly placeFace?: (picture: Uint8Array) => Promise<Result<FacePlacement, Failure>>;
  /** Told when all pictures have been looked at: what looked for faces is not needed for a while. */
  readonly rest?: () => void;
}

const smallestEdgePx = 48;

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readPicture(parts: LookParts, picture: Uint8Array) {
  if (parts.placeFace === undefined) {
    const size = await parts.readSize(picture);
    return size.kind === 'ok' ? ok({ size: size.value }) : size;
  }
  const reading = await parts.placeFace(picture);
  if (reading.kind === 'ok') {
    const { size, face, faceCount } = reading.value;
    return ok({ size, face, faceCount });
  }
  if (reading.error.code !== 'photo-process-failed') return reading;
  // Faces that cannot be looked for now hinder no picture: it is then placed as at a station without.
  const size = await parts.readSize(picture);
  return size.kind === 'ok' ? ok({ size: size.value }) : size;
}

/**
 * Looks at one picture: its size upright, whether there are faces, and the crop that the station would suggest (centred,
 * somewhat above the middle, where no face decides). Never throws.
 */
export async function lookAtPicture(parts: LookParts, picture: Uint8Array): Promise<PictureLook> {
  const read: Result<{ size: SizePx; face?: FacePlacement['face']; faceCount?: number }, Failure> = await readPicture(
    parts,
    picture,
  );
  if (read.kind === 'error') return { kind: 'unreadable', failure: read.error };
  const { size, face, faceCount } = read.value;
  if (Math.min(size.widthPx, size.heightPx) < smallestEdgePx) {
    const detail = { expected: `at least ${smallestEdgePx} pixels`, actual: `${size.widthPx}x${size.heightPx}` };
    return { kind: 'unreadable', failure: { code: 'picture-too-small', detail } };
  }
  const suggestion =
    face === undefined ? { crop: initialCrop(size), isFromFace: false } : suggestCrop(face, size, parts.settings);
  return {
    kind: 'seen',
    size,
    crop: suggestion.crop,
    isFromFace: suggestion.isFromFace,
    ...(faceCount === undefined ? {} : { faceCount }),
  };
}
