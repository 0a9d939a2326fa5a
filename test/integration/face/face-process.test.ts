import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faceFiles } from '../../../build/face-files.ts';
import { createFaceReader, type FaceReader } from '../../../electron/face/face-reader.ts';
import { forkFaceProcess } from '../../../electron/face/fork-face-process.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { forkPhotoProcess } from '../../../electron/photo/fork-photo-process.ts';
import { createPhotoWorker, type PhotoWorker } from '../../../electron/photo/photo-worker.ts';
import type { ChildLink } from '../../../electron/process/child-link.ts';
import { createFakeClock } from '../../fake-clock.ts';

const clock = createSystemClock();
const portraitFile = path.resolve(import.meta.dirname, '../../fixtures/astronaut.png');
let folder: string;
let photoWorker: PhotoWorker;
let portrait: Uint8Array;
let started: ChildLink[];
/** The process is killed in the middle of its next picture. */
let shouldKill: boolean;
let reader: FaceReader;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-face-files-'));
  for (const { name, source } of faceFiles) cpSync(source, path.join(folder, name));
  photoWorker = createPhotoWorker({ spawn: forkPhotoProcess, clock });
  // Lying on its side with a note that says so, four times as large as what is looked at.
  portrait = await sharp(readFileSync(portraitFile))
    .resize(2560, 2560)
    .rotate(90)
    .jpeg()
    .withMetadata({ orientation: 8 })
    .toBuffer();
});
beforeEach(() => {
  started = [];
  shouldKill = false;
  reader = createFaceReader({ spawn, decode: photoWorker.decode, clock });
});
afterEach(() => reader.close());
afterAll(async () => {
  await photoWorker.close();
  rmSync(folder, { recursive: true });
});

function spawn(): ChildLink {
  const fresh = forkFaceProcess(folder);
  started.push(fresh);
  return {
    ...fresh,
    post(message) {
      fresh.post(message);
      if (shouldKill) fresh.kill();
      shouldKill = false;
    },
  };
}

describe('the face process', () => {
  test('finds the face of an upright picture, in that picture’s own pixels', async () => {
    expect(started).toHaveLength(0);
    const read = await reader.read(portrait);
    if (read.kind === 'error') throw new Error(JSON.stringify(read.error));
    const { size, faceCount, face } = read.value;
    expect(size).toEqual({ widthPx: 2560, heightPx: 2560 });
    expect(faceCount).toBe(1);
    // astronaut.png: eyes at (204, 102) and (248, 105) of 512.
    expect(Math.hypot((face?.eyeMidpoint.x ?? 0) - 1128, (face?.eyeMidpoint.y ?? 0) - 517)).toBeLessThan(15);
    expect(face?.eyeOpenness).toBeGreaterThan(0.2);
    // For a crop the same places without what it does not need.
    const { pictureHighlight: _, ...placement } = read.value;
    const { light: _light, sharpness: _sharpness, eyeOpenness: _eyes, ...places } = face ?? {};
    expect(await reader.place(portrait)).toEqual({ kind: 'ok', value: { ...placement, face: places } });
  });

  test('says that a cat is nobody', async () => {
    const cat = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/chelsea.png'));
    expect(await reader.read(cat)).toMatchObject({ kind: 'ok', value: { faceCount: 0, face: undefined } });
    expect(await reader.place(cat)).toMatchObject({ kind: 'ok', value: { faceCount: 0, face: undefined } });
  });

  test('answers a file that is no picture without ever starting', async () => {
    expect(await reader.read(new Uint8Array([1, 2, 3]))).toMatchObject({
      kind: 'error',
      error: { code: 'picture-unreadable' },
    });
    expect(started).toHaveLength(0);
  });

  test('ends when it is told to rest, and a fresh one takes the next picture', async () => {
    const first = await reader.place(portrait);
    reader.rest();
    expect(await reader.place(portrait)).toEqual(first);
    expect(started).toHaveLength(2);
  });

  test('costs one answer when it is killed, and takes the next picture in a fresh process', async () => {
    expect(await reader.read(portrait)).toMatchObject({ kind: 'ok' });
    shouldKill = true;
    const answers = await Promise.all([reader.read(portrait), reader.read(portrait)]);
    expect(answers.map(({ kind }) => kind)).toEqual(['error', 'ok']);
    expect(started).toHaveLength(2);
  });

  test('ends by itself where its models are not, and says so to who asked', async () => {
    const lost = createFaceReader({
      spawn: () => forkFaceProcess(path.join(folder, 'nowhere')),
      decode: photoWorker.decode,
      clock,
    });
    expect(await lost.read(portrait)).toEqual({
      kind: 'error',
      error: { code: 'photo-process-failed', detail: { reason: 'seeing a face: ended with 70' } },
    });
    await lost.close();
  });

  test('is ended when it hangs, and the one who asked is told', async () => {
    const fake = createFakeClock();
    let isKilled = false;
    const hung = createFaceReader({
      clock: fake,
      timeLimitMs: 5000,
      decode: async () => ({
        kind: 'ok',
        value: { data: new Uint8Array(3), widthPx: 1, heightPx: 1, pictureSize: { widthPx: 1, heightPx: 1 } },
      }),
      spawn: () => ({
        post() {},
        onMessage() {},
        onExit() {},
        kill() {
          isKilled = true;
        },
      }),
    });
    const asked = hung.read(portrait);
    await Promise.resolve();
    await fake.advance(5000);
    expect(await asked).toMatchObject({ kind: 'error', error: { detail: { reason: 'seeing a face: took too long' } } });
    expect(isKilled).toBe(true);
  });
});
