import type { SizePx } from '../../shared/crop.ts';
import type { Sharp } from '../sharp/sharp-loader.ts';
import { checkLargeEnough, inSrgb } from './make-photo.ts';
import { openUpright, wholeRows } from './upright-picture.ts';

/** A picture file as a capture: an upright JPEG without metadata, and its size in pixels. */
export interface OpenedPicture {
  readonly capture: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Larger pictures are made smaller: enough for any crop, and a size that every screen's browser decodes at ease. */
const longestEdgePx = 4096;

async function openWhole(sharp: Sharp, file: Uint8Array): Promise<OpenedPicture> {
  const { upright, size } = await openUpright(sharp, file, longestEdgePx);
  checkLargeEnough(size);
  const { data, info } = await inSrgb(
    upright.resize(longestEdgePx, longestEdgePx, { fit: 'inside', withoutEnlargement: true }),
  )
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer({ resolveWithObject: true });
  return { capture: data, widthPx: info.width, heightPx: info.height };
}

/**
 * Decodes a picture file of any format that is let in, so that the renderer never decodes a foreign one. Of a JPEG that lost
 * its last bytes it is the rows that are whole.
 */
export async function openPicture(sharp: Sharp, file: Uint8Array): Promise<OpenedPicture> {
  try {
    return await openWhole(sharp, file);
  } catch (cause) {
    const rows = await wholeRows(sharp, file).catch(() => undefined);
    if (rows === undefined) throw cause;
    return openWhole(sharp, rows);
  }
}

/** A picture as pixels: three bytes each, sRGB, rows from the top. */
export interface DecodedPixels {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the whole picture, upright. */
  readonly pictureSize: SizePx;
}

/** Decodes a picture for looking at it, at most `longestEdgePx` long; smaller ones stay as they are. */
export async function decodePixels(sharp: Sharp, bytes: Uint8Array, longestEdgePx: number): Promise<DecodedPixels> {
  const { upright, size: pictureSize } = await openUpright(sharp, bytes);
  const { data, info } = await inSrgb(
    upright.resize(longestEdgePx, longestEdgePx, { fit: 'inside', withoutEnlargement: true }),
  )
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, widthPx: info.width, heightPx: info.height, pictureSize };
}

const comparedEdgePx = 96;

/** Mean difference of two pictures over all channels, 0 to 255, at 96 × 96 pixels: re-encoding changes it by little. */
export async function comparePictures(sharp: Sharp, one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map(async (bytes) => {
      const { upright } = await openUpright(sharp, bytes);
      return inSrgb(upright.resize(comparedEdgePx, comparedEdgePx, { fit: 'fill' }))
        .raw()
        .toBuffer();
    }),
  );
  if (a === undefined || b === undefined) throw new Error('two pictures were given');
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}
