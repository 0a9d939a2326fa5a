import { isDeepStrictEqual } from 'node:util';
import type { RosterRow } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import { loopTurn, stretches } from '../process/loop-turn.ts';
import type { Store } from '../storage/store.ts';
import { bestCapture, mergedRecord } from './merge.ts';
import type { RosterStore } from './roster-store.ts';
import type { ServiceClock } from './service-clock.ts';
import { ShareGlance } from './share-glance.ts';
import { applied, type JournalContext, observed } from './share-journal.ts';
import type { Share, ShareRow, ShareTable } from './share-table.ts';
import type { ListedRow } from './shared-list.ts';
import { emptyRecord, recordText } from './shared-record.ts';

/** What this station's side of a shared roster needs. */
export interface ShareBookParts {
  readonly share: Pick<Share, 'rosterId' | 'stationId' | 'stations'>;
  readonly stationName: string;
  readonly store: Pick<Store, 'transact' | 'read'>;
  readonly table: ShareTable;
  readonly rosters: RosterStore;
  readonly serviceClock: ServiceClock;
  readonly jobs: {
    get(jobId: string): UploadJob | undefined;
    withdraw(jobId: string): unknown;
  };
}

/** So many rows are gone through before everything else has its turn. */
export const rowsAtOnce = 25;
/** So many where they are only read. */
const readAtOnce = 100;

/** A person whose row the list has lost: where the item is named, in this item. */
export interface LostRow {
  readonly personKey: string;
  readonly itemId?: string;
}

/** Items are numbered as they are made. */
function isBefore(itemId: string, other: string): boolean {
  return itemId.length === other.length ? itemId < other : itemId.length < other.length;
}

/** What this station knows of a shared roster's rows: its own journal, what the list said, and the roster that follows both. */
export class ShareBook {
  readonly #parts: ShareBookParts;
  readonly glance: ShareGlance;
  /** People about whom something changed since their photos were looked at. */
  readonly changed = new Set<string>();
  /** Upload jobs of this station with whom each is of. */
  readonly #jobs = new Map<string, string>();
  /** Items of the list with whose row stands in each, or stood there once. */
  readonly #items = new Map<string, string>();
  /** The number of the row that was read last; `undefined` once all are. */
  #readUpTo: number | undefined = 0;
  #reading: Promise<boolean> | undefined;
  /** Whose rows the list had since a reading of all of it began. */
  #met: Set<string> | undefined;

  constructor(parts: ShareBookParts) {
    this.#parts = parts;
    const { share } = parts;
    this.glance = new ShareGlance(share.stationId, share.stations, (personKey) => this.#unread(personKey));
  }

  /** Whether every row that the disk held at the start has been read. */
  get isRead(): boolean {
    return this.#readUpTo === undefined;
  }

  /**
   * Reads what is on the disk, the first rows before it returns and then a few at once: the loop turns in between, and `isOver`
   * ends it there. Called again, it goes on. False where not all of it was read.
   */
  read(isOver: () => boolean): Promise<boolean> {
    this.#reading ??= this.#readRows(isOver).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readRows(isOver: () => boolean): Promise<boolean> {
    const { store, table } = this.#parts;
    for (let last = this.#readUpTo; last !== undefined; last = this.#readUpTo) {
      if (isOver()) return false;
      const after = last;
      const part = store.read(() => table.rowsAfter(this.rosterId, after, readAtOnce));
      if (part.kind === 'error') return false;
      for (const row of part.value.rows) this.#note(row);
      this.#readUpTo = part.value.last;
      if (this.#readUpTo !== undefined) await loopTurn();
    }
    return true;
  }

  #note(row: ShareRow, nowMs?: number): void {
    this.glance.note(row, nowMs);
    if (row.itemId !== undefined) this.#items.set(row.itemId, row.personKey);
    for (const { jobId } of row.jobs) this.#jobs.set(jobId, row.personKey);
  }

  /** A row that is asked for before its turn to be read has come. */
  #unread(personKey: string): ShareRow | undefined {
    const { store, table } = this.#parts;
    const read = this.isRead ? undefined : store.read(() => table.row(personKey));
    return read?.kind === 'ok' ? read.value : undefined;
  }

  /** Whom an upload job of this roster is of. */
  personOf(jobId: string): string | undefined {
    return this.#jobs.get(jobId);
  }

  /** A job was saved for somebody. Part of its transaction. */
  noteJob(jobId: string, personKey: string): void {
    this.#jobs.set(jobId, personKey);
  }

  get rosterId(): string {
    return this.#parts.share.rosterId;
  }

  /** Keeps what is known of a row. Part of a transaction. */
  put(row: ShareRow, isDue: boolean): void {
    this.#parts.table.putRow(this.rosterId, row, isDue);
    this.#note(row, this.#parts.serviceClock.nowMs());
    this.changed.add(row.personKey);
  }

  /** This station at this moment; `undefined` before the service's time is known. */
  context(): JournalContext | undefined {
    const { serviceClock, stationName, jobs, share } = this.#parts;
    const nowMs = serviceClock.nowMs();
    if (nowMs === undefined) return undefined;
    const at = (wallMs: number) => serviceClock.at(wallMs) ?? { atMs: nowMs, isSure: false };
    return { stationId: share.stationId, stationName, nowMs, at, jobOf: (id) => jobs.get(id) };
  }

  /** The roster's row. */
  row(personKey: string): RosterRow | undefined {
    const read = this.#parts.rosters.row(this.rosterId, personKey);
    return read.kind === 'ok' ? read.value : undefined;
  }

  #keys(): string[] {
    const read = this.#parts.rosters.keys(this.rosterId);
    return read.kind === 'ok' ? [...read.value] : [];
  }

  /**
   * Notes what happened at this station to these rows, or to any, few at once: the loop turns in between, and `isOver` ends it there.
   * False before the service's time is known: nothing is dated.
   */
  async observe(personKeys: readonly string[] | undefined, isOver: () => boolean): Promise<boolean> {
    const context = this.context();
    if (context === undefined) return false;
    const { store, table } = this.#parts;
    const keys = personKeys ?? this.#keys();
    for (const some of stretches(keys, rowsAtOnce)) {
      if (isOver()) return false;
      const noted = store.transact(() => {
        for (const personKey of some) {
          const row = this.row(personKey);
          if (row !== undefined) this.#observe(row, table.row(personKey), context);
        }
      });
      if (noted.kind === 'error') return false;
      if (some.length === rowsAtOnce) await loopTurn();
    }
    return true;
  }

  #observe(row: RosterRow, known: ShareRow | undefined, context: JournalContext): ShareRow {
    const before = known ?? { personKey: row.personKey, record: emptyRecord, jobs: [] };
    const after = observed(row, before, context);
    const isSame = known !== undefined && recordText(before.record) === recordText(after.record);
    if (isSame && before.jobs.length === after.jobs.length) return before;
    this.put(after, !isSame || this.#parts.table.isDue(row.personKey));
    return after;
  }

  /** Brings in what the list says of a row, and makes the roster's row follow. Part of a transaction. */
  take(listed: ListedRow, context: JournalContext): void {
    const { table } = this.#parts;
    this.#met?.add(listed.personKey);
    const row = this.row(listed.personKey);
    const stored = table.row(listed.personKey) ?? { personKey: listed.personKey, record: emptyRecord, jobs: [] };
    // First what this station did itself: it was done before anybody here knew what comes now.
    const known = row === undefined ? stored : observed(row, stored, context);
    const record = mergedRecord(known.record, listed.record);
    // Somebody copied the row: of two for one person all stations keep to the one that was there first.
    const isCopy = known.itemId !== undefined && isBefore(known.itemId, listed.itemId);
    const next = { ...known, ...(isCopy ? {} : { itemId: listed.itemId, eTag: listed.eTag }), record };
    const news = isCopy ? known.record : listed.record;
    const isDue = recordText(record) !== recordText(news) || (isCopy && table.isDue(listed.personKey));
    this.put(next, isDue);
    this.#follow(row, next);
  }

  /** One row of the list, as it was just read or written. */
  takeOne(listed: ListedRow): void {
    const context = this.context();
    if (context === undefined) return;
    this.#parts.store.transact(() => this.take(listed, context));
    this.dropOutdated(listed.personKey);
  }

  /** The roster's row as all stations know it. */
  #follow(row: RosterRow | undefined, known: ShareRow): void {
    const next = applied(row, known.personKey, known.record, this.#parts.share.stationId);
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

  /** Whose rows stand in these items, or stood there once. */
  rowsIn(itemIds: readonly string[]): LostRow[] {
    return itemIds.flatMap((itemId) => {
      const personKey = this.#items.get(itemId);
      return personKey === undefined ? [] : { personKey, itemId };
    });
  }

  /** The list is read from its beginning: `isWhole`, all of it. */
  beginReading(isWhole: boolean): void {
    this.#met = isWhole ? new Set() : undefined;
  }

  /** All of the list was read: whose rows this station holds and the list did not; the loop turns in between. */
  async rowsBeyond(): Promise<LostRow[]> {
    const met = this.#met;
    const missing: LostRow[] = [];
    if (met === undefined) return missing;
    for (let last = 0; ; ) {
      const page = this.#parts.store.read(() => this.#parts.table.keysAfter(this.rosterId, last));
      const keys = page.kind === 'ok' ? page.value : [];
      missing.push(...keys.flatMap(({ personKey }) => (met.has(personKey) ? [] : { personKey })));
      const end = keys.at(-1);
      if (end === undefined) return missing;
      last = end.seq;
      await loopTurn();
    }
  }

  /**
   * The list has lost these rows: they are made there anew. Few at once: the loop turns in between, and `isOver` ends it there. False
   * where the disk refused.
   */
  async forgetRows(lost: readonly LostRow[], isOver: () => boolean): Promise<boolean> {
    for (const some of stretches(lost, rowsAtOnce)) {
      const forgotten = this.#parts.store.transact(() => {
        for (const one of some) this.#forget(one);
      });
      if (forgotten.kind === 'error') return false;
      await loopTurn();
      if (isOver()) return true;
    }
    return true;
  }

  #forget(lost: LostRow): void {
    const { itemId, eTag: _, ...row } = this.#parts.table.row(lost.personKey) ?? {};
    // Their row may stand in another item by now.
    const isThere = itemId !== undefined && (lost.itemId ?? itemId) === itemId;
    if (isThere && 'record' in row) this.put(row, true);
  }

  /** The list has lost this row: it is made there anew. */
  forgetItem({ itemId: _, eTag: __, ...row }: ShareRow): void {
    this.#parts.store.transact(() => this.put(row, true));
  }
}
