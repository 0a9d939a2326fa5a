import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { KeptPhotos, type KeptPhotosParts } from './kept-photos.ts';
import { eraseListRows, isTimeForRows, itemsOf } from './list-erasing.ts';
import { proveList } from './list-proof.ts';
import { isLinkRefused, keptReading, type ListReading } from './list-reading.ts';
import { NoteTelling } from './note-telling.ts';
import { type ClaimOutcome, claimRow } from './row-claim.ts';
import { tellDue } from './row-telling.ts';
import { rowsAtOnce, ShareBook, type ShareBookParts } from './share-book.ts';
import type { Glance } from './share-glance.ts';
import type { Share } from './share-table.ts';
import type { ListFailure, ListPage, ListPlace, SharedList } from './shared-list.ts';
import { endingsOf, type StationNote } from './station-note.ts';

/** What one shared roster needs. */
export interface RosterShareParts extends ShareBookParts, KeptPhotosParts {
  readonly share: Share;
  readonly list: SharedList;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  /** Milliseconds between changes when many are due: all stations together have so many a minute. */
  readonly paceMs: number;
}

/** One roster on the tenant's list, as this station takes part in it. One call at a time. */
export class RosterShare {
  readonly #parts: RosterShareParts;
  readonly book: ShareBook;
  readonly photos: KeptPhotos;
  #share: Share;
  #readsWhole = false;
  /** Nothing in the list spoke against it, and nobody has told yet that it is this sharing's. */
  #isLikely = false;
  /** People of this roster stand in it. */
  #isKnown = false;
  /** A reading of the list that its failing, or the disk's, has ended. */
  #brokenOff: ListReading | undefined;
  readonly #saying: NoteTelling;

  constructor(parts: RosterShareParts) {
    this.#parts = parts;
    this.#share = parts.share;
    this.book = new ShareBook(parts);
    this.photos = new KeptPhotos(parts, this.book);
    const { book } = this;
    const keepItem = (noteItemId: string) => void this.change({ noteItemId });
    this.#saying = new NoteTelling({ ...parts, book, share: () => this.#share, keepItem });
  }

  get rosterId(): string {
    return this.#share.rosterId;
  }

  get place(): ListPlace {
    return { siteId: this.#share.siteId, listId: this.#share.listId };
  }

  /** How the roster is shared, as it is on the disk. */
  get share(): Share {
    return this.#share;
  }

  /** Keeps something of how the roster is shared; false when the disk would not have it. */
  change(change: Partial<Share>): boolean {
    return this.#keep(() => change);
  }

  #keep(changes: () => Partial<Share>): boolean {
    const { store, table } = this.#parts;
    const saved = store.transact(() => {
      // Forgotten while it was looked at, it stays so.
      if (!table.isShared(this.rosterId)) return undefined;
      const share = { ...this.#share, ...this.#erasingKept(), ...changes() };
      table.putShare(share);
      return share;
    });
    if (saved.kind === 'ok' && saved.value !== undefined) this.#share = saved.value;
    return saved.kind === 'ok' && saved.value !== undefined;
  }

  /** What is noted in the transaction that erases the roster. */
  #erasingKept(): Partial<Share> {
    const { isErasing, rowsGoAfterDays } = this.#parts.table.share(this.rosterId) ?? {};
    return {
      ...(isErasing === undefined ? {} : { isErasing }),
      ...(rowsGoAfterDays === undefined ? {} : { rowsGoAfterDays }),
    };
  }

  /** Whether the roster was erased here on purpose; read anew, for it is noted together with the erasing. */
  isErasing(): boolean {
    this.#share = { ...this.#share, ...this.#erasingKept() };
    return this.#share.isErasing === true;
  }

  /** Whether the list is known to be this sharing's, as far as anything there can tell. */
  get isProved(): boolean {
    return this.#share.isOurs === true || this.#isLikely;
  }

  /** Whether people may be written into the list: somebody who knows has said that it is this sharing's, or its people stand there. */
  get mayTell(): boolean {
    return this.#share.isOurs === true || (this.#isLikely && this.#isKnown);
  }

  /** Looks whose the list is, before anything of it is taken in or anything is written there. */
  async prove(): Promise<Result<void, ListFailure>> {
    if (this.isProved) return ok(undefined);
    const { sharing, stationId } = this.#share;
    const knows = (personKey: string) => this.book.row(personKey) !== undefined;
    const proved = await proveList(this.#parts.list, { sharing, stationId, knows });
    if (proved.kind === 'error') return proved;
    this.#isLikely = true;
    this.#isKnown = proved.value === 'known';
    if (proved.value === 'told') this.change({ isOurs: true });
    return ok(undefined);
  }

  /** Whether the whole list may be deleted: it is this sharing's, and nothing of anybody else stands in it. */
  async isAllOurs(): Promise<boolean> {
    const there = await itemsOf(this.#parts.list, this.#share);
    if (there.kind === 'ok') return there.value.isOurs && there.value.foreign === 0;
    return there.error.kind === 'gone' || this.#share.isOurs === true;
  }

  /**
   * Reads what changed since the last time, or everything; what broke off goes on behind the last page that was taken in. `isOver`
   * ends it in between.
   */
  async pull(isOver: () => boolean): Promise<Result<void, ListFailure>> {
    const { list, serviceClock } = this.#parts;
    let reading = this.#brokenOff ?? this.#beginReading(this.#share.link);
    let mayBeginAnew = !reading.isWhole || this.#brokenOff !== undefined;
    this.#brokenOff = undefined;
    for (let isLast = false; !isLast; ) {
      const page = await list.page(reading.link);
      if (page.kind === 'error') {
        const isRefused = isLinkRefused(page.error);
        if (!isRefused) this.#brokenOff = keptReading(reading, page.error);
        if (!isRefused || !mayBeginAnew) return page;
        reading = this.#beginReading(undefined);
        mayBeginAnew = false;
        continue;
      }
      isLast = page.value.isLast;
      const notes = [...reading.notes, ...this.#notesIn(page.value)];
      if (!this.isProved && !this.#isTold(notes)) return err({ kind: 'not-ours' });
      reading = { ...reading, sinceMs: reading.sinceMs ?? serviceClock.nowMs() };
      // What a station says of itself is true of the rows that come with it: it counts once all of them are taken in.
      const taken = await this.#takePage(page.value, { ...reading, notes: isLast ? notes : [] }, isOver);
      if (isOver()) return taken;
      if (taken.kind === 'error') {
        this.#brokenOff = keptReading(reading, taken.error);
        return taken;
      }
      reading = { ...reading, notes, link: page.value.link, pages: reading.pages + 1, failures: 0 };
    }
    this.#readsWhole = reading.link === undefined;
    return ok(undefined);
  }

  #beginReading(link: string | undefined): ListReading {
    const isWhole = link === undefined;
    this.book.beginReading(isWhole);
    return { link, isWhole, sinceMs: this.#parts.serviceClock.nowMs(), notes: [], pages: 0, failures: 0 };
  }

  /** Whether every look at the list reads all of it, because the service does not tell what changed. */
  get readsWhole(): boolean {
    return this.#readsWhole;
  }

  /** Brings in a page of a reading, with what stations say of themselves in all of it once the page is the last. */
  async #takePage(
    page: ListPage,
    { notes, isWhole, sinceMs }: Pick<ListReading, 'notes' | 'isWhole' | 'sinceMs'>,
    isOver: () => boolean,
  ): Promise<Result<void, ListFailure>> {
    const { serviceClock } = this.#parts;
    const context = this.book.context();
    if (context === undefined) return err({ kind: 'busy', retryAfterMs: 1_000 });
    const offset = serviceClock.offset();
    const change: Partial<Share> = {
      ...(offset === undefined ? {} : { offset }),
      ...(page.isLast ? { link: page.link } : {}),
      ...endingsOf(notes, this.#share),
      ...(this.#isTold(notes) ? { isOurs: true as const } : {}),
    };
    // A row whose key somebody cleared is as good as deleted: it is made there anew.
    const lost = [...page.goneItems, ...page.unreadItems];
    const isNews = page.rows.length + lost.length > 0 || isWhole || 'closedBy' in change;
    const hear = () => {
      for (const note of notes) this.book.glance.told(note, context.nowMs, sinceMs);
    };
    // A link that told nothing new need not be on the disk: the one before tells the same.
    if (!isNews) {
      hear();
      this.#share = { ...this.#share, ...change };
      return ok(undefined);
    }
    const notKept = err({ kind: 'busy', retryAfterMs: 30_000 } as const);
    // Few at once, so that everything else has its turn; what the page changes beside its rows is kept once all of them are.
    for (let from = 0; from < page.rows.length; from += rowsAtOnce) {
      const rows = page.rows.slice(from, from + rowsAtOnce);
      const taken = this.#parts.store.transact(() => {
        for (const listed of rows) this.book.take(listed, context);
      });
      if (taken.kind === 'error') return notKept;
      for (const { personKey } of rows) this.book.dropOutdated(personKey);
      await loopTurn();
      if (isOver()) return ok(undefined);
    }
    // Kept or not, what is lost is: the page is told again until its link is kept.
    const missing = page.isLast && isWhole ? await this.book.rowsBeyond() : [];
    const isForgotten = isOver() || (await this.book.forgetRows([...this.book.rowsIn(lost), ...missing], isOver));
    if (isOver()) return ok(undefined);
    if (!isForgotten) return notKept;
    const isSaved = this.#keep(() => {
      hear();
      return { ...change, ...(page.isLast ? { stations: this.book.glance.stations() } : {}) };
    });
    return isSaved ? ok(undefined) : notKept;
  }

  /** What stations of this sharing say of themselves on a page. */
  #notesIn({ stations }: ListPage): StationNote[] {
    // Another sharing has begun to work in a list that nobody has told to be this one's.
    const isOthers = ({ note }: ListPage['stations'][number]) =>
      note !== undefined && note.sharing !== this.#share.sharing && note.endedAtMs === undefined;
    if (stations.some(isOthers)) this.#isLikely = false;
    return stations.flatMap(({ note }) => (note?.sharing === this.#share.sharing ? note : []));
  }

  /** Whether another station that knows says that the list is this sharing's. */
  #isTold(notes: readonly StationNote[]): boolean {
    return notes.some(({ station, isProved }) => isProved === true && station !== this.#share.stationId);
  }

  /** Says that this station is there where that is due, and until when the list knows what it did. Whether it was said. */
  sayHere(isClosed: boolean, asOfMs?: number): Promise<Result<boolean, ListFailure>> {
    return this.#saying.say(isClosed, asOfMs);
  }

  /** Tells the list what it does not know yet; `isOver` ends it in between. How many rows it told. */
  push(isOver: () => boolean): Promise<Result<number, ListFailure>> {
    return tellDue({ ...this.#parts, book: this.book, rosterId: this.rosterId, isOver });
  }

  #nowMs(): number {
    return this.#parts.serviceClock.nowMs() ?? 0;
  }

  /** Tells the other stations that somebody stands before this one's camera. `isOver` ends it in between. */
  claim(personKey: string, isOver: () => boolean): Promise<ClaimOutcome> {
    const claimedBy = (key: string) => this.claimedBy(key);
    return claimRow({ ...this.#parts, book: this.book, claimedBy, isOver }, personKey);
  }

  /** Which other station photographs somebody at this moment. */
  claimedBy(personKey: string): string | undefined {
    return this.book.glance.claimedBy(personKey, this.#nowMs());
  }

  /** Looks at a row of the list now: before a photo is sent. */
  async look(personKey: string, signal: AbortSignal, isOver: () => boolean): Promise<Result<void, ListFailure>> {
    const itemId = this.#parts.table.row(personKey)?.itemId;
    if (itemId === undefined) return ok(undefined);
    const look = await this.#parts.list.row(itemId, signal);
    if (look.kind === 'error') return look;
    if (!isOver()) this.book.takeOne(look.value);
    return ok(undefined);
  }

  /**
   * Erases the list's rows, after telling the others that the sharing is over. Ends when nobody is left, or at once when it is not
   * their time yet; what ended it stays.
   */
  async eraseRows(isOver: () => boolean): Promise<Result<'erased' | 'not-yet', ListFailure>> {
    const { list, clock, log, paceMs, serviceClock } = this.#parts;
    const change = (keep: Partial<Share>) => void this.change(keep);
    const isTime = await isTimeForRows({ list, serviceClock, share: () => this.#share, change });
    if (isTime.kind === 'error') return isTime;
    if (!isTime.value || isOver()) return ok('not-yet');
    // The others are told first: what they miss afterwards they do not write anew.
    const tellOthers = () => this.sayHere(true);
    const erased = await eraseListRows({ list, clock, log, paceMs, tellOthers, share: () => this.#share, isOver });
    return erased.kind === 'ok' ? ok('erased') : erased;
  }

  /** How many rows the list has not been told of. */
  due(): number {
    return this.#parts.table.countDue(this.rosterId);
  }

  /** How the day goes at all stations. */
  glance(): Glance {
    return this.book.glance.read(this.#parts.serviceClock.nowMs());
  }
}
