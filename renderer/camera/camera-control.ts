import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RendererClock } from '../store/renderer-clock.ts';
import {
  advanceCamera,
  type CameraDevice,
  type CameraEvent,
  type CameraState,
  cameraProblemOf,
  chooseCamera,
  closedCamera,
  shouldReopen,
} from './camera-state.ts';

/** What the control needs of `navigator.mediaDevices`; absent in a page that is not a secure context. */
export type MediaDevicesPort = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

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
  /** Opens a camera; the given one when it is still there. Never rejects: failures are states. */
  open(deviceId?: string): Promise<void>;
  startCountdown(seconds: number): void;
  stopCountdown(): void;
  /** The frame watch saw no new frame for too long. */
  framesStopped(): void;
  exposureFailed(): void;
  /** Stops the camera and every listener and timer. */
  close(): void;
}

/** The stream is for looking; `takePhoto` asks the sensor for more where it can. */
const streamWish = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };

/** One camera at a time. Nothing is opened before `open`. */
export function createCameraControl({ devices, clock, preferred }: CameraParts): CameraControl {
  const state = createStore<CameraState>(() => closedCamera);
  let stream: MediaStream | undefined;
  let attempt = 0;
  let cancelSecond: (() => void) | undefined;
  let asked: string | undefined;

  function dispatch(event: CameraEvent) {
    state.setState((current) => advanceCamera(current, event), true);
    if (state.getState().kind === 'failed') release();
  }

  function release() {
    cancelSecond?.();
    const tracks = stream?.getTracks() ?? [];
    stream = undefined;
    for (const track of tracks) {
      track.onended = null;
      track.stop();
    }
  }

  async function open(deviceId?: string) {
    attempt += 1;
    const thisAttempt = attempt;
    asked = deviceId ?? asked;
    release();
    dispatch({ kind: 'open-asked' });
    devices?.addEventListener('devicechange', onDeviceChange);
    try {
      const next = await openStream(devices, asked, preferred);
      if (thisAttempt !== attempt) {
        for (const track of next.getTracks()) track.stop();
        return;
      }
      adopt(next);
      const cameras = await listCameras(devices);
      // Meanwhile another camera may have been asked for, or this one pulled out.
      if (thisAttempt !== attempt) return;
      dispatch({ kind: 'opened', deviceId: deviceIdOf(next), cameras });
      if (next.getVideoTracks().every((track) => track.readyState === 'ended')) dispatch({ kind: 'track-ended' });
    } catch (error) {
      const cameras = await listCameras(devices);
      if (thisAttempt !== attempt) return;
      const name = error instanceof Error ? error.name : 'unknown';
      dispatch({ kind: 'failed', problem: cameraProblemOf(name, cameras.length), cameras });
    }
  }

  function adopt(next: MediaStream) {
    stream = next;
    for (const track of next.getVideoTracks()) {
      track.onended = () => dispatch({ kind: 'track-ended' });
    }
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
    framesStopped: () => dispatch({ kind: 'frames-stopped' }),
    exposureFailed: () => dispatch({ kind: 'exposure-failed' }),
    close() {
      attempt += 1;
      devices?.removeEventListener('devicechange', onDeviceChange);
      release();
      dispatch({ kind: 'close-asked' });
    },
  };
}

async function openStream(
  devices: MediaDevicesPort | undefined,
  asked: string | undefined,
  preferred: string | undefined,
): Promise<MediaStream> {
  if (devices === undefined) throw new TypeError('no mediaDevices in this page');
  const request = (deviceId: string | undefined) =>
    devices.getUserMedia({
      audio: false,
      video: deviceId === undefined ? streamWish : { ...streamWish, deviceId: { exact: deviceId } },
    });
  const chosen = chooseCamera(await listCameras(devices), asked, preferred);
  const first = await request(chosen).catch((error: unknown) => {
    // The chosen camera has gone since it was listed: any other one is better than none.
    if (chosen !== undefined && error instanceof Error && error.name === 'OverconstrainedError')
      return request(undefined);
    throw error;
  });
  // Before the first permission cameras have no names, so the preferred one can only be found now.
  const better = asked === undefined ? chooseCamera(await listCameras(devices), undefined, preferred) : undefined;
  if (better === undefined || better === deviceIdOf(first)) return first;
  for (const track of first.getTracks()) track.stop();
  return request(better);
}

async function listCameras(devices: MediaDevicesPort | undefined): Promise<readonly CameraDevice[]> {
  if (devices === undefined) return [];
  const all = await devices.enumerateDevices().catch(() => []);
  return all
    .filter((device) => device.kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label: label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/, '') }));
}

function deviceIdOf(stream: MediaStream): string {
  return stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';
}
