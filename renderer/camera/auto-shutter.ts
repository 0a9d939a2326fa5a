import type { CoachReading } from '../face/worker-messages.ts';
import type { CameraState } from './camera-state.ts';

/** So long all must be good before the countdown begins by itself. */
const goodBeforeMs = 1000;

/** Starts the countdown when all is good and stops it when it is not; a hand at the screen has the last word. */
export interface AutoShutter {
  /** What to do after this reading. */
  next(reading: Pick<CoachReading, 'hint' | 'goodForMs'>, camera: CameraState['kind']): 'start' | 'stop' | 'nothing';
  /** The person pressed the shutter: this countdown is theirs. */
  takeOver(): void;
  /** The person stopped a countdown: from now on they press it themselves. */
  giveUp(): void;
}

/** An automatic shutter for one visit to the camera. */
export function createAutoShutter(): AutoShutter {
  let isOff = false;
  let isOwnCountdown = false;
  return {
    next({ hint, goodForMs }, camera) {
      if (isOff) return 'nothing';
      if (camera === 'live') {
        isOwnCountdown = goodForMs >= goodBeforeMs;
        return isOwnCountdown ? 'start' : 'nothing';
      }
      // The hint is steady: one frame with shut eyes or a blurred one stops nothing.
      if (camera !== 'counting' || !isOwnCountdown || hint === 'good') return 'nothing';
      isOwnCountdown = false;
      return 'stop';
    },
    takeOver() {
      isOwnCountdown = false;
    },
    giveUp() {
      isOff = true;
    },
  };
}
