import { ok, type Result } from '../../shared/result.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { KeptPhotos, type KeptPhotosParts } from './kept-photos.ts';
import { eraseListRows, isTimeForRows, itemsOf } from './list-erasing.ts';
import { proveList } from './list-proof.ts';
import { ListPulling } from './list-pulling.ts';
import { NoteTelling } from './note-telling.ts';
import { type ClaimOutcome, claimRow } from './row-claim.ts';
import { tellDue } from './row-telling.ts';
import { ShareBook, type ShareBookParts } from './share-book.ts';
import type { Glance } from './share-glance.ts';
import type { Share } from './share-table.ts';
import type { ListFailure, ListPlace, SharedList } from './shared-list.ts';

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
  /** Nothing in the list spoke against it, and nobody has told yet that it is this sharing's. */
  #isLikely = false;
  /** People of this roster stand in it. */
  #isKnown = false;
  readonly #saying: NoteTelling;
  readonly #pulling: ListPulling;

  constructor(parts: RosterShareParts) {
    this.#parts = parts;
    this.#share = parts.share;
    this.book = new ShareBook(parts);
    this.photos = new KeptPhotos(parts, this.book);
    const { book } = this;
    const keepItem = (noteItemId: string) => void this.change({ noteItemId });
    this.#saying = new NoteTelling({ ...parts, book, share: () => this.#share, keepItem });
    this.#pulling = new ListPulling({
      ...{ ...parts, book, share: () => this.#share },
      isProved: () => this.isProved,
      doubt: () => {
        this.#isLikely = false;
      },
      keep: (changes) => this.#keep(changes),
      know: (change) => {
        this.#share = { ...this.#share, ...change };
      },
    });
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

  /** Reads what changed since the last time, or everything; `isOver` ends it in between. */
  pull(isOver: () => boolean): Promise<Result<void, ListFailure>> {
    return this.#pulling.pull(isOver);
  }

  /** Whether every look at the list reads all of it, because the service does not tell what changed. */
  get readsWhole(): boolean {
    return this.#pulling.readsWhole;
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
