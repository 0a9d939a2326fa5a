import { randomUUID } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { OwnedDemoLink } from '../demo/demo-link.ts';
import { createFaceReader } from '../face/face-reader.ts';
import { createPhotoWorker } from '../photo/photo-worker.ts';
import type { ChildLink } from '../process/child-link.ts';
import { processCount } from '../process/process-count.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import { createKiosk, type KioskParts } from './kiosk.ts';
import type { Kiosk, Succession } from './kiosk-life.ts';
import { isAtDemo } from './leave-demo.ts';
import { openRenewableCore } from './renewable-core.ts';

/** What a host gives: the ways to processes and networks that only it knows. */
export interface StationCoreParts
  extends Omit<KioskParts, 'photoWorker' | 'faceReader' | 'demo' | 'random' | 'randomId' | 'succession'> {
  readonly spawnPhotoProcess: () => ChildLink;
  readonly spawnFaceProcess: () => ChildLink;
  /** Called when the settings name the demo tenant, once. */
  readonly linkDemo: () => Promise<OwnedDemoLink>;
  /** The station lost its core over a change of settings: the host ends, to be started again. */
  readonly onLost: (failure: Failure) => void;
}

/**
 * Builds the core with the processes beside it, which end with it, also when it cannot be built. The same for every host.
 * The core may follow itself on other settings; the demo company stays the same for as long as the host runs.
 */
export async function openStationCore(parts: StationCoreParts): Promise<Result<Kiosk, Failure>> {
  let demo: Promise<OwnedDemoLink> | undefined;
  const opened = await openRenewableCore({
    loaded: parts.loaded,
    log: parts.log,
    onLost: parts.onLost,
    async open(loaded, succession) {
      if (loaded.settings.tenant === 'demo') demo ??= parts.linkDemo();
      return openOne({ ...parts, loaded, succession }, isAtDemo(loaded) ? await demo : undefined);
    },
  });
  const closeDemo = async () => (await demo)?.close();
  if (opened.kind === 'error') {
    await closeDemo();
    return opened;
  }
  const { stop, ...kiosk } = opened.value;
  return ok({
    ...kiosk,
    async stop() {
      await stop();
      await closeDemo();
    },
  });
}

/** One core with processes of its own. */
async function openOne(
  parts: StationCoreParts & { readonly loaded: LoadedSettings; readonly succession: Succession },
  demo: OwnedDemoLink | undefined,
): Promise<Result<Kiosk, Failure>> {
  const photoWorker = createPhotoWorker({
    spawn: parts.spawnPhotoProcess,
    clock: parts.clock,
    processes: processCount,
  });
  const faceReader = createFaceReader({
    spawn: parts.spawnFaceProcess,
    decode: photoWorker.decode,
    clock: parts.clock,
    processes: processCount,
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
  }
  return kiosk;
}
