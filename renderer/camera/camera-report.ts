import type { StoreApi } from 'zustand/vanilla';
import type { CameraCondition } from '../../shared/camera-condition.ts';
import type { CameraState } from './camera-state.ts';

/** Tells how the camera is whenever that changes; opening and closing it say nothing of it. Returns what ends it. */
export function reportCamera(
  state: Pick<StoreApi<CameraState>, 'subscribe'>,
  tell: (condition: CameraCondition) => void,
): () => void {
  let told: CameraCondition | undefined;
  return state.subscribe((now) => {
    const condition = conditionOf(now);
    if (condition === undefined || condition === told) return;
    told = condition;
    tell(condition);
  });
}

function conditionOf(state: CameraState): CameraCondition | undefined {
  if (state.kind === 'failed') return state.problem;
  return state.kind === 'live' ? 'works' : undefined;
}
