import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, type WriterOptions, writeBarcode } from 'zxing-wasm/writer';
import { openCodeReader } from '../renderer/badge/code-reader.ts';

export type CodeFormat = NonNullable<WriterOptions['format']>;

let isReady = false;

async function installedWasm(name: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(createRequire(import.meta.url).resolve(name))).buffer;
}

async function makeReady(): Promise<void> {
  if (isReady) return;
  const wasmBinary = await installedWasm('zxing-wasm/writer/zxing_writer.wasm');
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  isReady = true;
}

/** A code as a PNG on white with its quiet zone, `modulePx` for its narrowest bar or square. */
export async function renderCode(format: CodeFormat, text: string, modulePx: number): Promise<Buffer> {
  await makeReady();
  const { image, error } = await writeBarcode(text, { format, scale: modulePx, withQuietZones: true });
  if (image === null) throw new Error(`${format} ${text}: ${error}`);
  const border = 4 * modulePx;
  return sharp(await image.arrayBuffer())
    .extend({ top: border, bottom: border, left: border, right: border, background: 'white' })
    .png()
    .toBuffer();
}

/** How a code is held before the camera. */
export interface HeldCode {
  readonly modulePx: number;
  readonly rotationDeg?: number;
  readonly blurPx?: number;
  /** Part of the light that is left, 1 for all. */
  readonly light?: number;
}

/** The reader of codes as the app has it, in this process. */
export async function openInstalledCodeReader(): ReturnType<typeof openCodeReader> {
  return openCodeReader(await installedWasm('zxing-wasm/reader/zxing_reader.wasm'));
}

const ground = { r: 122, g: 116, b: 104 };

/** A frame of 1280×720 with a code held into its middle, as raw RGBA pixels. */
export async function frameWithCode(format: CodeFormat, text: string, held: HeldCode): Promise<ImageData> {
  const code = await sharp(await renderCode(format, text, held.modulePx))
    .rotate(held.rotationDeg ?? 0, { background: ground })
    .png()
    .toBuffer();
  const scene = await sharp({ create: { width: 1280, height: 720, channels: 3, background: ground } })
    .composite([{ input: code, gravity: 'centre' }])
    .removeAlpha()
    .raw()
    .toBuffer();
  const lit = sharp(scene, { raw: { width: 1280, height: 720, channels: 3 } }).linear(held.light ?? 1, 8);
  return pixelsOf(held.blurPx === undefined ? lit : lit.blur(held.blurPx));
}

/** A picture as a canvas gives it. */
export async function pixelsOf(picture: Sharp): Promise<ImageData> {
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' } as unknown as ImageData;
}
