import type { Sharp as SharpPipeline } from 'sharp';
import type { SizePx } from '../../shared/crop.ts';
import { type PictureFormat, pictureFormatOf, takenFormats } from '../../shared/picture-format.ts';
import type { Sharp } from '../sharp/sharp-loader.ts';
import { decodeBmp } from './bmp-picture.ts';
import { type CicpColour, cicpToSrgb, foreignCicp } from './cicp-colour.ts';
import { withJpegEnd } from './jpeg-picture.ts';
import { formatRefusal, PictureRefusal, pixelLimit } from './picture-failure.ts';
import { readTiff, type TiffPicture } from './tiff-pictures.ts';

/** A picture that stands upright, with its size so. */
export interface UprightPicture {
  readonly upright: SharpPipeline;
  readonly size: SizePx;
}

/** Colours told by code points are converted pixel by pixel: larger pictures would take too much memory for it. */
const cicpPixelLimit = 50_000_000;

type Options = NonNullable<Parameters<Sharp>[1]>;
const guarded = { limitInputPixels: pixelLimit, failOn: 'error', pages: 1 } as const satisfies Options;

/** Opens a picture as this room always does: guarded, first frame only, upright. Only the header is read so far. */
async function openEncoded(sharp: Sharp, bytes: Uint8Array, options: Options = {}): Promise<UprightPicture> {
  const picture = sharp(bytes, { ...guarded, ...options });
  const { autoOrient, depth, space, hasProfile } = await picture.metadata();
  const upright = picture.autoOrient();
  // sharp works on 16 bits with a profile in Display P3 and would then write those numbers as sRGB: colours turn pale.
  if (depth === 'ushort' && space === 'rgb16' && hasProfile) upright.pipelineColourspace('srgb');
  return { upright, size: { widthPx: autoOrient.width, heightPx: autoOrient.height } };
}

/** Pixels as they are, without a file around them. */
function openRaw(sharp: Sharp, data: Uint8Array, size: SizePx, channels: 3 | 4): UprightPicture {
  const raw = { width: size.widthPx, height: size.heightPx, channels };
  return { upright: sharp(data, { limitInputPixels: pixelLimit, raw }), size };
}

/** Turns that the orientation of a whole file asks of a picture in it (EXIF 2.32, §4.6.4); mirrored ones are not made. */
const quarterTurns: Readonly<Record<number, number>> = { 3: 180, 6: 90, 8: 270 };

async function openTiffPicture(sharp: Sharp, bytes: Uint8Array, picture: TiffPicture, orientation: number) {
  const { kind } = picture;
  const opened = await (kind === 'jpeg'
    ? openJpeg(sharp, picture.jpeg)
    : openEncoded(sharp, bytes, {
        page: picture.page,
        ...(kind === 'sub-image' ? { tiff: { subifd: picture.subImage } } : {}),
      }));
  // Some can be told by their header and not be decoded: the next one is then better than none.
  await opened.upright.clone().resize(8, 8, { fit: 'fill' }).raw().toBuffer();
  const turn = quarterTurns[orientation];
  if (kind === 'page' || turn === undefined) return opened;
  const { orientation: own = 1 } = await opened.upright.metadata();
  if (own !== 1) return opened;
  const { data, info } = await opened.upright
    .clone()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .rotate(turn)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return openRaw(sharp, data, { widthPx: info.width, heightPx: info.height }, 3);
}

/** The largest picture of the file that can be read: its first is often a small preview. */
async function openTiff(sharp: Sharp, bytes: Uint8Array): Promise<UprightPicture> {
  const { pictures, isRaw, orientation } = readTiff(bytes);
  for (const picture of pictures) {
    try {
      return await openTiffPicture(sharp, bytes, picture, orientation);
    } catch (cause) {
      if (/pixel limit/i.test(String(cause))) throw cause;
    }
  }
  if (isRaw) throw formatRefusal('raw');
  return openEncoded(sharp, bytes);
}

/** A JPEG without its end is read as far as its rows are whole, and refused where one is not. */
function openJpeg(sharp: Sharp, bytes: Uint8Array): Promise<UprightPicture> {
  const ended = withJpegEnd(bytes);
  return ended === undefined ? openEncoded(sharp, bytes) : openEncoded(sharp, ended, { failOn: 'warning' });
}

async function openCicp(sharp: Sharp, bytes: Uint8Array, colour: CicpColour, longestEdgePx: number | undefined) {
  // The numbers as they stand in the file: a profile beside them would be applied first.
  const { upright, size } = await openEncoded(sharp, bytes, { ignoreIcc: true });
  const shrink = { fit: 'inside', withoutEnlargement: true } as const;
  if (longestEdgePx !== undefined) upright.resize(longestEdgePx, longestEdgePx, shrink);
  else if (size.widthPx * size.heightPx > cicpPixelLimit) {
    throw new PictureRefusal({ code: 'picture-too-large', detail: { expectedPixels: cicpPixelLimit } });
  }
  const { data, info } = await upright
    .flatten({ background: '#ffffff' })
    .removeAlpha()
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  return openRaw(sharp, cicpToSrgb(pixels, colour), { widthPx: info.width, heightPx: info.height }, 3);
}

async function openOther(sharp: Sharp, bytes: Uint8Array, format: PictureFormat, longestEdgePx: number | undefined) {
  const opened = await openEncoded(sharp, bytes);
  if (format !== 'png' && format !== 'avif') return opened;
  const { hasProfile } = await opened.upright.metadata();
  const colour = foreignCicp(bytes, format, hasProfile);
  return colour === undefined ? opened : openCicp(sharp, bytes, colour, longestEdgePx);
}

/**
 * Opens a picture of any format that is taken: the largest picture of the file, upright, in colours that sharp knows. Throws a
 * {@link PictureRefusal} that names any other format, or sharp's error. With `longestEdgePx` it may come smaller.
 */
export async function openUpright(sharp: Sharp, bytes: Uint8Array, longestEdgePx?: number): Promise<UprightPicture> {
  const format = pictureFormatOf(bytes);
  if (!takenFormats.has(format)) throw formatRefusal(format);
  switch (format) {
    case 'bmp': {
      const { data, channels, ...size } = decodeBmp(bytes);
      return openRaw(sharp, data, size, channels);
    }
    case 'tiff':
      return openTiff(sharp, bytes);
    case 'jpeg':
      return openJpeg(sharp, bytes);
    default:
      return openOther(sharp, bytes, format, longestEdgePx);
  }
}

/**
 * The whole rows of a JPEG that was cut off, as a JPEG with the same metadata; `undefined` when it was not cut off, or more
 * than a quarter of it is missing.
 */
export async function wholeRows(sharp: Sharp, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const ended = pictureFormatOf(bytes) === 'jpeg' ? withJpegEnd(bytes) : undefined;
  if (ended === undefined) return undefined;
  const { width, height } = await sharp(ended, guarded).metadata();
  for (let missing = 16; missing <= height / 4; missing *= 2) {
    const rows = await sharp(ended, { ...guarded, failOn: 'warning' })
      .extract({ left: 0, top: 0, width, height: height - missing })
      .keepMetadata()
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer()
      .catch(() => undefined);
    if (rows !== undefined) return rows;
  }
  return undefined;
}
