import type { Point } from '../crop-geometry.ts';
import type { FaceBox } from './face-detector.ts';
import { inputEdgePx, type ModelRunner, outputOf } from './model-runner.ts';
import type { Pixels } from './pixels.ts';
import { samplePatch } from './sample-patch.ts';

/** A point of the mesh: place in the picture's pixels; z grows away from the camera, in the same scale. */
export interface MeshPoint extends Point {
  readonly z: number;
}

/** The 468 points of a face, numbered as MediaPipe numbers them; left and right are the picture's. */
export interface FaceMesh {
  /** 0 to 1: whether the model believes that it looks at a face. */
  readonly confidence: number;
  readonly points: readonly MeshPoint[];
}

/** A mesh below this is no face, whatever the box's score was. */
export const smallestConfidence = 0.8;
const pointCount = 468;
/** The mesh's square is larger than the box by this: forehead and chin belong to it. */
const reach = 1.5;
const meshEdgePx = inputEdgePx.facemesh;
/** Outer corners of the eyes. */
const cornerIds = { left: 33, right: 263 } as const;

/** A mesh point by its number, which is part of the model and not of a picture. */
export function meshPoint(mesh: FaceMesh, id: number): MeshPoint {
  const point = mesh.points[id];
  if (point === undefined) throw new Error(`expected a mesh point 0 to ${pointCount - 1}, got ${id}`);
  return point;
}

/** Lays the mesh over a box, levelled by its eyes. */
export async function meshFace(runner: ModelRunner, picture: Pixels, box: FaceBox): Promise<FaceMesh> {
  const { left, right } = box.eyes;
  const angleRad = Math.atan2(right.y - left.y, right.x - left.x);
  const edgePx = box.edgePx * reach;
  const patch = { centreXPx: box.leftPx + box.edgePx / 2, centreYPx: box.topPx + box.edgePx / 2, edgePx, angleRad };
  const outputs = await runner.run('facemesh', samplePatch(picture, patch, meshEdgePx, { scale: 1 / 255, shift: 0 }));
  const raw = outputOf(outputs, pointCount * 3);
  const scale = edgePx / meshEdgePx;
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const points = Array.from({ length: pointCount }, (_, index) => {
    const across = (raw[index * 3] ?? 0) * scale - edgePx / 2;
    const down = (raw[index * 3 + 1] ?? 0) * scale - edgePx / 2;
    return {
      x: patch.centreXPx + across * cos - down * sin,
      y: patch.centreYPx + across * sin + down * cos,
      z: (raw[index * 3 + 2] ?? 0) * scale,
    };
  });
  return { confidence: outputOf(outputs, 1)[0] ?? 0, points };
}

/** The box that a mesh itself asks for: for a second, steadier pass, and for the next frame without the detector. */
export function boxOfMesh(mesh: FaceMesh): FaceBox {
  const left = meshPoint(mesh, cornerIds.left);
  const right = meshPoint(mesh, cornerIds.right);
  const angle = Math.atan2(right.y - left.y, right.x - left.x);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const across = extentOf(mesh.points, ({ x, y }) => x * cos + y * sin);
  const down = extentOf(mesh.points, ({ x, y }) => -x * sin + y * cos);
  const edgePx = Math.max(across.length, down.length);
  const centre = { x: across.middle * cos - down.middle * sin, y: across.middle * sin + down.middle * cos };
  return {
    score: mesh.confidence,
    leftPx: centre.x - edgePx / 2,
    topPx: centre.y - edgePx / 2,
    edgePx,
    eyes: { left, right },
  };
}

function extentOf(points: readonly MeshPoint[], place: (point: MeshPoint) => number) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const at = place(point);
    if (at < low) low = at;
    if (at > high) high = at;
  }
  return { length: high - low, middle: (low + high) / 2 };
}
