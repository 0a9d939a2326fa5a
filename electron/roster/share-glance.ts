import { bestCapture, liveClaim } from './merge.ts';
import {
  allOfIt,
  awaitedMs,
  type KnownStation,
  type KnownStations,
  type Parts,
  partsOf,
  type Silence,
} from './share-parts.ts';
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
  /** Over the last quarter of an hour, or since the first photo while that is not so long ago. */
  readonly photosAMinute: number;
}

const paceWindowMs = 15 * 60_000;
/** Before this time a pace says nothing. */
const shortestPaceMs = 60_000;
/** Moments that two stations tell may part by this much. */
const paceSlackMs = 5_000;
/** Stations tell of themselves more often than this. */
const hereMs = 60_000;

type SeenRow = Pick<SharedRecord, 'claim' | 'mark' | 'sure' | 'unsure'> & { readonly position: number };

/** Of every row what is asked for often, and when each station was heard of. */
export class ShareGlance {
  readonly #ownId: string;
  readonly #readNow: (personKey: string) => ShareRow | undefined;
  readonly #rows = new Map<string, SeenRow>();
  readonly #stations: Map<string, KnownStation>;
  /** Where in the list each station was last. */
  readonly #places = new Map<string, { readonly position: number; readonly atMs: number }>();

  /** `readNow`: a row of the disk that nobody has noted here yet. */
  constructor(
    ownId: string,
    known: KnownStations = {},
    readNow: (key: string) => ShareRow | undefined = () => undefined,
  ) {
    this.#ownId = ownId;
    this.#readNow = readNow;
    this.#stations = new Map(Object.entries(known));
  }

  /** What is known of the stations, to be kept for the next start. */
  stations(): KnownStations {
    return Object.fromEntries(this.#stations);
  }

  /**
   * A row as it is known at `nowMs` of the service's time. Without that nobody is heard of by it: they were when it was read. A
   * moment to come counts as now, one that is far off as none, so that a wrong clock keeps no station at work for ever.
   */
  note({ personKey, record }: ShareRow, nowMs?: number): void {
    const { claim, mark, sure, unsure, retake, facts } = record;
    const position = facts?.position ?? 0;
    this.#rows.set(personKey, { claim, mark, sure, unsure, position });
    const latestMs = nowMs ?? Number.POSITIVE_INFINITY;
    if (nowMs !== undefined)
      for (const one of [claim, mark, sure, unsure, retake, facts]) if (one !== undefined) this.#heard(one, nowMs);
    for (const one of [sure, unsure]) if (one !== undefined) this.#wasAt(one, position, false, latestMs);
    if (claim !== undefined) this.#wasAt(claim, position, true, latestMs);
  }

  #row(personKey: string): SeenRow | undefined {
    const row = this.#rows.has(personKey) ? undefined : this.#readNow(personKey);
    if (row !== undefined) this.note(row);
    return this.#rows.get(personKey);
  }

  /** Whoever is called is so after the photo of the one before, in the same moment perhaps. */
  #wasAt(stamp: Pick<StationNote, 'station' | 'atMs'>, position: number, isCalled: boolean, latestMs: number): void {
    const { station } = stamp;
    const atMs = Math.min(stamp.atMs, latestMs);
    const knownMs = Math.min(this.#places.get(station)?.atMs ?? 0, latestMs);
    if (atMs > knownMs || (isCalled && atMs === knownMs)) this.#places.set(station, { position, atMs });
  }

  #heard(stamp: Pick<StationNote, 'station' | 'stationName' | 'atMs'>, nowMs: number): void {
    const { station, stationName } = stamp;
    if (stamp.atMs - nowMs > awaitedMs) return;
    const atMs = Math.min(stamp.atMs, nowMs);
    const known = this.#stations.get(station);
    const knownMs = Math.min(known?.atMs ?? atMs, nowMs);
    this.#stations.set(station, {
      ...known,
      name: known === undefined || atMs > knownMs ? stationName : known.name,
      firstMs: Math.min(atMs, known?.firstMs ?? atMs),
      atMs: Math.max(atMs, knownMs),
    });
  }

  /**
   * A station said that it is there, and that the list knows all that it did until then: what is known here of that are the rows
   * as they were read, from `readSinceMs` on.
   */
  told(note: Pick<StationNote, 'station' | 'stationName' | 'atMs'>, nowMs: number, readSinceMs = nowMs): void {
    this.#heard(note, nowMs);
    const known = this.#stations.get(note.station);
    const toldMs = Math.min(Math.max(Math.min(note.atMs, readSinceMs), known?.toldMs ?? 0), nowMs);
    if (known !== undefined && note.atMs - nowMs <= awaitedMs) this.#stations.set(note.station, { ...known, toldMs });
  }

  /** The last that is known of any other station. */
  othersHeardMs(): number | undefined {
    const others = [...this.#stations].filter(([id]) => id !== this.#ownId);
    return others.length === 0 ? undefined : Math.max(...others.map(([, { atMs }]) => atMs));
  }

  /** Which other station photographs somebody at this moment. */
  claimedBy(personKey: string, nowMs: number): string | undefined {
    const row = this.#row(personKey);
    const claim = row && liveClaim(row, nowMs);
    return claim === undefined || claim.station === this.#ownId ? undefined : claim.stationName;
  }

  /** Since when somebody may have been photographed by a station that called them and was not heard of since. */
  #heldSinceMs(personKey: string): number | undefined {
    const row = this.#row(personKey);
    const claim = row?.claim;
    if (row === undefined || claim === undefined || claim.station === this.#ownId) return undefined;
    const sinceMs = Math.max(this.#stations.get(claim.station)?.toldMs ?? 0, claim.atMs);
    return liveClaim(row, sinceMs) === undefined ? undefined : sinceMs;
  }

  /** Whom other stations have, or may have, before their cameras, by what is known of this moment; and who may be, since long ago. */
  callsElsewhere(
    nowMs: number,
    silence = allOfIt,
  ): { isThere: (key: string) => boolean; isLongAgo: (key: string) => boolean } {
    const isHeld = (key: string) => {
      const sinceMs = this.#heldSinceMs(key);
      // Where it is not known what time it is, nobody's is over.
      return (
        sinceMs !== undefined && silence(sinceMs, nowMs) < awaitedMs && (nowMs <= 0 || sinceMs - nowMs < awaitedMs)
      );
    };
    return {
      isThere: (key) => this.claimedBy(key, nowMs) !== undefined || isHeld(key),
      isLongAgo: (key) => this.#heldSinceMs(key) !== undefined,
    };
  }

  /** How the list is shared out among the stations. */
  parts(how: 'cut-off' | 'together', nowMs: number, silence?: Silence): Parts {
    return partsOf(this.#stations, this.#ownId, how, nowMs, silence);
  }

  /** Where in the list the other stations were last, and its beginning. */
  places(): readonly number[] {
    const others = [...this.#places].filter(([id]) => id !== this.#ownId);
    return [...new Set([-1, ...others.map(([, { position }]) => position)])];
  }

  /** How the day goes; nothing is known of the time before the service was heard. */
  read(nowMs: number | undefined): Glance {
    const now = nowMs ?? 0;
    const taken = [...this.#rows.values()].flatMap((row) => {
      const capture = bestCapture(row);
      return capture === undefined || capture.isWithdrawn ? [] : [capture];
    });
    const begunMs = taken.reduce((first, { atMs }) => Math.min(first, atMs), now);
    const windowMs = Math.min(paceWindowMs, Math.max(shortestPaceMs, now - begunMs));
    const lately = taken.filter(({ atMs }) => atMs > now - paceWindowMs && atMs <= now + paceSlackMs).length;
    const stations = [...this.#stations].map(([id, { name, atMs }]) => ({
      name,
      seenAtMs: atMs,
      isHere: id === this.#ownId || (nowMs !== undefined && atMs > now - hereMs),
      captured: taken.filter(({ station }) => station === id).length,
      isOwn: id === this.#ownId,
    }));
    return {
      stations: stations.sort((a, b) => (a.name < b.name ? -1 : 1)),
      photosAMinute: nowMs === undefined ? 0 : lately / (windowMs / 60_000),
    };
  }
}
