import type { FaceReading } from '../../shared/face/face-reading.ts';
import type { FaceHint, HintSettings } from '../../shared/face/face-rules.ts';

/** What the page asks of the face worker. Frames and pictures are transferred, and closed by the worker. */
export type WorkerAsk =
  /** A person stands before the camera: everything of the last one is forgotten. */
  | { readonly kind: 'begin'; readonly visit: number; readonly settings: HintSettings }
  | { readonly kind: 'frame'; readonly visit: number; readonly frame: VideoFrame; readonly atMs: number }
  | { readonly kind: 'still'; readonly id: number; readonly picture: ImageBitmap };

/** A frame as the worker saw it. */
export interface CoachReading {
  readonly reading: FaceReading;
  /** The one thing to say now; steady. */
  readonly hint: FaceHint;
  /** How long all has been good without a break, in milliseconds: what an automatic shutter waits for. */
  readonly goodForMs: number;
}

/** What the worker tells the page. */
export type WorkerTelling =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'reading'; readonly visit: number; readonly tookMs: number; readonly coach: CoachReading }
  | { readonly kind: 'still-read'; readonly id: number; readonly reading: FaceReading };
