import type { FaceReading } from '../../shared/face/face-reading.ts';
import type { FaceHint, HintSettings } from '../../shared/face/face-rules.ts';
import type { RendererClock } from '../store/renderer-clock.ts';
import { createPaceWatch, slowMedianMs } from './pace-watch.ts';
import type { CoachReading, WorkerAsk, WorkerTelling } from './worker-messages.ts';

/** Why there is no coach: switched off, the worker failed, it did not come up or answer in time, or the machine is too slow. */
export type CoachFallback = 'off' | 'failed' | 'late' | 'slow';

/** A worker as the coach needs it. */
export interface FaceWorker {
  onmessage: ((event: MessageEvent<WorkerTelling>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(ask: WorkerAsk, transfer: Transferable[]): void;
  terminate(): void;
}

interface FaceCoachParts {
  /** `station.faceGuidance`; without it no worker is ever started. */
  readonly isOn: boolean;
  readonly startWorker: () => FaceWorker;
  readonly clock: RendererClock;
  /** The median time of a reading from which on the machine is too slow; 120 ms. */
  readonly slowMedianMs?: number;
}

/** The video whose frames are looked at, and what its frames are made into. */
export interface CoachVideo {
  requestVideoFrameCallback(callback: () => void): number;
  cancelVideoFrameCallback(handle: number): void;
}

export interface CoachListeners {
  /** The one thing to say has changed. */
  onHint(hint: FaceHint): void;
  /** A frame was seen: about 15 to 30 times a second. */
  onReading(coach: CoachReading): void;
  /** From now on there are no readings: show the plain oval. Called at once by `start` where that is already so. */
  onFallback(why: CoachFallback): void;
}

/**
 * Looks at the live picture and says what would make it better. The main thread only hands frames over: one at a time,
 * always the newest. Nothing of it throws or rejects, and nothing depends on it.
 */
export interface FaceCoach {
  /** Starts the worker and loads the models, before the camera is there. Doing so twice changes nothing. */
  warmUp(): void;
  /** Begins with the video of one person; ends with `stop` or the next `start`. */
  start(video: CoachVideo, settings: HintSettings, listeners: CoachListeners): void;
  /** No frame is taken after this and no listener called. The worker stays warm. */
  stop(): void;
  /** Everything about one picture (a shot of a burst, a chosen file), which is closed; `undefined` where there is no coach, or none in time. */
  readStill(picture: ImageBitmap): Promise<FaceReading | undefined>;
  /** Ends the worker. */
  close(): void;
}

/** After so many troubles the page does without; before that, the next person may have more luck. */
const mostTroubles = 3;
/** After so many frames without one, some minute, troubles of long ago count no more: a kiosk is up for months. */
const steadyReadings = 1_000;
/** Models load within about 1.2 seconds on the slowest machine measured; a kiosk does not wait for ever. */
const readyWithinMs = 10_000;
/** A frame takes 35 ms of the processor; a worker that is silent for so long has stopped. */
const answerWithinMs = 5_000;

interface Session {
  readonly video: CoachVideo;
  readonly listeners: CoachListeners;
  readonly id: number;
  callback: number | undefined;
  hint: FaceHint | undefined;
}

/** A coach without a worker yet; `createFrame` is a parameter for tests alone. */
export function createFaceCoach(
  { isOn, startWorker, clock, slowMedianMs: limitMs = slowMedianMs }: FaceCoachParts,
  createFrame: (video: CoachVideo) => VideoFrame = (video) => new VideoFrame(video as HTMLVideoElement),
): FaceCoach {
  let troubles = 0;
  let lastTrouble: CoachFallback = 'off';
  let readingsSinceTrouble = 0;
  /** Given up on for as long as this person stands here: nothing of theirs waits for a fresh worker. */
  let isResting = false;
  let isReady = false;
  let worker: FaceWorker | undefined;
  let cancelDeadline: (() => void) | undefined;
  let session: Session | undefined;
  let lastId = 0;
  /** One frame is on its way to the worker and back; a newer one has come meanwhile. */
  let isAway = false;
  let hasNewer = false;
  let pace = createPaceWatch(limitMs);
  const stills = new Map<number, (reading: FaceReading | undefined) => void>();
  const stillDeadlines = new Map<number, () => void>();

  function giveUp(why: CoachFallback): void {
    troubles += 1;
    readingsSinceTrouble = 0;
    isResting = true;
    lastTrouble = why;
    endWorker();
    const told = session?.listeners;
    stop();
    told?.onFallback(why);
  }

  function endWorker(): void {
    cancelDeadline?.();
    worker?.terminate();
    worker = undefined;
    isReady = false;
    isAway = false;
    for (const id of stills.keys()) answerStill(id, undefined);
  }

  function answerStill(id: number, reading: FaceReading | undefined): void {
    stillDeadlines.get(id)?.();
    stillDeadlines.delete(id);
    stills.get(id)?.(reading);
    stills.delete(id);
  }

  function expectAnswer(withinMs: number): void {
    cancelDeadline?.();
    cancelDeadline = clock.setTimer(withinMs, () => giveUp('late'));
  }

  function hear(telling: WorkerTelling): void {
    switch (telling.kind) {
      case 'failed':
        giveUp('failed');
        return;
      case 'still-read':
        answerStill(telling.id, telling.reading);
        return;
      case 'ready':
        cancelDeadline?.();
        isReady = true;
        handOver();
        return;
      case 'reading': {
        cancelDeadline?.();
        isAway = false;
        readingsSinceTrouble += 1;
        if (readingsSinceTrouble >= steadyReadings) troubles = 0;
        if (pace.isTooSlow(telling.tookMs)) giveUp('slow');
        if (session?.id === telling.visit) tell(session, telling.coach);
        if (hasNewer) handOver();
      }
    }
  }

  function tell(own: Session, coach: CoachReading): void {
    own.listeners.onReading(coach);
    if (own.hint === coach.hint) return;
    own.hint = coach.hint;
    own.listeners.onHint(coach.hint);
  }

  function warmUp(): void {
    if (!isOn || troubles >= mostTroubles || worker !== undefined) return;
    try {
      worker = startWorker();
    } catch {
      giveUp('failed');
      return;
    }
    pace = createPaceWatch(limitMs);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = () => giveUp('failed');
    expectAnswer(readyWithinMs);
  }

  function post(ask: WorkerAsk, transfer: Transferable[] = []): void {
    worker?.postMessage(ask, transfer);
  }

  /** Hands the video's present frame over, unless one is on its way. */
  function handOver(): void {
    if (session === undefined || !isReady) return;
    hasNewer = isAway;
    if (isAway) return;
    try {
      const frame = createFrame(session.video);
      post({ kind: 'frame', visit: session.id, frame, atMs: clock.monotonicMs() }, [frame]);
      isAway = true;
      expectAnswer(answerWithinMs);
    } catch {
      // The video has no frame at this moment; the next one comes.
    }
  }

  function watch(own: Session): void {
    own.callback = own.video.requestVideoFrameCallback(() => {
      if (session !== own) return;
      watch(own);
      handOver();
    });
  }

  function stop(): void {
    if (session?.callback !== undefined) session.video.cancelVideoFrameCallback(session.callback);
    session = undefined;
    hasNewer = false;
  }

  return {
    warmUp,
    start(video, settings, listeners) {
      stop();
      isResting = false;
      warmUp();
      if (worker === undefined) {
        listeners.onFallback(lastTrouble);
        return;
      }
      lastId += 1;
      session = { video, listeners, id: lastId, callback: undefined, hint: undefined };
      post({ kind: 'begin', visit: lastId, settings });
      watch(session);
    },
    stop,
    readStill(picture) {
      if (!isResting) warmUp();
      if (worker === undefined) {
        picture.close();
        return Promise.resolve(undefined);
      }
      lastId += 1;
      const id = lastId;
      // Models that are still loading have their own time before it.
      const withinMs = answerWithinMs + (isReady ? 0 : readyWithinMs);
      return new Promise((resolve) => {
        stills.set(id, resolve);
        stillDeadlines.set(
          id,
          clock.setTimer(withinMs, () => giveUp('late')),
        );
        post({ kind: 'still', id, picture }, [picture]);
      });
    },
    close() {
      stop();
      endWorker();
    },
  };
}
