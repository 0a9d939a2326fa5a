import type { StoreApi } from 'zustand/vanilla';
import { clampCrop } from '../../shared/crop-geometry.ts';
import { type Capture, minEdgePx } from './capture.ts';
import { heldPhoto } from './flow.ts';
import type { FlowEvent } from './flow-step.ts';
import type { KioskParts, KioskState } from './kiosk-state.ts';

/** The crop rests this long before its photo is judged again. */
const restMs = 500;

/**
 * Asks the core what to say of a held photo: once for the capture, and again whenever its crop has come to rest somewhere
 * else. Nothing waits for it, and nothing is said when it fails: the picture is looked at as it is.
 */
export function createPhotoAdviser(
  { api, clock }: Pick<KioskParts, 'api' | 'clock'>,
  state: StoreApi<KioskState>,
  dispatch: (event: FlowEvent) => void,
) {
  let cancel: (() => void) | undefined;
  /** One question at a time; what moved meanwhile is asked about afterwards. */
  let isAsking = false;
  let isAskedAgain = false;

  const isOn = () => state.getState().snapshot?.station.faceGuidance === true;

  async function judge() {
    const held = heldPhoto(state.getState().flow);
    if (held === undefined || !isOn()) return;
    if (isAsking) {
      isAskedAgain = true;
      return;
    }
    const { capture, crop } = held;
    isAsking = true;
    const reply = await api.commands['photos.assess']({ picture: capture.bytes, crop }).catch(() => undefined);
    isAsking = false;
    if (reply?.kind === 'ok') dispatch({ kind: 'judged', capture, crop, fault: reply.value.faults[0] });
    if (!isAskedAgain) return;
    isAskedAgain = false;
    void judge();
  }

  function cropMoved() {
    cancel?.();
    cancel = clock.setTimer(restMs, () => void judge());
  }

  return {
    async begin(capture: Capture) {
      if (!isOn()) return;
      const reply = await api.commands['photos.assess']({ picture: capture.bytes }).catch(() => undefined);
      if (reply?.kind !== 'ok') return;
      const { suggestion, faults } = reply.value;
      const start = clampCrop(suggestion.crop, capture.size, minEdgePx);
      dispatch({ kind: 'advised', capture, advice: { start, isFromFace: suggestion.isFromFace, fault: faults[0] } });
      // What was said is said of the suggested crop.
      if (heldPhoto(state.getState().flow)?.isCropOwn === true) cropMoved();
    },
    cropMoved,
    forget() {
      cancel?.();
      cancel = undefined;
    },
  };
}
