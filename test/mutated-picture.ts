/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Damages a picture in one of six ways: bits, bytes, header, a cut end, a removed part, a repeated part. */
export function mutatePicture(picture: Uint8Array, random: () => number): Uint8Array {
  const bytes = Uint8Array.from(picture);
  const place = () => Math.floor(random() * bytes.length);
  const [a, b] = [place(), place()].sort((one, other) => one - other) as [number, number];
  const times = 1 + Math.floor(random() * 20);
  switch (Math.floor(random() * 6)) {
    case 0:
      for (let i = 0; i < times; i++) {
        const at = place();
        bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      }
      return bytes;
    case 1:
      for (let i = 0; i < times; i++) bytes[place()] = Math.floor(random() * 256);
      return bytes;
    case 2:
      for (let i = 0; i < times; i++)
        bytes[Math.floor(random() * Math.min(700, bytes.length))] = Math.floor(random() * 256);
      return bytes;
    case 3:
      return bytes.subarray(0, a);
    case 4:
      return Buffer.concat([bytes.subarray(0, a), bytes.subarray(b)]);
    default:
      return Buffer.concat([bytes.subarray(0, b), bytes.subarray(a, Math.min(b, a + 2000)), bytes.subarray(b)]);
  }
}
