import { err, ok, type Result } from '../../shared/result.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { Store } from '../storage/store.ts';
import { isLinkRefused, keptReading, type ListReading } from './list-reading.ts';
import type { ServiceClock } from './service-clock.ts';
import { rowsAtOnce, type ShareBook } from './share-book.ts';
import type { Share } from './share-table.ts';
import type { ListFailure, ListPage, SharedList } from './shared-list.ts';
import { endingsOf, type StationNote } from './station-note.ts';

interface ListPullingParts {
  readonly list: Pick<SharedList, 'page'>;
  readonly serviceClock: Pick<ServiceClock, 'nowMs' | 'offset'>;
  readonly store: Pick<Store, 'transact'>;
  readonly book: ShareBook;
  readonly share: () => Share;
  /** Whether the list is known to be this sharing's. */
  readonly isProved: () => boolean;
  /** It may be somebody else's after all. */
  readonly doubt: () => void;
  /** Keeps something of how the roster is shared, `changes` in its transaction; false when the disk would not have it. */
  readonly keep: (changes: () => Partial<Share>) => boolean;
  /** The same without the disk. */
  readonly know: (change: Partial<Share>) => void;
}

/** Brings into the roster what the list says. One reading at a time. */
export class ListPulling {
  readonly #parts: ListPullingParts;
  #readsWhole = false;
  /** A reading of the list that its failing, or the disk's, has ended. */
  #brokenOff: ListReading | undefined;

  constructor(parts: ListPullingParts) {
    this.#parts = parts;
  }

  /** Whether every look at the list reads all of it, because the service does not tell what changed. */
  get readsWhole(): boolean {
    return this.#readsWhole;
  }

  /**
   * Reads what changed since the last time, or everything; what broke off goes on behind the last page that was taken in. `isOver`
   * ends it in between.
   */
  async pull(isOver: () => boolean): Promise<Result<void, ListFailure>> {
    const { list, serviceClock } = this.#parts;
    let reading = this.#brokenOff ?? this.#beginReading(this.#parts.share().link);
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
      if (!this.#parts.isProved() && !this.#isTold(notes)) return err({ kind: 'not-ours' });
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
    this.#parts.book.beginReading(isWhole);
    return { link, isWhole, sinceMs: this.#parts.serviceClock.nowMs(), notes: [], pages: 0, failures: 0 };
  }

  /** Brings in a page of a reading, with what stations say of themselves in all of it once the page is the last. */
  async #takePage(
    page: ListPage,
    { notes, isWhole, sinceMs }: Pick<ListReading, 'notes' | 'isWhole' | 'sinceMs'>,
    isOver: () => boolean,
  ): Promise<Result<void, ListFailure>> {
    const { serviceClock, store, book } = this.#parts;
    const context = book.context();
    if (context === undefined) return err({ kind: 'busy', retryAfterMs: 1_000 });
    const offset = serviceClock.offset();
    const change: Partial<Share> = {
      ...(offset === undefined ? {} : { offset }),
      ...(page.isLast ? { link: page.link } : {}),
      ...endingsOf(notes, this.#parts.share()),
      ...(this.#isTold(notes) ? { isOurs: true as const } : {}),
    };
    // A row whose key somebody cleared is as good as deleted: it is made there anew.
    const lost = [...page.goneItems, ...page.unreadItems];
    const isNews = page.rows.length + lost.length > 0 || isWhole || 'closedBy' in change;
    const hear = () => {
      for (const note of notes) book.glance.told(note, context.nowMs, sinceMs);
    };
    // A link that told nothing new need not be on the disk: the one before tells the same.
    if (!isNews) {
      hear();
      this.#parts.know(change);
      return ok(undefined);
    }
    const notKept = err({ kind: 'busy', retryAfterMs: 30_000 } as const);
    // Few at once, so that everything else has its turn; what the page changes beside its rows is kept once all of them are.
    for (let from = 0; from < page.rows.length; from += rowsAtOnce) {
      const rows = page.rows.slice(from, from + rowsAtOnce);
      const taken = store.transact(() => {
        for (const listed of rows) book.take(listed, context);
      });
      if (taken.kind === 'error') return notKept;
      for (const { personKey } of rows) book.dropOutdated(personKey);
      await loopTurn();
      if (isOver()) return ok(undefined);
    }
    // Kept or not, what is lost is: the page is told again until its link is kept.
    const missing = page.isLast && isWhole ? await book.rowsBeyond() : [];
    const isForgotten = isOver() || (await book.forgetRows([...book.rowsIn(lost), ...missing], isOver));
    if (isOver()) return ok(undefined);
    if (!isForgotten) return notKept;
    const isSaved = this.#parts.keep(() => {
      hear();
      return { ...change, ...(page.isLast ? { stations: book.glance.stations() } : {}) };
    });
    return isSaved ? ok(undefined) : notKept;
  }

  /** What stations of this sharing say of themselves on a page. */
  #notesIn({ stations }: ListPage): StationNote[] {
    // Another sharing has begun to work in a list that nobody has told to be this one's.
    const isOthers = ({ note }: ListPage['stations'][number]) =>
      note !== undefined && note.sharing !== this.#parts.share().sharing && note.endedAtMs === undefined;
    if (stations.some(isOthers)) this.#parts.doubt();
    return stations.flatMap(({ note }) => (note?.sharing === this.#parts.share().sharing ? note : []));
  }

  /** Whether another station that knows says that the list is this sharing's. */
  #isTold(notes: readonly StationNote[]): boolean {
    return notes.some(({ station, isProved }) => isProved === true && station !== this.#parts.share().stationId);
  }
}
