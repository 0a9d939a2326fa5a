/** One camera's picture, as far as the control looks at it. */
export class FakeTrack {
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
export class FakeDevices extends EventTarget {
  readonly tracks: FakeTrack[] = [];
  cameras: { deviceId: string; label: string }[];
  refusal: string | undefined;
  /** What single cameras answer instead of opening; `hangs`: nothing, ever. */
  readonly faults = new Map<string, string>();
  /** The cameras that were asked for, in order; `any`: the browser's choice. */
  readonly requests: string[] = [];
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
    const wanted = wish.video.deviceId?.exact;
    this.requests.push(wanted ?? 'any');
    await this.gate;
    if (this.refusal !== undefined) throw new DOMException('refused', this.refusal);
    const camera = wanted === undefined ? this.cameras[0] : this.cameras.find((one) => one.deviceId === wanted);
    if (camera === undefined)
      throw new DOMException('none', wanted === undefined ? 'NotFoundError' : 'OverconstrainedError');
    const fault = this.faults.get(camera.deviceId);
    if (fault === 'hangs') await new Promise(() => {});
    if (fault !== undefined) throw new DOMException('refused', fault);
    const track = new FakeTrack(camera.deviceId);
    this.tracks.push(track);
    return { getTracks: () => [track], getVideoTracks: () => [track] };
  }
}
