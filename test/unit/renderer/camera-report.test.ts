import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { reportCamera } from '../../../renderer/camera/camera-report.ts';
import { advanceCamera, type CameraState, closedCamera } from '../../../renderer/camera/camera-state.ts';

test('a visit tells once that the camera works, and each thing that goes wrong with it; waiting and closing tell nothing', () => {
  const state = createStore<CameraState>(() => closedCamera);
  const told: string[] = [];
  const end = reportCamera(state, (condition) => void told.push(condition));
  const go = (...events: Parameters<typeof advanceCamera>[1][]) => {
    for (const event of events) state.setState((now) => advanceCamera(now, event), true);
  };
  go({ kind: 'open-asked' });
  expect(told).toEqual([]);
  go(
    { kind: 'opened', deviceId: 'a', cameras: [] },
    { kind: 'countdown-asked', seconds: 3 },
    { kind: 'countdown-stopped' },
  );
  expect(told.splice(0)).toEqual(['works']);
  go(
    { kind: 'frames-stopped' },
    { kind: 'failed', problem: 'busy', cameras: [] },
    { kind: 'failed', problem: 'busy', cameras: [] },
  );
  expect(told.splice(0)).toEqual(['frozen', 'busy']);
  go({ kind: 'came-back', deviceId: 'a', cameras: [] }, { kind: 'close-asked' });
  expect(told.splice(0)).toEqual(['works']);
  end();
  go({ kind: 'open-asked' }, { kind: 'failed', problem: 'noneFound', cameras: [] });
  expect(told).toEqual([]);
});
