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
  const { data, widthPx, heightPx, channels } = picture;
  const out = new Float32Array(sizePx * sizePx * 3);
  const step = patch.edgePx / sizePx;
  const taps = Math.max(1, Math.min(mostTaps, Math.round(step)));
  const cos = Math.cos(patch.angleRad);
  const sin = Math.sin(patch.angleRad);
  const weight = scale / (taps * taps);
  const half = patch.edgePx / 2;
  // Where each point lies along the patch's own two sides: they are the same in every row and in every column.
  const places = Float64Array.from(
    { length: sizePx * taps },
    (_, index) => (Math.floor(index / taps) + ((index % taps) + 0.5) / taps) * step - half,
  );
  let written = 0;
  // In one piece: it runs for every frame of the camera, a quarter of a million points at a time.
  for (let v = 0; v < sizePx; v++) {
    for (let u = 0; u < sizePx; u++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      const column = (isMirrored ? sizePx - 1 - u : u) * taps;
      for (let row = v * taps; row < v * taps + taps; row++) {
        const down = places[row] as number;
        for (let tap = column; tap < column + taps; tap++) {
          const across = places[tap] as number;
          const x = patch.centreXPx + across * cos - down * sin - 0.5;
          const y = patch.centreYPx + across * sin + down * cos - 0.5;
          // The border's pixels go on for half a pixel, beyond them nothing is added.
          if (x < -1 || y < -1 || x >= widthPx || y >= heightPx) continue;
          const left = Math.floor(x) | 0;
          const top = Math.floor(y) | 0;
          const x0 = left < 0 ? 0 : left;
          const x1 = left + 1 < widthPx ? left + 1 : widthPx - 1;
          const above = (top < 0 ? 0 : top) * widthPx;
          const under = (top + 1 < heightPx ? top + 1 : heightPx - 1) * widthPx;
          const right = x - left;
          const below = y - top;
          const wa = (1 - right) * (1 - below);
          const wb = right * (1 - below);
          const wc = (1 - right) * below;
          const wd = right * below;
          const a = (above + x0) * channels;
          const b = (above + x1) * channels;
          const c = (under + x0) * channels;
          const d = (under + x1) * channels;
          red = red + byte(data, a) * wa + byte(data, b) * wb + byte(data, c) * wc + byte(data, d) * wd;
          green =
            green + byte(data, a + 1) * wa + byte(data, b + 1) * wb + byte(data, c + 1) * wc + byte(data, d + 1) * wd;
          blue =
            blue + byte(data, a + 2) * wa + byte(data, b + 2) * wb + byte(data, c + 2) * wc + byte(data, d + 2) * wd;
        }
      }
      out[written++] = red * weight + shift;
      out[written++] = green * weight + shift;
      out[written++] = blue * weight + shift;
    }
  }
  return out;
}

/** A channel that is there: the places above are within the picture. */
function byte(data: Pixels['data'], at: number): number {
  return data[at] as number;
}
