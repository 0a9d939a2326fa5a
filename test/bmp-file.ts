/** How a BMP of a test is written. */
export interface BmpShape {
  readonly bits: 1 | 4 | 8 | 16 | 24 | 32;
  readonly isTopDown?: boolean;
  /** 12: OS/2; 40: Windows; 108, 124: with masks and colour space. */
  readonly headerBytes?: 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124;
  readonly compression?: 'none' | 'rle' | 'fields';
  /** Red, green, blue, alpha. */
  readonly masks?: readonly [number, number, number, number];
}

type Rgb = readonly [number, number, number];

function sizeOfMask(mask: number): { readonly shift: number; readonly most: number } {
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, most: mask >>> shift };
}

function packed([r, g, b]: Rgb, masks: readonly number[]): number {
  const channels = [r, g, b, 255];
  return masks.reduce((sum, mask, index) => {
    if (mask === 0) return sum;
    const { shift, most } = sizeOfMask(mask);
    return (sum | (Math.round(((channels[index] ?? 0) * most) / 255) << shift)) >>> 0;
  }, 0);
}

function runsOf(row: readonly number[], isNibbles: boolean): number[] {
  const out: number[] = [];
  for (let at = 0; at < row.length; ) {
    let count = 1;
    while (count < 255 && row[at + count] === row[at]) count += 1;
    const index = row[at] ?? 0;
    out.push(count, isNibbles ? (index << 4) | index : index);
    at += count;
  }
  return [...out, 0, 0];
}

/** Writes rows of colours (from the top) as a BMP of this shape. */
export function bmpOf(rows: readonly (readonly Rgb[])[], shape: BmpShape): Buffer {
  const { bits, isTopDown = false, headerBytes = 40, compression = 'none', masks = [0x7c00, 0x3e0, 0x1f, 0] } = shape;
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const colours = [...new Map(rows.flat().map((rgb) => [rgb.join(), rgb])).values()];
  const fieldsBytes = compression === 'fields' && headerBytes === 40 ? 12 : 0;
  const entryBytes = headerBytes === 12 ? 3 : 4;
  const paletteCount = bits <= 8 ? 2 ** bits : 0;
  const pixelsAt = 14 + headerBytes + fieldsBytes + paletteCount * entryBytes;
  const stored = isTopDown ? rows : [...rows].reverse();
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const lines = stored.map((row) => {
    const indexes = row.map((rgb) => colours.findIndex((colour) => colour.join() === rgb.join()));
    if (compression === 'rle') return Buffer.from(runsOf(indexes, bits === 4));
    const line = Buffer.alloc(rowBytes);
    for (const [x, rgb] of row.entries()) {
      if (bits <= 8) {
        const bit = x * bits;
        line[bit >> 3] = (line[bit >> 3] ?? 0) | ((indexes[x] ?? 0) << (8 - bits - (bit & 7)));
      } else if (bits === 24) line.set([rgb[2], rgb[1], rgb[0]], x * 3);
      else if (bits === 16) line.writeUInt16LE(packed(rgb, masks), x * 2);
      else line.writeUInt32LE(packed(rgb, compression === 'fields' ? masks : [0xff0000, 0xff00, 0xff, 0]), x * 4);
    }
    return line;
  });
  const head = Buffer.alloc(pixelsAt);
  head.write('BM', 'latin1');
  head.writeUInt32LE(pixelsAt, 10);
  head.writeUInt32LE(headerBytes, 14);
  if (headerBytes === 12) {
    head.writeUInt16LE(width, 18);
    head.writeUInt16LE(height, 20);
    head.writeUInt16LE(1, 22);
    head.writeUInt16LE(bits, 24);
  } else {
    head.writeInt32LE(width, 18);
    head.writeInt32LE(isTopDown ? -height : height, 22);
    head.writeUInt16LE(1, 26);
    head.writeUInt16LE(bits, 28);
    if (headerBytes >= 40) head.writeUInt32LE({ none: 0, rle: bits === 8 ? 1 : 2, fields: 3 }[compression], 30);
    if (compression === 'fields') {
      for (const [index, mask] of masks.slice(0, headerBytes >= 56 ? 4 : 3).entries()) {
        head.writeUInt32LE(mask, 54 + index * 4);
      }
    }
  }
  for (const [index, [r, g, b]] of colours.slice(0, paletteCount).entries()) {
    head.set([b, g, r], 14 + headerBytes + fieldsBytes + index * entryBytes);
  }
  return Buffer.concat([head, ...lines, ...(compression === 'rle' ? [Buffer.from([0, 1])] : [])]);
}
