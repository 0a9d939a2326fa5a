import { ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { noteCaption } from './row-caption.ts';
import type { ServiceClock } from './service-clock.ts';
import type { ShareBook } from './share-book.ts';
import type { Share } from './share-table.ts';
import type { ListFailure, SharedList } from './shared-list.ts';

interface NoteTellingParts {
  readonly stationName: string;
  readonly list: Pick<SharedList, 'putNote'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly serviceClock: Pick<ServiceClock, 'nowMs'>;
  readonly book: Pick<ShareBook, 'glance'>;
  readonly share: () => Share;
  /** Keeps in which item the station's own row stands. */
  readonly keepItem: (itemId: string) => void;
}

/** Between two times that a station says that it is there: the others hear of it within a minute. */
const hereEveryMs = 40_000;

/** What a station says of itself in the list. */
export class NoteTelling {
  readonly #parts: NoteTellingParts;
  /** What was said last, and when by the monotonic clock. */
  #said: { readonly atMs: number; readonly what: string } | undefined;

  constructor(parts: NoteTellingParts) {
    this.#parts = parts;
  }

  /**
   * Says that this station is there, from time to time, and until when the list knows what it did; at once that the roster is closed.
   * After that there is no more to say. Whether it was said.
   */
  async say(isClosed: boolean, asOfMs = this.#parts.serviceClock.nowMs()): Promise<Result<boolean, ListFailure>> {
    const { stationName, list, clock, book, keepItem } = this.#parts;
    const share = this.#parts.share();
    const said = this.#said;
    const isEnded = share.isErasing === true;
    const isProved = share.isOurs === true;
    const what = JSON.stringify({ isClosed, isEnded, isProved });
    const isNews = said?.what !== what;
    const isDue = !isClosed && said !== undefined && clock.monotonicMs() - said.atMs >= hereEveryMs;
    if (asOfMs === undefined || !(isNews || isDue)) return ok(false);
    const { stationId: station, sharing, noteItemId } = share;
    const note = {
      ...{ station, sharing, stationName, atMs: asOfMs },
      ...(isProved ? { isProved } : {}),
      ...(isClosed ? { closedAtMs: asOfMs } : {}),
      ...(isEnded ? { endedAtMs: asOfMs } : {}),
    };
    const told = await list.putNote(note, noteItemId, noteCaption(note));
    if (told.kind === 'error') return told;
    if (told.value !== noteItemId) keepItem(told.value);
    book.glance.told(note, asOfMs);
    this.#said = { atMs: clock.monotonicMs(), what };
    return ok(true);
  }
}
