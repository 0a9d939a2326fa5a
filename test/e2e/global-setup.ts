import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writePortraitClip } from '../portrait-clip.ts';
import { clipFile } from './chromium.ts';
import { buildHarness } from './harness/harness-server.ts';
import { bundleHosts } from './host-bundle.ts';

/** Writes the clip that the fake camera plays, and builds the harness and the hosts. */
export default async function globalSetup(): Promise<void> {
  await mkdir(path.dirname(clipFile), { recursive: true });
  await writePortraitClip(clipFile);
  await buildHarness();
  await bundleHosts();
}
