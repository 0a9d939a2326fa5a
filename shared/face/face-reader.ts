import { measureEyeOpenness } from './eye-openness.ts';
import { detectFaces, type FaceBox, overlapOf } from './face-detector.ts';
import { geometryOf } from './face-geometry.ts';
import { judgeFaceLight, pictureHighlightOf } from './face-light.ts';
import { boxOfMesh, type FaceMesh, meshFace, smallestConfidence } from './face-mesh.ts';
import type { FacePlacement, FaceReading } from './face-reading.ts';
import type { ModelRunner } from './model-runner.ts';
import type { Pixels } from './pixels.ts';

/** A second face counts from this part of the first one's area on. */
const otherFaceArea = 0.25;
/** Boxes that share more than this are one face; boxes that share less than that are two. */
const sameFaceOverlap = 0.3;
const apartOverlap = 0.1;
/** So many candidates are looked at with the mesh; a group photo is known by its second face. */
const mostCandidates = 4;
/** A pass whose box is so much smaller or larger than the one before has lost the face. */
const steadySize = { least: 0.6, most: 1.5 } as const;
/** Each pass halves the error of the one before; a still has the time for a third. */
const stillPasses = 3;
/** A tracked face loses its place to one that is so much larger. */
const takeOverSize = 1.3;

/** Frames between two runs of the detector while a face is tracked, and milliseconds between two looks at the eyelids. */
export interface TrackerPace {
  readonly detectEvery: number;
  readonly eyesEveryMs: number;
}
const usualPace: TrackerPace = { detectEvery: 5, eyesEveryMs: 330 };

/** Lays the mesh over a box `passes` times, each time over the box that the mesh itself asks for. */
async function settleMesh(
  runner: ModelRunner,
  picture: Pixels,
  box: FaceBox,
  passes: number,
): Promise<FaceMesh | undefined> {
  let mesh = await meshFace(runner, picture, box);
  if (mesh.confidence < smallestConfidence) return undefined;
  for (let pass = 1; pass < passes; pass++) {
    const asked = boxOfMesh(mesh);
    const next = await meshFace(runner, picture, asked);
    const growth = boxOfMesh(next).edgePx / asked.edgePx;
    if (next.confidence < smallestConfidence || growth < steadySize.least || growth > steadySize.most) return mesh;
    mesh = next;
  }
  return mesh;
}

/** The boxes beside the main face that are faces as well and large enough to be somebody in the picture. */
async function countOthers(runner: ModelRunner, picture: Pixels, boxes: readonly FaceBox[], main: FaceBox) {
  // The detector's boxes and the mesh's are of different size: compare like with like where that can be done.
  const { edgePx } = boxes.find((box) => overlapOf(box, main) > sameFaceOverlap) ?? main;
  let count = 0;
  for (const box of boxes) {
    if (overlapOf(box, main) > apartOverlap || (box.edgePx / edgePx) ** 2 < otherFaceArea) continue;
    if ((await meshFace(runner, picture, box)).confidence >= smallestConfidence) count += 1;
  }
  return count;
}

function readingOf(
  picture: Pixels,
  mesh: FaceMesh | undefined,
  others: number,
  eyeOpenness: number | undefined,
): FaceReading {
  const size = { widthPx: picture.widthPx, heightPx: picture.heightPx };
  const pictureHighlight = pictureHighlightOf(picture);
  if (mesh === undefined) return { size, faceCount: 0, face: undefined, pictureHighlight };
  const geometry = geometryOf(mesh);
  const face = { ...geometry, ...judgeFaceLight(picture, geometry), eyeOpenness };
  return { size, faceCount: 1 + others, face, pictureHighlight };
}

/** The mesh of the main face of one picture, and how many faces there are beside it. */
async function findFaces(
  runner: ModelRunner,
  picture: Pixels,
): Promise<{ readonly mesh: FaceMesh; readonly others: number } | undefined> {
  const boxes = (await detectFaces(runner, picture)).slice(0, mostCandidates);
  for (const box of boxes) {
    const mesh = await settleMesh(runner, picture, box, stillPasses);
    if (mesh !== undefined) return { mesh, others: await countOthers(runner, picture, boxes, box) };
  }
  return undefined;
}

/** Reads one picture by itself, about 640 pixels long: everything that can be known of it. */
export async function readStill(runner: ModelRunner, picture: Pixels): Promise<FaceReading> {
  const found = await findFaces(runner, picture);
  if (found === undefined) return readingOf(picture, undefined, 0, undefined);
  return readingOf(picture, found.mesh, found.others, await measureEyeOpenness(runner, picture, found.mesh));
}

/** Where the faces of one picture are, the same as {@link readStill} says; its eyelids and light are not looked at. */
export async function placeStill(runner: ModelRunner, picture: Pixels): Promise<FacePlacement> {
  const size = { widthPx: picture.widthPx, heightPx: picture.heightPx };
  const found = await findFaces(runner, picture);
  if (found === undefined) return { size, faceCount: 0, face: undefined };
  return { size, faceCount: 1 + found.others, face: geometryOf(found.mesh) };
}

/** Reads one frame after the other. */
export interface FaceTracker {
  /** `atMs` is any clock that goes forward with the frames. One call at a time. */
  read(picture: Pixels, atMs: number): Promise<FaceReading>;
}

/**
 * Follows a face: the detector looks at every fifth frame, in between the mesh goes on from where it was. The number of
 * faces and the eyelids are those of the last look at them.
 */
export function createFaceTracker(runner: ModelRunner, pace: TrackerPace = usualPace): FaceTracker {
  let tracked: FaceBox | undefined;
  let others = 0;
  let sinceDetection = 0;
  let eyes: { readonly openness: number; readonly atMs: number } | undefined;

  /** Looks at the whole picture; keeps the tracked face unless another one is clearly nearer to the camera. */
  async function detect(picture: Pixels): Promise<FaceMesh | undefined> {
    sinceDetection = 0;
    const boxes = (await detectFaces(runner, picture)).slice(0, mostCandidates);
    const before = tracked;
    const isWorthIt = (box: FaceBox) =>
      before === undefined || (overlapOf(box, before) < apartOverlap && box.edgePx > before.edgePx * takeOverSize);
    for (const box of boxes.filter(isWorthIt)) {
      const mesh = await settleMesh(runner, picture, box, 2);
      if (mesh === undefined) continue;
      others = await countOthers(runner, picture, boxes, box);
      return mesh;
    }
    const kept = before === undefined ? undefined : await follow(picture, before);
    others = kept === undefined ? 0 : await countOthers(runner, picture, boxes, boxOfMesh(kept));
    return kept;
  }

  async function follow(picture: Pixels, box: FaceBox): Promise<FaceMesh | undefined> {
    const mesh = await meshFace(runner, picture, box);
    const growth = boxOfMesh(mesh).edgePx / box.edgePx;
    const isSteady = growth > steadySize.least && growth < steadySize.most;
    return mesh.confidence >= smallestConfidence && isSteady ? mesh : undefined;
  }

  async function find(picture: Pixels): Promise<FaceMesh | undefined> {
    sinceDetection += 1;
    if (tracked === undefined || sinceDetection >= pace.detectEvery) return detect(picture);
    const mesh = await follow(picture, tracked);
    if (mesh !== undefined) return mesh;
    tracked = undefined;
    return detect(picture);
  }

  return {
    async read(picture, atMs) {
      const mesh = await find(picture);
      tracked = mesh === undefined ? undefined : boxOfMesh(mesh);
      if (mesh === undefined) eyes = undefined;
      else if (eyes === undefined || atMs - eyes.atMs >= pace.eyesEveryMs) {
        eyes = { openness: await measureEyeOpenness(runner, picture, mesh), atMs };
      }
      return readingOf(picture, mesh, others, eyes?.openness);
    },
  };
}
