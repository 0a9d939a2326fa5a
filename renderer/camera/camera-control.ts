import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraProblem } from '../../shared/camera-condition.ts';
import type { RendererClock } from '../store/renderer-clock.ts';
import {
  deviceIdOf,
  firstWithin,
  listCameras,
  type MediaDevicesPort,
  openCamera,
  requestCamera,
  stopStream,
} from './camera-request.ts';
import { isWorthTrying, openLimitMs, retryPauseMs, shouldTell, steadyAfterMs, waitingLimit } from './camera-retry.ts';
import {
  advanceCamera,
  type CameraDevice,
  type CameraEvent,
  type CameraState,
  cameraProblemOf,
  closedCamera,
  shouldReopen,
} from './camera-state.ts';

export type { MediaDevicesPort } from './camera-request.ts';

export interface CameraParts {
  readonly devices: MediaDevicesPort | undefined;
  readonly clock: RendererClock;
  /** Part of the preferred camera's name. */
  readonly preferred: string | undefined;
}

export interface CameraControl {
  readonly state: StoreApi<CameraState>;
  /** The live stream, while there is one. */
  stream(): MediaStream | undefined;
  /**
   * Opens a camera; the given one when it is still there. While another is live, that stays until the new one has opened.
   * Never rejects: failures are states. Resolves after the first try; a failure is tried again until `close`.
   */
  open(deviceId?: string): Promise<void>;
  startCountdown(seconds: number): void;
  stopCountdown(): void;
  /** The frame watch saw no new frame for too long. */
  framesStopped(): void;
  exposureFailed(): void;
  /** Stops the camera and every listener and timer. */
  close(): void;
}

/** What a camera that opens is to the state it finds. */
const arrivals: Readonly<Partial<Record<CameraState['kind'], 'came-back' | 'exchanged'>>> = {
  failed: 'came-back',
  live: 'exchanged',
};

/** One camera at a time. Nothing is opened before `open`. */
export function createCameraControl({ devices, clock, preferred }: CameraParts): CameraControl {
  const state = createStore<CameraState>(() => closedCamera);
  let stream: MediaStream | undefined;
  let liveSinceMs = 0;
  /** What is asked for now; answers to what was asked for before are dropped. */
  let asking = 0;
  let asked: string | undefined;
  /** Failures in a row. */
  let tries = 0;
  let waiting = 0;
  let cancelSecond: (() => void) | undefined;
  let cancelRetry: (() => void) | undefined;

  function dispatch(event: CameraEvent) {
    state.setState((current) => advanceCamera(current, event), true);
    if (state.getState().kind === 'failed') release();
  }

  function release() {
    cancelSecond?.();
    const old = stream;
    stream = undefined;
    stopStream(old);
  }

  function adopt(next: MediaStream) {
    const old = stream;
    stream = next;
    stopStream(old);
    liveSinceMs = clock.monotonicMs();
    for (const track of next.getVideoTracks()) {
      track.onended = () => lost({ kind: 'track-ended' });
    }
  }

  async function open(deviceId?: string) {
    asking += 1;
    cancelRetry?.();
    if (stream !== undefined && state.getState().kind === 'live') return exchange(deviceId);
    asked = deviceId ?? asked;
    tries = 0;
    release();
    dispatch({ kind: 'open-asked' });
    devices?.addEventListener('devicechange', onDeviceChange);
    await attempt();
  }

  /** One try. Its answer counts also after its time is over, as long as nothing else was asked for or has opened. */
  async function attempt() {
    const mine = asking;
    const isWanted = () => mine === asking && stream === undefined;
    let isOver = false;
    const settle = () => {
      isOver = true;
      cancel();
    };
    const cancel = clock.setTimer(openLimitMs, () => {
      isOver = true;
      if (isWanted()) void listCameras(devices).then((cameras) => isWanted() && failed('other', cameras, true));
    });
    waiting += 1;
    try {
      const next = await openCamera({ devices, clock, asked, preferred });
      if (!isWanted()) return stopStream(next);
      cancelRetry?.();
      await show(next, mine);
    } catch (error) {
      if (isOver || !isWanted()) return;
      settle();
      const cameras = await listCameras(devices);
      if (!isWanted()) return;
      failed(cameraProblemOf(error instanceof Error ? error.name : 'unknown', cameras.length), cameras, false);
    } finally {
      waiting -= 1;
      settle();
    }
  }

  async function show(next: MediaStream, mine: number) {
    adopt(next);
    const cameras = await listCameras(devices);
    // Meanwhile another camera may have been asked for, or this one has failed.
    if (mine !== asking || stream !== next) return;
    dispatch({ kind: arrivals[state.getState().kind] ?? 'opened', deviceId: deviceIdOf(next), cameras });
    if (next.getVideoTracks().every((track) => track.readyState === 'ended')) lost({ kind: 'track-ended' });
  }

  function failed(problem: CameraProblem, cameras: readonly CameraDevice[], isOverdue: boolean) {
    tries += 1;
    const now = state.getState();
    // "Unplugged" says more than "not found", and stays true.
    const isTold = now.kind === 'failed' && now.problem === 'unplugged' && problem === 'noneFound';
    if (!isTold && (isOverdue || shouldTell(problem, tries))) dispatch({ kind: 'failed', problem, cameras });
    planRetry();
  }

  function planRetry() {
    cancelRetry?.();
    const now = state.getState();
    if (now.kind !== 'opening' && now.kind !== 'failed') return;
    if (now.kind === 'failed' && !isWorthTrying(now.problem)) return;
    cancelRetry = clock.setTimer(retryPauseMs(tries, now.kind === 'failed'), () => {
      if (waiting < waitingLimit) return void attempt();
      tries += 1;
      planRetry();
    });
  }

  /** A live picture is no more: why is told at once, then it is tried again. */
  function lost(event: Extract<CameraEvent, { kind: 'track-ended' | 'frames-stopped' | 'exposure-failed' }>) {
    const before = state.getState();
    const lostId = stream === undefined ? '' : deviceIdOf(stream);
    dispatch(event);
    const now = state.getState();
    if (now.kind !== 'failed' || before.kind === 'failed') return;
    tries = clock.monotonicMs() - liveSinceMs >= steadyAfterMs ? 1 : tries + 1;
    if (now.problem === 'unplugged') void lookAfter(lostId);
    else planRetry();
  }

  /** A track also ends when a driver starts anew or another program takes the camera: then it is still plugged in. */
  async function lookAfter(lostId: string) {
    const mine = asking;
    const cameras = await listCameras(devices);
    const now = state.getState();
    if (mine !== asking || now.kind !== 'failed') return;
    const isThere = cameras.some((camera) => camera.deviceId === lostId);
    dispatch(isThere ? { kind: 'failed', problem: 'frozen', cameras } : { kind: 'cameras-changed', cameras });
    planRetry();
  }

  /** Another camera instead of the live one, which goes on until the other has opened, and when that does not. */
  async function exchange(deviceId: string | undefined) {
    const mine = asking;
    if (deviceId === undefined || stream === undefined || deviceId === deviceIdOf(stream)) return;
    const next = await firstWithin(requestCamera(devices, deviceId), openLimitMs, clock);
    const now = state.getState();
    if (next === undefined) {
      if (mine === asking) dispatch({ kind: 'exchange-failed' });
      return;
    }
    // A countdown goes on with the camera that it began with.
    if (mine !== asking || now.kind === 'closed' || now.kind === 'counting' || now.kind === 'exposing') {
      return stopStream(next);
    }
    asked = deviceId;
    cancelRetry?.();
    await show(next, mine);
  }

  async function onDeviceChange() {
    const cameras = await listCameras(devices);
    const before = state.getState();
    const known = before.kind === 'closed' ? [] : before.cameras;
    dispatch({ kind: 'cameras-changed', cameras });
    if (shouldReopen(before, known, cameras)) await open();
  }

  function countSecond() {
    cancelSecond = clock.setTimer(1000, () => {
      dispatch({ kind: 'second-passed' });
      if (state.getState().kind === 'counting') countSecond();
    });
  }

  return {
    state,
    stream: () => stream,
    open,
    startCountdown(seconds) {
      if (state.getState().kind !== 'live') return;
      dispatch({ kind: 'countdown-asked', seconds });
      countSecond();
    },
    stopCountdown() {
      cancelSecond?.();
      dispatch({ kind: 'countdown-stopped' });
    },
    framesStopped: () => lost({ kind: 'frames-stopped' }),
    exposureFailed: () => lost({ kind: 'exposure-failed' }),
    close() {
      asking += 1;
      cancelRetry?.();
      devices?.removeEventListener('devicechange', onDeviceChange);
      release();
      dispatch({ kind: 'close-asked' });
    },
  };
}
