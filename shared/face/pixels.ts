/** An upright picture as bytes, rows from the top; of four channels the last is ignored. */
export interface Pixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
}

/** The longest edge of the picture that faces are looked for in: what the thresholds were measured on. */
export const readingEdgePx = 640;

/** Brightness of three channels, 0 to 255 (Rec. 709 weights on the encoded values). */
export function luma(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Brightness of one pixel, 0 to 255; the place must be inside. */
export function lumaAt({ data, widthPx, channels }: Pixels, x: number, y: number): number {
  const at = (y * widthPx + x) * channels;
  return luma(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
}
