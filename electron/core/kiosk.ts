import path from 'node:path';
import type { EventValue } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/station.ts';
import { createDirectory } from '../directory/directory.ts';
import { createDirectoryRefresh } from '../directory/directory-refresh.ts';
import { createPersonPhotos, type PersonPhotos } from '../directory/person-photos.ts';
import { createOperatorGate } from '../operator/operator-gate.ts';
import { createPinVerifier } from '../operator/operator-pin.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { KioskCore, Random } from '../ports.ts';
import { createUploadQueue, type UploadQueue } from '../queue/upload-queue.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import { openStore, type Store } from '../storage/store.ts';
import { createDispatch } from './dispatch.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { createHandlers } from './kiosk-handlers.ts';
import { diagnoseStation } from './station-diagnostics.ts';
import { stationView } from './station-snapshot.ts';
import { createTenantAccess, type TenantAccess, type TenantAccessParts } from './tenant-access.ts';

/** What the entries (Electron, browser host) give the core. */
export interface KioskParts extends Omit<TenantAccessParts, 'settings' | 'comparePictures'> {
  readonly loaded: LoadedSettings;
  readonly version: string;
  readonly shell: 'electron' | 'browser';
  readonly random: Random;
  readonly photoWorker: PhotoWorker;
}

/** The running core: the contract for hosts, and its own start and stop. */
export interface Kiosk extends KioskCore {
  start(): void;
  /** Stops sending, lets what is on its way end or be repeated at the next start, closes the store. */
  stop(): Promise<void>;
  hint(kind: 'network-online' | 'network-offline' | 'resume'): void;
  /** Locks the operator's screens, as when the machine sleeps or its session locks. */
  lock(): void;
}

const megabyte = 1024 * 1024;

/**
 * Builds the rooms and wires them to the contract; nothing is sent or asked before `start`. Fails only when the store
 * cannot be opened: a station without its store promises nothing.
 */
export async function createKiosk(parts: KioskParts): Promise<Result<Kiosk, Failure>> {
  const { loaded, clock, log, cipher, dataFolder, photoWorker } = parts;
  const { settings } = loaded;
  const floorBytes = settings.queue.freeSpaceFloorMb * megabyte;
  const store = await openStore({ folder: dataFolder, cipher, clock, log, freeSpaceFloorBytes: floorBytes });
  if (store.kind === 'error') return err(store.error);

  const access = createTenantAccess({ ...parts, settings, comparePictures: photoWorker.compare });
  const { photoApi } = access;
  const queue = createUploadQueue({
    store: store.value,
    clock,
    random: parts.random,
    log,
    settings: settings.queue,
    uploadPhoto: photoApi.put,
    confirmPhoto: photoApi.confirm,
    stationId: settings.station.name,
  });
  return ok(wire(parts, access, queue, store.value));
}

function wire(parts: KioskParts, access: TenantAccess, queue: UploadQueue, store: Store): Kiosk {
  const { loaded, clock, log, dataFolder, photoWorker, demo } = parts;
  const { settings } = loaded;
  const { photoApi, signIn } = access;
  const events = createEventHub(log);
  const { operatorPinHash } = settings.station;
  const operator = createOperatorGate({
    clock,
    onChange: (isOperator) => events.emit('operator.changed', { isOperator }),
    ...(operatorPinHash === undefined
      ? {}
      : {
          verifyPin: createPinVerifier({ hash: operatorPinHash, file: path.join(dataFolder, 'pin-tries.json'), clock }),
        }),
  });
  const directory = createDirectory({
    settings: settings.directory,
    getJson: access.getJson,
    documents: store.documents,
    clock,
    log,
  });
  const photos = createPersonPhotos(
    (personId, edgePx, options) => photoApi.readForDisplay({ kind: 'user', user: personId }, edgePx, options),
    clock,
  );
  const people = createDirectoryRefresh({ directory, clock, isWanted: settings.signIn.mode !== 'self-service' });

  const snapshot = (): Snapshot => ({
    station: stationView(loaded),
    signInMode: settings.signIn.mode,
    signIn: signIn.state(),
    ...(settings.signIn.mode === 'operator' && settings.signIn.method === 'browser' && parts.openBrowser !== undefined
      ? { hasBrowserSignIn: true }
      : {}),
    queue: queue.summary(),
    isOperator: operator.isOperator(),
    ...(settings.tenant === 'demo' && demo !== undefined
      ? {
          demo: {
            fault: demo.fault(),
            ...(demo.directoryUrl === undefined ? {} : { directoryUrl: demo.directoryUrl }),
          },
        }
      : {}),
    version: parts.version,
    shell: parts.shell,
  });
  const isEmbedded = settings.tenant === 'demo';
  const handlers = createHandlers({
    settings,
    snapshot,
    directory,
    personPhoto: photos.read,
    photoWorker,
    queue,
    signIn,
    operator,
    check: () =>
      diagnoseStation({
        access,
        settings,
        dataFolder,
        clock,
        randomId: parts.randomId,
        probePhotoProcess: photoWorker.probe,
      }),
    ...(isEmbedded && demo !== undefined ? { setDemoFault: demo.setFault } : {}),
  });

  const unsubscribes = [
    queue.onJobChanged((job) => announceJob(events, photos, job, operator.isOperator())),
    queue.onSummaryChanged((summary) => {
      events.emit('queue.changed', { queue: summary });
      if (summary.network === 'online') people.onOnline();
    }),
    signIn.onChange((state) => {
      events.emit('signIn.changed', { signIn: state });
      // The next person's screen must not be able to ask for the last one's picture.
      if (state.kind === 'signed-out') photos.clear();
      if (state.kind === 'signed-in') {
        queue.hint('signed-in');
        // A fresh token has just come over the network.
        queue.hint('network-online');
        people.onOnline();
      }
    }),
    demo?.onFault((fault) => {
      events.emit('demo.changed', { fault });
      queue.hint(fault === 'network-off' ? 'network-offline' : 'network-online');
    }),
  ];
  return {
    invoke: createDispatch({ handlers, isOperator: operator.isOperator, log }),
    subscribe: events.subscribe,
    start() {
      queue.start();
      void signIn.restore();
    },
    async stop() {
      for (const unsubscribe of unsubscribes) unsubscribe?.();
      people.close();
      operator.close();
      await queue.stop();
      await signIn.close();
      await photoWorker.close();
      store.close();
    },
    hint: queue.hint,
    lock: operator.lock,
  };
}

/** Tells the screens about a job; the name travels only while the operator's screens are unlocked. */
function announceJob(
  events: EventHub,
  photos: PersonPhotos,
  job: EventValue<'uploads.changed'>['job'],
  isOperator: boolean,
): void {
  if (job.state.kind === 'confirmed' && job.target.startsWith('user:')) photos.forget(job.target.slice('user:'.length));
  events.emit('uploads.changed', { job: isOperator ? job : { ...job, personName: '' } });
}
