import { describe, expect, test } from 'vitest';
import { createCameraControl, type MediaDevicesPort } from '../../../renderer/camera/camera-control.ts';
import { FakeDevices } from '../../fake-cameras.ts';
import { createFakeClock } from '../../fake-clock.ts';

function opened(devices: FakeDevices, preferred?: string) {
  const clock = createFakeClock();
  const control = createCameraControl({ devices: devices as unknown as MediaDevicesPort, clock, preferred });
  return { clock, control };
}
const live = (devices: FakeDevices) => devices.tracks.filter((track) => track.readyState === 'live').length;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the camera control', () => {
  test('opens the preferred camera and only one at a time', async () => {
    const devices = new FakeDevices('Integrated', 'Logitech BRIO (046d:085e)');
    const { control } = opened(devices, 'brio');
    await control.open();
    expect(control.state.getState()).toMatchObject({
      kind: 'live',
      deviceId: 'camera-1',
      cameras: [{ label: 'Integrated' }, { label: 'Logitech BRIO' }],
    });
    await control.open('camera-0');
    expect(control.state.getState()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
    expect(live(devices)).toBe(1);
  });

  test('lets go of a camera that came after the screen was left', async () => {
    const devices = new FakeDevices('Integrated');
    let release: () => void = () => undefined;
    devices.gate = new Promise((resolve) => {
      release = resolve;
    });
    const { control } = opened(devices);
    const opening = control.open();
    control.close();
    release();
    await opening;
    expect(devices.tracks).toHaveLength(1);
    expect(live(devices)).toBe(0);
    expect(control.state.getState()).toEqual({ kind: 'closed' });
  });

  test('shows the camera that was asked for last, whatever came in between', async () => {
    const devices = new FakeDevices('Integrated', 'Logitech BRIO');
    const { control } = opened(devices);
    let second: Promise<void> | undefined;
    devices.onSecondList = () => {
      second = control.open('camera-1');
    };
    await control.open('camera-0');
    await second;
    expect(control.state.getState()).toMatchObject({ kind: 'live', deviceId: 'camera-1' });
    expect(control.stream()?.getVideoTracks()[0]?.getSettings().deviceId).toBe('camera-1');
    expect(live(devices)).toBe(1);
  });

  test('says that it was unplugged also when that happens while it opens', async () => {
    const devices = new FakeDevices('Integrated');
    const { control } = opened(devices);
    devices.onSecondList = () => {
      const [track] = devices.tracks;
      if (track === undefined) throw new Error('expected an open camera');
      devices.cameras = [];
      track.readyState = 'ended';
      track.onended?.();
    };
    await control.open('camera-0');
    expect(control.state.getState()).toMatchObject({ kind: 'failed', problem: 'unplugged' });
  });

  test('takes another camera when the one asked for has gone', async () => {
    const devices = new FakeDevices('Integrated');
    const { control } = opened(devices);
    await control.open('gone');
    expect(control.state.getState()).toMatchObject({ kind: 'live', deviceId: 'camera-0' });
  });

  test('says that it was unplugged, stops everything, and goes on by itself when it is back', async () => {
    const devices = new FakeDevices('Integrated');
    const { control, clock } = opened(devices);
    await control.open();
    control.startCountdown(3);
    devices.cameras = [];
    devices.tracks[0]?.onended?.();
    expect(control.state.getState()).toMatchObject({ kind: 'failed', problem: 'unplugged' });
    expect(clock.nextTimerMs()).toBeUndefined();
    devices.dispatchEvent(new Event('devicechange'));
    await settled();
    expect(control.state.getState()).toMatchObject({ kind: 'failed', problem: 'unplugged' });
    devices.cameras = [{ deviceId: 'camera-0', label: 'Integrated' }];
    devices.dispatchEvent(new Event('devicechange'));
    await settled();
    expect(control.state.getState()).toMatchObject({ kind: 'live' });
  });

  test('counts whole seconds and stops at zero', async () => {
    const { control, clock } = opened(new FakeDevices('Integrated'));
    await control.open();
    control.startCountdown(3);
    clock.advance(2999);
    expect(control.state.getState()).toMatchObject({ kind: 'counting', remaining: 1 });
    clock.advance(1);
    expect(control.state.getState().kind).toBe('exposing');
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  test('says busy when another program has it, and that there is none in a page without cameras', async () => {
    const devices = new FakeDevices('Integrated');
    devices.refusal = 'NotReadableError';
    const { control, clock } = opened(devices);
    await control.open();
    for (let tries = 1; tries < 4; tries++) {
      clock.advance(clock.nextTimerMs() ?? 0);
      await settled();
    }
    expect(control.state.getState()).toMatchObject({ kind: 'failed', problem: 'busy' });
    const bare = createCameraControl({ devices: undefined, clock: createFakeClock(), preferred: undefined });
    await bare.open();
    expect(bare.state.getState()).toMatchObject({ kind: 'failed', problem: 'noneFound' });
  });

  test('leaves no camera, listener or timer behind when it is closed', async () => {
    const devices = new FakeDevices('Integrated');
    const { control, clock } = opened(devices);
    await control.open();
    control.startCountdown(3);
    control.close();
    devices.cameras = [];
    devices.dispatchEvent(new Event('devicechange'));
    await settled();
    expect(live(devices)).toBe(0);
    expect(clock.nextTimerMs()).toBeUndefined();
    expect(control.state.getState()).toEqual({ kind: 'closed' });
  });
});
