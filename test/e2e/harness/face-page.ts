/** A page with the live picture and the coach, for tests and benchmarks in a real browser. */
import { createFaceCoach, type FaceWorker } from '../../../renderer/face/face-coach.ts';
import { browserClock } from '../../../renderer/store/renderer-clock.ts';
import { startFaceWorker } from '../../../renderer/workers/start-worker.ts';
import { createClipPlayer } from './clip-player.ts';
import type { FaceBench } from './face-bench.ts';

const video = document.querySelector('video');
if (video === null) throw new Error('no video on the page');
const coach = createFaceCoach({
  isOn: true,
  startWorker: () => startFaceWorker() as FaceWorker,
  // A machine that is busy with other tests is not what this page is about: nothing is late or too slow here. That the coach
  // gives up is tested with times of the test's own, in `face-coach.test.ts`.
  clock: { ...browserClock, setTimer: () => () => {} },
  slowMedianMs: Number.POSITIVE_INFINITY,
});
const seen: FaceBench = {
  readings: 0,
  faces: 0,
  hints: [],
  fallback: '',
  violations: [],
  longestTaskMs: 0,
  eyeGapPx: 0,
};

document.addEventListener('securitypolicyviolation', (event) => {
  seen.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
}).observe({ type: 'longtask' });

async function start(): Promise<void> {
  if (video === null) return;
  coach.warmUp();
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
  await video.play();
  coach.start(
    video,
    { headShare: 0.6, headroom: 0.12 },
    {
      onHint: (hint) => void seen.hints.push(hint),
      onReading({ reading }) {
        seen.readings += 1;
        if (reading.face === undefined) return;
        seen.faces += 1;
        seen.eyeGapPx = reading.face.eyeGapPx;
      },
      onFallback: (why) => {
        seen.fallback = why;
      },
    },
  );
}

async function readStill(): Promise<boolean> {
  if (video === null) return false;
  const reading = await coach.readStill(await createImageBitmap(video));
  return reading?.face !== undefined;
}

Object.assign(window, { faceBench: { seen, start, stop: coach.stop, readStill }, clipPlayer: createClipPlayer() });
