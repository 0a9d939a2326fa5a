import type { RendererClock } from '../store/renderer-clock.ts';
import { type CameraDevice, chooseCamera } from './camera-state.ts';

/** What the control needs of `navigator.mediaDevices`; absent in a page that is not a secure context. */
export type MediaDevicesPort = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

/** The stream is for looking; `takePhoto` asks the sensor for more where it can. */
const streamWish = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } };
/** A camera that has not answered by then may be left waiting while another is asked. */
const patienceMs = 5000;

/** Stops every track of a stream that nobody shows. */
export function stopStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}

/** The id of the camera behind a stream. */
export function deviceIdOf(stream: MediaStream): string {
  return stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';
}

/** The cameras of the machine, without USB ids in their names; none when they cannot be listed. */
export async function listCameras(devices: MediaDevicesPort | undefined): Promise<readonly CameraDevice[]> {
  if (devices === undefined) return [];
  const all = await devices.enumerateDevices().catch(() => []);
  return all
    .filter((device) => device.kind === 'videoinput')
    .map(({ deviceId, label }) => ({ deviceId, label: label.replace(/\s*\([0-9a-f]{4}:[0-9a-f]{4}\)$/, '') }));
}

/** Asks for this camera, or for the browser's choice. Rejects as `getUserMedia` does. */
export async function requestCamera(
  devices: MediaDevicesPort | undefined,
  deviceId: string | undefined,
): Promise<MediaStream> {
  if (devices === undefined) throw new TypeError('no mediaDevices in this page');
  return devices.getUserMedia({
    audio: false,
    video: deviceId === undefined ? streamWish : { ...streamWish, deviceId: { exact: deviceId } },
  });
}

interface CameraWish {
  readonly devices: MediaDevicesPort | undefined;
  readonly clock: RendererClock;
  /** The camera a person asked for. */
  readonly asked: string | undefined;
  /** Part of the preferred camera's name. */
  readonly preferred: string | undefined;
}

/** A refusal that another camera cannot mend. */
function isForAll(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError' || name === 'TypeError';
}

function isAbsence(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return name === 'OverconstrainedError' || name === 'NotFoundError';
}

/**
 * Asks one camera after the other until one opens: the next when one refuses, or does not answer for 5 s. Whichever
 * opens first is used, what comes later is stopped. Rejects when none opens, with the first refusal that says more than
 * that a camera is not there.
 */
function firstToOpen(wish: CameraWish, deviceIds: readonly (string | undefined)[]): Promise<MediaStream> {
  const { devices, clock } = wish;
  return new Promise((resolve, reject) => {
    let next = 0;
    let waiting = 0;
    let isOver = false;
    let refusal: { readonly error: unknown } | undefined;
    let cancelPatience: (() => void) | undefined;
    const end = () => {
      isOver = true;
      cancelPatience?.();
    };
    const askNext = () => {
      cancelPatience?.();
      const deviceId = deviceIds[next++];
      waiting += 1;
      if (next < deviceIds.length) cancelPatience = clock.setTimer(patienceMs, askNext);
      requestCamera(devices, deviceId).then(opened, refused);
    };
    const opened = (stream: MediaStream) => {
      if (isOver) return stopStream(stream);
      end();
      resolve(stream);
    };
    const refused = (error: unknown) => {
      waiting -= 1;
      if (refusal === undefined || isAbsence(refusal.error)) refusal = { error };
      if (isOver) return;
      if (next < deviceIds.length && !isForAll(error)) return askNext();
      if (waiting > 0 && !isForAll(error)) return;
      end();
      reject(refusal.error);
    };
    askNext();
  });
}

/**
 * A stream of the camera asked for, else of the preferred one, else of any that opens: a camera that works is never given
 * up for one that does not. Rejects as `getUserMedia` does; may never settle where that never answers.
 */
export async function openCamera(wish: CameraWish): Promise<MediaStream> {
  const { devices, asked, preferred } = wish;
  const cameras = await listCameras(devices);
  const chosen = chooseCamera(cameras, asked, preferred);
  // Before the first permission cameras have no ids: then the browser chooses alone.
  const others = cameras.map((camera) => camera.deviceId).filter((id) => id !== '' && id !== chosen);
  // The browser's choice among one is that one.
  const first = await firstToOpen(wish, [chosen, ...(cameras.length > 1 ? others : [])]);
  // Before the first permission cameras have no names either, so the preferred one can only be found now.
  const better =
    asked === undefined && chosen === undefined
      ? chooseCamera(await listCameras(devices), undefined, preferred)
      : undefined;
  if (better === undefined || better === deviceIdOf(first)) return first;
  const second = await firstWithin(requestCamera(devices, better), patienceMs, wish.clock);
  if (second === undefined) return first;
  stopStream(first);
  return second;
}

/** The stream, when it comes in time; one that comes later is stopped. */
export function firstWithin(
  request: Promise<MediaStream>,
  limitMs: number,
  clock: RendererClock,
): Promise<MediaStream | undefined> {
  return new Promise((resolve) => {
    let isLate = false;
    const cancel = clock.setTimer(limitMs, () => {
      isLate = true;
      resolve(undefined);
    });
    request.then(
      (stream) => {
        cancel();
        if (isLate) stopStream(stream);
        else resolve(stream);
      },
      () => {
        cancel();
        resolve(undefined);
      },
    );
  });
}
