import type { SizePx } from '../../shared/crop.ts';

/** `takePhoto` may hang on a bad driver; the frame of the exposure is already there then. */
const takePhotoLimitMs = 4000;
const grabFrameLimitMs = 600;
/** As good as lossless for a 648 pixel photo, at a tenth of the size. */
const captureQuality = 0.96;
/** Field of view: how far the aspect ratios of photo and stream may be apart to be the same view. */
const aspectTolerance = 0.01;

/**
 * One picture, as upright, unmirrored, encoded bytes, with the field of view of the live picture.
 * The frame of this very moment is secured first; where the sensor offers more pixels than the stream, `takePhoto` is
 * asked for them and its answer is used when it shows the same view. Rejects only when the video has no picture at all.
 */
export async function expose(video: HTMLVideoElement, track: MediaStreamTrack): Promise<Uint8Array> {
  const imageCapture = createImageCapture(track);
  // What the sensor can do is asked while the frame is on its way.
  const [frame, largestWidthPx] = await Promise.all([takeFrame(video, imageCapture), askLargestWidthPx(imageCapture)]);
  try {
    const streamSize = { widthPx: frame.width, heightPx: frame.height };
    const photo = largestWidthPx > streamSize.widthPx ? await takeLargerPhoto(imageCapture, streamSize) : undefined;
    return photo ?? (await encode(frame));
  } finally {
    frame.close();
  }
}

function createImageCapture(track: MediaStreamTrack): ImageCapture | undefined {
  try {
    return typeof ImageCapture === 'undefined' ? undefined : new ImageCapture(track);
  } catch {
    return undefined;
  }
}

/** The track's own frame where the browser can give it, else what the video element shows. */
async function takeFrame(video: HTMLVideoElement, imageCapture: ImageCapture | undefined): Promise<ImageBitmap> {
  const grabbing = imageCapture === undefined ? undefined : within(grabFrameLimitMs, imageCapture.grabFrame());
  const shown = await createImageBitmap(video);
  const grabbed = await grabbing;
  if (grabbed === undefined) return shown;
  if (!isSameView(sizeOf(grabbed), sizeOf(shown)) || grabbed.width < shown.width) {
    grabbed.close();
    return shown;
  }
  shown.close();
  return grabbed;
}

/** The width of the largest photo that the sensor offers; 0 where nobody says. */
async function askLargestWidthPx(imageCapture: ImageCapture | undefined): Promise<number> {
  if (imageCapture === undefined) return 0;
  const abilities = await within(grabFrameLimitMs, imageCapture.getPhotoCapabilities());
  return abilities?.imageWidth?.max ?? 0;
}

async function takeLargerPhoto(
  imageCapture: ImageCapture | undefined,
  streamSize: SizePx,
): Promise<Uint8Array | undefined> {
  if (imageCapture === undefined) return undefined;
  const blob = await within(takePhotoLimitMs, imageCapture.takePhoto());
  if (blob === undefined) return undefined;
  const picture = await createImageBitmap(blob).catch(() => undefined);
  if (picture === undefined) return undefined;
  try {
    const view = sameView(sizeOf(picture), streamSize);
    if (view.widthPx < streamSize.widthPx) return undefined;
    // Untouched bytes when the view is the same already; else the middle, which is what the stream shows of the sensor.
    if (view.widthPx === picture.width && view.heightPx === picture.height) return await bytesOf(blob);
    return await encode(picture, view);
  } finally {
    picture.close();
  }
}

/** The largest centred part of `photo` with the stream's aspect ratio; the whole photo when they agree. */
export function sameView(photo: SizePx, stream: SizePx): SizePx {
  if (isSameView(photo, stream)) return photo;
  const aspect = stream.widthPx / stream.heightPx;
  const isTooWide = photo.widthPx / photo.heightPx > aspect;
  return isTooWide
    ? { widthPx: Math.round(photo.heightPx * aspect), heightPx: photo.heightPx }
    : { widthPx: photo.widthPx, heightPx: Math.round(photo.widthPx / aspect) };
}

function isSameView(one: SizePx, other: SizePx): boolean {
  const ratio = one.widthPx / one.heightPx / (other.widthPx / other.heightPx);
  return Math.abs(ratio - 1) <= aspectTolerance;
}

function sizeOf(image: ImageBitmap): SizePx {
  return { widthPx: image.width, heightPx: image.height };
}

/** A picture, or the middle part of it that `view` names, as bytes that are as good as lossless for a photo. */
export async function encode(image: ImageBitmap, view: SizePx = sizeOf(image)): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(view.widthPx, view.heightPx);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('this browser has no 2D canvas');
  context.drawImage(
    image,
    Math.round((view.widthPx - image.width) / 2),
    Math.round((view.heightPx - image.height) / 2),
  );
  return bytesOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: captureQuality }));
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The value, or `undefined` when it fails or does not come within `limitMs`. */
export async function within<Value>(limitMs: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  return Promise.race([promise.catch(() => undefined), limit]).finally(() => clearTimeout(timer));
}
