import { z } from 'zod';
import { createRecordFormat } from '../storage/record-format.ts';
import type { Store } from '../storage/store.ts';
import { knownStationSchema } from './share-parts.ts';
import { sharePhotoPlace, sharePlace, shareRowPlace } from './share-section.ts';
import { sharedRecordSchema } from './shared-record.ts';

/** How a roster is shared: the list, and who this station is among the others. */
export const shareSchema = z.object({
  rosterId: z.string().max(64),
  siteId: z.string().min(1).max(400),
  listId: z.string().min(1).max(200),
  /** Tells stations apart whose operators gave them one name. */
  stationId: z.string().min(1).max(64),
  /** Tells this sharing apart from others that used the same list before. */
  sharing: z.string().max(64).default(''),
  /** The list is this sharing's: it was made here, or a station that knew has said so there. */
  isOurs: z.literal(true).optional(),
  /** Leads to what changed since the list was read last. */
  link: z.string().max(4000).optional(),
  /** How the service's clock stood to the wall clock, to know the next time whether that was changed meanwhile. */
  offset: z.object({ leastMs: z.number(), mostMs: z.number() }).optional(),
  /** The row in which this station speaks of itself. */
  noteItemId: z.string().max(100).optional(),
  /** The stations that were heard of: the changes that come after the link do not name them again. */
  stations: z.record(z.string().max(64), knownStationSchema).optional(),
  /** When no station could tell the list anything, by the service's time. */
  lostByAll: z.array(z.object({ fromMs: z.number(), untilMs: z.number() })).optional(),
  /** The list was found to be somebody else's when it was asked last. */
  isNotOurs: z.boolean().optional(),
  /** The station that closed the roster for all. */
  closedBy: z.string().max(200).optional(),
  /** When the roster was closed, by the service's time: not before this station knew of it. */
  closedAtMs: z.number().optional(),
  /** The station that ended the sharing and erases the list's rows: nothing is told to the list any more. */
  endedBy: z.string().max(200).optional(),
  /** The roster was erased here: what is left to do is to erase the list's rows. */
  isErasing: z.literal(true).optional(),
  /** It was erased by this station's own clock: the list's rows go so many days after closing by the service's. */
  rowsGoAfterDays: z.number().optional(),
  /** The roster's name, to be said while it is erased. */
  name: z.string().max(200).optional(),
});
export type Share = z.infer<typeof shareSchema>;
/** Whether nobody has looked yet whose the list is: the station took part without reaching it. */
export const isNeverAsked = ({ isOurs, isNotOurs, link, noteItemId, endedBy }: Share) =>
  [isOurs, isNotOurs, link, noteItemId, endedBy].every((one) => one === undefined);
/** When a roster that was closed at this moment is over after so many days, by the clock that told it. */
export const overAtMs = (closedAtMs: number, days: number) => closedAtMs + days * 86_400_000;
/** A roster that begins to be shared, as far as this station knows. */
export type NewShare = Pick<Share, 'rosterId' | 'siteId' | 'listId' | 'stationId' | 'sharing' | 'name' | 'isOurs'>;

const shareRowSchema = z.object({
  personKey: z.string().max(64),
  itemId: z.string().max(100).optional(),
  eTag: z.string().max(400).optional(),
  record: sharedRecordSchema,
  /** Upload jobs of this station for the row's person that may still change the directory. */
  jobs: z.array(z.object({ jobId: z.string().max(200), captureId: z.string().max(120) })),
});
/** What this station knows of a shared row. */
export type ShareRow = z.infer<typeof shareRowSchema>;

const shareFormat = createRecordFormat(shareSchema, []);
const rowFormat = createRecordFormat(shareRowSchema, []);

/** Reads and writes what is shared. Every call belongs inside `store.read` or `store.transact`; SQLite's errors are thrown. */
export class ShareTable {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  #readShare(rosterId: string, record: unknown): Share | undefined {
    const sealed = record instanceof Uint8Array ? record : new Uint8Array();
    const read = shareFormat.read(this.#store.open(sharePlace(rosterId), sealed));
    return read.kind === 'ok' ? read.value : undefined;
  }

  shares(): Share[] {
    const rows = this.#store.prepare('SELECT roster, record FROM share ORDER BY seq').all();
    return rows.flatMap(({ roster, record }) => this.#readShare(String(roster), record) ?? []);
  }

  /** How one roster is shared; `undefined` where it is not. */
  share(rosterId: string): Share | undefined {
    const found = this.#store.prepare('SELECT record FROM share WHERE roster = ?').get(rosterId);
    return found === undefined ? undefined : this.#readShare(rosterId, found.record);
  }

  /** Whether a roster is shared, be it that how cannot be read any more. */
  isShared(rosterId: string): boolean {
    return this.#store.prepare('SELECT 1 FROM share WHERE roster = ?').get(rosterId) !== undefined;
  }

  /**
   * The roster is erased on purpose: of its people nothing stays here, and the list's rows are erased next. Part of the
   * transaction that erases it.
   */
  rosterErased(rosterId: string): void {
    const share = this.share(rosterId);
    if (share !== undefined) this.putShare({ ...share, isErasing: true });
    this.erasePeople(rosterId);
  }

  /** The list's rows do not go with the roster, but so many days after it was closed. Part of the transaction that erases it. */
  rowsGoLater(rosterId: string, days: number): void {
    const share = this.share(rosterId);
    if (share !== undefined) this.putShare({ ...share, rowsGoAfterDays: days });
  }

  putShare(share: Share): void {
    this.#store
      .prepare(
        'INSERT INTO share (roster, record) VALUES (?, ?) ON CONFLICT (roster) DO UPDATE SET record = excluded.record',
      )
      .run(share.rosterId, this.#store.seal(sharePlace(share.rosterId), shareFormat.write(share)));
  }

  #read(personKey: string, record: unknown): ShareRow | undefined {
    const sealed = record instanceof Uint8Array ? record : new Uint8Array();
    const read = rowFormat.read(this.#store.open(shareRowPlace(personKey), sealed));
    return read.kind === 'ok' ? read.value : undefined;
  }

  row(personKey: string): ShareRow | undefined {
    const found = this.#store.prepare('SELECT record FROM share_row WHERE person_key = ?').get(personKey);
    return found === undefined ? undefined : this.#read(personKey, found.record);
  }

  /** So many of a roster's rows, in the order in which they came, after the one of this number; and the number of the last, unless no more come. */
  rowsAfter(rosterId: string, seq: number, limit: number): { readonly rows: ShareRow[]; readonly last?: number } {
    const select =
      'SELECT seq, person_key, record FROM share_row NOT INDEXED WHERE roster = ? AND seq > ? ORDER BY seq LIMIT ?';
    const found = this.#store.prepare(select).all(rosterId, seq, limit);
    const rows = found.flatMap(({ person_key: key, record }) => this.#read(String(key), record) ?? []);
    return { rows, ...(found.length < limit ? {} : { last: Number(found.at(-1)?.seq) }) };
  }

  /** Some of a roster's people, in the order in which they came, after the one of this number. */
  keysAfter(rosterId: string, seq: number): { readonly seq: number; readonly personKey: string }[] {
    const select =
      'SELECT seq, person_key FROM share_row NOT INDEXED WHERE roster = ? AND seq > ? ORDER BY seq LIMIT 2000';
    const rows = this.#store.prepare(select).all(rosterId, seq);
    return rows.map(({ seq: number, person_key: key }) => ({ seq: Number(number), personKey: String(key) }));
  }

  /** Rows that the list still has to be told of, oldest first. */
  due(rosterId: string, limit: number): ShareRow[] {
    const select = this.#store.prepare(
      'SELECT person_key, record FROM share_row WHERE roster = ? AND is_due = 1 ORDER BY seq LIMIT ?',
    );
    return select.all(rosterId, limit).flatMap(({ person_key: key, record }) => this.#read(String(key), record) ?? []);
  }

  isDue(personKey: string): boolean {
    return (
      Number(this.#store.prepare('SELECT is_due FROM share_row WHERE person_key = ?').get(personKey)?.is_due) === 1
    );
  }

  countDue(rosterId: string): number {
    const count = 'SELECT count(*) AS count FROM share_row WHERE roster = ? AND is_due = 1';
    return Number(this.#store.prepare(count).get(rosterId)?.count ?? 0);
  }

  putRow(rosterId: string, row: ShareRow, isDue: boolean): void {
    const record = this.#store.seal(shareRowPlace(row.personKey), rowFormat.write(row));
    this.#store
      .prepare(
        'INSERT INTO share_row (person_key, roster, is_due, record) VALUES (?, ?, ?, ?) ' +
          'ON CONFLICT (person_key) DO UPDATE SET record = excluded.record, is_due = excluded.is_due',
      )
      .run(row.personKey, rosterId, isDue ? 1 : 0, record);
  }

  putPhoto(rosterId: string, personKey: string, capture: string, photo: Uint8Array): void {
    this.#store
      .prepare(
        'INSERT INTO share_photo (person_key, roster, capture, photo) VALUES (?, ?, ?, ?) ' +
          'ON CONFLICT (person_key) DO UPDATE SET capture = excluded.capture, photo = excluded.photo',
      )
      .run(personKey, rosterId, capture, this.#store.seal(sharePhotoPlace(personKey), photo));
  }

  /** Whose photos are kept, and of which capture each is. */
  keptPhotos(rosterId: string): ReadonlyMap<string, string> {
    const rows = this.#store.prepare('SELECT person_key, capture FROM share_photo WHERE roster = ?').all(rosterId);
    return new Map(rows.map(({ person_key: key, capture }) => [String(key), String(capture)]));
  }

  /** The photo that is kept; `undefined` when there is none, or when it is damaged. */
  photo(personKey: string): Uint8Array | undefined {
    const found = this.#store.prepare('SELECT photo FROM share_photo WHERE person_key = ?').get(personKey);
    return found?.photo instanceof Uint8Array ? this.#store.open(sharePhotoPlace(personKey), found.photo) : undefined;
  }

  deletePhoto(personKey: string): void {
    this.#store.prepare('DELETE FROM share_photo WHERE person_key = ?').run(personKey);
  }

  /** Forgets every person of a roster, with their photos. */
  erasePeople(rosterId: string): void {
    for (const table of ['share_photo', 'share_row'])
      this.#store.prepare(`DELETE FROM ${table} WHERE roster = ?`).run(rosterId);
  }

  /** Forgets that a roster is shared, with all that was kept for it. */
  erase(rosterId: string): void {
    this.erasePeople(rosterId);
    this.#store.prepare('DELETE FROM share WHERE roster = ?').run(rosterId);
  }
}
