import { describe, expect, test } from 'vitest';
import {
  advanceCamera,
  type CameraEvent,
  type CameraState,
  cameraProblemOf,
  chooseCamera,
  closedCamera,
  shouldReopen,
} from '../../../renderer/camera/camera-state.ts';

const cameras = [
  { deviceId: 'a', label: 'Integrated Camera' },
  { deviceId: 'b', label: 'Logitech BRIO' },
];
const live: readonly CameraEvent[] = [{ kind: 'open-asked' }, { kind: 'opened', deviceId: 'a', cameras }];

function cameraAfter(...events: readonly CameraEvent[]): CameraState {
  return events.reduce(advanceCamera, closedCamera);
}

describe('the camera', () => {
  test('counts down to zero, and zero is the exposure', () => {
    const seen = ['second-passed', 'second-passed', 'second-passed'].reduce<CameraState[]>(
      (states) => [...states, advanceCamera(states.at(-1) ?? closedCamera, { kind: 'second-passed' })],
      [cameraAfter(...live, { kind: 'countdown-asked', seconds: 3 })],
    );
    expect(seen.map((state) => (state.kind === 'counting' ? state.remaining : state.kind))).toEqual([
      3,
      2,
      1,
      'exposing',
    ]);
  });

  test('goes back to the live picture when the countdown is stopped', () => {
    const stopped = cameraAfter(...live, { kind: 'countdown-asked', seconds: 3 }, { kind: 'countdown-stopped' });
    expect(stopped).toEqual({ kind: 'live', deviceId: 'a', cameras });
    expect(advanceCamera(stopped, { kind: 'second-passed' })).toBe(stopped);
  });

  test('says that it was unplugged, whatever it was doing', () => {
    for (const events of [
      live,
      [...live, { kind: 'countdown-asked', seconds: 2 }],
      [...live, { kind: 'countdown-asked', seconds: 1 }, { kind: 'second-passed' }],
    ] as const) {
      expect(cameraAfter(...events, { kind: 'track-ended' })).toMatchObject({ kind: 'failed', problem: 'unplugged' });
    }
  });

  test('says that it has stopped when no frames come', () => {
    expect(cameraAfter(...live, { kind: 'frames-stopped' })).toMatchObject({ kind: 'failed', problem: 'frozen' });
  });

  test('does nothing for answers that come too late', () => {
    expect(cameraAfter({ kind: 'opened', deviceId: 'a', cameras })).toBe(closedCamera);
    expect(cameraAfter(...live, { kind: 'close-asked' }, { kind: 'track-ended' })).toBe(closedCamera);
    const failed = cameraAfter({ kind: 'open-asked' }, { kind: 'failed', problem: 'busy', cameras });
    expect(advanceCamera(failed, { kind: 'opened', deviceId: 'a', cameras })).toBe(failed);
  });

  test('cannot be asked for a picture while it is not live', () => {
    const opening = cameraAfter({ kind: 'open-asked' });
    expect(advanceCamera(opening, { kind: 'countdown-asked', seconds: 3 })).toBe(opening);
  });

  test.each([
    ['NotFoundError', 0, 'noneFound'],
    ['OverconstrainedError', 1, 'noneFound'],
    ['NotAllowedError', 1, 'refused'],
    ['SecurityError', 1, 'refused'],
    ['NotReadableError', 1, 'busy'],
    ['AbortError', 1, 'busy'],
    ['TypeError', 0, 'noneFound'],
    ['TypeError', 1, 'other'],
    ['InvalidStateError', 1, 'other'],
  ] as const)('calls %s with %i cameras %s', (name, count, problem) => {
    expect(cameraProblemOf(name, count)).toBe(problem);
  });

  test('tries again by itself when a camera appears, and not when the permission is missing', () => {
    const failed = (problem: 'noneFound' | 'refused' | 'unplugged'): CameraState => ({
      kind: 'failed',
      problem,
      cameras: [],
    });
    expect(shouldReopen(failed('noneFound'), [], cameras)).toBe(true);
    expect(shouldReopen(failed('unplugged'), cameras.slice(0, 1), cameras.slice(1))).toBe(true);
    expect(shouldReopen(failed('unplugged'), cameras, cameras.slice(0, 1))).toBe(false);
    expect(shouldReopen(failed('refused'), [], cameras)).toBe(false);
    expect(shouldReopen(cameraAfter(...live), [], cameras)).toBe(false);
  });

  test('opens the camera asked for, else the preferred one, else the browser’s', () => {
    expect(chooseCamera(cameras, 'a', 'brio')).toBe('a');
    expect(chooseCamera(cameras, undefined, 'brio')).toBe('b');
    expect(chooseCamera(cameras, 'gone', 'brio')).toBe('b');
    expect(chooseCamera(cameras, undefined, 'elgato')).toBeUndefined();
    expect(chooseCamera(cameras, undefined, undefined)).toBeUndefined();
  });
});
