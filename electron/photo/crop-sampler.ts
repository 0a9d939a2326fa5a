import type { Matrix } from '../../shared/crop-geometry.ts';

/** Pixels as RGB bytes, rows from the top. */
export interface RgbPixels {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Catmull-Rom weights of the four neighbours of a point `t` of the way from the second to the third. */
function weights(t: number, into: Float64Array): void {
  into[0] = t * (-0.5 + t * (1 - 0.5 * t));
  into[1] = 1 + t * t * (-2.5 + 1.5 * t);
  into[2] = t * (0.5 + t * (2 - 1.5 * t));
  into[3] = t * t * (-0.5 + 0.5 * t);
}

function clampIndex(index: number, count: number): number {
  return index < 0 ? 0 : index >= count ? count - 1 : index;
}

/**
 * Draws a square of `edgePx` whose pixel centres `(i + ½, j + ½)` are taken to the source by `toSource`, bicubically.
 * Exact to the definition of the crop at any angle; the border's pixels go on outside. For steps of up to about two
 * source pixels: shrink first where the step is larger.
 */
export function sampleSquare(source: RgbPixels, toSource: Matrix, edgePx: number): Uint8Array {
  const { data, widthPx, heightPx } = source;
  const out = new Uint8Array(edgePx * edgePx * 3);
  const across = new Float64Array(4);
  const down = new Float64Array(4);
  const columns = new Int32Array(4);
  let at = 0;
  for (let j = 0; j < edgePx; j++) {
    for (let i = 0; i < edgePx; i++) {
      const x = toSource.a * (i + 0.5) + toSource.c * (j + 0.5) + toSource.e - 0.5;
      const y = toSource.b * (i + 0.5) + toSource.d * (j + 0.5) + toSource.f - 0.5;
      const left = Math.floor(x);
      const top = Math.floor(y);
      weights(x - left, across);
      weights(y - top, down);
      for (let k = 0; k < 4; k++) columns[k] = clampIndex(left - 1 + k, widthPx) * 3;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let row = 0; row < 4; row++) {
        const line = clampIndex(top - 1 + row, heightPx) * widthPx * 3;
        const rowWeight = down[row] as number;
        for (let k = 0; k < 4; k++) {
          const weight = rowWeight * (across[k] as number);
          const pixel = line + (columns[k] as number);
          red += weight * (data[pixel] as number);
          green += weight * (data[pixel + 1] as number);
          blue += weight * (data[pixel + 2] as number);
        }
      }
      out[at] = red < 0 ? 0 : red > 255 ? 255 : red + 0.5;
      out[at + 1] = green < 0 ? 0 : green > 255 ? 255 : green + 0.5;
      out[at + 2] = blue < 0 ? 0 : blue > 255 ? 255 : blue + 0.5;
      at += 3;
    }
  }
  return out;
}
