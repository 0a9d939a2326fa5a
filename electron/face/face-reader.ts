import type { SizePx } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import { type FaceReading, scaleReading } from '../../shared/face/face-reading.ts';
import { type Pixels, readingEdgePx } from '../../shared/face/pixels.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { ChildLink } from '../process/child-link.ts';
import { createProcessQueue } from '../process/process-queue.ts';

/** A picture in the size that faces are looked for in, and the size it really has. */
interface DecodedPicture {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pictureSize: SizePx;
}

interface FaceReaderParts {
  readonly spawn: () => ChildLink;
  /** Decodes an untrusted picture somewhere else: upright, three channels. */
  readonly decode: (picture: Uint8Array, longestEdgePx: number) => Promise<Result<DecodedPicture, Failure>>;
  readonly clock: Clock;
  /** After so long a reading counts as hung and its process is killed. */
  readonly timeLimitMs?: number;
}

/** Sees faces in pictures. Nothing throws; a process that does not start, crashes or hangs costs one answer. */
export interface FaceReader {
  /** What there is to see; places are in pixels of the upright picture. */
  read(picture: Uint8Array): Promise<Result<FaceReading, Failure>>;
  /** Ends the process. Work under way and later work answers `photo-process-failed`. */
  close(): Promise<void>;
}

const defaultTimeLimitMs = 30_000;
const failed = (reason: string) =>
  err<Failure>({ code: 'photo-process-failed', detail: { reason: `seeing a face: ${reason}` } });

/** The process starts with the first picture: a station that never asks does without its memory. */
export function createFaceReader({
  spawn,
  decode,
  clock,
  timeLimitMs = defaultTimeLimitMs,
}: FaceReaderParts): FaceReader {
  const queue = createProcessQueue<Pixels, Result<FaceReading, Failure>>({ spawn, clock, timeLimitMs, failed });
  return {
    async read(picture) {
      const decoded = await decode(picture, readingEdgePx);
      if (decoded.kind === 'error') return decoded;
      const { data, widthPx, heightPx, pictureSize } = decoded.value;
      const reading = await queue.ask({ data, widthPx, heightPx, channels: 3 });
      return reading.kind === 'ok' ? { kind: 'ok', value: scaleReading(reading.value, pictureSize) } : reading;
    },
    close: queue.close,
  };
}
