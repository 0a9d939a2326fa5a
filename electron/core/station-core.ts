import { randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { OwnedDemoLink } from '../demo/demo-link.ts';
import { createFaceReader } from '../face/face-reader.ts';
import { createPhotoWorker } from '../photo/photo-worker.ts';
import type { ChildLink } from '../process/child-link.ts';
import { createKiosk, type Kiosk, type KioskParts } from './kiosk.ts';

/** What a host gives: the ways to processes and networks that only it knows. */
export interface StationCoreParts
  extends Omit<KioskParts, 'photoWorker' | 'faceReader' | 'demo' | 'random' | 'randomId'> {
  readonly spawnPhotoProcess: () => ChildLink;
  readonly spawnFaceProcess: () => ChildLink;
  /** Called when the settings name the demo tenant. */
  readonly linkDemo: () => Promise<OwnedDemoLink>;
}

/** Builds the core with the processes beside it, which end with it, also when it cannot be built. The same for every host. */
export async function openStationCore(parts: StationCoreParts): Promise<Result<Kiosk, Failure>> {
  const isDemo = parts.loaded.settings.tenant === 'demo';
  const demo = isDemo ? await parts.linkDemo() : undefined;
  const photoWorker = createPhotoWorker({ spawn: parts.spawnPhotoProcess, clock: parts.clock });
  const faceReader = createFaceReader({
    spawn: parts.spawnFaceProcess,
    decode: photoWorker.decode,
    clock: parts.clock,
  });
  const kiosk = await createKiosk({
    ...parts,
    random: Math.random,
    randomId: randomUUID,
    photoWorker,
    faceReader,
    ...(demo === undefined ? {} : { demo }),
  });
  if (kiosk.kind === 'error') {
    await faceReader.close();
    await photoWorker.close();
    await demo?.close();
    return kiosk;
  }
  const { stop } = kiosk.value;
  return ok({
    ...kiosk.value,
    async stop() {
      await stop();
      await demo?.close();
    },
  });
}
