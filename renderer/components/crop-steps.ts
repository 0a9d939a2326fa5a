import type { Crop, SizePx } from '../../shared/crop.ts';
import { captureToPhoto, largestEdge, moveCrop, normaliseRotation, zoomCrop } from '../../shared/crop-geometry.ts';
import { minEdgePx } from '../store/capture.ts';

/** What an arrow, plus or minus key does to a crop; `undefined` for other keys. Shift goes further. */
export function cropForKey(key: string, isFar: boolean, crop: Crop, size: SizePx): Crop | undefined {
  const step = isFar ? 0.1 : 0.02;
  switch (key) {
    case 'ArrowLeft':
      return moveCrop(crop, size, -step, 0, minEdgePx);
    case 'ArrowRight':
      return moveCrop(crop, size, step, 0, minEdgePx);
    case 'ArrowUp':
      return moveCrop(crop, size, 0, -step, minEdgePx);
    case 'ArrowDown':
      return moveCrop(crop, size, 0, step, minEdgePx);
    case '+':
    case '=':
      return zoomCrop(crop, size, isFar ? 1.25 : 1.06, minEdgePx);
    case '-':
    case '_':
      return zoomCrop(crop, size, isFar ? 0.8 : 1 / 1.06, minEdgePx);
    default:
      return undefined;
  }
}

/** How close the crop is, as a percentage: 100 shows as much as the capture allows. */
export function zoomPercent(crop: Crop, size: SizePx): number {
  return Math.round((100 * largestEdge(size, crop.rotationDeg)) / crop.edgePx);
}

/** The closest zoom a capture allows, as a percentage. */
export function maxZoomPercent(crop: Crop, size: SizePx): number {
  const most = largestEdge(size, crop.rotationDeg);
  return Math.max(101, Math.round((100 * most) / Math.min(minEdgePx, most)));
}

/** A crop on the way from one to another, the shorter way round; `part` is 0 at the first and 1 at the second. */
export function cropBetween(from: Crop, to: Crop, part: number): Crop {
  const between = (one: number, other: number) => one + (other - one) * part;
  return {
    centreXPx: between(from.centreXPx, to.centreXPx),
    centreYPx: between(from.centreYPx, to.centreYPx),
    edgePx: between(from.edgePx, to.edgePx),
    rotationDeg: normaliseRotation(from.rotationDeg + normaliseRotation(to.rotationDeg - from.rotationDeg) * part),
  };
}

/** Where the crop's centre is in the capture, in whole percent across and down. */
export function cropPosition(crop: Crop, size: SizePx): { readonly across: number; readonly down: number } {
  return {
    across: Math.round((100 * crop.centreXPx) / size.widthPx),
    down: Math.round((100 * crop.centreYPx) / size.heightPx),
  };
}

/** A finger or the pointer on the window: its place as parts of the window's edge. */
export interface Touch {
  readonly u: number;
  readonly v: number;
}

/** The crop after fingers moved: one drags, two drag and pinch about their middle. The picture follows the fingers. */
export function cropForTouches(crop: Crop, size: SizePx, before: readonly Touch[], after: readonly Touch[]): Crop {
  const from = middleOf(before);
  const to = middleOf(after);
  const moved = moveCrop(crop, size, from.u - to.u, from.v - to.v, minEdgePx);
  const [spreadBefore, spreadAfter] = [spreadOf(before), spreadOf(after)];
  if (before.length < 2 || spreadBefore === 0 || spreadAfter === 0) return moved;
  return zoomCrop(moved, size, spreadAfter / spreadBefore, minEdgePx, to);
}

function middleOf(touches: readonly Touch[]): Touch {
  const count = Math.max(1, touches.length);
  return {
    u: touches.reduce((sum, touch) => sum + touch.u, 0) / count,
    v: touches.reduce((sum, touch) => sum + touch.v, 0) / count,
  };
}

function spreadOf(touches: readonly Touch[]): number {
  const [one, other] = touches;
  return one === undefined || other === undefined ? 0 : Math.hypot(one.u - other.u, one.v - other.v);
}

/** Whether two crops show the same to within a hundredth of the photo. */
export function isSameCrop(one: Crop, other: Crop): boolean {
  const centre = captureToPhoto(one, { x: other.centreXPx, y: other.centreYPx });
  return (
    Math.abs(centre.u - 0.5) < 0.01 &&
    Math.abs(centre.v - 0.5) < 0.01 &&
    Math.abs(one.edgePx / other.edgePx - 1) < 0.01 &&
    Math.abs(one.rotationDeg - other.rotationDeg) < 0.05
  );
}
