import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { browserClock } from '../store/renderer-clock.ts';
import { type CameraControl, createCameraControl } from './camera-control.ts';
import type { CameraState } from './camera-state.ts';

/** Opens a camera while the component is on screen and closes it when it leaves. */
export function useCamera(preferred: string | undefined): {
  readonly control: CameraControl;
  readonly state: CameraState;
} {
  const control = useMemo(
    () => createCameraControl({ devices: navigator.mediaDevices, clock: browserClock, preferred }),
    [preferred],
  );
  useEffect(() => {
    void control.open();
    return () => control.close();
  }, [control]);
  return { control, state: useStore(control.state) };
}
