import path from 'node:path';
import sharp from 'sharp';

/** The portrait fixture as a square JPEG. */
export async function portraitJpeg(edgePx = 648): Promise<Uint8Array<ArrayBuffer>> {
  const file = path.join(import.meta.dirname, 'fixtures', 'astronaut.png');
  return new Uint8Array(await sharp(file).resize(edgePx, edgePx).jpeg({ quality: 90 }).toBuffer());
}

/** Mean difference of two pictures, 0 to 255, compared at 64 pixels a side. */
export async function pictureDifference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const small = (bytes: Uint8Array) => sharp(bytes).resize(64, 64, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  const [one, other] = await Promise.all([small(a), small(b)]);
  let sum = 0;
  for (const [index, value] of one.entries()) sum += Math.abs(value - (other[index] ?? 0));
  return sum / one.length;
}
