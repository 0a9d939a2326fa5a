import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { faceFiles } from '../build/face-files.ts';
import { openTensorLibrary } from '../electron/face/tensor-library.ts';
import type { SizePx } from '../shared/crop.ts';
import type { Point } from '../shared/crop-geometry.ts';
import { loadGraphModels } from '../shared/face/graph-models.ts';
import type { ModelRunner } from '../shared/face/model-runner.ts';
import type { Pixels } from '../shared/face/pixels.ts';

/** Where the face of `astronaut.png` (512 px) is, as the models see it: the truth that placements are compared with. */
export const portraitFace = {
  eyes: { left: { x: 203.88, y: 102.28 }, right: { x: 247.55, y: 104.62 } },
  chin: { x: 220.9, y: 177.4 },
} as const;
const portraitEdgePx = 512;
const degree = Math.PI / 180;

/** One portrait in a scene: where the middle of its eyes is, how far they are apart, how far the head is tilted. */
export interface Placement {
  readonly eyesXPx: number;
  readonly eyesYPx: number;
  readonly eyeGapPx: number;
  /** Clockwise, of the eye line. */
  readonly rollDeg: number;
  /** The head alone, without its square of background. */
  readonly isCutOut?: boolean;
}

/** A picture to compose. */
export interface Scene {
  readonly size: SizePx;
  readonly portraits: readonly Placement[];
  /** Brightness of the wall, 0 to 255; it falls off a little to the right and downwards. */
  readonly ground?: number;
  /** Light of everything, and of the face alone. */
  readonly gain?: number;
  readonly faceGain?: number;
  /** Lids drawn over the eyes. */
  readonly areEyesClosed?: boolean;
  /** Contrast of the face alone: 0 is none. */
  readonly faceContrast?: number;
  /** Standard deviation in pixels. */
  readonly blurPx?: number;
}

let portrait: Promise<Buffer> | undefined;
const loadPortrait = () => {
  portrait ??= sharp(fileURLToPath(new URL('fixtures/astronaut.png', import.meta.url)))
    .removeAlpha()
    .raw()
    .toBuffer();
  return portrait;
};

/** A similarity from the portrait to the scene. */
interface Turn {
  readonly scale: number;
  readonly angleRad: number;
  readonly from: Point;
  readonly to: Point;
}

function turnOf({ eyesXPx, eyesYPx, eyeGapPx, rollDeg }: Placement): Turn {
  const { left, right } = portraitFace.eyes;
  const ownAngle = Math.atan2(right.y - left.y, right.x - left.x);
  return {
    scale: eyeGapPx / Math.hypot(right.x - left.x, right.y - left.y),
    angleRad: rollDeg * degree - ownAngle,
    from: { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 },
    to: { x: eyesXPx, y: eyesYPx },
  };
}

function toScene({ scale, angleRad, from, to }: Turn, { x, y }: Point): Point {
  const [cos, sin] = [Math.cos(angleRad) * scale, Math.sin(angleRad) * scale];
  return { x: to.x + (x - from.x) * cos - (y - from.y) * sin, y: to.y + (x - from.x) * sin + (y - from.y) * cos };
}

function toPortrait({ scale, angleRad, from, to }: Turn, { x, y }: Point): Point {
  const [cos, sin] = [Math.cos(angleRad) / scale, Math.sin(angleRad) / scale];
  return { x: from.x + (x - to.x) * cos + (y - to.y) * sin, y: from.y - (x - to.x) * sin + (y - to.y) * cos };
}

/** Eyes and chin of a placed portrait, in the scene. */
export function placedFace(placement: Placement): { eyeMidpoint: Point; chin: Point } {
  const turn = turnOf(placement);
  return { eyeMidpoint: turn.to, chin: toScene(turn, portraitFace.chin) };
}

interface Ellipse {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
}
const faceEllipse: Ellipse = { x: 224, y: 122, radiusX: 52, radiusY: 66 };
const headEllipse: Ellipse = { x: 224, y: 112, radiusX: 78, radiusY: 92 };

/** 1 inside an ellipse of the portrait, 0 outside, soft in between. */
function insideOf(ellipse: Ellipse, x: number, y: number): number {
  const distance = Math.hypot((x - ellipse.x) / ellipse.radiusX, (y - ellipse.y) / ellipse.radiusY);
  return Math.min(1, Math.max(0, (1.12 - distance) / 0.24));
}

/** The portrait with its eyes shut: the skin below drawn over them, and a line of lashes. */
function withClosedEyes(source: Buffer): Buffer {
  const shut = Buffer.from(source);
  const [radiusX, radiusY] = [17, 9];
  for (const eye of Object.values(portraitFace.eyes)) {
    for (let y = Math.floor(eye.y - radiusY); y <= eye.y + radiusY; y++) {
      for (let x = Math.floor(eye.x - radiusX); x <= eye.x + radiusX; x++) {
        const distance = Math.hypot((x - eye.x) / radiusX, (y - eye.y) / radiusY);
        const share = Math.min(1, Math.max(0, (1 - distance) / 0.25));
        const lashes = Math.max(0, 1 - Math.abs(y - eye.y - 3 + 3 * ((x - eye.x) / radiusX) ** 2) / 1.6);
        const at = (y * portraitEdgePx + x) * 3;
        for (let channel = 0; channel < 3; channel++) {
          const skin = source[at + 16 * portraitEdgePx * 3 + channel] ?? 0;
          shut[at + channel] = (source[at + channel] ?? 0) * (1 - share) + skin * (1 - 0.7 * lashes) * share;
        }
      }
    }
  }
  return shut;
}

/** Lays one portrait over the scene's pixels. */
function drawPortrait(data: Float32Array, scene: Scene, placement: Placement, source: Buffer): void {
  const { widthPx, heightPx } = scene.size;
  const { faceGain = 1, faceContrast = 1 } = scene;
  const turn = turnOf(placement);
  const start = toPortrait(turn, { x: 0.5, y: 0.5 });
  const along = Math.cos(turn.angleRad) / turn.scale;
  const aside = Math.sin(turn.angleRad) / turn.scale;
  const last = portraitEdgePx - 1;
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      const x = start.x + column * along + row * aside;
      const y = start.y - column * aside + row * along;
      if (x < 0 || y < 0 || x > portraitEdgePx || y > portraitEdgePx) continue;
      const share = placement.isCutOut ? insideOf(headEllipse, x, y) : 1;
      if (share === 0) continue;
      const inFace = insideOf(faceEllipse, x, y);
      const contrast = 1 - inFace + inFace * faceContrast;
      const gain = 1 - inFace + inFace * faceGain;
      const left = Math.min(Math.max(x - 0.5, 0), last);
      const top = Math.min(Math.max(y - 0.5, 0), last);
      const [x0, y0] = [Math.floor(left), Math.floor(top)];
      const [fx, fy] = [left - x0, top - y0];
      const above = (y0 * portraitEdgePx + x0) * 3;
      const below = y0 < last ? above + portraitEdgePx * 3 : above;
      const step = x0 < last ? 3 : 0;
      const at = (row * widthPx + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value = (place: number) => source[place + channel] ?? 0;
        const upper = value(above) * (1 - fx) + value(above + step) * fx;
        const lower = value(below) * (1 - fx) + value(below + step) * fx;
        const colour = (150 + (upper * (1 - fy) + lower * fy - 150) * contrast) * gain;
        data[at + channel] = (data[at + channel] ?? 0) * (1 - share) + colour * share;
      }
    }
  }
}

/** The scene's pixels: RGB, as a camera would deliver them. */
export async function composeScene(scene: Scene): Promise<Pixels & { readonly data: Buffer; readonly channels: 3 }> {
  const portrait = await loadPortrait();
  const source = scene.areEyesClosed ? withClosedEyes(portrait) : portrait;
  const { widthPx, heightPx } = scene.size;
  const { ground = 190, gain = 1, blurPx = 0 } = scene;
  const light = new Float32Array(widthPx * heightPx * 3);
  for (let index = 0; index < widthPx * heightPx; index++) {
    const fall = 12 * ((index % widthPx) / widthPx) + 8 * (Math.floor(index / widthPx) / heightPx);
    const wall = ground >= 255 ? 255 : ground - fall;
    for (let channel = 0; channel < 3; channel++) light[index * 3 + channel] = wall;
  }
  for (const placement of scene.portraits) drawPortrait(light, scene, placement, source);
  const clamped = new Uint8ClampedArray(light.length);
  for (let index = 0; index < light.length; index++) clamped[index] = (light[index] ?? 0) * gain;
  const data = Buffer.from(clamped.buffer);
  if (blurPx === 0) return { data, widthPx, heightPx, channels: 3 };
  const raw = { width: widthPx, height: heightPx, channels: 3 as const };
  return { data: await sharp(data, { raw }).blur(blurPx).raw().toBuffer(), widthPx, heightPx, channels: 3 };
}

/** A fixture of `test/fixtures/` at the size that faces are looked for in. */
export async function readFixture(name: string): Promise<Pixels> {
  const { data, info } = await sharp(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)))
    .removeAlpha()
    .resize(640, 640, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, widthPx: info.width, heightPx: info.height, channels: 3 };
}

/** The models as they are installed, in this process: the same files that the build copies. */
export async function openInstalledModels(): Promise<ModelRunner & { tensorCount(): number }> {
  const wasm = faceFiles.find(({ name }) => name.endsWith('.wasm'));
  const library = await openTensorLibrary(path.dirname(wasm?.source ?? ''));
  const runner = await loadGraphModels(library, async (name) => {
    const file = faceFiles.find((one) => one.name === name);
    return new Uint8Array(await readFile(file?.source ?? name)).buffer;
  });
  return { run: runner.run, tensorCount: library.tensorCount };
}
