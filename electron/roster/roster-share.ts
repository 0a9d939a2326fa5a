import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';
import type { RosterRow } from '../../shared/roster.ts';
import { rowName } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Clock, Random } from '../ports.ts';
import type { Store } from '../storage/store.ts';
import { bestCapture, isOverwritten, liveClaim, mergedRecord, standing } from './merge.ts';
import type { RosterStore } from './roster-store.ts';
import type { ServiceClock } from './service-clock.ts';
import { applied, captureIdOf, type JournalContext, observed } from './share-journal.ts';
import type { Share, ShareRow, ShareTable } from './share-table.ts';
import type { ListedRow, ListFailure, ListPlace, RowCaption, SharedList } from './shared-list.ts';
import { emptyRecord, recordText, type SharedRecord } from './shared-record.ts';

/** What one shared roster needs. */
export interface RosterShareParts {
  readonly share: Share;
  readonly stationName: string;
  readonly store: Pick<Store, 'transact' | 'read'>;
  readonly table: ShareTable;
  readonly rosters: RosterStore;
  readonly list: SharedList;
  readonly serviceClock: ServiceClock;
  readonly clock: Clock;
  readonly random: Random;
  readonly jobs: {
    get(jobId: string): UploadJob | undefined;
    withdraw(jobId: string): unknown;
  };
  /** Sends a photo again to a row's person; the job, or why not. `alongside` runs in the transaction that saves it. */
  readonly sendAgain: (
    row: RosterRow,
    photo: Uint8Array,
    alongside: (jobId: string) => void,
  ) => Result<unknown, unknown>;
  /** Milliseconds between changes when many are due: all stations together have so many a minute. */
  readonly paceMs: number;
}

/** How long somebody is another station's alone, once called there. */
const claimMs = 3 * 60_000;
/** How long a photo is kept after the directory had it: stations that were cut off may still overwrite it. */
const settleMs = 12 * 60 * 60_000;
const paceWindowMs = 15 * 60_000;
const mostTries = 6;
const jitterMs = 400;
const duePage = 50;

/** What came of calling somebody. `not-told`: the list cannot be reached, so no other station knows. */
export type ClaimOutcome = { readonly kind: 'claimed' | 'not-told' } | { readonly kind: 'taken'; readonly by: string };

/** How the day goes at all stations of a roster. */
export interface Glance {
  readonly stations: readonly {
    readonly name: string;
    readonly seenAtMs: number;
    readonly captured: number;
    readonly isOwn: boolean;
  }[];
  /** Over the last quarter of an hour. */
  readonly photosAMinute: number;
}

/** One roster on the tenant's list, as this station takes part in it. One call at a time. */
export class RosterShare {
  readonly #parts: RosterShareParts;
  #share: Share;
  /** Of every row what is asked for often: who has the person before the camera, who took the newest photo and when. */
  readonly #rows = new Map<string, Pick<SharedRecord, 'claim' | 'mark' | 'sure' | 'unsure'>>();
  /** When each station did something last. */
  readonly #seen = new Map<string, { readonly name: string; readonly atMs: number }>();

  constructor(parts: RosterShareParts) {
    this.#parts = parts;
    this.#share = parts.share;
    for (const row of parts.table.rows(this.rosterId)) this.#digest(row);
  }

  get rosterId(): string {
    return this.#share.rosterId;
  }

  get place(): ListPlace {
    return { siteId: this.#share.siteId, listId: this.#share.listId };
  }

  #digest({ personKey, record }: ShareRow): void {
    const { claim, mark, sure, unsure, retake, facts } = record;
    this.#rows.set(personKey, { claim, mark, sure, unsure });
    for (const one of [claim, mark, sure, unsure, retake, facts]) {
      if (one === undefined || one.atMs <= (this.#seen.get(one.station)?.atMs ?? 0)) continue;
      this.#seen.set(one.station, { name: one.stationName, atMs: one.atMs });
    }
  }

  #put(row: ShareRow, isDue: boolean): void {
    this.#parts.table.putRow(this.rosterId, row, isDue);
    this.#digest(row);
  }

  #context(): JournalContext | undefined {
    const { serviceClock, stationName, jobs } = this.#parts;
    const nowMs = serviceClock.nowMs();
    if (nowMs === undefined) return undefined;
    const at = (wallMs: number) => serviceClock.at(wallMs) ?? { atMs: nowMs, isSure: false };
    return { stationId: this.#share.stationId, stationName, nowMs, at, jobOf: (id) => jobs.get(id) };
  }

  #row(personKey: string): RosterRow | undefined {
    const read = this.#parts.rosters.row(this.rosterId, personKey);
    return read.kind === 'ok' ? read.value : undefined;
  }

  #keys(): string[] {
    const read = this.#parts.rosters.rows(this.rosterId);
    return read.kind === 'ok' ? read.value.rows.map(({ personKey }) => personKey) : [];
  }

  /** Notes what happened at this station to these rows, or to any. False before the service's time is known: nothing is dated. */
  observe(personKeys?: Iterable<string>): boolean {
    const context = this.#context();
    if (context === undefined) return false;
    const { store, table } = this.#parts;
    const noted = store.transact(() => {
      for (const personKey of personKeys ?? this.#keys()) {
        const row = this.#row(personKey);
        if (row !== undefined) this.#observe(row, table.row(personKey), context);
      }
    });
    return noted.kind === 'ok';
  }

  #observe(row: RosterRow, known: ShareRow | undefined, context: JournalContext): ShareRow {
    const before = known ?? { personKey: row.personKey, record: emptyRecord, jobs: [] };
    const after = observed(row, before, context);
    const isSame = known !== undefined && recordText(before.record) === recordText(after.record);
    if (isSame && before.jobs.length === after.jobs.length) return before;
    this.#put(after, !isSame || this.#isDue(row.personKey));
    return after;
  }

  #isDue(personKey: string): boolean {
    return this.#parts.table.isDue(personKey);
  }

  /** Brings in what the list says of a row, and makes the roster's row follow. */
  #take(listed: ListedRow, context: JournalContext): void {
    const { table } = this.#parts;
    const row = this.#row(listed.personKey);
    const stored = table.row(listed.personKey) ?? { personKey: listed.personKey, record: emptyRecord, jobs: [] };
    // First what this station did itself: it was done before anybody here knew what comes now.
    const known = row === undefined ? stored : observed(row, stored, context);
    const record = mergedRecord(known.record, listed.record);
    const next = { ...known, itemId: listed.itemId, eTag: listed.eTag, record };
    const isDue = recordText(record) !== recordText(listed.record);
    this.#put(next, isDue);
    this.#follow(row, next);
  }

  /** The roster's row as all stations know it. */
  #follow(row: RosterRow | undefined, known: ShareRow): void {
    const next = applied(row, known.personKey, known.record, this.#share.stationId);
    if (next !== undefined && !isDeepStrictEqual(next, row)) this.#parts.rosters.adopt(this.rosterId, [next]);
  }

  /** This station's photos of somebody that are not the newest any more are not sent. */
  dropOutdated(personKey: string): void {
    const { table, jobs } = this.#parts;
    const known = table.row(personKey);
    if (known === undefined) return;
    const best = bestCapture(known.record);
    for (const { jobId, captureId } of known.jobs) {
      const state = jobs.get(jobId)?.state.kind ?? '';
      const isOutdated = best !== undefined && (captureId !== best.id || best.isWithdrawn);
      if (isOutdated && ['waiting', 'parked', 'sending'].includes(state)) jobs.withdraw(jobId);
    }
  }

  /** Reads what changed since the last time, or everything. */
  async pull(): Promise<Result<void, ListFailure>> {
    const { list, store, table, serviceClock } = this.#parts;
    let link = this.#share.link;
    let isWhole = link === undefined;
    const seen = new Set<string>();
    for (let isLast = false; !isLast; ) {
      const page = await list.page(link);
      if (page.kind === 'error') {
        if (page.error.kind !== 'begin-again' || isWhole) return page;
        link = undefined;
        isWhole = true;
        continue;
      }
      const context = this.#context();
      if (context === undefined) return err({ kind: 'busy', retryAfterMs: 1_000 });
      link = page.value.link;
      isLast = page.value.isLast;
      for (const { personKey } of page.value.rows) seen.add(personKey);
      const offset = serviceClock.offset();
      const share = { ...this.#share, ...(offset === undefined ? {} : { offset }), ...(isLast ? { link } : {}) };
      const isNews = page.value.rows.length + page.value.goneItems.length > 0 || isWhole;
      // A link that told nothing new need not be on the disk: the one before tells the same.
      if (!isNews) {
        this.#share = share;
        continue;
      }
      const saved = store.transact(() => {
        for (const listed of page.value.rows) this.#take(listed, context);
        if (page.value.goneItems.length > 0)
          this.#forgetItems((row) => page.value.goneItems.includes(row.itemId ?? ''));
        if (isLast && isWhole) this.#forgetItems(({ personKey }) => !seen.has(personKey));
        table.putShare(share);
      });
      if (saved.kind === 'error') return err({ kind: 'busy', retryAfterMs: 30_000 });
      this.#share = share;
      for (const { personKey } of page.value.rows) this.dropOutdated(personKey);
    }
    return ok(undefined);
  }

  /** Rows that the list has lost are made there anew. */
  #forgetItems(isLost: (row: ShareRow) => boolean): void {
    const { table } = this.#parts;
    for (const { itemId, eTag: _, ...row } of table.rows(this.rosterId)) {
      if (itemId !== undefined && isLost({ ...row, itemId })) this.#put(row, true);
    }
  }

  /** Tells the list what it does not know yet; `isOver` ends it in between. */
  async push(isOver: () => boolean, onTold?: (left: number) => void): Promise<Result<void, ListFailure>> {
    const { table, paceMs } = this.#parts;
    for (;;) {
      const due = table.due(this.rosterId, duePage);
      if (due.length === 0) return ok(undefined);
      for (const { personKey } of due) {
        if (isOver()) return ok(undefined);
        const told = await this.#tell(personKey);
        if (told.kind === 'error') return told;
        onTold?.(table.countDue(this.rosterId));
        if (due.length > 5) await this.#pause(paceMs);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#parts.clock.setTimer(ms, resolve));
  }

  async #tell(personKey: string): Promise<Result<void, ListFailure>> {
    const { list, table, random } = this.#parts;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const known = table.row(personKey);
      if (known === undefined) return ok(undefined);
      const { record } = known;
      const caption = this.#caption(record);
      const { itemId, eTag } = known;
      const written =
        itemId === undefined
          ? await list.create(personKey, record, caption)
          : eTag === undefined || eTag === ''
            ? err({ kind: 'conflict' } as const)
            : await list.change({ itemId, eTag, personKey, record }, record, caption);
      if (written.kind === 'ok') {
        this.#takeOne(written.value);
        if (!this.#isDue(personKey)) return ok(undefined);
        continue;
      }
      if (written.error.kind === 'gone' && itemId !== undefined) {
        const look = await list.byKey(personKey);
        if (look.kind === 'error') return look;
        if (look.value === undefined) this.#forgetItem(known);
        else this.#takeOne(look.value);
        continue;
      }
      if (written.error.kind !== 'conflict') return written;
      await this.#pause(random() * jitterMs);
      const look = itemId === undefined ? await list.byKey(personKey) : await list.row(itemId);
      if (look.kind === 'error' && look.error.kind !== 'gone') return look;
      if (look.kind === 'ok' && look.value !== undefined) this.#takeOne(look.value);
    }
    // Somebody else was always faster; the row stays due.
    return err({ kind: 'busy', retryAfterMs: 2_000 });
  }

  #forgetItem({ itemId: _, eTag: __, ...row }: ShareRow): void {
    this.#parts.store.transact(() => this.#put(row, true));
  }

  #takeOne(listed: ListedRow): void {
    const context = this.#context();
    if (context === undefined) return;
    this.#parts.store.transact(() => this.#take(listed, context));
    this.dropOutdated(listed.personKey);
  }

  /** What people read in the list, in English as its columns are. */
  #caption(record: SharedRecord): RowCaption {
    const { facts } = record;
    const title =
      facts === undefined ? '' : rowName({ entry: facts.entry, match: facts.match ?? { kind: 'unmatched' } });
    const stand = standing(record);
    const claim = liveClaim(record, this.#parts.serviceClock.nowMs() ?? 0);
    if (claim !== undefined) return { title, state: 'Being photographed', station: claim.stationName };
    if ('mark' in stand) return { title, state: markWords[stand.kind], station: stand.mark.stationName };
    if (!('capture' in stand)) return { title, state: 'Waiting', station: '' };
    const state = stand.kind === 'needs-retake' ? 'Needs another photo' : stageWords[stand.capture.stage];
    return { title, state, station: stand.capture.stationName };
  }

  /**
   * Tells the other stations that somebody stands before this one's camera, unless another told so first. Looks at the row and
   * writes only on what it saw, so that of two stations one is the first.
   */
  async claim(personKey: string): Promise<ClaimOutcome> {
    const { list, table, serviceClock, stationName } = this.#parts;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const itemId = table.row(personKey)?.itemId;
      if (itemId === undefined) return { kind: 'not-told' };
      const look = await list.row(itemId);
      if (look.kind === 'error') return { kind: 'not-told' };
      this.#takeOne(look.value);
      const known = table.row(personKey);
      const nowMs = serviceClock.nowMs();
      if (known === undefined || nowMs === undefined) return { kind: 'not-told' };
      const other = this.claimedBy(personKey);
      if (other !== undefined) return { kind: 'taken', by: other };
      const own = { station: this.#share.stationId, stationName, atMs: nowMs, untilMs: nowMs + claimMs };
      const record = mergedRecord(known.record, { sends: {}, claim: own });
      const written = await list.change(look.value, record, this.#caption(record));
      if (written.kind === 'ok') {
        this.#takeOne(written.value);
        return { kind: 'claimed' };
      }
      if (written.error.kind !== 'conflict') return { kind: 'not-told' };
      await this.#pause(this.#parts.random() * jitterMs);
    }
    return { kind: 'not-told' };
  }

  /** Which other station photographs somebody at this moment. */
  claimedBy(personKey: string): string | undefined {
    const row = this.#rows.get(personKey);
    const claim = row && liveClaim(row, this.#parts.serviceClock.nowMs() ?? 0);
    return claim === undefined || claim.station === this.#share.stationId ? undefined : claim.stationName;
  }

  /** Looks at a row of the list now: before a photo is sent. */
  async look(personKey: string, signal: AbortSignal): Promise<Result<void, ListFailure>> {
    const itemId = this.#parts.table.row(personKey)?.itemId;
    if (itemId === undefined) return ok(undefined);
    const look = await this.#parts.list.row(itemId, signal);
    if (look.kind === 'error') return look;
    this.#takeOne(look.value);
    return ok(undefined);
  }

  /** Keeps a photo of this station until the directory has it for good. Part of the transaction that saves it. */
  keep(personKey: string, capturedAtMs: number, photo: Uint8Array): void {
    const id = captureIdOf(this.#share.stationId, { capturedAtMs });
    this.#parts.table.putPhoto(this.rosterId, personKey, id, photo);
  }

  /** Sends again what somebody overwrote, and erases what the directory has for good. */
  tidy(): void {
    const { table, serviceClock, store } = this.#parts;
    const nowMs = serviceClock.nowMs();
    if (nowMs === undefined) return;
    for (const [personKey, captureId] of table.keptPhotos(this.rosterId)) {
      const known = table.row(personKey);
      const row = this.#row(personKey);
      if (known === undefined || row === undefined) continue;
      const { record } = known;
      const best = bestCapture(record);
      const isBest = best?.id === captureId && !best.isWithdrawn;
      if (isBest && isOverwritten(record)) this.#sendAgain(row, known, captureId);
      const sentMs = record.sends[this.#share.stationId]?.atMs ?? nowMs;
      const isSettled = best?.stage === 'confirmed' && !isOverwritten(record) && nowMs - sentMs > settleMs;
      const isOver = isBest ? isSettled : best !== undefined && (best.stage === 'confirmed' || best.isWithdrawn);
      if (isOver) store.transact(() => table.deletePhoto(personKey));
    }
  }

  #sendAgain(row: RosterRow, known: ShareRow, captureId: string): void {
    const { table, jobs, sendAgain } = this.#parts;
    const isPending = known.jobs.some((job) => job.captureId === captureId && isUnderWay(jobs.get(job.jobId)));
    const photo = isPending ? undefined : table.photo(row.personKey);
    if (photo === undefined) return;
    sendAgain(row, photo, (jobId) => {
      this.#put({ ...known, jobs: [...known.jobs, { jobId, captureId }] }, this.#isDue(row.personKey));
    });
  }

  /** Upload jobs of this station by the person that they are of. */
  jobs(): { readonly jobId: string; readonly personKey: string }[] {
    const rows = this.#parts.table.rows(this.rosterId);
    return rows.flatMap(({ personKey, jobs }) => jobs.map(({ jobId }) => ({ jobId, personKey })));
  }

  /** How many rows the list has not been told of. */
  due(): number {
    return this.#parts.table.countDue(this.rosterId);
  }

  /** How the day goes at all stations. */
  glance(): Glance {
    const nowMs = this.#parts.serviceClock.nowMs() ?? 0;
    const taken = [...this.#rows.values()].flatMap((row) => {
      const capture = bestCapture(row);
      return capture === undefined || capture.isWithdrawn ? [] : [capture];
    });
    const lately = taken.filter(({ atMs }) => atMs > nowMs - paceWindowMs).length;
    const stations = [...this.#seen].map(([id, { name, atMs }]) => ({
      name,
      seenAtMs: atMs,
      captured: taken.filter(({ station }) => station === id).length,
      isOwn: id === this.#share.stationId,
    }));
    return {
      stations: stations.sort((a, b) => (a.name < b.name ? -1 : 1)),
      photosAMinute: lately / (paceWindowMs / 60_000),
    };
  }
}

/** Whether a photo may still get there, or a person must decide first; one that was overwritten before it was seen rests as it is. */
function isUnderWay(job: UploadJob | undefined): boolean {
  switch (job?.state.kind) {
    case 'waiting':
    case 'sending':
      return true;
    case 'accepted':
      return job.lastVerification !== 'newer-photo';
    case 'parked':
      return job.state.reason !== 'not-stored';
    default:
      return false;
  }
}

const markWords = { skipped: 'Later', 'no-show': 'Did not come', declined: 'Declined' } as const;
const stageWords = { taken: 'Photo taken', sent: 'Photo sent', confirmed: 'Photo in Microsoft 365' } as const;
