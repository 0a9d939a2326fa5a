import type { SizePx } from '../../shared/crop.ts';

const endOfImage = [0xff, 0xd9];

/** Walks a JPEG's segments to its picture data. Bounded by the file; `undefined`: it is no JPEG, or ends before. */
function readSegments(bytes: Uint8Array): { readonly size: SizePx; readonly scanAt: number } | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  let size: SizePx | undefined;
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === 0xda) return size === undefined ? undefined : { size, scanAt: at };
    const lengthBytes = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && at + 9 <= bytes.byteLength) {
      const heightPx = ((bytes[at + 5] ?? 0) << 8) | (bytes[at + 6] ?? 0);
      const widthPx = ((bytes[at + 7] ?? 0) << 8) | (bytes[at + 8] ?? 0);
      size = { widthPx, heightPx };
    }
    at += 2 + Math.max(lengthBytes, 2);
  }
  return undefined;
}

/** The pixels that a JPEG's frame header names; `undefined` when it is no JPEG with picture data. */
export function jpegSizeOf(bytes: Uint8Array): SizePx | undefined {
  return readSegments(bytes)?.size;
}

/**
 * A JPEG that was cut off before its end, with an end: its rows can then be read as far as they are whole. `undefined`: it
 * has its end, or is no JPEG.
 */
export function withJpegEnd(bytes: Uint8Array): Uint8Array | undefined {
  const segments = readSegments(bytes);
  if (segments === undefined) return undefined;
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(Buffer.from(endOfImage));
  if (end > segments.scanAt) return undefined;
  const whole = new Uint8Array(bytes.byteLength + 2);
  whole.set(bytes);
  whole.set(endOfImage, bytes.byteLength);
  return whole;
}
