import type { Crop } from '../../shared/crop.ts';
import { cropMatrix } from '../../shared/crop-geometry.ts';
import type { Capture } from '../store/capture.ts';

/** Where the crop's square lies on the editor's canvas, in CSS pixels. */
export interface CropWindow {
  readonly left: number;
  readonly top: number;
  readonly edge: number;
}

/** The square window in an editor of this size, with a margin that shows what is left out. */
export function cropWindow(width: number, height: number): CropWindow {
  const shorter = Math.min(width, height);
  const edge = Math.max(1, shorter - 2 * 0.05 * shorter);
  return { left: (width - edge) / 2, top: (height - edge) / 2, edge };
}

/** Draws the capture so that the crop fills the window, dims everything outside, and marks the round frame. */
export function drawEditor(
  context: CanvasRenderingContext2D,
  { capture, crop, window, scale }: { capture: Capture; crop: Crop; window: CropWindow; scale: number },
): void {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(scale, 0, 0, scale, window.left * scale, window.top * scale);
  const { a, b, c, d, e, f } = cropMatrix(crop, window.edge);
  context.transform(a, b, c, d, e, f);
  context.imageSmoothingQuality = 'high';
  context.drawImage(capture.image, 0, 0);

  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = 'rgb(20 18 14 / 0.66)';
  context.beginPath();
  context.rect(0, 0, width / scale, height / scale);
  context.rect(window.left, window.top, window.edge, window.edge);
  context.fill('evenodd');
  context.strokeStyle = 'rgb(255 255 255 / 0.9)';
  context.lineWidth = Math.max(1.5, window.edge * 0.003);
  context.strokeRect(window.left, window.top, window.edge, window.edge);
  context.strokeStyle = 'rgb(255 255 255 / 0.55)';
  context.beginPath();
  const radius = window.edge / 2;
  context.arc(window.left + radius, window.top + radius, radius - 1, 0, 2 * Math.PI);
  context.stroke();
}

/** Draws exactly the photo that would be made, `edgePx` on a side. */
export function drawPhoto(canvas: HTMLCanvasElement, capture: Capture, crop: Crop, edgePx: number): void {
  if (canvas.width !== edgePx) {
    canvas.width = edgePx;
    canvas.height = edgePx;
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  const { a, b, c, d, e, f } = cropMatrix(crop, edgePx);
  context.setTransform(a, b, c, d, e, f);
  context.imageSmoothingQuality = 'high';
  context.drawImage(capture.image, 0, 0);
}
