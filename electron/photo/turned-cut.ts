import type { SizePx } from '../../shared/crop.ts';
import type { Matrix } from '../../shared/crop-geometry.ts';

/** How sharp's `affine` is asked for a turned square, and where the square lies in what it answers. */
export interface TurnedCut {
  /** To the answer's pixels, rows first. */
  readonly matrix: readonly [number, number, number, number];
  readonly odx: number;
  readonly ody: number;
  readonly left: number;
  readonly top: number;
}

/** Nearer than this to the middle between two pixels, nobody can say on which side libvips rounds. */
const doubtPx = 1e-6;

/** First whole pixel that libvips answers with, of what begins here; `undefined` where that is in doubt. */
function roundedStart(start: number): number | undefined {
  const rounded = Math.round(start);
  return Math.abs(Math.abs(start - rounded) - 0.5) < doubtPx ? undefined : rounded;
}

/**
 * The same square as `sampleSquare` draws, for sharp's `affine` with `bicubic` over the same pixels: the same curve at the same
 * places (to 1/64 of a pixel) in two thirds of the time. `undefined` where the square needs pixels beyond the border: libvips has a
 * background there, and ours goes on as its border is. libvips takes whole numbers for the places of pixels, and answers with
 * the box that the turned picture would fill without a shift (`vips_affine`; `vips__transform_forward_rect` rounds it): only a part
 * of a pixel is asked for as a shift, the rest is where the square lies.
 */
export function turnedCut({ widthPx, heightPx }: SizePx, toSource: Matrix, edgePx: number): TurnedCut | undefined {
  const { a, b, c, d, e, f } = toSource;
  const originX = (a + c) / 2 + e - 0.5;
  const originY = (b + d) / 2 + f - 0.5;
  const last = edgePx - 1;
  const isInside = [0, last].every((i) =>
    [0, last].every((j) => {
      const x = originX + a * i + c * j;
      const y = originY + b * i + d * j;
      return x >= 1 && y >= 1 && x < widthPx - 2 && y < heightPx - 2;
    }),
  );
  if (!isInside) return undefined;
  const determinant = a * d - b * c;
  const matrix = [d / determinant, -c / determinant, -b / determinant, a / determinant] as const;
  const shiftX = -(matrix[0] * originX + matrix[1] * originY);
  const shiftY = -(matrix[2] * originX + matrix[3] * originY);
  const boxX = roundedStart(Math.min(0, matrix[0] * widthPx) + Math.min(0, matrix[1] * heightPx));
  const boxY = roundedStart(Math.min(0, matrix[2] * widthPx) + Math.min(0, matrix[3] * heightPx));
  if (boxX === undefined || boxY === undefined) return undefined;
  const wholeX = Math.round(shiftX);
  const wholeY = Math.round(shiftY);
  return { matrix, odx: shiftX - wholeX, ody: shiftY - wholeY, left: 0 - wholeX - boxX, top: 0 - wholeY - boxY };
}
