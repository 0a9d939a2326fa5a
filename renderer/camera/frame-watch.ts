import type { RendererClock } from '../store/renderer-clock.ts';

/** No new frame for this long, while the page is seen, means that the camera has stopped. */
const frozenAfterMs = 6000;
const lookEveryMs = 1000;
/** Brightness below this (0 to 255), for a few looks on end, means a covered lens or a dark room. */
const darkLevel = 14;
const darkLooks = 3;
const sampleEdgePx = 16;

/**
 * Watches a playing video: reports once when frames stop coming, and says when the picture turns very dark or light again.
 * Returns the function that ends the watch.
 */
export function watchFrames(
  video: HTMLVideoElement,
  clock: RendererClock,
  on: { frozen(): void; dark(isDark: boolean): void },
): () => void {
  let lastFrameAtMs = clock.monotonicMs();
  let darkCount = 0;
  let isOver = false;
  let cancel: (() => void) | undefined;
  const canvas = new OffscreenCanvas(sampleEdgePx, sampleEdgePx);
  const context = canvas.getContext('2d', { willReadFrequently: true });

  function noteFrame() {
    lastFrameAtMs = clock.monotonicMs();
    if (!isOver) video.requestVideoFrameCallback(noteFrame);
  }

  function look() {
    if (document.visibilityState !== 'visible') lastFrameAtMs = clock.monotonicMs();
    if (clock.monotonicMs() - lastFrameAtMs > frozenAfterMs) {
      on.frozen();
      return;
    }
    if (context !== null && video.readyState >= video.HAVE_CURRENT_DATA) {
      context.drawImage(video, 0, 0, sampleEdgePx, sampleEdgePx);
      const isDarkNow = brightness(context.getImageData(0, 0, sampleEdgePx, sampleEdgePx).data) < darkLevel;
      darkCount = isDarkNow ? darkCount + 1 : 0;
      on.dark(darkCount >= darkLooks);
    }
    cancel = clock.setTimer(lookEveryMs, look);
  }

  video.requestVideoFrameCallback(noteFrame);
  cancel = clock.setTimer(lookEveryMs, look);
  return () => {
    isOver = true;
    cancel?.();
  };
}

/** Mean luma (Rec. 709 weights on gamma-encoded values) of RGBA pixels, 0 to 255. */
export function brightness(rgba: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index + 3 < rgba.length; index += 4) {
    sum += 0.2126 * (rgba[index] ?? 0) + 0.7152 * (rgba[index + 1] ?? 0) + 0.0722 * (rgba[index + 2] ?? 0);
  }
  return rgba.length < 4 ? 0 : sum / (rgba.length / 4);
}
