import { PictureRefusal, pixelLimit } from './picture-failure.ts';

/** A decoded BMP: rows from the top, three or four bytes a pixel. */
export interface BmpPicture {
  readonly data: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
}

/** The header, checked: every number is within what the file and the pixel limit allow. */
interface BmpHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  /** 0: none, 1: RLE8, 2: RLE4; the masks of BITFIELDS are in `masks`. */
  readonly compression: number;
  readonly pixelsAt: number;
  /** Red, green, blue of every colour number. */
  readonly palette: Uint8Array;
  /** Red, green, blue, alpha of 16 and 32 bits. */
  readonly masks: readonly [number, number, number, number];
}

const broken = (): PictureRefusal => new PictureRefusal({ code: 'picture-unreadable' });
const compressions = { none: 0, rle8: 1, rle4: 2, bitFields: 3, alphaBitFields: 6 } as const;

function readHeader(view: DataView): BmpHeader {
  if (view.byteLength < 26) throw broken();
  const pixelsAt = view.getUint32(10, true);
  const headerBytes = view.getUint32(14, true);
  const isOld = headerBytes === 12;
  if (!isOld && (headerBytes < 16 || 14 + headerBytes > view.byteLength)) throw broken();
  const signedHeight = isOld ? view.getUint16(20, true) : view.getInt32(22, true);
  const widthPx = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const heightPx = Math.abs(signedHeight);
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = headerBytes >= 40 ? view.getUint32(30, true) : 0;
  if (widthPx <= 0 || heightPx === 0) throw broken();
  if (widthPx * heightPx > pixelLimit) {
    throw new PictureRefusal({ code: 'picture-too-large', detail: { expectedPixels: pixelLimit } });
  }
  const isFields = compression === compressions.bitFields || compression === compressions.alphaBitFields;
  const isKnown =
    (compression === compressions.none && [1, 4, 8, 16, 24, 32].includes(bits)) ||
    (compression === compressions.rle8 && bits === 8) ||
    (compression === compressions.rle4 && bits === 4) ||
    (isFields && (bits === 16 || bits === 32));
  if (!isKnown) throw broken();
  // With the short header the masks stand behind it, before a palette.
  const fieldsBytes = headerBytes === 40 && isFields ? (compression === compressions.alphaBitFields ? 16 : 12) : 0;
  const paletteAt = 14 + headerBytes + fieldsBytes;
  const named = headerBytes >= 40 ? view.getUint32(46, true) : 0;
  return {
    ...{ widthPx, heightPx, bits, compression, pixelsAt },
    isTopDown: !isOld && signedHeight < 0,
    palette:
      bits <= 8 ? readPalette(view, paletteAt, isOld ? 3 : 4, Math.min(named || 2 ** bits, 2 ** bits)) : noColours,
    masks: readMasks(view, bits, isFields, headerBytes),
  };
}

const noColours = new Uint8Array(0);

/** A colour that the file does not name is black, as other programs show it. */
function readPalette(view: DataView, at: number, entryBytes: number, count: number): Uint8Array {
  const palette = new Uint8Array(256 * 3);
  for (let index = 0; index < count; index++) {
    const entry = at + index * entryBytes;
    if (entry + 3 > view.byteLength) break;
    for (let channel = 0; channel < 3; channel++) {
      palette[index * 3 + channel] = view.getUint8(entry + 2 - channel);
    }
  }
  return palette;
}

function readMasks(view: DataView, bits: number, isFields: boolean, headerBytes: number): BmpHeader['masks'] {
  if (!isFields) return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0];
  const hasAlpha = headerBytes >= 56 || view.getUint32(30, true) === compressions.alphaBitFields;
  const maskAt = (index: number) => (54 + index * 4 + 4 <= view.byteLength ? view.getUint32(54 + index * 4, true) : 0);
  return [maskAt(0), maskAt(1), maskAt(2), hasAlpha ? maskAt(3) : 0];
}

/** Turns the bits under a mask into 0 to 255. */
function channelReader(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}

/** Where a row of the file goes in the picture. */
function rowOf({ heightPx, isTopDown }: BmpHeader, row: number): number {
  return isTopDown ? row : heightPx - 1 - row;
}

function readIndexed(view: DataView, header: BmpHeader, out: Uint8Array): void {
  const { widthPx, heightPx, bits, palette, pixelsAt } = header;
  const rowBytes = Math.ceil((widthPx * bits) / 32) * 4;
  const mask = 2 ** bits - 1;
  for (let row = 0; row < heightPx; row++) {
    let to = rowOf(header, row) * widthPx * 3;
    for (let x = 0; x < widthPx; x++) {
      const bit = x * bits;
      const byte = view.getUint8(pixelsAt + row * rowBytes + (bit >> 3));
      const index = ((byte >> (8 - bits - (bit & 7))) & mask) * 3;
      out[to++] = palette[index] ?? 0;
      out[to++] = palette[index + 1] ?? 0;
      out[to++] = palette[index + 2] ?? 0;
    }
  }
}

function readDirect(view: DataView, header: BmpHeader, out: Uint8Array, channels: 3 | 4): void {
  const { widthPx, heightPx, bits, masks, pixelsAt } = header;
  const rowBytes = Math.ceil((widthPx * bits) / 32) * 4;
  const readers = masks.map(channelReader);
  for (let row = 0; row < heightPx; row++) {
    let from = pixelsAt + row * rowBytes;
    let to = rowOf(header, row) * widthPx * channels;
    for (let x = 0; x < widthPx; x++) {
      if (bits === 24) {
        out[to] = view.getUint8(from + 2);
        out[to + 1] = view.getUint8(from + 1);
        out[to + 2] = view.getUint8(from);
      } else {
        const value = bits === 16 ? view.getUint16(from, true) : view.getUint32(from, true);
        for (let channel = 0; channel < channels; channel++) out[to + channel] = readers[channel]?.(value) ?? 0;
      }
      from += bits >> 3;
      to += channels;
    }
  }
}

/** Run-length encoded colour numbers; what the file leaves out keeps the first colour. Every write is within the picture. */
function readRuns(view: DataView, header: BmpHeader, out: Uint8Array): void {
  const { widthPx, heightPx, palette, pixelsAt, compression } = header;
  const isNibbles = compression === compressions.rle4;
  let at = pixelsAt;
  let x = 0;
  let row = 0;
  const put = (index: number): void => {
    if (x < widthPx && row < heightPx) {
      out.set(palette.subarray(index * 3, index * 3 + 3), (rowOf(header, row) * widthPx + x) * 3);
    }
    x += 1;
  };
  const colour = (byte: number, i: number): number => (isNibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte);
  out.set(palette.subarray(0, 3));
  for (let doneBytes = 3; doneBytes < out.byteLength; doneBytes *= 2) out.copyWithin(doneBytes, 0, doneBytes);
  while (row < heightPx) {
    const count = view.getUint8(at++);
    const value = view.getUint8(at++);
    if (count > 0) {
      for (let i = 0; i < count; i++) put(colour(value, i));
    } else if (value === 0) {
      x = 0;
      row += 1;
    } else if (value === 1) {
      return;
    } else if (value === 2) {
      x += view.getUint8(at++);
      row += view.getUint8(at++);
    } else {
      for (let i = 0; i < value; i++) put(colour(view.getUint8(at + (isNibbles ? i >> 1 : i)), i));
      const usedBytes = isNibbles ? (value + 1) >> 1 : value;
      at += usedBytes + (usedBytes & 1);
    }
  }
}

/**
 * Decodes a BMP: 1, 4, 8, 16, 24 and 32 bits, RLE, BITFIELDS, from the top or the bottom, with the headers of Windows and of
 * OS/2 (Microsoft, "Bitmap Storage"). Throws {@link PictureRefusal} for what is damaged, cut off or too large; memory is
 * bounded by the pixel limit before any is taken.
 */
export function decodeBmp(bytes: Uint8Array): BmpPicture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const header = readHeader(view);
    const { widthPx, heightPx, bits, masks, compression, pixelsAt } = header;
    const isRun = compression === compressions.rle8 || compression === compressions.rle4;
    const rowBytes = Math.ceil((widthPx * bits) / 32) * 4;
    // A header that promises more than the file holds takes no memory; the padding of the last row may be missing.
    const leastBytes = isRun ? 2 : rowBytes * (heightPx - 1) + Math.ceil((widthPx * bits) / 8);
    if (pixelsAt + leastBytes > bytes.byteLength) throw broken();
    const channels = bits > 8 && masks[3] !== 0 ? 4 : 3;
    const data = new Uint8Array(widthPx * heightPx * channels);
    if (isRun) readRuns(view, header, data);
    else if (bits <= 8) readIndexed(view, header, data);
    else readDirect(view, header, data, channels);
    return { data, widthPx, heightPx, channels };
  } catch (cause) {
    if (cause instanceof PictureRefusal) throw cause;
    throw broken();
  }
}
