import type { PictureImport } from '../electron/bulk/picture-import.ts';
import { createStationImport, type ImportOrder } from '../electron/core/station-import.ts';
import { createTenantAccess } from '../electron/core/tenant-access.ts';
import { demoBaseUrl } from '../electron/demo/demo-address.ts';
import { createDemoTenant, type DemoTenant } from '../electron/demo/demo-tenant.ts';
import type { DemoPerson } from '../electron/demo/sample-people.ts';
import { createFaceReader } from '../electron/face/face-reader.ts';
import { createSystemClock } from '../electron/host/system-clock.ts';
import { createPhotoWorker } from '../electron/photo/photo-worker.ts';
import { processCount } from '../electron/process/process-count.ts';
import { settingsSchema } from '../electron/settings/settings-schema.ts';
import { createFixedCipher } from './fixed-cipher.ts';
import { lendFaceProcess, lendPhotoProcess } from './kept-process.ts';
import { openStation, type QueueStation } from './queue-station.ts';

/** A station that imports: real processes, real files, a demo tenant with people of the test's own. */
export interface ImportStation extends QueueStation {
  readonly demo: DemoTenant;
  prepare(order: Partial<ImportOrder> & Pick<ImportOrder, 'source'>): PictureImport;
}

const noLog = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens it on a folder. */
export async function openImportStation(
  folder: string,
  {
    people,
    hasFaces = true,
  }: {
    readonly people: readonly DemoPerson[];
    readonly hasFaces?: boolean;
  },
): Promise<ImportStation> {
  const clock = createSystemClock();
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
  const photoWorker = createPhotoWorker({ spawn: lendPhotoProcess, clock, processes: processCount });
  const faceReader = createFaceReader({
    spawn: lendFaceProcess,
    decode: photoWorker.decode,
    clock,
    processes: processCount,
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
