import { describe, expect, test } from 'vitest';
import { type CoachFallback, createFaceCoach, type FaceWorker } from '../../../renderer/face/face-coach.ts';
import type { WorkerAsk, WorkerTelling } from '../../../renderer/face/worker-messages.ts';
import type { FaceHint } from '../../../shared/face/face-rules.ts';
import { nobody, readingWith } from '../../face-readings.ts';
import { createFakeClock } from '../../fake-clock.ts';

const settings = { headShare: 0.6, headroom: 0.12 };

/** A worker that does only what the test tells it to. */
function scriptedWorker() {
  const asks: WorkerAsk[] = [];
  const state = { isEnded: false };
  const worker: FaceWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (ask) => void asks.push(ask),
    terminate() {
      state.isEnded = true;
    },
  };
  const tell = (data: WorkerTelling) => worker.onmessage?.({ data } as MessageEvent<WorkerTelling>);
  const frames = () => asks.filter((ask) => ask.kind === 'frame');
  /** Answers the last frame. */
  const answer = (tookMs = 30, hint: FaceHint = 'good') => {
    const frame = frames().at(-1);
    if (frame === undefined) throw new Error('expected a frame to answer');
    const coach = { reading: readingWith(), hint, goodForMs: 0 };
    tell({ kind: 'reading', visit: frame.visit, tookMs, coach });
  };
  return { worker, asks, frames, tell, answer, state };
}

/** A video that shows a new frame when it is told to. */
function scriptedVideo() {
  let waiting: (() => void) | undefined;
  return {
    requestVideoFrameCallback(callback: () => void) {
      waiting = callback;
      return 1;
    },
    cancelVideoFrameCallback() {
      waiting = undefined;
    },
    show() {
      const callback = waiting;
      waiting = undefined;
      callback?.();
    },
    isWatched: () => waiting !== undefined,
  };
}

function station(isOn = true) {
  const clock = createFakeClock();
  const started: ReturnType<typeof scriptedWorker>[] = [];
  const heard = { hints: [] as FaceHint[], readings: 0, fallbacks: [] as CoachFallback[] };
  const coach = createFaceCoach(
    {
      isOn,
      clock,
      startWorker() {
        const fresh = scriptedWorker();
        started.push(fresh);
        return fresh.worker;
      },
    },
    () => ({}) as VideoFrame,
  );
  const video = scriptedVideo();
  const start = () =>
    coach.start(video, settings, {
      onHint: (hint) => void heard.hints.push(hint),
      onReading: () => {
        heard.readings += 1;
      },
      onFallback: (why) => void heard.fallbacks.push(why),
    });
  const worker = (index = 0) => {
    const found = started[index];
    if (found === undefined) throw new Error(`expected worker ${index}, actual ${started.length} started`);
    return found;
  };
  return { coach, clock, video, start, started, worker, heard };
}

describe('the face coach', () => {
  test('is warm before the camera: one worker, however often it is asked', () => {
    const { coach, start, started } = station();
    coach.warmUp();
    coach.warmUp();
    start();
    expect(started).toHaveLength(1);
  });

  test('hands over one frame at a time, and after it the newest', () => {
    const { video, start, worker } = station();
    start();
    video.show();
    expect(worker().frames()).toHaveLength(0);
    worker().tell({ kind: 'ready' });
    expect(worker().frames()).toHaveLength(1);
    video.show();
    video.show();
    expect(worker().frames()).toHaveLength(1);
    worker().answer();
    expect(worker().frames()).toHaveLength(2);
    worker().answer();
    // Nothing new was shown meanwhile.
    expect(worker().frames()).toHaveLength(2);
  });

  test('tells every reading, and a hint only when it changes', () => {
    const { video, start, worker, heard } = station();
    start();
    worker().tell({ kind: 'ready' });
    worker().answer(30, 'come-closer');
    for (const hint of ['come-closer', 'good', 'good'] as const) {
      video.show();
      worker().answer(30, hint);
    }
    expect(heard).toEqual({ hints: ['come-closer', 'good'], readings: 4, fallbacks: [] });
  });

  test('tells the next person nothing of the last one', () => {
    const { coach, start, worker, heard, video } = station();
    start();
    worker().tell({ kind: 'ready' });
    const stale = worker().frames()[0]?.visit ?? -1;
    coach.stop();
    expect(video.isWatched()).toBe(false);
    start();
    worker().tell({
      kind: 'reading',
      visit: stale,
      tookMs: 30,
      coach: { reading: nobody, hint: 'no-face', goodForMs: 0 },
    });
    expect(heard.hints).toEqual([]);
    expect(worker().asks.filter(({ kind }) => kind === 'begin')).toHaveLength(2);
  });

  test('falls back to the plain oval when the machine is too slow', () => {
    const { video, start, worker, heard } = station();
    start();
    worker().tell({ kind: 'ready' });
    for (let reading = 0; reading < 15; reading++) {
      worker().answer(121);
      video.show();
    }
    expect(heard.fallbacks).toEqual(['slow']);
    expect(worker().state.isEnded).toBe(true);
    expect(video.isWatched()).toBe(false);
  });

  test('forgives a machine that is slow for a moment', () => {
    const { video, start, worker, heard } = station();
    start();
    worker().tell({ kind: 'ready' });
    for (let reading = 0; reading < 60; reading++) {
      worker().answer(reading % 3 === 0 ? 400 : 30);
      video.show();
    }
    expect(heard.fallbacks).toEqual([]);
  });

  test('falls back when the worker does not come up in time', () => {
    const { start, clock, heard, worker } = station();
    start();
    clock.advance(9_999);
    expect(heard.fallbacks).toEqual([]);
    clock.advance(1);
    expect(heard.fallbacks).toEqual(['late']);
    expect(worker().state.isEnded).toBe(true);
  });

  test('falls back when a frame is never answered', () => {
    const { start, clock, heard, worker } = station();
    start();
    worker().tell({ kind: 'ready' });
    clock.advance(5_000);
    expect(heard.fallbacks).toEqual(['late']);
  });

  test('does not wait for a worker that has nothing to answer', () => {
    const { start, clock, heard, worker } = station();
    start();
    worker().tell({ kind: 'ready' });
    worker().answer();
    clock.advance(600_000);
    expect(heard.fallbacks).toEqual([]);
  });

  test('falls back when the worker fails, tries again for the next people, and not for ever', () => {
    const { start, started, worker, heard } = station();
    for (const index of [0, 1, 2]) {
      start();
      worker(index).tell({ kind: 'failed', reason: 'no WebAssembly' });
    }
    start();
    expect(started).toHaveLength(3);
    expect(heard.fallbacks).toEqual(['failed', 'failed', 'failed', 'failed']);
  });

  test('forgives troubles of long ago', () => {
    const { start, started, worker, video, heard } = station();
    const fail = (index: number) => {
      start();
      worker(index).tell({ kind: 'failed', reason: 'asleep' });
    };
    fail(0);
    fail(1);
    start();
    worker(2).tell({ kind: 'ready' });
    for (let reading = 0; reading < 1_000; reading += 1) {
      video.show();
      worker(2).answer();
    }
    worker(2).tell({ kind: 'failed', reason: 'asleep' });
    fail(3);
    start();
    expect(started).toHaveLength(5);
    expect(heard.fallbacks).toHaveLength(4);
  });

  test('lets nobody wait for a photo that it cannot read once it has given up, and looks at the next person anew', async () => {
    const { coach, start, started, worker } = station();
    start();
    worker(0).tell({ kind: 'failed', reason: 'no WebAssembly' });
    expect(await coach.readStill({ close: () => undefined } as ImageBitmap)).toBe(undefined);
    expect(started).toHaveLength(1);
    start();
    expect(started).toHaveLength(2);
  });

  test('starts no worker where it is switched off', async () => {
    const { coach, start, started, heard } = station(false);
    coach.warmUp();
    start();
    const closed = { isClosed: false };
    const picture = {
      close() {
        closed.isClosed = true;
      },
    } as ImageBitmap;
    expect(await coach.readStill(picture)).toBe(undefined);
    expect(started).toHaveLength(0);
    expect(heard.fallbacks).toEqual(['off']);
    expect(closed.isClosed).toBe(true);
  });

  test('reads a still, and answers the one who waits for it when the worker ends', async () => {
    const { coach, worker } = station();
    const read = coach.readStill({} as ImageBitmap);
    const ask = worker().asks.find(({ kind }) => kind === 'still');
    if (ask?.kind !== 'still') throw new Error('expected a still');
    worker().tell({ kind: 'still-read', id: ask.id, reading: nobody });
    expect(await read).toEqual(nobody);
    const lost = coach.readStill({} as ImageBitmap);
    coach.close();
    expect(await lost).toBe(undefined);
  });

  test('answers the one who waits for a still that the worker never reads', async () => {
    const { coach, clock, worker } = station();
    coach.warmUp();
    worker().tell({ kind: 'ready' });
    const reading = coach.readStill({} as ImageBitmap);
    clock.advance(4_999);
    expect(worker().state.isEnded).toBe(false);
    clock.advance(1);
    expect(worker().state.isEnded).toBe(true);
    expect(await reading).toBe(undefined);
  });
});
