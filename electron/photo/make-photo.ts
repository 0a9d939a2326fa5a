import type { Sharp as SharpPipeline } from 'sharp';
import type { Crop, SizePx } from '../../shared/crop.ts';
import { cropCorners, type Matrix, photoToCapture, splitRotation } from '../../shared/crop-geometry.ts';
import type { Sharp } from '../sharp/sharp-loader.ts';
import { alignSpan } from './aligned-span.ts';
import { sampleSquare, sampleUpright } from './crop-sampler.ts';
import { PictureRefusal } from './picture-failure.ts';
import { turnedCut } from './turned-cut.ts';
import { openUpright } from './upright-picture.ts';

/** What is to be made of a capture. */
export interface PhotoOrder {
  /** Any format of `sharp-loader.ts`; its EXIF orientation is applied before the crop is read. */
  readonly capture: Uint8Array;
  readonly crop: Crop;
  readonly outputEdgePx: number;
  /** JPEG quality to start with; lowered only when the photo would not fit the limit. */
  readonly quality: number;
  readonly isProgressive: boolean;
}

/** The photo API takes at most 4 MB, "under" in beta (Microsoft Graph, "Update profilePhoto"). */
export const photoLimitBytes = 4 * 1024 * 1024 - 1;
const smallestEdgePx = 48;
/** The screen works in floating point; further outside than this is an error, not rounding. */
const toleratedOutsidePx = 1;

/** Refuses a picture that no photo slot would take, however it is cropped. */
export function checkLargeEnough(size: SizePx): void {
  if (Math.min(size.widthPx, size.heightPx) >= smallestEdgePx) return;
  const detail = { expected: `at least ${smallestEdgePx} pixels`, actual: `${size.widthPx}x${size.heightPx}` };
  throw new PictureRefusal({ code: 'picture-too-small', detail });
}

function checkCrop(crop: Crop, size: SizePx): void {
  checkLargeEnough(size);
  for (const { x, y } of cropCorners(crop)) {
    const isInside =
      x >= -toleratedOutsidePx &&
      y >= -toleratedOutsidePx &&
      x <= size.widthPx + toleratedOutsidePx &&
      y <= size.heightPx + toleratedOutsidePx;
    if (isInside) continue;
    const detail = {
      expected: `within ${size.widthPx}x${size.heightPx}`,
      actual: `a corner at ${x.toFixed(1)}, ${y.toFixed(1)}`,
    };
    throw new PictureRefusal({ code: 'crop-outside-picture', detail });
  }
}

/** The same crop after the capture itself has been turned clockwise by quarter turns: only the fine angle is left. */
function turnedCrop(crop: Crop, size: SizePx): { crop: Crop; size: SizePx; quarterTurns: number } {
  const { quarterTurns, fineDeg } = splitRotation(crop.rotationDeg);
  const { centreXPx: x, centreYPx: y } = crop;
  const { widthPx: w, heightPx: h } = size;
  const centres = [
    [x, y],
    [h - y, x],
    [w - x, h - y],
    [y, w - x],
  ] as const;
  const [centreXPx, centreYPx] = centres[quarterTurns] ?? centres[0];
  const turnedSize = quarterTurns % 2 === 0 ? size : { widthPx: h, heightPx: w };
  return { crop: { ...crop, centreXPx, centreYPx, rotationDeg: fineDeg }, size: turnedSize, quarterTurns };
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Whole pixels around the crop, with `marginPx` more where the capture has them. */
function areaAround(crop: Crop, size: SizePx, marginPx: number): Area {
  const corners = cropCorners(crop);
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const left = within(Math.floor(Math.min(...xs)) - marginPx, 0, size.widthPx - 1);
  const top = within(Math.floor(Math.min(...ys)) - marginPx, 0, size.heightPx - 1);
  const right = within(Math.ceil(Math.max(...xs)) + marginPx, left + 1, size.widthPx);
  const bottom = within(Math.ceil(Math.max(...ys)) + marginPx, top + 1, size.heightPx);
  return { left, top, width: right - left, height: bottom - top };
}

/** A cut this near to the definition, in pixels of the photo, needs no sampling between pixels. */
const nearEnoughPx = 0.2;
/** Source pixels a photo pixel up to which bicubic sampling needs no shrinking before it. */
const directStep = 1.25;
/** Pixels that bicubic sampling reads beyond its place, and one more. */
const reachPx = 3;

/** An upright crop: sharp's own cut and scaling where they come near enough, otherwise sampled between the pixels. */
async function cutUpright(sharp: Sharp, turned: SharpPipeline, crop: Crop, size: SizePx, edgePx: number) {
  const corner = photoToCapture(crop, 0, 0);
  const across = alignSpan(corner.x, crop.edgePx, size.widthPx, edgePx);
  const down = alignSpan(corner.y, crop.edgePx, size.heightPx, edgePx);
  // Enlarging, sharp itself is off by up to 0.8 of the photo's pixels towards the borders (seen with libvips 8.18).
  const isEnlarged = edgePx > crop.edgePx;
  const isNear = !isEnlarged && Math.max(across.offPx, down.offPx) <= nearEnoughPx;
  if (!isNear && crop.edgePx <= directStep * edgePx) return cutBetweenPixels(sharp, turned, crop, size, edgePx);
  return inSrgb(
    turned
      .extract({ left: across.fromPx, top: down.fromPx, width: across.lengthPx, height: down.lengthPx })
      .resize(across.scaledPx, down.scaledPx, { fit: 'fill' })
      .extract({ left: across.skippedPx, top: down.skippedPx, width: edgePx, height: edgePx }),
  );
}

/** Cut between the pixels of the capture: exact at any place and scale. */
async function cutBetweenPixels(sharp: Sharp, turned: SharpPipeline, crop: Crop, size: SizePx, edgePx: number) {
  const area = areaAround(crop, size, reachPx);
  const { data, info } = await inSrgb(turned.extract(area)).raw().toBuffer({ resolveWithObject: true });
  const corner = photoToCapture(crop, 0, 0);
  const spans = {
    across: { fromPx: corner.x - area.left, lengthPx: crop.edgePx },
    down: { fromPx: corner.y - area.top, lengthPx: crop.edgePx },
  };
  const pixels = sampleUpright({ data, widthPx: info.width, heightPx: info.height }, spans, edgePx);
  return sharp(pixels, { raw: rawRgb(edgePx, edgePx) });
}

function rawRgb(width: number, height: number) {
  return { width, height, channels: 3 as const };
}

/** A crop at an angle: cut out, shrunk to about the photo's scale, then sampled exactly where the definition says. */
async function cutAtAngle(sharp: Sharp, turned: SharpPipeline, crop: Crop, size: SizePx, edgePx: number) {
  const scale = Math.min(1, edgePx / crop.edgePx);
  const area = areaAround(crop, size, Math.ceil(4 / scale));
  const shrunk = {
    widthPx: Math.max(1, Math.round(area.width * scale)),
    heightPx: Math.max(1, Math.round(area.height * scale)),
  };
  const about = turned.extract(area).resize(shrunk.widthPx, shrunk.heightPx, { fit: 'fill' });
  const toSource = placesOf(crop, area, shrunk, edgePx);
  const cut = turnedCut(shrunk, toSource, edgePx);
  if (cut === undefined) {
    const { data } = await inSrgb(about).raw().toBuffer({ resolveWithObject: true });
    return sharp(sampleSquare({ data, ...shrunk }, toSource, edgePx), { raw: rawRgb(edgePx, edgePx) });
  }
  const { matrix, odx, ody, left, top } = cut;
  const { data, info } = await inSrgb(about.affine([...matrix], { interpolator: 'bicubic', odx, ody }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: rawRgb(info.width, info.height) }).extract({ left, top, width: edgePx, height: edgePx });
}

/** From the photo's pixels to those of the area around its crop, shrunk. */
function placesOf(crop: Crop, area: Area, shrunk: SizePx, edgePx: number): Matrix {
  const scaleX = shrunk.widthPx / area.width;
  const scaleY = shrunk.heightPx / area.height;
  const origin = photoToCapture(crop, 0, 0);
  const right = photoToCapture(crop, 1, 0);
  const down = photoToCapture(crop, 0, 1);
  return {
    a: ((right.x - origin.x) / edgePx) * scaleX,
    b: ((right.y - origin.y) / edgePx) * scaleY,
    c: ((down.x - origin.x) / edgePx) * scaleX,
    d: ((down.y - origin.y) / edgePx) * scaleY,
    e: (origin.x - area.left) * scaleX,
    f: (origin.y - area.top) * scaleY,
  };
}

/** Three 8-bit channels of sRGB on white, whatever came in: other profiles, CMYK, grey, 16 bits, transparency. */
export function inSrgb(pipeline: SharpPipeline): SharpPipeline {
  return pipeline.flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha();
}

/**
 * Makes the photo: upright, exactly the crop (to a pixel), `outputEdgePx` square, sRGB, JPEG without any metadata, under
 * 4 MB. Throws {@link PictureRefusal} or sharp's error, to be read with `pictureFailure`.
 */
export async function makePhoto(sharp: Sharp, order: PhotoOrder): Promise<Uint8Array> {
  const edgePx = order.outputEdgePx;
  const { upright, size: whole } = await openUpright(sharp, order.capture);
  checkCrop(order.crop, whole);
  const { crop, size, quarterTurns } = turnedCrop(order.crop, whole);
  const turned = quarterTurns === 0 ? upright : upright.rotate(quarterTurns * 90);
  const isLevel = Math.abs(crop.rotationDeg) * crop.edgePx < 0.01;
  const cut = isLevel
    ? await cutUpright(sharp, turned, crop, size, edgePx)
    : await cutAtAngle(sharp, turned, crop, size, edgePx);
  return encodePhoto(cut, order);
}

async function encodePhoto(cut: SharpPipeline, { quality, isProgressive }: PhotoOrder): Promise<Uint8Array> {
  for (let tried = quality; ; tried = Math.max(10, tried - 15)) {
    // Not of a clone: that would copy the whole capture first.
    const photo = await cut
      .jpeg({ quality: tried, progressive: isProgressive, chromaSubsampling: '4:4:4', optimiseCoding: true })
      .toBuffer();
    if (photo.byteLength <= photoLimitBytes) return photo;
    if (tried === 10) {
      const detail = { expectedBytes: photoLimitBytes, actualBytes: photo.byteLength };
      throw new PictureRefusal({ code: 'picture-too-large', detail });
    }
  }
}
