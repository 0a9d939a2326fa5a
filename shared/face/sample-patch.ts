import type { Pixels } from './pixels.ts';

/** A square of a picture, in its pixels, turned clockwise about its centre. */
export interface Patch {
  readonly centreXPx: number;
  readonly centreYPx: number;
  readonly edgePx: number;
  readonly angleRad: number;
}

/** What the numbers of a patch mean: `value = channel × scale + shift`. */
export interface PatchValues {
  readonly scale: number;
  readonly shift: number;
  /** Left and right change places, as seen in the patch. */
  readonly isMirrored?: boolean;
}

/** More points than this a side are not worth their time: the models forgive what is left of the aliasing. */
const mostTaps = 2;

/**
 * The patch at `sizePx` × `sizePx`, three channels, bilinear, averaged where it shrinks; black (`shift`) outside the
 * picture. The one way any model and any measure sees a picture, so that worker and Node see the same.
 */
export function samplePatch(picture: Pixels, patch: Patch, sizePx: number, values: PatchValues): Float32Array {
  const { scale, shift, isMirrored = false } = values;
  const out = new Float32Array(sizePx * sizePx * 3);
  const step = patch.edgePx / sizePx;
  const taps = Math.max(1, Math.min(mostTaps, Math.round(step)));
  const cos = Math.cos(patch.angleRad);
  const sin = Math.sin(patch.angleRad);
  const weight = scale / (taps * taps);
  const half = patch.edgePx / 2;
  const sum = new Float64Array(3);
  let written = 0;
  for (let v = 0; v < sizePx; v++) {
    for (let u = 0; u < sizePx; u++) {
      sum.fill(0);
      const column = isMirrored ? sizePx - 1 - u : u;
      for (let tap = 0; tap < taps * taps; tap++) {
        const across = (column + ((tap % taps) + 0.5) / taps) * step - half;
        const down = (v + (Math.floor(tap / taps) + 0.5) / taps) * step - half;
        addBilinear(
          picture,
          patch.centreXPx + across * cos - down * sin - 0.5,
          patch.centreYPx + across * sin + down * cos - 0.5,
          sum,
        );
      }
      out[written++] = (sum[0] ?? 0) * weight + shift;
      out[written++] = (sum[1] ?? 0) * weight + shift;
      out[written++] = (sum[2] ?? 0) * weight + shift;
    }
  }
  return out;
}

/** Adds the colour between four pixels; the border's pixels go on for half a pixel, beyond them nothing is added. */
function addBilinear({ data, widthPx, heightPx, channels }: Pixels, x: number, y: number, sum: Float64Array): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < -1 || top < -1 || left >= widthPx || top >= heightPx) return;
  const x0 = left < 0 ? 0 : left;
  const y0 = top < 0 ? 0 : top;
  const x1 = left + 1 < widthPx ? left + 1 : widthPx - 1;
  const y1 = top + 1 < heightPx ? top + 1 : heightPx - 1;
  const right = x - left;
  const below = y - top;
  const a = (y0 * widthPx + x0) * channels;
  const b = (y0 * widthPx + x1) * channels;
  const c = (y1 * widthPx + x0) * channels;
  const d = (y1 * widthPx + x1) * channels;
  const wa = (1 - right) * (1 - below);
  const wb = right * (1 - below);
  const wc = (1 - right) * below;
  const wd = right * below;
  for (let channel = 0; channel < 3; channel++) {
    sum[channel] =
      (sum[channel] as number) +
      (data[a + channel] as number) * wa +
      (data[b + channel] as number) * wb +
      (data[c + channel] as number) * wc +
      (data[d + channel] as number) * wd;
  }
}
