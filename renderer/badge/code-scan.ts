import type { RendererClock } from '../store/renderer-clock.ts';

/** Frames are looked at this wide: enough for a code that fills a fifth of the picture. */
const scanWidthPx = 640;
const pauseMs = 120;

/**
 * Looks for codes in a playing video, one frame at a time, in a worker. `onCode` hears each text once while it is held up.
 * Returns the function that ends it.
 */
export function scanCodes(
  video: HTMLVideoElement,
  parts: { readonly clock: RendererClock; readonly startWorker: () => Worker },
  onCode: (text: string) => void,
): () => void {
  const worker = parts.startWorker();
  let last: string | undefined;
  let isOver = false;
  let cancel: (() => void) | undefined;
  const again = () => {
    if (!isOver) cancel = parts.clock.setTimer(pauseMs, () => void look());
  };
  async function look() {
    if (video.readyState < video.HAVE_CURRENT_DATA || video.videoWidth === 0) return again();
    const frame = await createImageBitmap(video, { resizeWidth: Math.min(scanWidthPx, video.videoWidth) }).catch(
      () => undefined,
    );
    if (isOver) frame?.close();
    else if (frame === undefined) again();
    else worker.postMessage(frame, [frame]);
  }
  worker.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (isOver) return;
    const text = typeof data === 'string' && data !== '' ? data : undefined;
    if (text !== undefined && text !== last) onCode(text);
    // A code that leaves the picture for a moment may come again.
    if (text !== undefined) last = text;
    again();
  };
  // A frame that could not be looked at is passed over.
  worker.onerror = again;
  void look();
  return () => {
    isOver = true;
    cancel?.();
    worker.terminate();
  };
}
