import type { Dialect } from './dialects.ts';

/** What a photo slot says of the photo it holds. */
export interface PhotoMetadata {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly eTag?: string;
  readonly mediaType?: string;
}

function text(value: unknown, limit = 300): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, limit) : undefined;
}

function edge(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= 100_000 ? value : undefined;
}

/**
 * Reads one metadata object under the dialect's field names. `no-photo` is the one-pixel picture of the dialects that
 * have it; `undefined` means that this is not a photo's metadata. Where width and height are missing the id tells them.
 */
export function readPhotoMetadata(json: unknown, dialect: Dialect): PhotoMetadata | 'no-photo' | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const entry = json as Record<string, unknown>;
  const byId = /^(\d{1,6})x(\d{1,6})$/i.exec(text(entry[dialect.fields.id]) ?? '');
  const widthPx = edge(entry[dialect.fields.width]) ?? edge(Number(byId?.[1]));
  const heightPx = edge(entry[dialect.fields.height]) ?? edge(Number(byId?.[2]));
  if (widthPx === undefined || heightPx === undefined) return undefined;
  // Graph answers one by one pixel for a size that does not exist; both systems mean an empty slot by it.
  if (widthPx === 1 && heightPx === 1) return 'no-photo';
  const eTag = text(entry['@odata.mediaEtag']);
  const mediaType = text(entry['@odata.mediaContentType'], 100);
  return {
    widthPx,
    heightPx,
    ...(eTag === undefined ? {} : { eTag }),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

/** Reads a collection of sizes; entries of no picture are left out. `undefined` when this is no such collection. */
export function readPhotoSizes(json: unknown, dialect: Dialect): PhotoMetadata[] | undefined {
  const list = (json as { value?: unknown } | null | undefined)?.value;
  if (!Array.isArray(list)) return undefined;
  const sizes: PhotoMetadata[] = [];
  for (const entry of list) {
    const metadata = readPhotoMetadata(entry, dialect);
    if (metadata === undefined) return undefined;
    if (metadata !== 'no-photo') sizes.push(metadata);
  }
  return sizes;
}

/** Whether these bytes are the 1×1 GIF that stands for no photo. */
export function isOnePixelGif(bytes: Uint8Array): boolean {
  const isGif = bytes[0] === 0x47 && bytes[1] === 0x49 && bytes[2] === 0x46;
  return isGif && bytes[6] === 1 && bytes[7] === 0 && bytes[8] === 1 && bytes[9] === 0;
}

/** Whether these bytes begin as a JPEG does. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** Width and height from a JPEG's frame header, without decoding; `undefined` when there is none to be found. */
export function jpegSize(bytes: Uint8Array): { readonly widthPx: number; readonly heightPx: number } | undefined {
  if (!isJpeg(bytes)) return undefined;
  const byte = (at: number) => bytes[at] ?? 0;
  let at = 2;
  while (at + 8 < bytes.byteLength) {
    if (byte(at) !== 0xff) return undefined;
    const marker = byte(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { heightPx: byte(at + 5) * 256 + byte(at + 6), widthPx: byte(at + 7) * 256 + byte(at + 8) };
    if (marker === 0xd9 || marker === 0xda) return undefined;
    at += 2 + byte(at + 2) * 256 + byte(at + 3);
  }
  return undefined;
}
