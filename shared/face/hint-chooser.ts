import type { Face, FaceReading } from './face-reading.ts';
import { type FaceHint, faceHints, type HintSettings, isCalledFor, type Motion } from './face-rules.ts';

/** How long something must be so before it is said, and how long it then stays at least. */
export interface HintPace {
  readonly settleMs: number;
  readonly dwellMs: number;
}
const usualPace: HintPace = { settleMs: 300, dwellMs: 1200 };
/** Movement is measured over about so long: over single frames the model's own tremor is larger than a person's. */
const motionWindowMs = 250;

/** One hint at a time, without flicker. */
export interface HintChooser {
  /** What to say after this reading. `atMs` is a clock that never goes back. */
  next(reading: FaceReading, atMs: number): FaceHint;
  /** How long `good` has been the hint without a break, in milliseconds; 0 while it is not. */
  goodForMs(atMs: number): number;
}

interface Seen {
  readonly face: Face | undefined;
  readonly atMs: number;
}

/** Chooses hints for one person in front of the camera; a fresh one for each visit to the camera. */
export function createHintChooser(settings: HintSettings, pace: HintPace = usualPace): HintChooser {
  let shown: { readonly hint: FaceHint; readonly sinceMs: number } | undefined;
  let waiting: { readonly hint: FaceHint; readonly sinceMs: number } | undefined;
  let seen: Seen[] = [];

  function motionAt(face: Face | undefined, atMs: number): Motion {
    // The oldest one that is still needed is the newest one that is old enough.
    const oldEnough = seen.findLastIndex((one) => atMs - one.atMs >= motionWindowMs);
    seen = [...seen.slice(Math.max(0, oldEnough)), { face, atMs }];
    const [before] = seen;
    if (oldEnough < 0 || before?.face === undefined || face === undefined) return undefined;
    return motionBetween(before.face, face, atMs - before.atMs);
  }

  function wish(reading: FaceReading, motion: Motion): FaceHint {
    return faceHints.find((hint) => isCalledFor(hint, reading, settings, motion, hint === shown?.hint)) ?? 'good';
  }

  return {
    next(reading, atMs) {
      const wished = wish(reading, motionAt(reading.face, atMs));
      if (shown === undefined) shown = { hint: wished, sinceMs: atMs };
      if (wished === shown.hint) {
        waiting = undefined;
        return shown.hint;
      }
      if (waiting?.hint !== wished) waiting = { hint: wished, sinceMs: atMs };
      const isSettled = atMs - waiting.sinceMs >= pace.settleMs;
      if (isSettled && atMs - shown.sinceMs >= pace.dwellMs) {
        shown = { hint: wished, sinceMs: atMs };
        waiting = undefined;
      }
      return shown.hint;
    },
    // What is about to be said counts at once: an automatic shutter must not wait for the words.
    goodForMs: (atMs) => (shown?.hint === 'good' && waiting === undefined ? atMs - shown.sinceMs : 0),
  };
}

/** How far eyes and chin moved, in eye gaps a second. */
function motionBetween(before: Face, after: Face, elapsedMs: number): number {
  const eyes = Math.hypot(after.eyeMidpoint.x - before.eyeMidpoint.x, after.eyeMidpoint.y - before.eyeMidpoint.y);
  const chin = Math.hypot(after.chin.x - before.chin.x, after.chin.y - before.chin.y);
  return (Math.max(eyes, chin) / after.eyeGapPx / elapsedMs) * 1000;
}
