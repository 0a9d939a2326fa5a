import { describe, expect, test } from 'vitest';
import { createCameraControl, type MediaDevicesPort } from '../../../renderer/camera/camera-control.ts';
import { retryPauseMs, shouldTell } from '../../../renderer/camera/camera-retry.ts';
import { FakeDevices } from '../../fake-cameras.ts';
import { createFakeClock } from '../../fake-clock.ts';

function station(names: readonly string[], preferred?: string) {
  const devices = new FakeDevices(...names);
  const clock = createFakeClock();
  const control = createCameraControl({ devices: devices as unknown as MediaDevicesPort, clock, preferred });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    devices,
    clock,
    control,
    state: () => control.state.getState(),
    /** Lets the given time pass, a timer at a time, with everything that follows from each. */
    async pass(byMs: number) {
      await settled();
      for (let leftMs = byMs; leftMs > 0; ) {
        const stepMs = Math.min(clock.nextTimerMs() ?? leftMs, leftMs);
        clock.advance(stepMs);
        await settled();
        leftMs -= Math.max(stepMs, 1);
      }
    },
    async plug(...cameras: { deviceId: string; label: string }[]) {
      devices.cameras = cameras;
      devices.dispatchEvent(new Event('devicechange'));
      await settled();
    },
    endTrack() {
      const track = devices.tracks.findLast((one) => one.readyState === 'live');
      if (track === undefined) throw new Error('expected a live camera');
      track.readyState = 'ended';
      track.onended?.();
    },
    live: () => devices.tracks.filter((track) => track.readyState === 'live').map((track) => track.deviceId),
  };
}
const integrated = { deviceId: 'camera-0', label: 'Integrated' };

describe('a camera that does not open', () => {
  test.each(['NotReadableError', 'AbortError', 'InvalidStateError'])(
    'after plugging in again %s for a moment is no problem to tell: it is starting, then it is live',
    async (name) => {
      const { devices, control, state, plug, pass, endTrack } = station(['Integrated']);
      await control.open();
      devices.cameras = [];
      endTrack();
      await plug();
      expect(state()).toMatchObject({ kind: 'failed', problem: 'unplugged' });
      devices.refusal = name;
      await plug(integrated);
      expect(state().kind).toBe('opening');
      await pass(2000);
      expect(state().kind).toBe('opening');
      devices.refusal = undefined;
      await pass(3000);
      expect(state()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
    },
  );

  test('busy is said only after several tries, is tried on with growing pauses, and goes on by itself', async () => {
    const { devices, control, state, pass, clock } = station(['Integrated']);
    devices.refusal = 'NotReadableError';
    await control.open();
    await pass(3499);
    expect(state().kind).toBe('opening');
    await pass(1);
    expect(state()).toMatchObject({ kind: 'failed', problem: 'busy' });
    const pauses: number[] = [];
    for (let count = 0; count < 6; count++) {
      pauses.push(clock.nextTimerMs() ?? 0);
      await pass(clock.nextTimerMs() ?? 0);
      expect(state()).toMatchObject({ kind: 'failed', problem: 'busy' });
    }
    expect(pauses).toEqual([4000, 8000, 15_000, 30_000, 30_000, 30_000]);
    devices.refusal = undefined;
    await pass(30_000);
    expect(state()).toMatchObject({ kind: 'live', deviceId: 'camera-0', cameras: [integrated] });
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  test('what is on screen becomes what is true: busy, then gone, then there', async () => {
    const { devices, control, state, pass, plug } = station(['Integrated']);
    devices.refusal = 'NotReadableError';
    await control.open();
    await pass(5000);
    expect(state()).toMatchObject({ problem: 'busy' });
    devices.refusal = undefined;
    await plug();
    await pass(8000);
    expect(state()).toMatchObject({ problem: 'noneFound' });
    // Where the system tells nothing of the camera that was plugged in, it is looked for.
    devices.cameras = [integrated];
    await pass(30_000);
    expect(state().kind).toBe('live');
  });

  test('a camera that never answers is told after 15 s, and its late answer is taken', async () => {
    const { devices, control, state, pass, live } = station(['Integrated']);
    let answer: () => void = () => {};
    devices.gate = new Promise((resolve) => {
      answer = resolve;
    });
    void control.open();
    await pass(14_999);
    expect(state().kind).toBe('opening');
    await pass(1);
    expect(state()).toMatchObject({ kind: 'failed', problem: 'other' });
    // A request without an answer is not asked for again without end.
    await pass(10 * 60_000);
    expect(devices.requests.length).toBeLessThanOrEqual(3);
    answer();
    await pass(0);
    expect(state()).toMatchObject({ kind: 'live' });
    expect(live()).toHaveLength(1);
  });

  test('a camera that answers one request never and the next at once is live again by itself', async () => {
    const { devices, control, state, pass, live } = station(['Integrated']);
    devices.faults.set('camera-0', 'hangs');
    void control.open();
    await pass(15_000);
    expect(state()).toMatchObject({ problem: 'other' });
    devices.faults.clear();
    await pass(3000);
    expect(state().kind).toBe('live');
    expect(live()).toHaveLength(1);
  });

  test('without permission nothing is asked again until a person says so', async () => {
    const { devices, control, state, pass } = station(['Integrated']);
    devices.refusal = 'NotAllowedError';
    await control.open();
    await pass(10 * 60_000);
    expect(state()).toMatchObject({ problem: 'refused' });
    expect(devices.requests).toHaveLength(1);
    devices.refusal = undefined;
    await control.open();
    expect(state().kind).toBe('live');
  });

  test('leaving the screen ends every try, whatever it was waiting for', async () => {
    for (const fault of ['NotReadableError', 'hangs']) {
      const { devices, control, clock, state, pass, live } = station(['Integrated']);
      devices.faults.set('camera-0', fault);
      void control.open();
      await pass(6000);
      control.close();
      devices.faults.clear();
      const asked = devices.requests.length;
      await pass(10 * 60_000);
      expect(devices.requests).toHaveLength(asked);
      expect(clock.nextTimerMs()).toBeUndefined();
      expect([state().kind, live()]).toEqual(['closed', []]);
    }
  });
});

describe('a camera that stops', () => {
  test('while it is still plugged in is not called unplugged, and starts again by itself', async () => {
    const { devices, control, state, pass, endTrack } = station(['Integrated']);
    await control.open();
    await pass(60_000);
    devices.refusal = 'NotReadableError';
    endTrack();
    await pass(0);
    expect(state()).toMatchObject({ kind: 'failed', problem: 'frozen' });
    devices.refusal = undefined;
    await pass(2000);
    expect(state().kind).toBe('live');
  });

  test.each(['framesStopped', 'exposureFailed'] as const)(
    '%s: it is opened anew without anybody’s help',
    async (how) => {
      const { control, state, pass, live } = station(['Integrated']);
      await control.open();
      control.startCountdown(1);
      if (how === 'exposureFailed') await pass(1000);
      control[how]();
      expect(state()).toMatchObject({ kind: 'failed', problem: how === 'framesStopped' ? 'frozen' : 'other' });
      await pass(2000);
      expect(state().kind).toBe('live');
      expect(live()).toHaveLength(1);
    },
  );

  test('again and again is tried more and more seldom', async () => {
    const { control, clock, pass, state } = station(['Integrated']);
    await control.open();
    const pauses: number[] = [];
    for (let count = 0; count < 6; count++) {
      control.framesStopped();
      pauses.push(clock.nextTimerMs() ?? 0);
      await pass(clock.nextTimerMs() ?? 0);
      expect(state().kind).toBe('live');
    }
    expect(pauses).toEqual([2000, 2000, 2000, 4000, 8000, 15_000]);
    await pass(10_000);
    control.framesStopped();
    expect(clock.nextTimerMs()).toBe(2000);
  });

  test('and is unplugged leaves the other one, which is used', async () => {
    const { devices, control, state, pass, endTrack } = station(['Integrated', 'BRIO'], 'brio');
    await control.open();
    expect(state()).toMatchObject({ deviceId: 'camera-1' });
    devices.cameras = [integrated];
    endTrack();
    await pass(0);
    expect(state()).toMatchObject({ problem: 'unplugged', cameras: [integrated] });
    await pass(2000);
    expect(state()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
  });
});

describe('several cameras', () => {
  test.each(['NotReadableError', 'AbortError', 'NotFoundError'])(
    'the preferred one answers %s while another is free: that one is used',
    async (name) => {
      const { devices, control, state, live } = station(['Integrated', 'BRIO'], 'brio');
      devices.faults.set('camera-1', name);
      await control.open();
      expect(state()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
      expect(live()).toEqual(['camera-0']);
    },
  );

  test('the preferred one never answers: after 5 s the other one is used, and what comes late is let go', async () => {
    const { devices, control, state, pass, live } = station(['Integrated', 'BRIO'], 'brio');
    devices.faults.set('camera-1', 'hangs');
    void control.open();
    await pass(4999);
    expect(state().kind).toBe('opening');
    await pass(1);
    expect(state()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
    expect(live()).toEqual(['camera-0']);
  });

  test('all of them busy is busy, not "none found", also when one has gone', async () => {
    const { devices, control, state, pass } = station(['Integrated', 'BRIO'], 'brio');
    devices.faults.set('camera-0', 'NotReadableError');
    devices.faults.set('camera-1', 'OverconstrainedError');
    await control.open();
    await pass(4000);
    expect(state()).toMatchObject({ kind: 'failed', problem: 'busy' });
  });

  test.each(['NotReadableError', 'hangs'])('the live one is never closed for one that answers %s', async (fault) => {
    const { devices, control, state, pass, live } = station(['Integrated', 'BRIO']);
    await control.open('camera-0');
    const shown = control.stream();
    devices.faults.set('camera-1', fault);
    void control.open('camera-1');
    await pass(15_000);
    expect(state()).toMatchObject({ kind: 'live', deviceId: 'camera-0', hasExchangeFailed: true });
    expect(control.stream()).toBe(shown);
    expect(live()).toEqual(['camera-0']);
    devices.faults.clear();
    await control.open('camera-1');
    expect(state()).toEqual({ kind: 'live', deviceId: 'camera-1', cameras: devices.cameras });
    expect(live()).toEqual(['camera-1']);
  });

  test('a countdown goes on with the camera that it began with', async () => {
    const { devices, control, state, pass, live } = station(['Integrated', 'BRIO']);
    await control.open('camera-0');
    let answer: () => void = () => {};
    devices.gate = new Promise((resolve) => {
      answer = resolve;
    });
    void control.open('camera-1');
    control.startCountdown(3);
    answer();
    await pass(0);
    expect(state()).toMatchObject({ kind: 'counting', deviceId: 'camera-0' });
    expect(live()).toEqual(['camera-0']);
  });

  test('without names before the first permission, the preferred one is not waited for when it is busy', async () => {
    const { devices, control, state, live } = station(['', '']);
    const named = createCameraControl({
      devices: devices as unknown as MediaDevicesPort,
      clock: createFakeClock(),
      preferred: 'brio',
    });
    devices.faults.set('camera-1', 'NotReadableError');
    devices.onSecondList = () => {
      devices.cameras = [integrated, { deviceId: 'camera-1', label: 'BRIO' }];
    };
    await named.open();
    expect(named.state.getState()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
    expect(live()).toEqual(['camera-0']);
    control.close();
    expect(state().kind).toBe('closed');
  });
});

test('pauses grow from half a second to half a minute, and a told problem stays readable', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map((tries) => retryPauseMs(tries, false))).toEqual([
    500, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000,
  ]);
  expect([0, 1, 2, 3, 4].map((tries) => retryPauseMs(tries, true))).toEqual([2000, 2000, 2000, 2000, 4000]);
  expect([1, 2, 3, 4].map((tries) => shouldTell('busy', tries))).toEqual([false, false, false, true]);
  expect(['noneFound', 'refused', 'unplugged', 'frozen'].every((problem) => shouldTell(problem as 'frozen', 1))).toBe(
    true,
  );
});
