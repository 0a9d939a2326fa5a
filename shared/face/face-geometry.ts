import type { Point } from '../crop-geometry.ts';
import { type FaceMesh, type MeshPoint, meshPoint } from './face-mesh.ts';
import type { FaceGeometry } from './face-reading.ts';

/** Corners and lids of each eye. */
const eyeIds = { left: [33, 133, 159, 145], right: [263, 362, 386, 374] } as const;
const chinId = 152;
const sideIds = { left: 234, right: 454 } as const;
/** MediaPipe's "face oval". */
const outlineIds = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
] as const;
/** Eyes to chin, in eye gaps: a mask or an open mouth must not run away with the size. */
const eyesToChin = { least: 1.35, most: 2.2 } as const;
/** Turned further, the eye gap says little about the head's size. */
const smallestYawCosine = 0.6;
const degree = Math.PI / 180;

function middleOf(mesh: FaceMesh, ids: readonly number[]): Point {
  const points = ids.map((id) => meshPoint(mesh, id));
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
}

/** How far the way from one point to another leads into the picture, in degrees. */
function depthAngle(from: MeshPoint, to: MeshPoint): number {
  return Math.atan2(to.z - from.z, Math.hypot(to.x - from.x, to.y - from.y)) / degree;
}

/** The height from chin to crown: twice the way from the eyes to the chin (OFIQ's T; ISO 39794-5 calls a head about 2 T). */
export function headHeightOf(eyesToChinPx: number, eyeGapPx: number, yawDeg: number): number {
  const gapPx = eyeGapPx / Math.max(smallestYawCosine, Math.cos(yawDeg * degree));
  return 2 * Math.min(Math.max(eyesToChinPx, eyesToChin.least * gapPx), eyesToChin.most * gapPx);
}

/** The numbers that follow from a mesh. */
export function geometryOf(mesh: FaceMesh): FaceGeometry {
  const left = middleOf(mesh, eyeIds.left);
  const right = middleOf(mesh, eyeIds.right);
  const eyeMidpoint = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const chin = meshPoint(mesh, chinId);
  const eyeGapPx = Math.hypot(right.x - left.x, right.y - left.y);
  const rollRad = Math.atan2(right.y - left.y, right.x - left.x);
  const yawDeg = depthAngle(meshPoint(mesh, sideIds.left), meshPoint(mesh, sideIds.right));
  const headHeightPx = headHeightOf(Math.hypot(chin.x - eyeMidpoint.x, chin.y - eyeMidpoint.y), eyeGapPx, yawDeg);
  const up = { x: Math.sin(rollRad), y: -Math.cos(rollRad) };
  return {
    eyes: { left, right },
    eyeMidpoint,
    eyeGapPx,
    chin: { x: chin.x, y: chin.y },
    crown: { x: eyeMidpoint.x + (up.x * headHeightPx) / 2, y: eyeMidpoint.y + (up.y * headHeightPx) / 2 },
    headHeightPx,
    outline: outlineIds.map((id) => {
      const { x, y } = meshPoint(mesh, id);
      return { x, y };
    }),
    rollDeg: rollRad / degree,
    yawDeg,
  };
}
