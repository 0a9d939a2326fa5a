import type { Point } from '../crop-geometry.ts';
import { type FaceMesh, meshPoint } from './face-mesh.ts';
import { inputEdgePx, type ModelRunner, outputOf } from './model-runner.ts';
import type { Pixels } from './pixels.ts';
import { samplePatch } from './sample-patch.ts';

/** Corners of the eyes in the mesh: the outer one first. The model knows eyes whose outer corner is on the left. */
const eyes = [
  { outer: 33, inner: 133, isMirrored: false },
  { outer: 263, inner: 362, isMirrored: true },
] as const;
/** The model's square is this much wider than the eye. */
const reach = 2.3;
/** 71 points of lids and brow, 5 of the iris; three numbers each. */
const outputLength = 76 * 3;
/** In the model's numbering: corners, and lids opposite each other. */
const corners = [0, 8] as const;
const lids = [
  [11, 3],
  [12, 4],
  [13, 5],
] as const;

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);

/**
 * How far the eye that is shut more is open: lids' distance over eye's width. Measured: closed 0.06 to 0.11, open from
 * 0.17 on. The face mesh cannot tell: it draws closed eyes as open ones.
 */
export async function measureEyeOpenness(runner: ModelRunner, picture: Pixels, mesh: FaceMesh): Promise<number> {
  const ratios: number[] = [];
  for (const { outer, inner, isMirrored } of eyes) {
    const from = meshPoint(mesh, isMirrored ? inner : outer);
    const to = meshPoint(mesh, isMirrored ? outer : inner);
    const patch = {
      centreXPx: (from.x + to.x) / 2,
      centreYPx: (from.y + to.y) / 2,
      edgePx: distance(from, to) * reach,
      angleRad: Math.atan2(to.y - from.y, to.x - from.x),
    };
    const input = samplePatch(picture, patch, inputEdgePx.iris, { scale: 1 / 255, shift: 0, isMirrored });
    ratios.push(lidRatio(outputOf(await runner.run('iris', input), outputLength)));
  }
  return Math.min(...ratios);
}

function lidRatio(output: Float32Array): number {
  const point = (id: number): Point => ({ x: output[id * 3] ?? 0, y: output[id * 3 + 1] ?? 0 });
  const gap = lids.reduce((sum, [upper, lower]) => sum + distance(point(upper), point(lower)), 0) / lids.length;
  return gap / Math.max(distance(point(corners[0]), point(corners[1])), 1e-6);
}
