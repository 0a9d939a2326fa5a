import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writePortraitClip } from '../portrait-clip.ts';

const file = path.resolve(import.meta.dirname, '../../test-results/portrait-30.y4m');
/** As quick as a webcam: the tests' own clip has fewer frames than the coach should read. */
const framesPerSecond = 30;

/** The portrait for a fake camera that is as quick as a webcam; resolves with the file's path. */
export async function writeWebcamClip(): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writePortraitClip(file, framesPerSecond);
  return file;
}
