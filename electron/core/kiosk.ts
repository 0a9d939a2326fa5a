import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type BadgeRates, createBadgeRates, createSearchRate } from '../directory/search-rate.ts';
import type { FaceReader } from '../face/face-reader.ts';
import type { HotFolder } from '../hot-folder/hot-folder.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import { createFilePicking } from '../picking/file-picking.ts';
import type { FileChooser, Random } from '../ports.ts';
import { createUploadQueue } from '../queue/durable-upload-queue.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import type { SetAsideReason } from '../storage/set-aside.ts';
import { openStore, type Store } from '../storage/store.ts';
import { openAdministratorAt } from './administrator-sign-in.ts';
import { type Connecting, connectStation } from './connect-station.ts';
import { createDirectoryTargets } from './directory-targets.ts';
import { createDispatch } from './dispatch.ts';
import { createEventHub } from './event-hub.ts';
import { formerPhotoParts } from './former-photo.ts';
import type { HandlerParts } from './handlers/handler-parts.ts';
import { createHandlers } from './handlers/index.ts';
import { openHotFolder } from './hot-folder-rooms.ts';
import { openImportDesk } from './import-rooms.ts';
import type { Kiosk, Succession } from './kiosk-life.ts';
import { heldFromDemo, isCompanyAtDemo, keepWhose } from './leave-demo.ts';
import { openGate, spreadLock } from './operator-rooms.ts';
import { openPeople } from './people-rooms.ts';
import { spreadRoomNews } from './room-news.ts';
import { createRosterRooms, type RosterRooms } from './roster-rooms.ts';
import { type SessionAccountWatch, watchSessionAccount } from './session-account.ts';
import { createSignOut } from './sign-out.ts';
import type { StationConnectingParts } from './station-connecting.ts';
import { diagnoseStation } from './station-diagnostics.ts';
import { createStationLife } from './station-life.ts';
import { stationSnapshot, stationTraits } from './station-snapshot.ts';
import { storeSections } from './store-sections.ts';
import { createTenantAccess, type TenantAccess, type TenantAccessParts } from './tenant-access.ts';
import { followWork } from './work-health.ts';

/** What the entries (Electron, browser host) give the core. */
export interface KioskParts extends Omit<TenantAccessParts, 'settings' | 'comparePictures'> {
  readonly loaded: LoadedSettings;
  readonly version: string;
  readonly shell: 'electron' | 'browser';
  readonly random: Random;
  readonly photoWorker: PhotoWorker;
  readonly faceReader: FaceReader;
  /** A packaged station, in a place where anybody may come by. */
  readonly isLocked?: boolean;
  readonly settingsHome: SettingsHome;
  /** All of the station's log, redacted as it was written. */
  readonly readLog: () => Uint8Array;
  /** Ends the host for good, as staff asked; absent: it cannot be closed from its own screen. */
  readonly closeStation?: () => void;
  /** Makes a PDF of what the page would print; absent: the page prints by itself. */
  readonly printPage?: () => Promise<Uint8Array>;
  /** Takes the place of the system's file dialog; absent: the page's fields open that. */
  readonly fileChooser?: FileChooser;
  readonly prepareNetwork?: StationConnectingParts['prepareNetwork'];
  /** What comes from the core before this one; absent: this is the first, and it cannot be followed by another. */
  readonly succession?: Succession;
  /**
   * Data that this station cannot use for these reasons is left as it is, and the station is not built: a person decides.
   * Absent: it is set aside, and the station begins anew.
   */
  readonly decidedByPerson?: readonly SetAsideReason[];
}

const megabyte = 1024 * 1024;

/**
 * Builds the rooms and wires them to the contract; nothing is sent or asked before `start`. Fails only when the store
 * cannot be opened: a station without its store promises nothing.
 */
export async function createKiosk(parts: KioskParts): Promise<Result<Kiosk, Failure>> {
  const { loaded, clock, log, cipher, dataFolder, photoWorker } = parts;
  const { settings } = loaded;
  const store = await openStore({
    folder: dataFolder,
    cipher,
    clock,
    log,
    sections: storeSections,
    freeSpaceFloorBytes: settings.queue.freeSpaceFloorMb * megabyte,
    ...(parts.decidedByPerson === undefined ? {} : { leavesUnreadable: parts.decidedByPerson }),
  });
  if (store.kind === 'error') return err(store.error);
  keepWhose(parts);

  const access = createTenantAccess({ ...parts, settings, comparePictures: photoWorker.compare });
  const { photoApi, signIn } = access;
  const session =
    settings.signIn.mode === 'self-service'
      ? watchSessionAccount({
          signIn,
          onKnown: () => queue.accountChanged(),
          onEnded: () => queue.sessionEnded(),
        })
      : undefined;
  // The queue is there before the rosters that have a say in what it sends.
  const late: Begun['late'] = {};
  const queue = createUploadQueue({
    store: store.value,
    clock,
    random: parts.random,
    log,
    settings: settings.queue,
    uploadPhoto: photoApi.put,
    confirmPhoto: photoApi.confirm,
    lookAtSlot: photoApi.lookAtSlot,
    ...heldFromDemo(loaded, parts.settingsHome),
    beforeSending: async (jobId, signal) => late.sync?.beforeSending(jobId, signal),
    areDistinct: photoApi.areDistinct,
    ...formerPhotoParts({ api: access.tenant.api, photoApi, openPicture: photoWorker.open, clock }),
    stationId: settings.station.name,
    ...(session === undefined ? {} : { sessionAccount: session.id }),
  });
  return ok(wire(parts, { access, queue, store: store.value, session, late }));
}

/** What the rooms stand on. */
interface Begun {
  readonly access: TenantAccess;
  readonly queue: UploadQueue;
  readonly store: Store;
  /** At a self-service station. */
  readonly session: SessionAccountWatch | undefined;
  readonly late: { sync?: RosterRooms['sync']; hotFolder?: HotFolder | undefined };
}

type Rooms = ReturnType<typeof openRooms>;

function openRooms(parts: KioskParts, { access, queue, store, late }: Begun) {
  const { loaded, clock, log, photoWorker, faceReader } = parts;
  const { settings } = loaded;
  const operator = openGate(parts, (isOperator) =>
    spreadLock(isOperator, { desk: rosters.desk, imports, targets, events }),
  );
  const { isOperator } = operator;
  const events = createEventHub({ log, isOperator });
  const people = openPeople({
    ...{ settings, access, store, clock, randomId: parts.randomId, log },
    onNotice: (notice) => events.emit('directory.changed', { notice }),
  });
  const { directory, found, knownPerson, photos } = people;
  const rosters = createRosterRooms({
    ...{ settings, store, queue, directory, found, access, photoWorker, clock, log, isOperator },
    forgetPhoto: photos.forget,
    isCompanyAtDemo: isCompanyAtDemo(loaded, parts.settingsHome),
    openAdministrator: (permissions) =>
      openAdministratorAt(access.endpoints, permissions, { ...parts, settings, fetch: access.fetch }),
    hotFolder: () => late.hotFolder,
    onChanged: (value) => events.emit('rosters.changed', value),
    onErasingChanged: (value) => events.emit('rosters.erasingChanged', value),
    onSetUpChanged: (value) => events.emit('rosters.setUpChanged', value),
    onSurveyChanged: (value) => events.emit('surveys.changed', value),
  });
  late.sync = rosters.sync;
  const hotFolder = openHotFolder({
    ...{ folder: settings.station.hotFolder, store, photoWorker, clock, log },
    openCall: rosters.photos.openCall,
    onChanged: (value) => events.emit('hotFolder.changed', value),
  });
  late.hotFolder = hotFolder;
  const imports = openImportDesk({
    ...{ settings, dataFolder: parts.dataFolder, access, photoWorker, faceReader, store, queue, clock, log },
    ...{ directory, knownPerson, rosters: rosters.rosters },
    onChanged: (progress) => events.emit('imports.changed', { progress }),
  });
  const targets = createDirectoryTargets({ access, mode: settings.signIn.mode });
  return { operator, events, people, rosters, hotFolder, imports, targets };
}

function wire(parts: KioskParts, begun: Begun): Kiosk {
  const { loaded, clock, log, demo } = parts;
  const { access, queue, store, session } = begun;
  const { signIn } = access;
  const rooms = openRooms(parts, begun);
  const { operator, events, people } = rooms;
  const { directoryRefresh, found, photos, withAddress } = people;
  const { connecting, ...connectingLife } = connectStation(
    // A rehearsal's own registration stands at the demo company that runs already: there is no other to begin with.
    loaded.isRehearsal === true ? { ...parts, demo: undefined } : parts,
    { queue, settings: loaded.settings, access, events },
  );
  const signOut = createSignOut({ queue, signIn, sessionAccount: session?.read });
  const traits = stationTraits(loaded, parts);
  const work = followWork({
    ...{ queue, signIn, clock },
    isSelfService: session !== undefined,
    needsCamera: !traits.canChooseFile,
    isUnset: traits.isUnset,
  });
  const endNews = spreadRoomNews({ withAddress, events, log, queue, signIn, photos, directoryRefresh, demo });
  const { noteCamera } = work;
  const badgeRates = createBadgeRates(clock);
  const answering = { ...begun, ...rooms, connecting, signOut, noteCamera, badgeRates };
  const dispatch = createDispatch({
    handlers: createHandlers(handlerParts(parts, answering)),
    station: traits,
    operator,
    signedInPersonId: async () => session?.read(),
    isIdentified: found.isIdentified,
    isShown: (personId) => found.person(personId) !== undefined,
    isKnown: (personId) => people.knownPerson(personId) !== undefined,
    isCalled: rooms.rosters.photos.isOpen,
    rates: { search: createSearchRate(clock), badge: badgeRates },
    log,
  });
  return {
    async invoke(name, request) {
      // A window opens while thousands of jobs are taken up; its first question waits for them.
      const taken = await queue.takeUp();
      return taken.kind === 'ok' ? dispatch(name, request) : taken;
    },
    subscribe: events.subscribe,
    ...createStationLife({
      ...{ ...parts, ...rooms, ...people, store, queue, signIn, signOut, session, connectingLife, work, endNews },
      isUnset: traits.isUnset,
    }),
    hint: (hint) => queue.hint(hint),
    health: work.read,
    isOperator: operator.isOperator,
  };
}

type Answering = Omit<Begun, 'session'> &
  Rooms &
  Pick<HandlerParts, 'signOut' | 'noteCamera'> &
  Pick<Connecting, 'connecting'> & { readonly badgeRates: BadgeRates };

function handlerParts(parts: KioskParts, rooms: Answering): HandlerParts {
  const { loaded, clock, photoWorker, faceReader, settingsHome, demo } = parts;
  const { settings } = loaded;
  const { access, queue, operator, people, rosters, imports, targets, hotFolder, signOut, noteCamera } = rooms;
  const { signIn } = access;
  const { directoryNews } = people;
  const canOpenBrowser = parts.openBrowser !== undefined;
  return {
    snapshot: () => stationSnapshot({ ...parts, canOpenBrowser, signIn, queue, operator, directoryNews }),
    ...people,
    badgeRates: rooms.badgeRates,
    ...{ settings, photoWorker, faceReader, queue, signIn, signOut, rosters, imports, targets, clock },
    operatorLock: operator,
    ...(hotFolder === undefined ? {} : { hotFolder }),
    check: () =>
      diagnoseStation({ ...parts, access, settings, probePhotoProcess: photoWorker.probe, sync: rosters.sync }),
    noteCamera,
    readLog: parts.readLog,
    closeStation: () => parts.closeStation?.(),
    printPage: parts.printPage ?? (() => Promise.reject(new Error('this shell prints no page'))),
    filePicking: createFilePicking({
      ...parts,
      platform: process.platform,
      hotFolder: settings.station.hotFolder,
    }),
    setDemoFault: (fault) => demo?.setFault(fault),
    settingsHome,
    ...rooms.connecting,
  };
}
