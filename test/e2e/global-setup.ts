import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writePortraitClip } from '../portrait-clip.ts';
import { clipFile } from './chromium.ts';

/** Writes the clip that the fake camera plays. */
export default async function globalSetup(): Promise<void> {
  await mkdir(path.dirname(clipFile), { recursive: true });
  await writePortraitClip(clipFile);
}
