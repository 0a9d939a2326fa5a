import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { PhotoOrder } from './make-photo.ts';
import type { OpenedPicture } from './open-picture.ts';
import type { PhotoAnswer, PhotoAsk, PhotoWork, PhotoWorkKind, PreparedPhoto } from './photo-messages.ts';

/** The photo process as its owner needs it: Electron's utility process or a forked Node has this shape. */
export interface PhotoProcess {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called however the process ended. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

interface PhotoWorkerParts {
  readonly spawn: () => PhotoProcess;
  readonly clock: Clock;
  /** After so long a piece of work counts as hung and its process is killed. */
  readonly timeLimitMs?: number;
}

/** Picture work in a process of its own. Nothing throws; a process that does not start, crashes or hangs costs one answer. */
export interface PhotoWorker {
  /** Makes the photo of a capture. */
  prepare(order: PhotoOrder): Promise<Result<PreparedPhoto, Failure>>;
  /** Decodes a picture file into an upright JPEG. */
  open(file: Uint8Array): Promise<Result<OpenedPicture, Failure>>;
  /** Mean difference of two pictures, 0 to 255; `undefined` when they cannot be compared. */
  compare(one: Uint8Array, other: Uint8Array): Promise<number | undefined>;
  /** Has a small picture decoded; rejects when the process does not do it. */
  probe(): Promise<void>;
  /** Ends the process. Work under way and later work answers `photo-process-failed`. */
  close(): Promise<void>;
}

interface Waiting {
  readonly ask: PhotoAsk;
  readonly answer: (result: PhotoAnswer['result']) => void;
}

interface Running {
  readonly process: PhotoProcess;
  /** The one piece of work it has, if any. */
  job: Waiting | undefined;
  cancelLimit: () => void;
}

const defaultTimeLimitMs = 30_000;
/** A grey picture of one pixel: the smallest whole thing to decode. */
const probePicture = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
const failed = (reason: string) => err({ code: 'photo-process-failed' as const, detail: { reason } });

/** Starts a photo process and keeps one running: a fresh one takes over after a crash. Work is done one by one. */
export function createPhotoWorker({ spawn, clock, timeLimitMs = defaultTimeLimitMs }: PhotoWorkerParts): PhotoWorker {
  const waiting: Waiting[] = [];
  let running: Running | undefined;
  let nextId = 1;
  let isClosed = false;
  try {
    // Ready before the first picture comes.
    running = start();
  } catch {
    // The first picture tries again, and is answered when that fails too.
  }

  /** Throws when the system cannot start a process now: too many open files, no memory, no program. */
  function start(): Running {
    const own: Running = { process: spawn(), job: undefined, cancelLimit: () => {} };
    own.process.onMessage((message) => {
      const { id, result } = message as PhotoAnswer;
      if (own.job?.ask.id === id) finish(own, result);
    });
    own.process.onExit((code) => retire(own, `ended with ${code}`));
    return own;
  }

  /** Takes a process out of use, answers for what it had, and goes on with a fresh one when there is more to do. */
  function retire(own: Running, reason: string): void {
    if (running === own) running = undefined;
    finish(own, failed(reason));
  }

  function finish(own: Running, result: PhotoAnswer['result']): void {
    own.cancelLimit();
    const { job } = own;
    own.job = undefined;
    job?.answer(result);
    next();
  }

  function next(): void {
    if (isClosed || waiting.length === 0 || running?.job !== undefined) return;
    const job = waiting.shift();
    if (job === undefined) return;
    try {
      hand(job);
    } catch (cause) {
      const broken = running;
      running = undefined;
      broken?.process.kill();
      job.answer(failed(`did not start: ${cause instanceof Error ? cause.message : String(cause)}`));
      next();
    }
  }

  function hand(job: Waiting): void {
    running ??= start();
    const own = running;
    own.process.post(job.ask);
    own.job = job;
    own.cancelLimit = clock.setTimer(timeLimitMs, () => {
      retire(own, 'took too long');
      own.process.kill();
    });
  }

  function ask<Kind extends PhotoWorkKind>(
    kind: Kind,
    asked: PhotoWork[Kind]['asked'],
  ): Promise<Result<PhotoWork[Kind]['answered'], Failure>> {
    if (isClosed) return Promise.resolve(failed('closed'));
    return new Promise((resolve) => {
      const answer = resolve as (result: PhotoAnswer['result']) => void;
      waiting.push({ ask: { id: nextId++, kind, asked }, answer });
      next();
    });
  }

  return {
    prepare: (order) => ask('prepare', order),
    open: (file) => ask('open', file),
    async compare(one, other) {
      const compared = await ask('compare', { one, other });
      return compared.kind === 'ok' ? compared.value : undefined;
    },
    async probe() {
      const compared = await ask('compare', { one: probePicture, other: probePicture });
      if (compared.kind === 'error') throw new Error(compared.error.code);
    },
    async close() {
      isClosed = true;
      const own = running;
      for (const job of waiting.splice(0)) job.answer(failed('closed'));
      if (own === undefined) return;
      const gone = new Promise<void>((resolve) => own.process.onExit(() => resolve()));
      own.process.kill();
      await gone;
    },
  };
}
