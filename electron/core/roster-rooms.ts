import { randomBytes } from 'node:crypto';
import type { EventValue } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Person } from '../../shared/person.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { RosterRow } from '../../shared/roster.ts';
import { type BadgeCode, fitsBadge } from '../directory/badge.ts';
import type { Directory } from '../directory/directory.ts';
import type { FoundPeople } from '../directory/found-people.ts';
import { rankPeople } from '../directory/people-search.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Clock, Log } from '../ports.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { createDirectoryPeople } from '../roster/directory-people.ts';
import { keepRostersTidy } from '../roster/roster-retention.ts';
import { createRosterStore, type RosterStore } from '../roster/roster-store.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import { findGroups } from './find-groups.ts';
import { createPhotoUser } from './photo-user.ts';
import { createRosterDesk, type RosterDesk } from './roster-desk.ts';
import { movePhoto } from './roster-move.ts';
import { lookUpParts, personOfRow } from './roster-people.ts';
import { createRosterPhotos, type RosterPhotos } from './roster-photos.ts';
import { createRosterRows, type RosterRows } from './roster-rows.ts';
import type { TenantAccess } from './tenant-access.ts';

interface RosterRoomsParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly queue: UploadQueue;
  readonly directory: Directory;
  readonly found: FoundPeople;
  readonly access: Pick<TenantAccess, 'getJson' | 'tenant' | 'photoApi'>;
  readonly photoWorker: PhotoWorker;
  readonly clock: Clock;
  readonly log: Log;
  readonly forgetPhoto: (user: string) => void;
  readonly onChanged: (value: EventValue<'rosters.changed'>) => void;
}

/** Everything about rosters that handlers reach. */
export interface RosterRooms {
  readonly rosters: RosterStore;
  readonly rosterRows: RosterRows;
  readonly desk: RosterDesk;
  readonly photos: RosterPhotos;
  /** People of open rosters, found as visitors find themselves. */
  searchPeople(query: string): Person[];
  /** The one person of an open roster whose badge it is. */
  identify(code: BadgeCode): Promise<Result<Person | undefined, Outcome>>;
  /** Groups whose name begins like this. */
  findGroups(query: string): ReturnType<typeof findGroups>;
  move(rosterId: string, move: { fromKey: string; toKey: string }): ReturnType<typeof movePhoto>;
  /** A key for a card, never given twice. */
  newCardKey(): string;
  /** Tells the screens how far a roster is now. */
  changed(rosterId: string): void;
  /** Sends what waited for an account, and keeps house. */
  start(): void;
  close(): void;
}

/** Builds them over the station's store; nothing is asked of a network. */
export function createRosterRooms(parts: RosterRoomsParts): RosterRooms {
  const { settings, store, queue, directory, found, access, photoWorker, clock, log } = parts;
  const randomId = () => randomBytes(12).toString('hex');
  const rosters = createRosterStore({ store, clock, randomId });
  const rosterRows = createRosterRows({ rosters, queue });
  const photoUserOf = (row: RosterRow) => {
    const person = personOfRow(row);
    return person === undefined ? undefined : createPhotoUser(access.tenant.api, () => person)(person.id);
  };
  const photoParts = { settings, rosters, queue, photoWorker, photoUserOf, clock, log };
  const photos = createRosterPhotos(photoParts);
  const desk = createRosterDesk({
    rosters,
    lookUp: lookUpParts(directory, createDirectoryPeople(access.getJson)),
    membersOf: (groupId) => createDirectoryPeople(access.getJson, groupId),
    person: (id) => found.person(id) ?? directory.person(id),
    randomId,
  });
  let endHousekeeping: (() => void) | undefined;
  return {
    rosters,
    rosterRows,
    desk,
    photos,
    searchPeople: (query) => rankPeople(peopleOfRosters(rosters), query),
    async identify(code) {
      const fitting = peopleOfRosters(rosters).filter((person) => fitsBadge(person, code));
      return ok(fitting.length === 1 ? fitting[0] : undefined);
    },
    findGroups: (query) => findGroups(access.getJson, query),
    move: (rosterId, move) =>
      movePhoto({ ...photoParts, store, photoApi: access.photoApi, forgetPhoto: parts.forgetPhoto }, rosterId, move),
    newCardKey: randomId,
    changed(rosterId) {
      const summary = rosterRows.summary(rosterId);
      if (summary.kind === 'ok') parts.onChanged({ summary: summary.value });
    },
    start() {
      photos.handOver();
      endHousekeeping = keepRostersTidy({ rosters, clock, log, eraseAfterDays: settings.rosters.eraseAfterDays });
    },
    close: () => endHousekeeping?.(),
  };
}

/** Everybody on an open roster whose account is known, each once. */
function peopleOfRosters(rosters: RosterStore): Person[] {
  const listed = rosters.list();
  const open = listed.kind === 'ok' ? listed.value.rosters.filter(({ closedAtMs }) => closedAtMs === undefined) : [];
  const people = open.flatMap(({ id }) => {
    const rows = rosters.rows(id);
    return rows.kind === 'ok' ? rows.value.rows.flatMap((row) => (row.isGone ? [] : (personOfRow(row) ?? []))) : [];
  });
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
