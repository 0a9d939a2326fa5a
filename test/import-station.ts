import type { PictureImport } from '../electron/bulk/picture-import.ts';
import { createStationImport, type ImportOrder } from '../electron/core/station-import.ts';
import { createTenantAccess } from '../electron/core/tenant-access.ts';
import { demoBaseUrl } from '../electron/demo/demo-address.ts';
import { createDemoTenant, type DemoTenant } from '../electron/demo/demo-tenant.ts';
import type { DemoPerson } from '../electron/demo/sample-people.ts';
import { createFaceReader } from '../electron/face/face-reader.ts';
import { forkFaceProcess } from '../electron/face/fork-face-process.ts';
import { createSystemClock } from '../electron/host/system-clock.ts';
import { forkPhotoProcess } from '../electron/photo/fork-photo-process.ts';
import { createPhotoWorker } from '../electron/photo/photo-worker.ts';
import type { Clock } from '../electron/ports.ts';
import type { ChildLink } from '../electron/process/child-link.ts';
import { processCount } from '../electron/process/process-count.ts';
import { settingsSchema } from '../electron/settings/settings-schema.ts';
import { createFixedCipher } from './fixed-cipher.ts';
import { lendFaceProcess, lendPhotoProcess, modelFolder } from './kept-process.ts';
import { openStation, type QueueStation } from './queue-station.ts';

/** A station that imports: real processes, real files, a demo tenant with people of the test's own. */
export interface ImportStation extends QueueStation {
  readonly demo: DemoTenant;
  prepare(order: Partial<ImportOrder> & Pick<ImportOrder, 'source'>): PictureImport;
}

const noLog = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Opens it on a folder. `spawned` hears of every process that it starts, and may put itself between. `endsProcesses`: they are its
 * own and end when it ends them, as the product's do; else they are lent, and a process that it ended goes on and takes memory.
 */
export async function openImportStation(
  folder: string,
  {
    people,
    hasFaces = true,
    faceTimeLimitMs,
    endsProcesses = false,
    clock = createSystemClock(),
    spawned = (link) => link,
  }: {
    readonly people: readonly DemoPerson[];
    readonly hasFaces?: boolean;
    readonly faceTimeLimitMs?: number;
    readonly endsProcesses?: boolean;
    readonly clock?: Clock;
    readonly spawned?: (link: ChildLink, kind: 'photo' | 'face') => ChildLink;
  },
): Promise<ImportStation> {
  const settings = settingsSchema.parse({});
  const demo = createDemoTenant({ people });
  const { tenantId, clientId } = demo;
  const access = createTenantAccess({
    settings,
    dataFolder: folder,
    clock,
    randomId: () => 'id',
    fetch: demo.fetch,
    cipher: createFixedCipher(),
    log: noLog,
    demo: {
      tenant: {
        tenantId,
        clientId,
        cloud: 'global',
        authority: demoBaseUrl,
        graphUrl: demoBaseUrl,
        api: 'v1.0',
        method: 'PUT',
      },
      secret: demo.clientSecret,
      fetch: demo.fetch,
      fault: () => demo.fault(),
      setFault: (fault) => demo.setFault(fault),
      onFault: (listener) => demo.onFault(listener),
    },
  });
  await access.signIn.restore();
  const photoWorker = createPhotoWorker({
    spawn: () => spawned(endsProcesses ? forkPhotoProcess() : lendPhotoProcess(), 'photo'),
    clock,
    processes: processCount,
  });
  const faceReader = createFaceReader({
    spawn: () => spawned(endsProcesses ? forkFaceProcess(modelFolder()) : lendFaceProcess(), 'face'),
    decode: photoWorker.decode,
    clock,
    processes: processCount,
    ...(faceTimeLimitMs === undefined ? {} : { timeLimitMs: faceTimeLimitMs }),
  });
  const station = await openStation({ folder });
  return {
    ...station,
    demo,
    prepare: (order) =>
      createStationImport(
        {
          settings,
          access,
          photoWorker,
          ...(hasFaces ? { faceReader } : {}),
          store: station.store,
          queue: station.queue,
          clock,
          log: noLog,
        },
        {
          id: 'one',
          name: 'folder',
          naming: { kind: 'file-name' },
          options: { takes: new Set(), takesNewest: false, keepsPresent: false, again: false },
          asksPresent: false,
          ...order,
        },
      ),
    async close() {
      await station.close();
      await faceReader.close();
      await photoWorker.close();
      await access.signIn.close();
    },
  };
}
