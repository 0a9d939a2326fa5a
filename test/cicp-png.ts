import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** A PNG with a patch of `patchPx` for each colour, side by side, which says what its numbers mean by `cICP`. */
export async function cicpPng(
  colours: readonly (readonly [number, number, number])[],
  cicp: { readonly primaries: number; readonly transfer: number },
  patchPx = 16,
): Promise<Buffer> {
  const row = Buffer.concat(colours.map((colour) => Buffer.alloc(patchPx * 3, Buffer.from(colour))));
  const raw = { width: colours.length * patchPx, height: patchPx, channels: 3 } as const;
  const png = await sharp(Buffer.alloc(row.byteLength * patchPx, row), { raw })
    .png()
    .toBuffer();
  const chunk = Buffer.alloc(16);
  chunk.writeUInt32BE(4);
  chunk.write('cICP', 4, 'latin1');
  chunk.set([cicp.primaries, cicp.transfer, 0, 1], 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 12)), 12);
  // Behind the header, whose length is fixed.
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

/** The colours in the middles of the patches of such a picture. */
export async function patchColours(picture: Uint8Array, count: number): Promise<number[][]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const middleRow = Math.floor(info.height / 2) * info.width;
  return Array.from({ length: count }, (_, index) => {
    const at = (middleRow + Math.floor(((index + 0.5) * info.width) / count)) * 3;
    return [...data.subarray(at, at + 3)];
  });
}
