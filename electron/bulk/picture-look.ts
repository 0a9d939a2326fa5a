import { createHash } from 'node:crypto';
import type { Crop, SizePx } from '../../shared/crop.ts';
import { initialCrop } from '../../shared/crop-geometry.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { FacePlacement } from '../../shared/face/face-reading.ts';
import { type HeadshotSettings, suggestCrop } from '../../shared/face/suggested-crop.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';

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
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Pick<Log, 'warn'>;
}

const smallestEdgePx = 48;

type PlaceFace = NonNullable<LookParts['placeFace']>;
type Placed = Awaited<ReturnType<PlaceFace>>;

/** What asking the face reader for one picture came to, once or twice, and when. */
interface Tried {
  readonly placed: Placed;
  readonly fromMs: number;
  readonly toMs: number;
}

function hasFailed(placed: Placed): boolean {
  return placed.kind === 'error' && placed.error.code === 'photo-process-failed';
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface PictureReading {
  readonly size: SizePx;
  readonly face?: FacePlacement['face'];
  readonly faceCount?: number | 'unknown';
}

/**
 * After so much time lost to failures in a row the face reader is not asked for the next picture: each may cost a minute. Failures that
 * cost nothing (no memory for a process, just now) give nothing up.
 */
const givesUpAfterMs = 3 * 60_000;
/** Once given up it is asked for one picture after so many, and after each further failure for one after twice as many. */
const firstPassedOver = 50;

/** Looks at one picture after another, and at several at a time. */
export class PictureLooks {
  readonly #parts: LookParts;
  /** Lost to failures since the face reader last answered; what was lost at several pictures at once counts once. */
  #lostMs = 0;
  #countedToMs = Number.NEGATIVE_INFINITY;
  #passesOver = firstPassedOver;
  #leftToPassOver = firstPassedOver;
  #hasPassedOver = false;

  constructor(parts: LookParts) {
    this.#parts = parts;
  }

  /** Whether pictures were passed over without a look for faces, because the face reader had failed for long. */
  get hasGivenUpFaces(): boolean {
    return this.#hasPassedOver;
  }

  /**
   * Looks at one picture: its size upright, whether there are faces, and the crop that the station would suggest (centred,
   * somewhat above the middle, where no face decides). Never throws: where the face reader fails twice or is given up, whether there
   * are faces is said to be unknown, and no picture passes for one that was looked at.
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
    const tried = placeFace === undefined ? undefined : await this.#placeTwice(placeFace, picture);
    if (tried?.placed.kind === 'ok') this.#noteAnswer();
    if (tried !== undefined && !hasFailed(tried.placed)) return tried.placed;
    const size = await readSize(picture);
    if (size.kind === 'error') return size;
    if (placeFace === undefined) return ok({ size: size.value });
    if (tried === undefined) this.#hasPassedOver = true;
    else this.#noteFailure(tried);
    return ok({ size: size.value, faceCount: 'unknown' });
  }

  /** A face reader that was killed, hung or took too long answers for one picture with its failure; a fresh one takes the next. */
  async #placeTwice(placeFace: PlaceFace, picture: Uint8Array): Promise<Tried | undefined> {
    if (this.#isPassedOver()) return undefined;
    const { clock } = this.#parts;
    const fromMs = clock.monotonicMs();
    const first = await placeFace(picture);
    const placed = hasFailed(first) && !this.#isGivenUp ? await placeFace(picture) : first;
    return { placed, fromMs, toMs: clock.monotonicMs() };
  }

  get #isGivenUp(): boolean {
    return this.#lostMs >= givesUpAfterMs;
  }

  /** Whether the face reader is not asked for the next picture. */
  #isPassedOver(): boolean {
    if (!this.#isGivenUp) return false;
    if (this.#leftToPassOver > 0) {
      this.#leftToPassOver -= 1;
      return true;
    }
    this.#passesOver *= 2;
    this.#leftToPassOver = this.#passesOver;
    return false;
  }

  #noteFailure({ placed, fromMs, toMs }: Tried): void {
    const wasGivenUp = this.#isGivenUp;
    this.#lostMs += Math.max(0, toMs - Math.max(fromMs, this.#countedToMs));
    this.#countedToMs = Math.max(toMs, this.#countedToMs);
    if (!this.#isGivenUp || wasGivenUp) return;
    const reason = placed.kind === 'error' ? placed.error.detail?.reason : undefined;
    this.#parts.log.warn('import.faces-given-up', { reason });
  }

  #noteAnswer(): void {
    this.#lostMs = 0;
    this.#countedToMs = this.#parts.clock.monotonicMs();
    this.#passesOver = firstPassedOver;
    this.#leftToPassOver = firstPassedOver;
  }
}
