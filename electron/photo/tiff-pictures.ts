import type { SizePx } from '../../shared/crop.ts';
import { jpegSizeOf } from './jpeg-picture.ts';

/** One picture of a TIFF, and how it is had: by sharp from the whole file, or as a JPEG of its own. */
export type TiffPicture = { readonly widthPx: number; readonly heightPx: number } & (
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'sub-image'; readonly page: number; readonly subImage: number }
  | { readonly kind: 'jpeg'; readonly jpeg: Uint8Array }
);

/** What a hostile file may make us look at. */
const directoryLimit = 64;
const entryLimit = 512;
const depthLimit = 2;

const tags = {
  subfileType: 254,
  width: 256,
  height: 257,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  stripByteCounts: 279,
  subDirectories: 330,
  jpegOffset: 513,
  jpegBytes: 514,
} as const;
/** Sensor data, which needs a program that knows the camera: colour filter array and linear raw (DNG 1.7). */
const sensorPhotometrics: readonly number[] = [32_803, 34_892];
const maskPhotometric = 4;

interface Directory {
  readonly next: number;
  values(tag: number): readonly number[];
  value(tag: number): number | undefined;
}

/** Bytes of one value by its type (TIFF 6.0, §2); only whole numbers are read. */
const typeBytes: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4, 13: 4 };

function readDirectory(view: DataView, at: number, isLittle: boolean): Directory | undefined {
  if (at < 8 || at + 2 > view.byteLength) return undefined;
  const count = Math.min(view.getUint16(at, isLittle), entryLimit);
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * 12;
    if (entry + 12 > view.byteLength) return undefined;
    entries.set(view.getUint16(entry, isLittle), entry);
  }
  const values = (tag: number): readonly number[] => {
    const entry = entries.get(tag);
    if (entry === undefined) return [];
    const sizeBytes = typeBytes[view.getUint16(entry + 2, isLittle)];
    const held = Math.min(view.getUint32(entry + 4, isLittle), entryLimit);
    if (sizeBytes === undefined) return [];
    const from = sizeBytes * held <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
    if (from + sizeBytes * held > view.byteLength) return [];
    return Array.from({ length: held }, (_, i) => {
      const place = from + i * sizeBytes;
      if (sizeBytes === 1) return view.getUint8(place);
      return sizeBytes === 2 ? view.getUint16(place, isLittle) : view.getUint32(place, isLittle);
    });
  };
  const nextAt = at + 2 + view.getUint16(at, isLittle) * 12;
  return {
    next: nextAt + 4 <= view.byteLength ? view.getUint32(nextAt, isLittle) : 0,
    values,
    value: (tag) => values(tag)[0],
  };
}

/** The JPEG that a directory points to, when what is there begins as one. */
function embeddedJpeg(bytes: Uint8Array, directory: Directory): TiffPicture | undefined {
  const [offset, onlyOne] = directory.values(tags.stripOffsets);
  const [stripBytes = 0] = directory.values(tags.stripByteCounts);
  const at = directory.value(tags.jpegOffset) ?? (onlyOne === undefined ? offset : undefined);
  const sizeBytes = directory.value(tags.jpegBytes) ?? stripBytes;
  if (at === undefined || at + sizeBytes > bytes.byteLength) return undefined;
  const jpeg = bytes.subarray(at, at + sizeBytes);
  const size = jpegSizeOf(jpeg);
  return size === undefined ? undefined : { kind: 'jpeg', jpeg, ...size };
}

/** The pictures of a TIFF, and what it says of all of them. */
export interface TiffContents {
  /** The largest first; of equal ones the earlier. */
  readonly pictures: readonly TiffPicture[];
  /** Whether there is sensor data in it: a raw file. */
  readonly isRaw: boolean;
  /** The EXIF orientation of the file as a whole, 1 to 8. */
  readonly orientation: number;
}

function sizeOf(directory: Directory): SizePx | undefined {
  const [widthPx = 0, heightPx = 0] = [directory.value(tags.width), directory.value(tags.height)];
  return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : undefined;
}

/**
 * Every picture in a TIFF (and the raw formats that are TIFFs: DNG, NEF, CR2, ARW …) that can be shown: pages, sub-images and
 * whole JPEGs. Sensor data and masks are left out. Bounded, and empty for what is no TIFF; a BigTIFF is left to libvips.
 */
export function readTiff(bytes: Uint8Array): TiffContents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = view.byteLength >= 8 && view.getUint16(0) === 0x4949;
  if (view.byteLength < 8 || view.getUint16(2, isLittle) !== 42) return { pictures: [], isRaw: false, orientation: 1 };
  const found: TiffPicture[] = [];
  const seen = new Set<number>();
  let isRaw = false;
  let orientation = 1;

  /** Takes what a directory shows; `place` says how libvips reaches it, if it does. The directory, when it is a new one. */
  function look(at: number, depth: number, place: (size: SizePx) => TiffPicture | undefined): Directory | undefined {
    if (seen.has(at) || seen.size >= directoryLimit) return undefined;
    const directory = readDirectory(view, at, isLittle);
    if (directory === undefined) return undefined;
    if (seen.size === 0) orientation = directory.value(tags.orientation) ?? 1;
    seen.add(at);
    const photometric = directory.value(tags.photometric);
    const isSensor = photometric !== undefined && sensorPhotometrics.includes(photometric);
    const isMask = photometric === maskPhotometric || ((directory.value(tags.subfileType) ?? 0) & 4) !== 0;
    isRaw ||= isSensor;
    const size = sizeOf(directory);
    const picture = isSensor || isMask || size === undefined ? undefined : place(size);
    const jpeg = isSensor || isMask ? undefined : embeddedJpeg(bytes, directory);
    // A JPEG that has tags of its own is more certain than what libtiff makes of them; one in a strip may lack its colours.
    const hasOwnTags = directory.value(tags.jpegOffset) !== undefined;
    found.push(...(hasOwnTags ? [jpeg, picture] : [picture, jpeg]).filter((one) => one !== undefined));
    return depth < depthLimit ? directory : undefined;
  }

  let at = view.getUint32(4, isLittle);
  for (let page = 0; at !== 0; page++) {
    const directory = look(at, 0, (size) => ({ kind: 'page', page, ...size }));
    for (const [subImage, inner] of (directory?.values(tags.subDirectories) ?? []).entries()) {
      const nested = look(inner, 1, (size) => ({ kind: 'sub-image', page, subImage, ...size }));
      // libvips reaches no deeper; a JPEG can still be cut out.
      for (const deepest of nested?.values(tags.subDirectories) ?? []) look(deepest, 2, () => undefined);
    }
    at = directory?.next ?? 0;
  }
  const area = ({ widthPx, heightPx }: TiffPicture) => widthPx * heightPx;
  return { pictures: found.sort((a, b) => area(b) - area(a)), isRaw, orientation };
}
