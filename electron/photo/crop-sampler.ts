import type { Matrix } from '../../shared/crop-geometry.ts';

/** Pixels as RGB bytes, rows from the top. */
export interface RgbPixels {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A stretch of source pixels along one axis that becomes the photo's edge. */
export interface SampledSpan {
  readonly fromPx: number;
  readonly lengthPx: number;
}

/** Between which source pixels each pixel of the photo lies, along one axis. */
interface Taps {
  /** Four for each pixel of the photo, within the source. */
  readonly places: Int32Array;
  readonly weights: Float32Array;
}

/** Catmull-Rom weights of the four neighbours of a point `t` of the way from the second to the third. */
function weigh(t: number, into: Float32Array, at: number): void {
  into[at] = t * (-0.5 + t * (1 - 0.5 * t));
  into[at + 1] = 1 + t * t * (-2.5 + 1.5 * t);
  into[at + 2] = t * (0.5 + t * (2 - 1.5 * t));
  into[at + 3] = t * t * (-0.5 + 0.5 * t);
}

function clampIndex(index: number, count: number): number {
  return index < 0 ? 0 : index >= count ? count - 1 : index;
}

/** Channels that are there. Each kind of array has its own reader: one for all would be several times slower. */
const byteAt = (bytes: Uint8Array, at: number) => bytes[at] as number;
const floatAt = (floats: Float32Array, at: number) => floats[at] as number;
const placeAt = (places: Int32Array, at: number) => places[at] as number;

function tapsOf({ fromPx, lengthPx }: SampledSpan, edgePx: number, limitPx: number): Taps {
  const places = new Int32Array(edgePx * 4);
  const weights = new Float32Array(edgePx * 4);
  for (let i = 0; i < edgePx; i++) {
    const place = fromPx + ((i + 0.5) * lengthPx) / edgePx - 0.5;
    const second = Math.floor(place);
    weigh(place - second, weights, i * 4);
    for (let tap = 0; tap < 4; tap++) places[i * 4 + tap] = clampIndex(second - 1 + tap, limitPx);
  }
  return { places, weights };
}

/** One row of the source at the photo's columns. */
function sampleRow({ data, widthPx }: RgbPixels, row: number, { places, weights }: Taps, into: Float32Array): void {
  const line = row * widthPx;
  for (let at = 0, tap = 0; at < into.length; at += 3, tap += 4) {
    const w0 = floatAt(weights, tap);
    const w1 = floatAt(weights, tap + 1);
    const w2 = floatAt(weights, tap + 2);
    const w3 = floatAt(weights, tap + 3);
    const p0 = (line + placeAt(places, tap)) * 3;
    const p1 = (line + placeAt(places, tap + 1)) * 3;
    const p2 = (line + placeAt(places, tap + 2)) * 3;
    const p3 = (line + placeAt(places, tap + 3)) * 3;
    into[at] = w0 * byteAt(data, p0) + w1 * byteAt(data, p1) + w2 * byteAt(data, p2) + w3 * byteAt(data, p3);
    into[at + 1] =
      w0 * byteAt(data, p0 + 1) + w1 * byteAt(data, p1 + 1) + w2 * byteAt(data, p2 + 1) + w3 * byteAt(data, p3 + 1);
    into[at + 2] =
      w0 * byteAt(data, p0 + 2) + w1 * byteAt(data, p1 + 2) + w2 * byteAt(data, p2 + 2) + w3 * byteAt(data, p3 + 2);
  }
}

/**
 * Draws an upright square of `edgePx`, bicubically, first along the rows, then along the columns. Exact to the definition of
 * the crop at any place; the border's pixels go on outside. For steps of up to about two source pixels: shrink first where
 * the step is larger.
 */
export function sampleUpright(
  source: RgbPixels,
  { across, down }: { readonly across: SampledSpan; readonly down: SampledSpan },
  edgePx: number,
): Uint8Array {
  const length = edgePx * 3;
  const columns = tapsOf(across, edgePx, source.widthPx);
  const lines = tapsOf(down, edgePx, source.heightPx);
  // The last rows that were sampled along: each photo row needs four, most of them those of the row before.
  const rows = Array.from({ length: 4 }, () => ({ row: -1, values: new Float32Array(length) }));
  const rowAt = (row: number): Float32Array => {
    const kept = rows[row % 4] as (typeof rows)[number];
    if (kept.row !== row) sampleRow(source, row, columns, kept.values);
    kept.row = row;
    return kept.values;
  };
  const out = new Uint8ClampedArray(edgePx * length);
  for (let j = 0; j < edgePx; j++) {
    const [r0, r1, r2, r3] = [0, 1, 2, 3].map((tap) => rowAt(placeAt(lines.places, j * 4 + tap))) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const [w0, w1, w2, w3] = lines.weights.subarray(j * 4, j * 4 + 4) as unknown as [number, number, number, number];
    const line = j * length;
    for (let at = 0; at < length; at++) {
      out[line + at] = w0 * floatAt(r0, at) + w1 * floatAt(r1, at) + w2 * floatAt(r2, at) + w3 * floatAt(r3, at);
    }
  }
  return new Uint8Array(out.buffer);
}

/**
 * Draws a square of `edgePx` whose pixel centres `(i + ½, j + ½)` are taken to the source by `toSource`, bicubically.
 * Exact to the definition of the crop at any angle; the border's pixels go on outside. For steps of up to about two
 * source pixels: shrink first where the step is larger.
 */
export function sampleSquare(source: RgbPixels, toSource: Matrix, edgePx: number): Uint8Array {
  const { data, widthPx, heightPx } = source;
  const out = new Uint8ClampedArray(edgePx * edgePx * 3);
  const stride = widthPx * 3;
  let at = 0;
  for (let j = 0; j < edgePx; j++) {
    const startX = toSource.c * (j + 0.5) + toSource.e - 0.5;
    const startY = toSource.d * (j + 0.5) + toSource.f - 0.5;
    for (let i = 0; i < edgePx; i++) {
      const x = toSource.a * (i + 0.5) + startX;
      const y = toSource.b * (i + 0.5) + startY;
      const left = Math.floor(x) | 0;
      const top = Math.floor(y) | 0;
      const s = x - left;
      const a0 = s * (-0.5 + s * (1 - 0.5 * s));
      const a1 = 1 + s * s * (-2.5 + 1.5 * s);
      const a2 = s * (0.5 + s * (2 - 1.5 * s));
      const a3 = s * s * (-0.5 + 0.5 * s);
      const t = y - top;
      const b0 = t * (-0.5 + t * (1 - 0.5 * t));
      const b1 = 1 + t * t * (-2.5 + 1.5 * t);
      const b2 = t * (0.5 + t * (2 - 1.5 * t));
      const b3 = t * t * (-0.5 + 0.5 * t);
      const p0 = clampIndex(left - 1, widthPx) * 3;
      const p1 = clampIndex(left, widthPx) * 3;
      const p2 = clampIndex(left + 1, widthPx) * 3;
      const p3 = clampIndex(left + 2, widthPx) * 3;
      const q0 = clampIndex(top - 1, heightPx) * stride;
      const q1 = clampIndex(top, heightPx) * stride;
      const q2 = clampIndex(top + 1, heightPx) * stride;
      const q3 = clampIndex(top + 2, heightPx) * stride;
      for (let channel = 0; channel < 3; channel++) {
        const c0 = p0 + channel;
        const c1 = p1 + channel;
        const c2 = p2 + channel;
        const c3 = p3 + channel;
        out[at++] =
          b0 *
            (a0 * byteAt(data, q0 + c0) +
              a1 * byteAt(data, q0 + c1) +
              a2 * byteAt(data, q0 + c2) +
              a3 * byteAt(data, q0 + c3)) +
          b1 *
            (a0 * byteAt(data, q1 + c0) +
              a1 * byteAt(data, q1 + c1) +
              a2 * byteAt(data, q1 + c2) +
              a3 * byteAt(data, q1 + c3)) +
          b2 *
            (a0 * byteAt(data, q2 + c0) +
              a1 * byteAt(data, q2 + c1) +
              a2 * byteAt(data, q2 + c2) +
              a3 * byteAt(data, q2 + c3)) +
          b3 *
            (a0 * byteAt(data, q3 + c0) +
              a1 * byteAt(data, q3 + c1) +
              a2 * byteAt(data, q3 + c2) +
              a3 * byteAt(data, q3 + c3));
      }
    }
  }
  return new Uint8Array(out.buffer);
}
