import { bestCapture, liveClaim } from './merge.ts';
import type { ShareRow } from './share-table.ts';
import type { SharedRecord } from './shared-record.ts';
import type { StationNote } from './station-note.ts';

/** How the day goes at all stations of a roster. */
export interface Glance {
  readonly stations: readonly {
    readonly name: string;
    readonly seenAtMs: number;
    /** Heard of within the last minute. */
    readonly isHere: boolean;
    readonly captured: number;
    readonly isOwn: boolean;
  }[];
  /** Over the last quarter of an hour. */
  readonly photosAMinute: number;
}

/** How the list is shared out while stations cannot hear of each other. */
interface Parts {
  readonly isForOthers: (position: number) => boolean;
  /** How many other stations were at work lately. */
  readonly others: number;
}

const paceWindowMs = 15 * 60_000;
/** Stations tell of themselves more often than this. */
const hereMs = 60_000;
/** Whoever was heard of within this time before the last news is counted on to go on when the list is out of reach. */
const partnerMs = 30 * 60_000;
/** Who has said nothing for so long, though every station speaks more often, has lost the list and goes on with its own part. */
const silentMs = 75_000;
/** After this time nobody waits for them any more. */
const awaitedMs = 15 * 60_000;

/** Of every row what is asked for often, and when each station was heard of last. */
export class ShareGlance {
  readonly #ownId: string;
  readonly #rows = new Map<string, Pick<SharedRecord, 'claim' | 'mark' | 'sure' | 'unsure'>>();
  readonly #seen = new Map<string, { readonly name: string; readonly atMs: number }>();

  constructor(ownId: string) {
    this.#ownId = ownId;
  }

  /** A row as it is known now. */
  note({ personKey, record }: ShareRow): void {
    const { claim, mark, sure, unsure, retake, facts } = record;
    this.#rows.set(personKey, { claim, mark, sure, unsure });
    for (const one of [claim, mark, sure, unsure, retake, facts]) if (one !== undefined) this.heard(one);
  }

  /** A station did or said something. */
  heard({ station, stationName, atMs }: Pick<StationNote, 'station' | 'stationName' | 'atMs'>): void {
    if (atMs > (this.#seen.get(station)?.atMs ?? 0)) this.#seen.set(station, { name: stationName, atMs });
  }

  /** Which other station photographs somebody at this moment. */
  claimedBy(personKey: string, nowMs: number): string | undefined {
    const row = this.#rows.get(personKey);
    const claim = row && liveClaim(row, nowMs);
    return claim === undefined || claim.station === this.#ownId ? undefined : claim.stationName;
  }

  /**
   * Which places of the list other stations call by themselves. Of those that were at work lately each has every so-many-th: while
   * this one is `cut-off` it calls its own alone, and else leaves alone those of who is not heard of.
   */
  parts(how: 'cut-off' | 'together', nowMs: number | undefined): Parts {
    const others = [...this.#seen].filter(([id]) => id !== this.#ownId);
    const lastMs = how === 'cut-off' ? Math.max(...others.map(([, { atMs }]) => atMs)) : (nowMs ?? 0);
    const partners = others.filter(([, { atMs }]) => atMs > lastMs - partnerMs);
    const ids = [this.#ownId, ...partners.map(([id]) => id)].sort();
    if (how === 'cut-off') {
      const own = ids.indexOf(this.#ownId);
      return { isForOthers: (position) => position % ids.length !== own, others: partners.length };
    }
    const silent = partners.filter(([, { atMs }]) => atMs < lastMs - silentMs && atMs > lastMs - awaitedMs);
    const places = new Set(silent.map(([id]) => ids.indexOf(id)));
    return { isForOthers: (position) => places.has(position % ids.length), others: partners.length };
  }

  /** How the day goes; nothing is known of the time before the service was heard. */
  read(nowMs: number | undefined): Glance {
    const now = nowMs ?? 0;
    const taken = [...this.#rows.values()].flatMap((row) => {
      const capture = bestCapture(row);
      return capture === undefined || capture.isWithdrawn ? [] : [capture];
    });
    const lately = taken.filter(({ atMs }) => atMs > now - paceWindowMs).length;
    const stations = [...this.#seen].map(([id, { name, atMs }]) => ({
      name,
      seenAtMs: atMs,
      isHere: id === this.#ownId || (nowMs !== undefined && atMs > now - hereMs),
      captured: taken.filter(({ station }) => station === id).length,
      isOwn: id === this.#ownId,
    }));
    return {
      stations: stations.sort((a, b) => (a.name < b.name ? -1 : 1)),
      photosAMinute: lately / (paceWindowMs / 60_000),
    };
  }
}
