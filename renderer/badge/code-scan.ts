import type { RendererClock } from '../store/renderer-clock.ts';
import { createCodeHearing } from './code-hearing.ts';
import type { ReadCode } from './code-reader.ts';

/** Frames are looked at this wide: enough for the bars of a badge that fills a third of the picture. */
const scanWidthPx = 1280;
const pauseMs = 120;

/**
 * Looks for codes in a playing video, one frame at a time, in a worker. `onCode` hears each text once while it is
 * held up.
 * Returns the function that ends it.
 */
export function scanCodes(
  video: HTMLVideoElement,
  parts: { readonly clock: RendererClock; readonly startWorker: () => Worker },
  onCode: (text: string) => void,
): () => void {
  const worker = parts.startWorker();
  const hearing = createCodeHearing();
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
  worker.onmessage = ({ data }: MessageEvent<ReadCode | undefined>) => {
    if (isOver) return;
    const text = hearing.next(data, parts.clock.monotonicMs());
    if (text !== undefined) onCode(text);
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
