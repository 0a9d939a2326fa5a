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
      /** Absent where the station looks for no faces; `unknown` where the face reader gave no answer. */
      readonly faceCount?: number | 'unknown';
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

interface PictureReading {
  readonly size: SizePx;
  readonly face?: FacePlacement['face'];
  readonly faceCount?: number | 'unknown';
}

async function readPicture(parts: LookParts, picture: Uint8Array): Promise<Result<PictureReading, Failure>> {
  const { placeFace, readSize } = parts;
  const placed = placeFace === undefined ? undefined : await placeFaceTwice(placeFace, picture);
  if (placed !== undefined && (placed.kind === 'ok' || placed.error.code !== 'photo-process-failed')) return placed;
  const size = await readSize(picture);
  if (size.kind === 'error') return size;
  return ok({ size: size.value, ...(placed === undefined ? {} : { faceCount: 'unknown' as const }) });
}

/** A face reader that was killed, hung or took too long answers for one picture with its failure; a fresh one takes the next. */
async function placeFaceTwice(placeFace: NonNullable<LookParts['placeFace']>, picture: Uint8Array) {
  const first = await placeFace(picture);
  return first.kind === 'error' && first.error.code === 'photo-process-failed' ? placeFace(picture) : first;
}

/**
 * Looks at one picture: its size upright, whether there are faces, and the crop that the station would suggest (centred,
 * somewhat above the middle, where no face decides). Never throws: where the face reader fails twice, whether there are faces is
 * said to be unknown, and no picture passes for one that was looked at.
 */
export async function lookAtPicture(parts: LookParts, picture: Uint8Array): Promise<PictureLook> {
  const read = await readPicture(parts, picture);
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
