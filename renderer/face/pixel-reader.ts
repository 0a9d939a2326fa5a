import type { Pixels } from '../../shared/face/pixels.ts';
import { readingEdgePx } from '../../shared/face/pixels.ts';

type Source = VideoFrame | ImageBitmap;

function sizeOf(source: Source): { readonly width: number; readonly height: number } {
  if ('displayWidth' in source) return { width: source.displayWidth, height: source.displayHeight };
  return { width: source.width, height: source.height };
}

/**
 * Turns frames into pixels of the size that faces are looked for in, and closes them. One canvas for all: a fresh one a
 * frame would leave its memory to the garbage collector.
 */
export function createPixelReader(): (source: Source) => Pixels {
  const canvas = new OffscreenCanvas(1, 1);
  // In ordinary memory: a canvas of the GPU would have to be waited for at every frame.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (source) => {
    if (context === null) throw new Error('no canvas to read a picture with');
    const { width, height } = sizeOf(source);
    const scale = Math.min(1, readingEdgePx / Math.max(width, height));
    const widthPx = Math.max(1, Math.round(width * scale));
    const heightPx = Math.max(1, Math.round(height * scale));
    if (canvas.width !== widthPx) canvas.width = widthPx;
    if (canvas.height !== heightPx) canvas.height = heightPx;
    context.drawImage(source, 0, 0, widthPx, heightPx);
    source.close();
    const { data } = context.getImageData(0, 0, widthPx, heightPx);
    // What was seen of a person does not stay on the canvas.
    context.clearRect(0, 0, widthPx, heightPx);
    return { data, widthPx, heightPx, channels: 4 };
  };
}
