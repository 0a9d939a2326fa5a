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

/** After so many pictures in a row that the face reader failed at it is not asked for the next: each may cost a minute. */
const givesUpAfter = 3;

/** Looks at one picture after another, and at several at a time. */
export class PictureLooks {
  readonly #parts: LookParts;
  #failedInARow = 0;

  constructor(parts: LookParts) {
    this.#parts = parts;
  }

  /** Whether the face reader is not asked any more: of every further picture faces are unknown. */
  get hasGivenUpFaces(): boolean {
    return this.#failedInARow >= givesUpAfter;
  }

  /**
   * Looks at one picture: its size upright, whether there are faces, and the crop that the station would suggest (centred,
   * somewhat above the middle, where no face decides). Never throws: where the face reader fails twice, whether there are faces is
   * said to be unknown, and no picture passes for one that was looked at.
   */
  async look(picture: Uint8Array): Promise<PictureLook> {
    const read = await this.#read(picture);
    if (read.kind === 'error') return { kind: 'unreadable', failure: read.error };
    const { size, face, faceCount } = read.value;
    if (Math.min(size.widthPx, size.heightPx) < smallestEdgePx) {
      const detail = { expected: `at least ${smallestEdgePx} pixels`, actual: `${size.widthPx}x${size.heightPx}` };
      return { kind: 'unreadable', failure: { code: 'picture-too-small', detail } };
    }
    const suggestion =
      face === undefined
        ? { crop: initialCrop(size), isFromFace: false }
        : suggestCrop(face, size, this.#parts.settings);
    return {
      kind: 'seen',
      size,
      crop: suggestion.crop,
      isFromFace: suggestion.isFromFace,
      ...(faceCount === undefined ? {} : { faceCount }),
    };
  }

  async #read(picture: Uint8Array): Promise<Result<PictureReading, Failure>> {
    const { placeFace, readSize } = this.#parts;
    const placed = placeFace === undefined ? undefined : await this.#placeTwice(placeFace, picture);
    if (placed?.kind === 'ok') this.#note(true);
    if (placed !== undefined && (placed.kind === 'ok' || placed.error.code !== 'photo-process-failed')) return placed;
    const size = await readSize(picture);
    if (size.kind === 'error') return size;
    if (placeFace === undefined) return ok({ size: size.value });
    this.#note(false);
    return ok({ size: size.value, faceCount: 'unknown' });
  }

  /** A face reader that was killed, hung or took too long answers for one picture with its failure; a fresh one takes the next. */
  async #placeTwice(placeFace: NonNullable<LookParts['placeFace']>, picture: Uint8Array) {
    if (this.hasGivenUpFaces) return undefined;
    const first = await placeFace(picture);
    const isAskedAgain = first.kind === 'error' && first.error.code === 'photo-process-failed' && !this.hasGivenUpFaces;
    return isAskedAgain ? placeFace(picture) : first;
  }

  /** A picture that was under way when it gave up changes nothing any more: the pictures between were not looked at. */
  #note(isAnswered: boolean): void {
    if (!this.hasGivenUpFaces) this.#failedInARow = isAnswered ? 0 : this.#failedInARow + 1;
  }
}
