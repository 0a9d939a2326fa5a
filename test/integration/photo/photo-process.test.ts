import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { forkPhotoProcess } from '../../../electron/photo/fork-photo-process.ts';
import type { PhotoOrder } from '../../../electron/photo/make-photo.ts';
import { createPhotoWorker, type PhotoWorker } from '../../../electron/photo/photo-worker.ts';
import type { ChildLink } from '../../../electron/process/child-link.ts';
import { meanDifference } from '../../defined-photo.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { readJpegParts, stuffJpeg } from '../../jpeg-segments.ts';
import { createSeededRandom, mutatePicture } from '../../mutated-picture.ts';

const crop = { centreXPx: 100, centreYPx: 95, edgePx: 120, rotationDeg: 0 };
let portrait: Uint8Array<ArrayBuffer>;
let started: ChildLink[];
let worker: PhotoWorker;

beforeAll(async () => {
  portrait = await portraitJpeg(200);
});
beforeEach(() => {
  started = [];
  worker = createPhotoWorker({
    clock: createSystemClock(),
    spawn() {
      const fresh = forkPhotoProcess();
      started.push(fresh);
      return fresh;
    },
  });
});
afterEach(() => worker.close());

function orderOf(capture: Uint8Array): PhotoOrder {
  return { capture, crop, outputEdgePx: 64, quality: 90, isProgressive: false };
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function expectStillWorking(): Promise<void> {
  expect(await worker.prepare(orderOf(portrait))).toMatchObject({ kind: 'ok' });
}

describe('the photo process', () => {
  test('makes a photo and says the hashes of what came and what went', async () => {
    const made = await worker.prepare(orderOf(portrait));
    if (made.kind === 'error') throw new Error(made.error.code);
    expect(made.value.photo).toBeInstanceOf(Uint8Array);
    expect(made.value.captureSha256).toBe(sha256(portrait));
    expect(made.value.photoSha256).toBe(sha256(made.value.photo));
    expect(await sharp(made.value.photo).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 64 });
  });

  test('opens a picture, compares pictures, and proves that it decodes', async () => {
    const tiny = await sharp({ create: { width: 300, height: 40, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
    expect(await worker.open(tiny)).toMatchObject({
      error: { code: 'picture-too-small', detail: { actual: '300x40' } },
    });
    expect(await worker.open(portrait)).toMatchObject({ kind: 'ok', value: { widthPx: 200, heightPx: 200 } });
    expect(await worker.compare(portrait, portrait)).toBe(0);
    const flopped = await sharp(portrait).flop().jpeg().toBuffer();
    expect(await worker.compare(portrait, flopped)).toBeGreaterThan(10);
    await worker.probe();
  });

  test('killed in the middle of its work costs one answer; the next pictures are made by a fresh one', async () => {
    const first = worker.prepare(orderOf(portrait));
    const second = worker.prepare(orderOf(portrait));
    const third = worker.open(portrait);
    started[0]?.kill();
    expect(await first).toMatchObject({ kind: 'error', error: { code: 'photo-process-failed' } });
    expect(await second).toMatchObject({ kind: 'ok' });
    expect(await third).toMatchObject({ kind: 'ok' });
    expect(started).toHaveLength(2);
  });

  test('reads no format that could draw or fetch: SVG and PDF are refused', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><image href="file:///etc/hostname"/></svg>';
    for (const content of [svg, `<?xml version="1.0"?>${svg}`, '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj']) {
      const opened = await worker.open(new TextEncoder().encode(content));
      expect(opened).toMatchObject({ kind: 'error', error: { code: 'picture-unreadable' } });
    }
    await expectStillWorking();
  });
});

/** A PNG whose header promises more than it holds. */
function pngBomb(widthPx: number, heightPx: number): Uint8Array {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4, 'latin1');
  header.writeUInt32BE(widthPx, 8);
  header.writeUInt32BE(heightPx, 12);
  header.set([8, 6, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  const data = Buffer.from('0000000a49444154789c63000100000500010d0a2db4', 'hex');
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), header, data]);
}

/** The JPEG with other dimensions in its frame header. */
function jpegBomb(jpeg: Uint8Array, edgePx: number): Uint8Array {
  const bytes = Buffer.from(jpeg);
  const frame = bytes.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc2].includes(bytes[at + 1] ?? 0));
  bytes.writeUInt16BE(edgePx, frame + 5);
  bytes.writeUInt16BE(edgePx, frame + 7);
  return bytes;
}

describe('a picture that would fill the memory is refused by its header', () => {
  test.each([
    ['a PNG of 40000 × 40000', () => pngBomb(40_000, 40_000)],
    ['a JPEG of 60000 × 60000', () => jpegBomb(portrait, 60_000)],
    ['a JPEG just above the limit', () => jpegBomb(portrait, 10_955)],
  ])('%s', async (_name, bomb) => {
    const capture = bomb();
    const tooLarge = { kind: 'error', error: { code: 'picture-too-large' } };
    expect(await worker.open(capture)).toMatchObject(tooLarge);
    expect(await worker.prepare(orderOf(capture))).toMatchObject(tooLarge);
    await expectStillWorking();
    expect(started).toHaveLength(1);
  });

  test('a PNG beyond what PNG allows, without a crash', async () => {
    const opened = await worker.open(pngBomb(2 ** 31 - 1, 2 ** 31 - 1));
    expect(opened).toMatchObject({ kind: 'error' });
    await expectStillWorking();
  });
});

const mutations = process.env.KIOSK_TESTS === 'whole' ? 5000 : 150;

describe('damaged pictures', () => {
  test(`get an answer each, ${mutations} of them, and the station goes on`, { timeout: 600_000 }, async () => {
    const pixels = sharp(portrait);
    const sources = [
      portrait,
      await pixels.clone().jpeg({ progressive: true }).toBuffer(),
      await pixels.clone().withMetadata({ orientation: 6 }).withIccProfile('p3').jpeg().toBuffer(),
      await pixels.clone().toColourspace('cmyk').jpeg().toBuffer(),
      stuffJpeg(await pixels.clone().greyscale().jpeg().toBuffer(), []),
    ];
    const random = createSeededRandom(20_261_122);
    const seen: Record<string, number> = {};
    for (let index = 0; index < mutations; index++) {
      const source = sources[index % sources.length] ?? portrait;
      const damaged = mutatePicture(source, random);
      const made = await (index % 4 === 0 ? worker.open(damaged) : worker.prepare(orderOf(damaged)));
      const kind = made.kind === 'ok' ? 'ok' : made.error.code;
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (made.kind === 'error') continue;
      const jpeg = 'photo' in made.value ? made.value.photo : made.value.capture;
      expect(readJpegParts(jpeg).trailingBytes).toBe(0);
    }
    // Both sides of the door were used, and no damage took the process down.
    expect(seen.ok).toBeGreaterThan(mutations / 20);
    expect(seen['picture-unreadable']).toBeGreaterThan(mutations / 20);
    expect(seen['photo-process-failed'] ?? 0).toBe(0);
    await expectStillWorking();
  });
});

describe.runIf(process.platform === 'linux')('inside Electron on Linux', () => {
  test('the WebAssembly build makes the same photo, and the native one is never loaded', async () => {
    const electron = path.resolve(import.meta.dirname, '../../../electron');
    const order = { ...orderOf(portrait), crop: { ...crop, rotationDeg: 4 } };
    const script = `
      Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '0.0.0' } });
      const { loadHardenedSharp } = await import(${JSON.stringify(`${electron}/sharp/sharp-loader.ts`)});
      const { makePhoto } = await import(${JSON.stringify(`${electron}/photo/make-photo.ts`)});
      const { openPicture } = await import(${JSON.stringify(`${electron}/photo/open-picture.ts`)});
      const sharp = await loadHardenedSharp();
      const capture = Buffer.from('${Buffer.from(portrait).toString('base64')}', 'base64');
      const photo = await makePhoto(sharp, { ...${JSON.stringify({ ...order, capture: undefined })}, capture });
      const { widthPx } = await openPicture(sharp, capture);
      const svg = await openPicture(sharp, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))
        .then(() => 'read', () => 'refused');
      const native = process.report.getReport().sharedObjects.filter((file) => /libvips|sharp/.test(file));
      console.log(JSON.stringify({ photo: Buffer.from(photo).toString('base64'), widthPx, svg, native }));
      process.exit(0);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const { photo, ...rest } = JSON.parse(stdout) as { photo: string };
    expect(rest).toEqual({ widthPx: 200, svg: 'refused', native: [] });
    const made = await worker.prepare(order);
    if (made.kind === 'error') throw new Error(made.error.code);
    const [wasm, native] = await Promise.all(
      [Buffer.from(photo, 'base64'), made.value.photo].map((bytes) => sharp(bytes).raw().toBuffer()),
    );
    expect(meanDifference(wasm ?? new Uint8Array(), native ?? new Uint8Array())).toBeLessThan(1);
  });
});
