import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** One file in a ZIP archive, as its directory says; what is true of it shows when it is unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly headOffset: number;
}

/** The archive is not what its directory says. */
export class DamagedArchive extends Error {}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const headSignature = 0x04034b50;
const endBytes = 22;
const entryBytes = 46;
const headBytes = 30;
const commentLimit = 65_535;

function endOffset(view: DataView): number {
  const first = Math.max(0, view.byteLength - endBytes - commentLimit);
  for (let offset = view.byteLength - endBytes; offset >= first; offset -= 1) {
    if (view.getUint32(offset, true) === endSignature) return offset;
  }
  throw new DamagedArchive('no end of directory');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The directory of a ZIP archive (PKWARE APPNOTE 4.3; without ZIP64, which no workbook within our bounds needs). Throws
 * {@link DamagedArchive}. Nothing is unpacked.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  try {
    const end = endOffset(view);
    const count = view.getUint16(end + 10, true);
    let offset = view.getUint32(end + 16, true);
    const entries: ZipEntry[] = [];
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(offset, true) !== entrySignature) throw new DamagedArchive('no directory entry');
      const nameBytes = view.getUint16(offset + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(offset + entryBytes, offset + entryBytes + nameBytes));
      entries.push({
        name,
        isEncrypted: (view.getUint16(offset + 8, true) & 1) === 1,
        method: view.getUint16(offset + 10, true),
        packedBytes: view.getUint32(offset + 20, true),
        unpackedBytes: view.getUint32(offset + 24, true),
        headOffset: view.getUint32(offset + 42, true),
      });
      offset += entryBytes + nameBytes + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
    }
    return entries;
  } catch (cause) {
    if (cause instanceof RangeError) throw new DamagedArchive('the directory ends early', { cause });
    throw cause;
  }
}

/**
 * Unpacks one entry in pieces, never more than its directory entry promises: an archive that unpacks to more is damaged, or
 * meant to be. Throws {@link DamagedArchive}.
 */
export async function* unpackEntry(bytes: Uint8Array, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const view = viewOf(bytes);
  const { headOffset: head, packedBytes, unpackedBytes } = entry;
  if (head + headBytes > bytes.byteLength || view.getUint32(head, true) !== headSignature) {
    throw new DamagedArchive('no entry where the directory says');
  }
  const start = head + headBytes + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
  const packed = bytes.subarray(start, start + packedBytes);
  if (packed.byteLength < packedBytes) throw new DamagedArchive('an entry ends early');
  if (entry.method !== 0 && entry.method !== 8) throw new DamagedArchive('an unknown way of packing');
  const pieces: AsyncIterable<Uint8Array> =
    entry.method === 0 ? Readable.from([packed]) : Readable.from([packed]).pipe(createInflateRaw());
  let seenBytes = 0;
  try {
    for await (const piece of pieces) {
      seenBytes += piece.byteLength;
      if (seenBytes > unpackedBytes) throw new DamagedArchive('an entry is larger than it says');
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')) {
      throw new DamagedArchive('an entry cannot be unpacked', { cause });
    }
    throw cause;
  }
  if (seenBytes !== unpackedBytes) throw new DamagedArchive('an entry is smaller than it says');
}
