import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EventValue } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { RosterRow } from '../../shared/roster.ts';
import { isToBePhotographed } from '../../shared/roster-run.ts';
import { type BadgeCode, fitsBadge } from '../directory/badge.ts';
import type { Directory } from '../directory/directory.ts';
import type { FoundPeople } from '../directory/found-people.ts';
import { rankPeople } from '../directory/people-search.ts';
import { createListExchange } from '../graph/list-exchange.ts';
import type { HotFolder } from '../hot-folder/hot-folder.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Clock, Log } from '../ports.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { createDirectoryPeople } from '../roster/directory-people.ts';
import { leftToOthers, nextInTurn } from '../roster/roster-order.ts';
import { keepRostersTidy } from '../roster/roster-retention.ts';
import { createRosterStore, type RosterStore } from '../roster/roster-store.ts';
import { createRosterSync, type RosterSync } from '../roster/roster-sync.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import { findGroups } from './find-groups.ts';
import { createPhotoUser } from './photo-user.ts';
import {
  createRosterAdministration,
  type RosterAdministration,
  type RosterAdministrationParts,
} from './roster-administration.ts';
import { createRosterDesk, type RosterDesk } from './roster-desk.ts';
import { movePhoto } from './roster-move.ts';
import { lookUpParts, personOfRow } from './roster-people.ts';
import { createRosterPhotos, enqueueRequest, enqueueWith, type RosterPhotos } from './roster-photos.ts';
import { createRosterRows, type RosterRows } from './roster-rows.ts';
import { takeAwayOf } from './roster-undo.ts';
import { createSurveyRooms, type SurveyRooms } from './survey-rooms.ts';
import type { TenantAccess } from './tenant-access.ts';

interface RosterRoomsParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly queue: UploadQueue;
  readonly directory: Directory;
  readonly found: FoundPeople;
  readonly access: Pick<TenantAccess, 'getJson' | 'tenant' | 'photoApi' | 'endpoints' | 'fetch' | 'signIn'>;
  readonly photoWorker: PhotoWorker;
  readonly clock: Clock;
  readonly log: Log;
  readonly forgetPhoto: (user: string) => void;
  /** The demo company is shown, which knows nothing of the company's shared lists. */
  readonly isCompanyAtDemo: boolean;
  readonly openAdministrator: RosterAdministrationParts['openAdministrator'];
  /** Where pictures of a real camera arrive. */
  readonly hotFolder: () => HotFolder | undefined;
  readonly onChanged: (value: EventValue<'rosters.changed'>) => void;
  readonly onErasingChanged: (value: EventValue<'rosters.erasingChanged'>) => void;
  readonly onSetUpChanged: (value: EventValue<'rosters.setUpChanged'>) => void;
  /** Whether the operator's screens are unlocked. */
  readonly isOperator: () => boolean;
  readonly onSurveyChanged: (value: EventValue<'surveys.changed'>) => void;
}

/** Everything about rosters that handlers reach. */
export interface RosterRooms {
  readonly rosters: RosterStore;
  readonly rosterRows: RosterRows;
  readonly desk: RosterDesk;
  readonly photos: RosterPhotos;
  /** Who has no photo. */
  readonly surveys: SurveyRooms;
  /** Rosters that several stations share. */
  readonly sync: RosterSync;
  /** Making and deleting shared lists, with an administrator. */
  readonly administration: RosterAdministration;
  /**
   * Tells the other stations whose turn it is here. Somebody whom another station has just called is passed over, unless the
   * operator chose them.
   */
  claimTurn(rosterId: string, sessionId: string, how: 'in-turn' | 'chosen'): Promise<void>;
  /** People of open rosters, found as visitors find themselves. */
  searchPeople(query: string): Person[];
  /** The one person of an open roster whose badge it is. */
  identify(code: BadgeCode): Promise<Result<Person | undefined, Outcome>>;
  /** Whom an open roster has given the card with this key; nobody once they are gone from it, or while their account is not known. */
  byCard(text: string): Person | undefined;
  /** Groups by the words of their names. */
  findGroups(query: string): ReturnType<typeof findGroups>;
  move(rosterId: string, move: { fromKey: string; toKey: string }): ReturnType<typeof movePhoto>;
  /** The photo that this job has sent is undone: its row waits for a photo again. The roster of it; to be called in that transaction. */
  undone(jobId: string): string | undefined;
  /** A key for a card, never given twice. */
  newCardKey(): string;
  /** Tells the screens how far a roster is now. */
  changed(rosterId: string): void;
  /** Sends what waited for an account, and keeps house. */
  start(): void;
  close(): Promise<void>;
}

/** Builds them over the station's store; nothing is asked of a network. */
export function createRosterRooms(parts: RosterRoomsParts): RosterRooms {
  const { settings, store, queue, directory, found, access, photoWorker, clock, log } = parts;
  const randomId = () => randomBytes(12).toString('hex');
  const rosters = createRosterStore({
    store,
    clock,
    randomId,
    onRow(id, key) {
      sync.touched(id, key);
      surveys.rosterTouched(id);
    },
    onErased(id) {
      sync.erased(id);
      surveys.erased(id);
    },
  });
  const photoUserOf = (row: RosterRow) => {
    const person = personOfRow(row);
    return person === undefined ? undefined : createPhotoUser(access.tenant.api, () => person)(person.id);
  };
  const sync: RosterSync = createRosterSync({
    ...{ store, rosters, clock, log },
    leavesKeptAlone: parts.isCompanyAtDemo,
    random: Math.random,
    stationName: settings.station.name,
    call: createListExchange({
      graphUrl: access.endpoints.graphUrl,
      fetch: access.fetch,
      getAccessToken: access.signIn.getAccessToken,
      clock,
      randomId: randomUUID,
    }),
    jobs: queue,
    sendAgain(row, photo, alongside) {
      const photoSha256 = createHash('sha256').update(photo).digest('hex');
      const noticeVersion = 'capture' in row.state ? (row.state.capture.noticeVersion ?? '') : '';
      const request = enqueueRequest({ photoUserOf }, row, { photo, photoSha256, noticeVersion });
      if (request === undefined) return err('no account');
      return enqueueWith(queue, request, ({ id }) => ok(alongside(id)));
    },
    onChanged: (rosterId) => changed(rosterId),
    onErasingChanged: () => parts.onErasingChanged({ erasing: [...sync.erasing()] }),
  });
  const rosterRows = createRosterRows({ rosters, queue, sync, eraseAfterDays: settings.rosters.eraseAfterDays });
  const changed = (rosterId: string) => {
    const summary = rosterRows.summary(rosterId);
    if (summary.kind === 'ok') parts.onChanged({ summary: summary.value });
  };
  const endJobNews = queue.onJobChanged((job) => sync.jobChanged(job));
  const photoParts = {
    settings,
    rosters,
    queue,
    photoWorker,
    photoUserOf,
    clock,
    log,
    order: sync.order.bind(sync),
    transact: store.transact,
    hotFolder: parts.hotFolder,
    onSaved: sync.saved.bind(sync),
  };
  const photos = createRosterPhotos(photoParts);
  const desk = createRosterDesk({
    rosters,
    lookUp: lookUpParts(directory, createDirectoryPeople(access.getJson)),
    membersOf: (groupId) => createDirectoryPeople(access.getJson, groupId),
    person: (id) => found.person(id) ?? directory.person(id),
    randomId,
  });
  const surveys = createSurveyRooms({
    ...{ settings, store, rosters, desk, directory, access, clock, log },
    isOperator: parts.isOperator,
    onChanged: (survey) => parts.onSurveyChanged({ survey }),
  });
  const administration = createRosterAdministration({
    ...{ rosters, sync, openAdministrator: parts.openAdministrator, onShared: changed },
    clientId: access.tenant.clientId,
    permissions() {
      const now = access.signIn.state();
      return now.kind === 'signed-in' ? now.permissions : [];
    },
    onChanged: (setUp) => parts.onSetUpChanged({ setUp }),
  });
  let endHousekeeping: (() => void) | undefined;
  return {
    rosters,
    rosterRows,
    desk,
    photos,
    surveys,
    searchPeople: (query) => rankPeople(peopleOfRosters(rosters), query),
    async identify(code) {
      const fitting = peopleOfRosters(rosters).filter((person) => fitsBadge(person, code));
      return ok(fitting.length === 1 ? fitting[0] : undefined);
    },
    byCard(text) {
      const key = text.normalize('NFKC').trim();
      const holder = rowsOfOpen(rosters).find(({ personKey }) => personKey === key);
      return holder && personOfRow(holder);
    },
    findGroups: (query) => findGroups(access.getJson, query),
    move: (rosterId, move) =>
      movePhoto({ ...photoParts, store, photoApi: access.photoApi, forgetPhoto: parts.forgetPhoto }, rosterId, move),
    undone: (jobId) => takeAwayOf(rosters, jobId),
    newCardKey: randomId,
    changed,
    sync,
    administration,
    async claimTurn(rosterId, sessionId, how) {
      for (let tries = 0; tries < mostPassedOver; tries += 1) {
        const current = currentOf(rosters, rosterId, sessionId);
        const outcome = current === undefined ? undefined : await sync.claim(rosterId, current);
        const isStill = current !== undefined && currentOf(rosters, rosterId, sessionId) === current;
        if (outcome === undefined || how === 'chosen' || !isStill || photos.isCalled(current)) return;
        // The look at the list may also have told that somebody was photographed elsewhere meanwhile.
        const read = rosters.rows(rosterId);
        if (read.kind === 'error') return;
        const { rows } = read.value;
        const order = sync.order(rosterId);
        // Or that the list is out of reach, and somebody of another station's part must not be called here.
        const isRefused = outcome.kind !== 'claimed' && leftToOthers(rows, order).has(current);
        if (!isRefused && isWaiting(rosters, rosterId, current)) return;
        const next = nextInTurn(rows, current, order);
        // Who was called elsewhere meanwhile stays to be seen where nobody else is left.
        if (next === undefined && (outcome.kind === 'taken' || !isRefused)) return;
        if (rosters.setCurrent(rosterId, sessionId, next?.personKey).kind === 'error') return;
        changed(rosterId);
      }
    },
    start() {
      sync.start();
      photos.handOver();
      const { eraseUntouched } = surveys;
      endHousekeeping = keepRostersTidy({
        rosters,
        eraseUntouched,
        serviceTime: (rosterId) => sync.serviceTime(rosterId),
        rowsGoLater: (rosterId, days) => sync.rowsGoLater(rosterId, days),
        clock,
        log,
        eraseAfterDays: settings.rosters.eraseAfterDays,
      });
    },
    async close() {
      // Told at once: whatever closes next must not be taken for the end of a list.
      const resting = surveys.close();
      await administration.stop();
      await resting;
      endJobNews();
      sync.close();
      endHousekeeping?.();
    },
  };
}

/** So many people may stand before other cameras at once. */
const mostPassedOver = 20;

function isWaiting(rosters: RosterStore, rosterId: string, personKey: string): boolean {
  const row = rosters.row(rosterId, personKey);
  return row.kind === 'ok' && row.value !== undefined && isToBePhotographed({ row: row.value });
}

function currentOf(rosters: RosterStore, rosterId: string, sessionId: string): string | undefined {
  const roster = rosters.get(rosterId);
  return roster.kind === 'ok' ? roster.value.sessions.find(({ id }) => id === sessionId)?.current : undefined;
}

/** Who stands on an open roster. */
function rowsOfOpen(rosters: RosterStore): RosterRow[] {
  const listed = rosters.list();
  const open = listed.kind === 'ok' ? listed.value.rosters.filter(({ closedAtMs }) => closedAtMs === undefined) : [];
  return open.flatMap(({ id }) => {
    const rows = rosters.rows(id);
    return rows.kind === 'ok' ? rows.value.rows.filter(({ isGone }) => !isGone) : [];
  });
}

/** Everybody on an open roster whose account is known, each once. */
function peopleOfRosters(rosters: RosterStore): Person[] {
  const people = rowsOfOpen(rosters).flatMap((row) => personOfRow(row) ?? []);
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
