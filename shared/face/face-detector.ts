import type { Point } from '../crop-geometry.ts';
import { inputEdgePx, type ModelRunner, outputOf } from './model-runner.ts';
import type { Pixels } from './pixels.ts';
import { samplePatch } from './sample-patch.ts';

/** Where a face seems to be: a square in the picture's pixels, level or not as its eyes are. */
export interface FaceBox {
  /** 0 to 1. Alone it proves nothing: a cat reached 0.81. */
  readonly score: number;
  readonly leftPx: number;
  readonly topPx: number;
  readonly edgePx: number;
  /** The picture's left and right. */
  readonly eyes: { readonly left: Point; readonly right: Point };
}

/** From here on a box is worth a look with the mesh. */
const smallestScore = 0.5;
/** Boxes that share more than this part of their union are one face. */
const sameFaceOverlap = 0.3;
const detectorEdgePx = inputEdgePx.blazeface;
/** The model's two grids, in the order of its anchors: stride in pixels, anchors a cell. */
const grids = [
  { stride: 16, perCell: 2 },
  { stride: 32, perCell: 6 },
] as const;
const rowLength = 16;
const anchors = grids.map(anchorsOf);

function anchorsOf({ stride, perCell }: (typeof grids)[number]): readonly Point[] {
  const cells = detectorEdgePx / stride;
  return Array.from({ length: cells * cells * perCell }, (_, index) => {
    const cell = Math.floor(index / perCell);
    return { x: ((cell % cells) + 0.5) * stride, y: (Math.floor(cell / cells) + 0.5) * stride };
  });
}

/** How much two squares have in common: intersection over union, 0 to 1. */
export function overlapOf(one: FaceBox, other: FaceBox): number {
  const width = Math.min(one.leftPx + one.edgePx, other.leftPx + other.edgePx) - Math.max(one.leftPx, other.leftPx);
  const height = Math.min(one.topPx + one.edgePx, other.topPx + other.edgePx) - Math.max(one.topPx, other.topPx);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (one.edgePx ** 2 + other.edgePx ** 2 - width * height);
}

/** Candidates for faces, the largest first: none of them is a face before the mesh says so, too. */
export async function detectFaces(runner: ModelRunner, picture: Pixels): Promise<readonly FaceBox[]> {
  const edgePx = Math.max(picture.widthPx, picture.heightPx);
  const patch = { centreXPx: picture.widthPx / 2, centreYPx: picture.heightPx / 2, edgePx, angleRad: 0 };
  const input = samplePatch(picture, patch, detectorEdgePx, { scale: 1 / 127.5, shift: -1 });
  const outputs = await runner.run('blazeface', input);
  const scale = edgePx / detectorEdgePx;
  const offset = { x: patch.centreXPx - edgePx / 2, y: patch.centreYPx - edgePx / 2 };
  const found = anchors.flatMap((places) => {
    const scores = outputOf(outputs, places.length);
    const rows = outputOf(outputs, places.length * rowLength);
    return places.flatMap((anchor, index) => {
      const score = 1 / (1 + Math.exp(-(scores[index] ?? 0)));
      if (score < smallestScore) return [];
      return [boxOf(rows.subarray(index * rowLength, (index + 1) * rowLength), anchor, score, scale, offset)];
    });
  });
  return mergeBoxes(found).sort((one, other) => other.edgePx - one.edgePx);
}

/** A row of the model: centre, width, height, then six points (the eyes first), relative to the anchor. */
function boxOf(row: Float32Array, anchor: Point, score: number, scale: number, offset: Point): FaceBox {
  const place = (index: number): Point => ({
    x: offset.x + ((row[index] ?? 0) + anchor.x) * scale,
    y: offset.y + ((row[index + 1] ?? 0) + anchor.y) * scale,
  });
  const edgePx = Math.max(row[2] ?? 0, row[3] ?? 0) * scale;
  const centre = place(0);
  return {
    score,
    leftPx: centre.x - edgePx / 2,
    topPx: centre.y - edgePx / 2,
    edgePx,
    eyes: { left: place(4), right: place(6) },
  };
}

/** One box a face: the average of all that mean it, which is steadier than the best of them (MediaPipe does the same). */
function mergeBoxes(boxes: readonly FaceBox[]): FaceBox[] {
  let left = [...boxes].sort((one, other) => other.score - one.score);
  const faces: FaceBox[] = [];
  for (let best = left[0]; best !== undefined; best = left[0]) {
    const chosen = best;
    const isSame = (box: FaceBox) => box === chosen || overlapOf(chosen, box) > sameFaceOverlap;
    faces.push(averageOf(chosen, left.filter(isSame)));
    left = left.filter((box) => !isSame(box));
  }
  return faces;
}

function averageOf(best: FaceBox, cluster: readonly FaceBox[]): FaceBox {
  const total = cluster.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (box: FaceBox) => number) =>
    cluster.reduce((sum, box) => sum + value(box) * box.score, 0) / total;
  return {
    score: best.score,
    leftPx: mean((box) => box.leftPx),
    topPx: mean((box) => box.topPx),
    edgePx: mean((box) => box.edgePx),
    eyes: {
      left: { x: mean((box) => box.eyes.left.x), y: mean((box) => box.eyes.left.y) },
      right: { x: mean((box) => box.eyes.right.x), y: mean((box) => box.eyes.right.y) },
    },
  };
}
