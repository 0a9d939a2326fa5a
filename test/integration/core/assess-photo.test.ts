import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faceFiles } from '../../../build/face-files.ts';
import { forkFaceProcess } from '../../../electron/face/fork-face-process.ts';
import type { ChildLink } from '../../../electron/process/child-link.ts';
import { captureToPhoto } from '../../../shared/crop-geometry.ts';
import { photoAssessmentSchema } from '../../../shared/face/photo-assessment.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';

const fixture = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../fixtures', name));
const portrait = fixture('astronaut.png');
/** The flag beside the person. */
const elsewhere = { centreXPx: 60, centreYPx: 100, edgePx: 100, rotationDeg: 0 };
let folder: string;
let station: CoreStation;
let started = 0;

function spawnFaceProcess(): ChildLink {
  started += 1;
  return forkFaceProcess(folder);
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-face-files-'));
  for (const { name, source } of faceFiles) cpSync(source, path.join(folder, name));
  station = await openCoreStation({ spawnFaceProcess, settings: { photo: { headShare: 0.7, headroom: 0.1 } } });
});
afterAll(async () => {
  await station.core.stop();
  rmSync(folder, { recursive: true });
});

describe('a picture that is looked at before it becomes a photo', () => {
  test('gets the crop that its face asks for, as the settings want it', async () => {
    const reply = await station.ask('photos.assess', { picture: portrait });
    if (reply.kind === 'error') throw new Error(JSON.stringify(reply.error));
    const { suggestion, faults } = photoAssessmentSchema.parse(reply.value);
    expect(suggestion).toMatchObject({ isFromFace: true, isTilted: false, isHeadWhole: true });
    // The eyes of astronaut.png are at (204, 102) and (248, 105), its head about 150 pixels high.
    const eyes = captureToPhoto(suggestion.crop, { x: 226, y: 103.5 });
    expect(eyes.u).toBeCloseTo(0.5, 1);
    expect(eyes.v).toBeCloseTo(0.45, 1);
    expect(150 / suggestion.crop.edgePx).toBeCloseTo(0.7, 1);
    // 44 pixels between the eyes are too few for a photo of 648.
    expect(faults).toEqual(['too-small']);
  });

  test('is told that a crop beside the face shows nobody', async () => {
    expect(await station.ask('photos.assess', { picture: portrait, crop: elsewhere })).toMatchObject({
      kind: 'ok',
      value: { faults: ['no-face'] },
    });
  });

  test('gets a crop all the same where nobody is', async () => {
    expect(await station.ask('photos.assess', { picture: fixture('coffee.png') })).toMatchObject({
      kind: 'ok',
      value: { suggestion: { isFromFace: false }, faults: ['no-face'] },
    });
  });

  test('answers the crop and words for faults, and nothing that was measured', async () => {
    const reply = await station.ask('photos.assess', { picture: portrait });
    expect(Object.keys(reply.kind === 'ok' ? (reply.value as object) : {}).sort()).toEqual(['faults', 'suggestion']);
  });

  test('is refused when it is no picture', async () => {
    expect(await station.ask('photos.assess', { picture: new Uint8Array([1, 2, 3]) })).toMatchObject({
      kind: 'error',
      error: { code: 'picture-unreadable' },
    });
  });

  test('is looked at by no one where that is switched off', async () => {
    const before = started;
    const off = await openCoreStation({ spawnFaceProcess, settings: { station: { faceGuidance: false } } });
    expect(await off.ask('photos.assess', { picture: portrait })).toEqual({
      kind: 'error',
      error: { code: 'not-allowed' },
    });
    expect(await off.ask('station.snapshot')).toMatchObject({
      kind: 'ok',
      value: { station: { faceGuidance: false } },
    });
    expect(started).toBe(before);
    await off.core.stop();
  });
});
