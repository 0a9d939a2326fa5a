import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { enqueueWith } from '../electron/core/roster-photos.ts';
import { type DemoServer, serveDemoTenant } from '../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../electron/demo/demo-tenant.ts';
import { createListExchange } from '../electron/graph/list-exchange.ts';
import type { Clock } from '../electron/ports.ts';
import { leftToOthers, nextInTurn } from '../electron/roster/roster-order.ts';
import { createRosterStore, type RosterStore } from '../electron/roster/roster-store.ts';
import { createRosterSync, type RosterSync } from '../electron/roster/roster-sync.ts';
import type { Erasing } from '../electron/roster/share-standing.ts';
import type { ListPlace } from '../electron/roster/shared-list.ts';
import { err, ok } from '../shared/result.ts';
import type { RosterRow } from '../shared/roster.ts';
import { createDayNetwork, type ListReach } from './day-network.ts';
import { applicationToken } from './demo-tokens.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { openStation, type QueueStation, samplePhoto, sha256 } from './queue-station.ts';
import { lineOf, matchedTo } from './roster-station.ts';
import { sampleOutcome } from './sample-job.ts';
import { makeSharedList } from './shared-list.ts';

/** The directory's photos: whoever writes last is shown. Stations that are cut off do not reach it. */
interface PhotoWall {
  readonly shown: Map<string, string>;
  writes: number;
}

/** A day with one list, a directory, and time that goes on only when everybody has finished what they were about. */
export interface SharedDay {
  readonly clock: FakeClock;
  readonly tenant: DemoTenant;
  readonly place: ListPlace;
  /** What somebody has changed in the hand-over files of stations that are opened from now on. */
  readonly edited: { listId?: string };
  readonly wall: PhotoWall;
  /** Lets time pass for everybody; how many timers rang. */
  pass(byMs: number): Promise<number>;
  open(
    name: string,
    options?: {
      readonly clockOffByMs?: number;
      readonly people?: number;
      readonly sharing?: string;
      readonly isOurs?: true;
    },
  ): Promise<DayStation>;
  close(): Promise<void>;
}

/** One station of the day. */
export interface DayStation extends ListReach {
  readonly name: string;
  readonly rosters: RosterStore;
  readonly store: QueueStation['store'];
  readonly sync: RosterSync;
  readonly queue: QueueStation['queue'];
  readonly rosterId: string;
  /** What was told of erasing the list's rows, each time. */
  readonly erasingNews: readonly (readonly Erasing[])[];
  rows(): readonly RosterRow[];
  row(personKey: string): RosterRow | undefined;
  /** Whose turn it would be here, after somebody. */
  next(afterKey?: string): RosterRow | undefined;
  /** Whether other stations call somebody by themselves, so that this one does not. */
  isForOthers(personKey: string): boolean;
  /** Somebody sets the station's own clock. */
  jump(byMs: number): void;
  /** Takes a photo of somebody; its hash. */
  capture(personKey: string): string;
  /** The power fails: nothing is finished. What is on the disk stays. */
  kill(): Promise<void>;
  /** `isAtDemo`: it shows the demo company for a while. */
  restart(how?: { readonly isAtDemo?: boolean }): Promise<DayStation>;
}

const rosterName = 'Monday';
let photoNumber = 0;

/** Opens the day. Requests go over a socket to the demo tenant, whose clock is right. */
export async function openSharedDay(startMs = Date.UTC(2026, 10, 26, 8)): Promise<SharedDay> {
  const clock = createFakeClock(startMs);
  const tenant = createDemoTenant({ nowMs: clock.nowMs, tokenLifetimeSeconds: 60 * 86_400 });
  const server: DemoServer = await serveDemoTenant(tenant, { port: 0 });
  const token = await applicationToken(tenant);
  const place = await makeSharedList(tenant, rosterName);
  const edited: { listId?: string } = {};
  const wall: PhotoWall = { shown: new Map(), writes: 0 };
  const stations = new Set<DayStation>();
  const folders: string[] = [];
  const { line, quiet } = createDayNetwork();

  async function pass(byMs: number): Promise<number> {
    const endMs = clock.monotonicMs() + byMs;
    let rang = 0;
    await quiet();
    for (let nextMs = clock.nextTimerMs(); nextMs !== undefined; nextMs = clock.nextTimerMs()) {
      if (clock.monotonicMs() + nextMs > endMs) break;
      clock.advance(nextMs);
      rang += 1;
      await quiet();
    }
    clock.advance(endMs - clock.monotonicMs());
    await quiet();
    return rang;
  }

  async function openOn(
    folder: string,
    name: string,
    {
      clockOffByMs = 0,
      people = 0,
      sharing = 'one day',
      isOurs,
      knownId,
      isAtDemo = false,
    }: {
      clockOffByMs?: number;
      people?: number;
      sharing?: string;
      isOurs?: true;
      knownId?: string;
      isAtDemo?: boolean;
    },
  ): Promise<DayStation> {
    const { fetch, ...network } = line();
    let offByMs = clockOffByMs;
    const own: Clock = { ...clock, nowMs: () => clock.nowMs() + offByMs };
    const late: { sync?: RosterSync } = {};
    const erasingNews: (readonly Erasing[])[] = [];
    const station = await openStation({
      folder,
      clock: own,
      random: () => 0.5,
      uploadPhoto: async (target, jpeg) => {
        if (!network.reach.photos) return sampleOutcome('offline');
        wall.writes += 1;
        wall.shown.set(target.kind === 'user' ? target.user : '', sha256(jpeg));
        return sampleOutcome('accepted');
      },
      confirmPhoto: async (target, { jpeg }) => {
        const isShown = target.kind === 'user' && wall.shown.get(target.user) === sha256(jpeg);
        return isShown ? { kind: 'confirmed' } : { kind: 'newer-photo' };
      },
      beforeSending: async (jobId, signal) => late.sync?.beforeSending(jobId, signal),
    });
    const { store, queue, log } = station;
    /** Rows as they were read last, and those that were written since: a long list is not read anew for each turn. */
    const read = { rows: new Map<string, RosterRow>(), isWhole: false, written: new Set<string>() };
    const rosters = createRosterStore({
      store,
      clock: own,
      randomId: () => crypto.randomUUID().replaceAll('-', '').slice(0, 24),
      onRow(rosterId, personKey) {
        read.written.add(personKey);
        late.sync?.touched(rosterId, personKey);
      },
      onErased(rosterId) {
        read.isWhole = false;
        late.sync?.erased(rosterId);
      },
    });
    const requestOf = (row: RosterRow, photo: Uint8Array) => ({
      target: { kind: 'user' as const, user: row.match.kind === 'matched' ? row.match.person.objectId : '' },
      personName: row.entry.displayName ?? '',
      photo,
      photoSha256: sha256(photo),
      noticeVersion: '1',
    });
    const sync = createRosterSync({
      ...{ store, rosters, log, clock: own },
      random: () => 0.5,
      stationName: name,
      leavesKeptAlone: isAtDemo,
      call: createListExchange({
        graphUrl: server.url,
        fetch,
        getAccessToken: async () => ok(token),
        clock: own,
        randomId: () => crypto.randomUUID(),
      }),
      jobs: queue,
      sendAgain(row, photo, alongside) {
        return enqueueWith(queue, requestOf(row, photo), ({ id }) => ok(alongside(id)));
      },
      onChanged: () => {},
      onErasingChanged: () => void erasingNews.push([...sync.erasing()]),
    });
    late.sync = sync;
    const stopNews = queue.onJobChanged((job) => sync.jobChanged(job));
    const known = rosters.byName(rosterName);
    let rosterId = knownId ?? (known.kind === 'ok' ? known.value.id : '');
    if (rosterId === '') {
      const lines = Array.from({ length: people }, (_, index) =>
        lineOf({ displayName: `Person ${index}`, employeeNumber: String(index) }, matchedTo(`person-${index}`)),
      );
      const made = people > 0 ? rosters.importList(rosterName, lines) : rosters.startEmpty(rosterName);
      if (made.kind === 'error') throw new Error(JSON.stringify(made.error));
      rosterId = 'roster' in made.value ? made.value.roster.id : made.value.id;
      const listed = { ...place, ...edited, ...(isOurs === undefined ? {} : { isOurs }) };
      sync.add({ rosterId, ...listed, stationId: `id of ${name}`, sharing, name: rosterName });
    }
    queue.start();
    sync.start();
    const rows = () => {
      const read = rosters.rows(rosterId);
      return read.kind === 'ok' ? read.value.rows : [];
    };
    function latestRows(): RosterRow[] {
      if (!read.isWhole) read.rows = new Map(rows().map((row) => [row.personKey, row]));
      for (const personKey of read.isWhole ? read.written : []) {
        const row = self.row(personKey);
        if (row !== undefined) read.rows.set(personKey, row);
      }
      read.isWhole = true;
      read.written.clear();
      return [...read.rows.values()];
    }
    const self: DayStation = {
      ...network,
      ...{ name, rosters, store, sync, queue, rosterId, erasingNews, rows },
      row(personKey) {
        const read = rosters.row(rosterId, personKey);
        return read.kind === 'ok' ? read.value : undefined;
      },
      next: (afterKey) => nextInTurn(latestRows(), afterKey, sync.order(rosterId)),
      isForOthers: (personKey) => leftToOthers(latestRows(), sync.order(rosterId)).has(personKey),
      jump(byMs) {
        offByMs += byMs;
      },
      capture(personKey) {
        const row = self.row(personKey);
        if (row === undefined) throw new Error(`${name}: nobody of this key`);
        photoNumber += 1;
        const photo = samplePhoto(photoNumber, 600);
        const capture = { capturedAtMs: own.nowMs(), station: name };
        const saved = enqueueWith(queue, requestOf(row, photo), ({ id: jobId }) => {
          sync.saved(rosterId, personKey, { jobId, capturedAtMs: capture.capturedAtMs, photo });
          const applied = rosters.apply(rosterId, personKey, { kind: 'capture', capture: { ...capture, jobId } });
          return applied.kind === 'ok' ? applied : err(applied.error);
        });
        if (saved.kind === 'error') throw new Error(JSON.stringify(saved.error));
        return sha256(photo);
      },
      async kill() {
        stopNews();
        sync.close();
        const over = station.close();
        await pass(0);
        await over;
        stations.delete(self);
      },
      restart: (how = {}) => openOn(folder, name, { ...how, clockOffByMs: offByMs, knownId: rosterId }),
    };
    stations.add(self);
    return self;
  }
  return {
    ...{ clock, tenant, place, edited, wall, pass },
    open(name, options = {}) {
      const folder = mkdtempSync(path.join(tmpdir(), 'shared-day-'));
      folders.push(folder);
      return openOn(folder, name, options);
    },
    async close() {
      for (const station of stations) await station.kill();
      await server.close();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
