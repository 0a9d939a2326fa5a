import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { ChildLink } from '../process/child-link.ts';
import { createProcessQueue } from '../process/process-queue.ts';
import type { PhotoOrder } from './make-photo.ts';
import type { DecodedPixels, OpenedPicture } from './open-picture.ts';
import type { PhotoAsk, PhotoResult, PhotoWork, PhotoWorkKind, PreparedPhoto } from './photo-messages.ts';

interface PhotoWorkerParts {
  readonly spawn: () => ChildLink;
  readonly clock: Clock;
  /** After so long a piece of work counts as hung and its process is killed. */
  readonly timeLimitMs?: number;
  /** Pictures worked on side by side, each in its own process. Usually one. */
  readonly processes?: number;
}

/** Picture work in processes of its own. Nothing throws; a process that does not start, crashes or hangs costs one answer. */
export interface PhotoWorker {
  /** Makes the photo of a capture. */
  prepare(order: PhotoOrder): Promise<Result<PreparedPhoto, Failure>>;
  /** Decodes a picture file into an upright JPEG. */
  open(file: Uint8Array): Promise<Result<OpenedPicture, Failure>>;
  /** Decodes a picture into upright RGB, at most `longestEdgePx` long. */
  decode(picture: Uint8Array, longestEdgePx: number): Promise<Result<DecodedPixels, Failure>>;
  /** Mean difference of two pictures, 0 to 255; `undefined` when they cannot be compared. */
  compare(one: Uint8Array, other: Uint8Array): Promise<number | undefined>;
  /** Has a small picture decoded; rejects when the process does not do it. */
  probe(): Promise<void>;
  /** Ends the process. Work under way and later work answers `photo-process-failed`. */
  close(): Promise<void>;
}

const defaultTimeLimitMs = 30_000;
/** A grey picture of one pixel: the smallest whole thing to decode. */
const probePicture = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
const failed = (reason: string): PhotoResult => err({ code: 'photo-process-failed', detail: { reason } });

/** Starts a photo process and keeps one running, ready before the first picture comes. Each does its work one by one. */
export function createPhotoWorker({
  spawn,
  clock,
  timeLimitMs = defaultTimeLimitMs,
  processes = 1,
}: PhotoWorkerParts): PhotoWorker {
  const queue = createProcessQueue<PhotoAsk, PhotoResult>({
    spawn,
    clock,
    timeLimitMs,
    failed,
    shouldStartEarly: true,
    processes,
    // To decode for a look is shorter than the look itself.
    isLong: ({ kind }) => kind === 'prepare' || kind === 'open',
  });

  function ask<Kind extends PhotoWorkKind>(
    kind: Kind,
    asked: PhotoWork[Kind]['asked'],
  ): Promise<Result<PhotoWork[Kind]['answered'], Failure>> {
    return queue.ask({ kind, asked }) as Promise<Result<PhotoWork[Kind]['answered'], Failure>>;
  }

  return {
    prepare: (order) => ask('prepare', order),
    open: (file) => ask('open', file),
    decode: (picture, longestEdgePx) => ask('decode', { picture, longestEdgePx }),
    async compare(one, other) {
      const compared = await ask('compare', { one, other });
      return compared.kind === 'ok' ? compared.value : undefined;
    },
    async probe() {
      const compared = await ask('compare', { one: probePicture, other: probePicture });
      if (compared.kind === 'error') throw new Error(compared.error.code);
    },
    close: () => queue.close(),
  };
}
