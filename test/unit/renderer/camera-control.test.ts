import { describe, expect, test } from 'vitest';
import { createCameraControl, type MediaDevicesPort } from '../../../renderer/camera/camera-control.ts';
import { createFakeClock } from '../../fake-clock.ts';

class FakeTrack {
  onended: (() => void) | null = null;
  readyState = 'live';
  readonly deviceId: string;
  constructor(deviceId: string) {
    this.deviceId = deviceId;
  }
  stop() {
    this.readyState = 'ended';
  }
  getSettings() {
    return { deviceId: this.deviceId };
  }
}

/** A small `mediaDevices`: cameras that can be plugged in, taken away and refused. */
class FakeDevices extends EventTarget {
  readonly tracks: FakeTrack[] = [];
  cameras: { deviceId: string; label: string }[];
  refusal: string | undefined;
  /** Holds answers back until it is released. */
  gate: Promise<void> = Promise.resolve();
  /** Happens while the cameras are listed for the next time but one, which is after the camera was had. */
  onSecondList: (() => void) | undefined;
  private lists = 0;

  constructor(...names: string[]) {
    super();
    this.cameras = names.map((label, index) => ({ deviceId: `camera-${index}`, label }));
  }
  async enumerateDevices() {
    this.lists += 1;
    if (this.lists === 2) this.onSecondList?.();
    return this.cameras.map((camera) => ({ ...camera, kind: 'videoinput' }));
  }
  async getUserMedia(wish: { video: { deviceId?: { exact: string } } }) {
    await this.gate;
    if (this.refusal !== undefined) throw new DOMException('refused', this.refusal);
    const wanted = wish.video.deviceId?.exact;
    const camera = wanted === undefined ? this.cameras[0] : this.cameras.find((one) => one.deviceId === wanted);
    if (camera === undefined)
      throw new DOMException('none', wanted === undefined ? 'NotFoundError' : 'OverconstrainedError');
    const track = new FakeTrack(camera.deviceId);
    this.tracks.push(track);
    return { getTracks: () => [track], getVideoTracks: () => [track] };
  }
}

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
    const { control } = opened(devices);
    await control.open();
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
