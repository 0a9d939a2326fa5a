/** One directory of a TIFF of a test: a picture of one colour, with what else it says of itself. */
export interface TiffDirectory {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colour: readonly [number, number, number];
  /** 2: RGB; 4: mask; 32803: sensor data. */
  readonly photometric?: number;
  readonly subfileType?: number;
  readonly orientation?: number;
  /** A JPEG instead of plain pixels: as a strip of compression 7, or through the two older tags. */
  readonly jpeg?: { readonly bytes: Uint8Array; readonly how: 'strip' | 'tags' };
  readonly subImages?: readonly TiffDirectory[];
}

type Entry = readonly [tag: number, type: 3 | 4, values: readonly number[]];

/** Writes directories, little-endian, one after the other, each with its sub-images behind it. */
export function tiffOf(pages: readonly TiffDirectory[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  let sizeBytes = 8;
  const append = (part: Buffer): number => {
    const at = sizeBytes;
    parts.push(part);
    sizeBytes += part.byteLength;
    return at;
  };

  /** Writes a directory and what it points to; gives where it is, and the buffer whose last four bytes name the next. */
  function write(directory: TiffDirectory): { readonly at: number; readonly buffer: Buffer } {
    const { widthPx, heightPx, colour, photometric = 2, jpeg } = directory;
    const plain = Buffer.alloc(widthPx * heightPx * 3, Buffer.from(colour));
    const pixels = jpeg?.how === 'strip' ? Buffer.from(jpeg.bytes) : plain;
    const pixelsAt = append(pixels);
    const bitsAt = append(Buffer.from([8, 0, 8, 0, 8, 0]));
    const jpegAt = jpeg?.how === 'tags' ? append(Buffer.from(jpeg.bytes)) : 0;
    const subAts = (directory.subImages ?? []).map((one) => write(one).at);
    const subListAt = subAts.length > 1 ? append(Buffer.from(Uint32Array.from(subAts).buffer)) : (subAts[0] ?? 0);
    const entries: Entry[] = [
      [254, 4, [directory.subfileType ?? 0]],
      [256, 4, [widthPx]],
      [257, 4, [heightPx]],
      [258, 3, [3, bitsAt]],
      [259, 3, [jpeg?.how === 'strip' ? 7 : 1]],
      [262, 3, [photometric]],
      [273, 4, [pixelsAt]],
      ...(directory.orientation === undefined ? [] : [[274, 3, [directory.orientation]] as Entry]),
      [277, 3, [3]],
      [278, 4, [heightPx]],
      [279, 4, [pixels.byteLength]],
      ...(subAts.length === 0 ? [] : [[330, 4, [subAts.length, subListAt]] as Entry]),
      ...(jpegAt === 0
        ? []
        : ([
            [513, 4, [jpegAt]],
            [514, 4, [jpeg?.bytes.byteLength ?? 0]],
          ] as Entry[])),
    ];
    const buffer = Buffer.alloc(2 + entries.length * 12 + 4);
    buffer.writeUInt16LE(entries.length);
    for (const [index, [tag, type, values]] of entries.entries()) {
      const entry = 2 + index * 12;
      const [first = 0, place] = values;
      buffer.writeUInt16LE(tag, entry);
      buffer.writeUInt16LE(type, entry + 2);
      buffer.writeUInt32LE(place === undefined ? 1 : first, entry + 4);
      buffer.writeUInt32LE(place ?? first, entry + 8);
    }
    return { at: append(buffer), buffer };
  }

  const written = pages.map(write);
  parts[0]?.writeUInt32LE(written[0]?.at ?? 0, 4);
  for (const [index, { buffer }] of written.entries()) {
    buffer.writeUInt32LE(written[index + 1]?.at ?? 0, buffer.byteLength - 4);
  }
  return Buffer.concat(parts);
}
