import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useApi } from '../store/kiosk-context.tsx';
import { browserClock } from '../store/renderer-clock.ts';
import { type CameraControl, createCameraControl } from './camera-control.ts';
import { reportCamera } from './camera-report.ts';
import type { CameraState } from './camera-state.ts';

/** Opens a camera while the component is on screen and closes it when it leaves; the core hears how it is. */
export function useCamera(preferred: string | undefined): {
  readonly control: CameraControl;
  readonly state: CameraState;
} {
  const control = useMemo(
    () => createCameraControl({ devices: navigator.mediaDevices, clock: browserClock, preferred }),
    [preferred],
  );
  const api = useApi();
  useEffect(() => {
    const end = reportCamera(control.state, (condition) => {
      void api.commands['station.camera']({ condition }).catch(() => undefined);
    });
    void control.open();
    return () => {
      end();
      control.close();
    };
  }, [control, api]);
  return { control, state: useStore(control.state) };
}
