import type { CameraProblem } from '../../shared/camera-condition.ts';

/** A camera that has not answered by then is told not to start; its answer is still taken when it comes. */
export const openLimitMs = 15_000;
/** A camera that ran for as long starts its tries anew when it fails. */
export const steadyAfterMs = 10_000;
/** Requests that may wait for an answer at the same time. */
export const waitingLimit = 3;

/** Tries whose failure is not told: right after plugging in, a camera is busy for a moment with nobody using it. */
const quietTries = 3;
const pausesMs = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
/** While a problem is on screen nothing goes on in the blink of an eye: it must be possible to read it. */
const toldPauseMs = 2000;

/** Whether trying again by itself can help; a missing permission is asked for only when a person says so. */
export function isWorthTrying(problem: CameraProblem): boolean {
  return problem !== 'refused';
}

/** Whether a failure is told, or the screen still says that the camera is starting. `tries`: how many have failed. */
export function shouldTell(problem: CameraProblem, tries: number): boolean {
  return (problem !== 'busy' && problem !== 'other') || tries > quietTries;
}

/** The pause before the next try, after so many have failed; growing up to half a minute. */
export function retryPauseMs(tries: number, isTold: boolean): number {
  const pauseMs = pausesMs[Math.min(Math.max(tries - 1, 0), pausesMs.length - 1)] ?? toldPauseMs;
  return isTold ? Math.max(pauseMs, toldPauseMs) : pauseMs;
}
