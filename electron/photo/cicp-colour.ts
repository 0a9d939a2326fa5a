import type { PictureFormat } from '../../shared/picture-format.ts';

/** Colour told by code points (ITU-T H.273) instead of a profile. */
export interface CicpColour {
  readonly primaries: number;
  readonly transfer: number;
}

type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Chromaticities of red, green, blue and white of H.273, table 2. */
const d65 = [0.3127, 0.329] as const;
const primariesTable: Readonly<
  Record<number, readonly [number, number, number, number, number, number, number, number]>
> = {
  1: [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, ...d65],
  4: [0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.31, 0.316],
  5: [0.64, 0.33, 0.29, 0.6, 0.15, 0.06, ...d65],
  6: [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...d65],
  7: [0.63, 0.34, 0.31, 0.595, 0.155, 0.07, ...d65],
  9: [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, ...d65],
  11: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351],
  12: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, ...d65],
};
const pqTransfer = 16;
const hlgTransfer = 18;

/** The peak that HDR without metadata is taken to have, over the white of SDR: 1,000 and 203 nits (ITU-R BT.2408). */
const peak = 1000 / 203;

function srgbToLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function linearToSrgb(value: number): number {
  return value <= 0.003_130_8 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

/** SMPTE ST 2084; 1 is the white of SDR. */
function pqToLinear(value: number): number {
  const power = value ** (32 / 2523);
  return (10_000 / 203) * (Math.max(power - 3424 / 4096, 0) / (2413 / 128 - (2392 / 128) * power)) ** (16_384 / 2610);
}

/** The scene's light of ITU-R BT.2100 HLG, 0 to 1. */
function hlgToScene(value: number): number {
  const a = 0.178_832_77;
  const b = 1 - 4 * a;
  const c = 0.5 - a * Math.log(4 * a);
  return value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - c) / a) + b) / 12;
}

/** Curves as Chromium reads them: those of video are the display's (BT.1886), not the camera's. */
const transferTable: Readonly<Record<number, (value: number) => number>> = {
  1: (value) => value ** 2.4,
  4: (value) => value ** 2.2,
  5: (value) => value ** 2.8,
  6: (value) => value ** 2.4,
  8: (value) => value,
  13: srgbToLinear,
  14: (value) => value ** 2.4,
  15: (value) => value ** 2.4,
  [pqTransfer]: pqToLinear,
  17: (value) => (52.37 / 48) * value ** 2.6,
  [hlgTransfer]: hlgToScene,
};

function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const at = (row: number, column: number) =>
    [0, 1, 2].reduce((sum, k) => sum + (a[row * 3 + k] ?? 0) * (b[k * 3 + column] ?? 0), 0);
  return [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => at(row, column))) as unknown as Matrix3;
}

function inverse([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const cofactors = [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f];
  return [...cofactors, d * h - e * g, b * g - a * h, a * e - b * d].map((value) => value / det) as unknown as Matrix3;
}

function apply(m: Matrix3, x: number, y: number, z: number): [number, number, number] {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}

const bradford: Matrix3 = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

/** Linear RGB of these primaries to CIE XYZ, its white made that of D65 (Bradford), so that grey stays grey. */
function toXyz(primaries: number): Matrix3 {
  const row = primariesTable[primaries] ?? primariesTable[1];
  if (row === undefined) throw new RangeError(`expected known primaries, actual ${primaries}`);
  const [rx, ry, gx, gy, bx, by, wx, wy] = row;
  const columns: Matrix3 = [
    rx / ry,
    gx / gy,
    bx / by,
    1,
    1,
    1,
    (1 - rx - ry) / ry,
    (1 - gx - gy) / gy,
    (1 - bx - by) / by,
  ];
  const white = [wx / wy, 1, (1 - wx - wy) / wy] as const;
  const scale = apply(inverse(columns), ...white);
  const xyz = columns.map((value, index) => value * (scale[index % 3] ?? 0)) as unknown as Matrix3;
  const cones = apply(bradford, ...white);
  const wanted = apply(bradford, d65[0] / d65[1], 1, (1 - d65[0] - d65[1]) / d65[1]);
  const [l, m, s] = wanted.map((value, index) => value / (cones[index] ?? 1)) as [number, number, number];
  return multiply(multiply(inverse(bradford), multiply([l, 0, 0, 0, m, 0, 0, 0, s], bradford)), xyz);
}

function conversion(from: number, to: number): Matrix3 {
  return multiply(inverse(toXyz(to)), toXyz(from));
}

/**
 * By how much light is dimmed where the brightest of red, green and blue (of BT.2020) is `light`: up to SDR's white by
 * half, from there along a curve that brings the peak to white. Measured from Chromium 156, whose curve is a quadratic
 * Bézier between (1, ½) and (peak, 1).
 */
function toneGain(light: number): number {
  if (light <= 1) return 0.5;
  if (light >= peak) return 1 / light;
  const [midX, midY] = [0.35 + 0.65 * 2, 0.35 * 0.5 + 0.65];
  const [a, b, c] = [1 - 2 * midX + peak, 2 * midX - 2, 1 - light];
  const t = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  return ((1 - t) ** 2 * 0.5 + 2 * t * (1 - t) * midY + t * t) / light;
}

const curveSteps = 65_536;
const encodeSteps = 8192;

/**
 * Makes 16-bit RGB (native byte order) of a CICP colour into 8-bit sRGB, as Chromium draws it: what is beyond sRGB is cut, HDR
 * is toned down.
 */
export function cicpToSrgb(pixels: Uint16Array, { primaries, transfer }: CicpColour): Uint8Array {
  const linear = transferTable[transfer];
  if (linear === undefined) throw new RangeError(`expected a known transfer, actual ${transfer}`);
  const curve = Float32Array.from({ length: curveSteps }, (_, step) => linear(step / (curveSteps - 1)));
  // Finer where sRGB is steep: a square root's scale.
  const encoded = Uint8Array.from({ length: encodeSteps + 1 }, (_, step) =>
    Math.round(255 * linearToSrgb((step / encodeSteps) ** 2)),
  );
  const isHlg = transfer === hlgTransfer;
  const isHdr = isHlg || transfer === pqTransfer;
  const direct = conversion(primaries, 1);
  const toWide = conversion(primaries, 9);
  const out = new Uint8Array(pixels.length);
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const r = curve[pixels[at] ?? 0] ?? 0;
    const g = curve[pixels[at + 1] ?? 0] ?? 0;
    const b = curve[pixels[at + 2] ?? 0] ?? 0;
    let gain = 1;
    if (isHdr) {
      const wideR = toWide[0] * r + toWide[1] * g + toWide[2] * b;
      const wideG = toWide[3] * r + toWide[4] * g + toWide[5] * b;
      const wideB = toWide[6] * r + toWide[7] * g + toWide[8] * b;
      // HLG's light depends on the scene's brightness (BT.2100, reference OOTF at 1,000 nits).
      const light = isHlg ? peak * Math.max(0.2627 * wideR + 0.678 * wideG + 0.0593 * wideB, 0) ** 0.2 : 1;
      gain = light * toneGain(light * Math.max(wideR, wideG, wideB));
    }
    for (let row = 0; row < 9; row += 3) {
      const value = gain * ((direct[row] ?? 0) * r + (direct[row + 1] ?? 0) * g + (direct[row + 2] ?? 0) * b);
      const step = value <= 0 ? 0 : value >= 1 ? encodeSteps : Math.round(Math.sqrt(value) * encodeSteps);
      out[at + row / 3] = encoded[step] ?? 0;
    }
  }
  return out;
}

/** The code points of a PNG's `cICP` chunk (PNG, third edition, §11.3.2.6), which comes before the picture data. */
function pngCicp(bytes: Uint8Array): CicpColour | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const name = view.getUint32(at + 4);
    if (name === 0x49444154) return undefined;
    if (name === 0x63494350 && view.getUint32(at) === 4) {
      return { primaries: view.getUint8(at + 8), transfer: view.getUint8(at + 9) };
    }
  }
  return undefined;
}

/** The code points of a `colr` box of type `nclx` in the properties of an AVIF (ISO/IEC 14496-12, §12.1.5). */
function avifCicp(bytes: Uint8Array): CicpColour | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf('colrnclx', 0, 'latin1');
  if (at < 0 || at + 12 > buffer.byteLength) return undefined;
  const [primaries, transfer] = [buffer.readUInt16BE(at + 8), buffer.readUInt16BE(at + 10)];
  // As Chromium reads them here: unspecified, and the camera curves of video, are sRGB.
  return {
    primaries: primaries === 2 ? 1 : primaries,
    transfer: [1, 2, 6, 14, 15].includes(transfer) ? 13 : transfer,
  };
}

/**
 * The colour that a picture tells by code points, when it is another than sRGB and known. A PNG's goes before its profile, an
 * AVIF's profile before the code points.
 */
export function foreignCicp(bytes: Uint8Array, format: PictureFormat, hasProfile: boolean): CicpColour | undefined {
  const colour = format === 'png' ? pngCicp(bytes) : format === 'avif' && !hasProfile ? avifCicp(bytes) : undefined;
  if (colour === undefined || !(colour.primaries in primariesTable) || !(colour.transfer in transferTable))
    return undefined;
  return colour.primaries === 1 && colour.transfer === 13 ? undefined : colour;
}
