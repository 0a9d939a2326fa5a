import type { SizePx } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import { type FacePlacement, type FaceReading, scaleReading } from '../../shared/face/face-reading.ts';
import { readingEdgePx } from '../../shared/face/pixels.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { ChildLink } from '../process/child-link.ts';
import { createProcessQueue } from '../process/process-queue.ts';
import type { FaceAsk, FaceWork, FaceWorkKind } from './face-messages.ts';

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
  /** Pictures looked at side by side, each in its own process. Usually one. */
  readonly processes?: number;
}

/** Sees faces in pictures. Nothing throws; a process that does not start, crashes or hangs costs one answer. */
export interface FaceReader {
  /** What there is to see; places are in pixels of the upright picture. */
  read(picture: Uint8Array): Promise<Result<FaceReading, Failure>>;
  /** Where the faces are, the same as `read` says in less time: without eyelids and light. */
  place(picture: Uint8Array): Promise<Result<FacePlacement, Failure>>;
  /** Ends processes that have nothing to do, with their memory: the next picture starts one. */
  rest(): void;
  /** Ends the process. Work under way and later work answers `photo-process-failed`. */
  close(): Promise<void>;
}

const defaultTimeLimitMs = 30_000;
const failed = (reason: string) =>
  err<Failure>({ code: 'photo-process-failed', detail: { reason: `seeing a face: ${reason}` } });

/** A process starts with the first picture: a station that never asks does without its memory. */
export function createFaceReader({
  spawn,
  decode,
  clock,
  timeLimitMs = defaultTimeLimitMs,
  processes = 1,
}: FaceReaderParts): FaceReader {
  const queue = createProcessQueue<FaceAsk, Result<FaceWork[FaceWorkKind], Failure>>({
    ...{ spawn, clock, timeLimitMs, failed, processes },
  });

  async function ask<Kind extends FaceWorkKind>(
    kind: Kind,
    file: Uint8Array,
  ): Promise<Result<FaceWork[Kind], Failure>> {
    const decoded = await decode(file, readingEdgePx);
    if (decoded.kind === 'error') return decoded;
    const { data, widthPx, heightPx, pictureSize } = decoded.value;
    const picture = { data, widthPx, heightPx, channels: 3 } as const;
    const answered = (await queue.ask({ kind, picture })) as Result<FaceWork[Kind], Failure>;
    return answered.kind === 'ok' ? ok(scaleReading(answered.value, pictureSize)) : answered;
  }

  return {
    read: (picture) => ask('read', picture),
    place: (picture) => ask('place', picture),
    rest: () => queue.rest(),
    close: () => queue.close(),
  };
}
