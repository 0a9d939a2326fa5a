import { assertNever } from '../../shared/assert-never.ts';
import type { CameraProblem } from '../../shared/camera-condition.ts';

/** A camera as the browser lists it. The label is empty until one camera has been allowed. */
export interface CameraDevice {
  readonly deviceId: string;
  readonly label: string;
}

/** What the camera is doing. Pictures can only be taken out of `live`, through `counting`. */
export type CameraState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening'; readonly cameras: readonly CameraDevice[] }
  | {
      readonly kind: 'live';
      readonly deviceId: string;
      readonly cameras: readonly CameraDevice[];
      /** The camera that was asked for instead did not open; this one has stayed. */
      readonly hasExchangeFailed?: boolean;
    }
  | {
      readonly kind: 'counting';
      readonly deviceId: string;
      readonly cameras: readonly CameraDevice[];
      /** Whole seconds on screen; the exposure is when it would reach zero. */
      readonly remaining: number;
    }
  | { readonly kind: 'exposing'; readonly deviceId: string; readonly cameras: readonly CameraDevice[] }
  | { readonly kind: 'failed'; readonly problem: CameraProblem; readonly cameras: readonly CameraDevice[] };

export type CameraEvent =
  | { readonly kind: 'open-asked' }
  | { readonly kind: 'opened'; readonly deviceId: string; readonly cameras: readonly CameraDevice[] }
  /** A camera that had failed works again by itself. */
  | { readonly kind: 'came-back'; readonly deviceId: string; readonly cameras: readonly CameraDevice[] }
  /** Another camera has taken the place of the live one. */
  | { readonly kind: 'exchanged'; readonly deviceId: string; readonly cameras: readonly CameraDevice[] }
  | { readonly kind: 'exchange-failed' }
  | { readonly kind: 'failed'; readonly problem: CameraProblem; readonly cameras: readonly CameraDevice[] }
  | { readonly kind: 'cameras-changed'; readonly cameras: readonly CameraDevice[] }
  | { readonly kind: 'track-ended' }
  | { readonly kind: 'frames-stopped' }
  | { readonly kind: 'countdown-asked'; readonly seconds: number }
  | { readonly kind: 'second-passed' }
  | { readonly kind: 'countdown-stopped' }
  | { readonly kind: 'exposure-failed' }
  | { readonly kind: 'close-asked' };

export const closedCamera: CameraState = { kind: 'closed' };

/** The next state. Pure; an event that does not fit changes nothing. */
export function advanceCamera(state: CameraState, event: CameraEvent): CameraState {
  switch (event.kind) {
    case 'open-asked':
      return { kind: 'opening', cameras: camerasOf(state) };
    case 'opened':
      return state.kind === 'opening' ? { kind: 'live', deviceId: event.deviceId, cameras: event.cameras } : state;
    case 'came-back':
      return state.kind === 'failed' ? { kind: 'live', deviceId: event.deviceId, cameras: event.cameras } : state;
    case 'exchanged':
      return state.kind === 'live' ? { kind: 'live', deviceId: event.deviceId, cameras: event.cameras } : state;
    case 'exchange-failed':
      return state.kind === 'live' ? { ...state, hasExchangeFailed: true } : state;
    case 'failed':
      return state.kind === 'opening' || state.kind === 'failed'
        ? { kind: 'failed', problem: event.problem, cameras: event.cameras }
        : state;
    case 'cameras-changed':
      return state.kind === 'closed' ? state : { ...state, cameras: event.cameras };
    case 'track-ended':
      return hasStream(state) ? { kind: 'failed', problem: 'unplugged', cameras: state.cameras } : state;
    case 'frames-stopped':
      return state.kind === 'live' || state.kind === 'counting'
        ? { kind: 'failed', problem: 'frozen', cameras: state.cameras }
        : state;
    case 'countdown-asked':
      return state.kind === 'live'
        ? { kind: 'counting', deviceId: state.deviceId, cameras: state.cameras, remaining: event.seconds }
        : state;
    case 'second-passed':
      if (state.kind !== 'counting') return state;
      return state.remaining > 1
        ? { ...state, remaining: state.remaining - 1 }
        : { kind: 'exposing', deviceId: state.deviceId, cameras: state.cameras };
    case 'countdown-stopped':
      return state.kind === 'counting' ? { kind: 'live', deviceId: state.deviceId, cameras: state.cameras } : state;
    case 'exposure-failed':
      return state.kind === 'exposing' ? { kind: 'failed', problem: 'other', cameras: state.cameras } : state;
    case 'close-asked':
      return closedCamera;
    default:
      return assertNever(event, 'camera event');
  }
}

function hasStream(state: CameraState): state is Extract<CameraState, { deviceId: string }> {
  return state.kind === 'live' || state.kind === 'counting' || state.kind === 'exposing';
}

function camerasOf(state: CameraState): readonly CameraDevice[] {
  return state.kind === 'closed' ? [] : state.cameras;
}

/**
 * The problem behind a `getUserMedia` refusal, by the error's name (W3C Media Capture and Streams, §10.2).
 * A page without `mediaDevices` (not a secure context) has no cameras at all.
 */
export function cameraProblemOf(errorName: string, cameraCount: number): CameraProblem {
  switch (errorName) {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'noneFound';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    case 'TypeError':
      return cameraCount === 0 ? 'noneFound' : 'other';
    default:
      return 'other';
  }
}

/** Whether a change of the plugged-in cameras is a reason to try again by itself. */
export function shouldReopen(
  state: CameraState,
  before: readonly CameraDevice[],
  now: readonly CameraDevice[],
): boolean {
  if (state.kind !== 'failed' || state.problem === 'refused') return false;
  const known = new Set(before.map((camera) => camera.deviceId));
  return now.length > before.length || now.some((camera) => !known.has(camera.deviceId));
}

/** The camera to open first: the one asked for, else the one the settings prefer, else the browser's choice. */
export function chooseCamera(
  cameras: readonly CameraDevice[],
  asked: string | undefined,
  preferred: string | undefined,
): string | undefined {
  if (asked !== undefined && cameras.some((camera) => camera.deviceId === asked)) return asked;
  const wish = preferred?.toLowerCase();
  if (wish === undefined || wish === '') return undefined;
  return cameras.find((camera) => camera.label.toLowerCase().includes(wish))?.deviceId;
}
