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

const paceWindowMs = 15 * 60_000;
/** Stations tell of themselves more often than this. */
const hereMs = 60_000;
/** Whoever was heard of within this time before the last news is counted on to go on when the list is out of reach. */
const partnerMs = 30 * 60_000;

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
   * Which places of the list are this station's own while the stations cannot hear of each other: each of those that were at work
   * lately begins with every so-many-th. `undefined` where it is the only one.
   */
  ownPart(): ((position: number) => boolean) | undefined {
    const known = [...this.#seen].filter(([id]) => id !== this.#ownId);
    const lastMs = Math.max(...known.map(([, { atMs }]) => atMs));
    const others = known.filter(([, { atMs }]) => atMs > lastMs - partnerMs);
    if (others.length === 0) return undefined;
    const ids = [this.#ownId, ...others.map(([id]) => id)].sort();
    const own = ids.indexOf(this.#ownId);
    return (position) => position % ids.length === own;
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
