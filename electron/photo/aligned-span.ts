/** A stretch of whole source pixels that becomes whole photo pixels, of which some are skipped before the crop. */
export interface AlignedSpan {
  readonly fromPx: number;
  readonly lengthPx: number;
  readonly scaledPx: number;
  readonly skippedPx: number;
  /** How far the crop's worse end is from where it should be, in pixels of the photo. */
  readonly offPx: number;
}

/** How many more pixels than needed may be taken in on either side. */
const roomPx = 24;

/**
 * Scaling programs cut at whole pixels only, before and after. This finds the cut before that lets the cut after fall
 * where the crop really begins and ends: some pixels more on either side turn the remainders. Along one axis: the crop
 * begins at `startPx` and is `edgePx` long within `limitPx`; the photo has `photoPx`.
 */
export function alignSpan(startPx: number, edgePx: number, limitPx: number, photoPx: number): AlignedSpan {
  const scale = photoPx / edgePx;
  const first = Math.min(Math.max(Math.floor(startPx), 0), limitPx - 1);
  const last = Math.min(Math.max(Math.ceil(startPx + edgePx), first + 1), limitPx);
  let best: AlignedSpan | undefined;
  for (let fromPx = first; fromPx >= Math.max(0, first - roomPx); fromPx--) {
    for (let endPx = last; endPx <= Math.min(limitPx, last + roomPx); endPx++) {
      const lengthPx = endPx - fromPx;
      const scaledPx = Math.max(photoPx, Math.round(lengthPx * scale));
      const realScale = scaledPx / lengthPx;
      const begins = (startPx - fromPx) * realScale;
      const skippedPx = Math.min(Math.max(Math.round(begins), 0), scaledPx - photoPx);
      const ends = (startPx + edgePx - fromPx) * realScale;
      const offPx = Math.max(Math.abs(begins - skippedPx), Math.abs(ends - skippedPx - photoPx));
      if (best === undefined || offPx < best.offPx) best = { fromPx, lengthPx, scaledPx, skippedPx, offPx };
    }
  }
  if (best === undefined) throw new RangeError(`expected a crop within ${limitPx} pixels, actual start ${startPx}`);
  return best;
}
