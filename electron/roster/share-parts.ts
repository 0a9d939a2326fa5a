import { z } from 'zod';

/** What is known of a station that takes part: times are the service's. */
export const knownStationSchema = z.object({
  name: z.string().max(200),
  /** Heard of first and last, by whatever it did. */
  firstMs: z.number(),
  atMs: z.number(),
  /** Everything that it did until then is in the list: it has said so. */
  toldMs: z.number().optional(),
});
export type KnownStation = z.infer<typeof knownStationSchema>;
export type KnownStations = Readonly<Record<string, KnownStation>>;

/** How the people are shared out by their places in the list while stations cannot hear of each other. */
export interface Parts {
  /** Other stations call them: this one does not. */
  readonly isForOthers: (position: number) => boolean;
  /** They belong to a station that was silent for so long that others call them too, after everybody else. */
  readonly isLast: (position: number) => boolean;
  /** They belong to a station that was missing: those that go on with the list leave them to it. */
  readonly isMissed: (position: number) => boolean;
  /** How many other stations were at work lately. */
  readonly others: number;
}

/** Whoever was heard of within this time before the last news is counted on to go on when the list is out of reach. */
const partnerMs = 30 * 60_000;
/** Who has said nothing for so long, though every station speaks more often, has lost the list and goes on with its own part. */
const silentMs = 75_000;
/** After this time their people are called by the others, the last of all. */
export const awaitedMs = 15 * 60_000;

/** How long nothing was heard of a station since a moment, up to another one. */
export type Silence = (sinceMs: number, nowMs: number) => number;
export const allOfIt: Silence = (sinceMs, nowMs) => nowMs - sinceMs;

const toldBy = ({ toldMs, atMs }: KnownStation) => toldMs ?? atMs;

/** Who shares the list out with a station that heard of the others last at this moment; all of them work it out alike. */
function partnersOf(stations: ReadonlyMap<string, KnownStation>, stationId: string, lastMs: number): string[] {
  const partners = [...stations].filter(
    ([id, { firstMs, atMs }]) => id !== stationId && firstMs <= lastMs && atMs > lastMs - partnerMs,
  );
  return [stationId, ...partners.map(([id]) => id)].sort();
}

/** Whose place of the list it is among these stations. */
const isPlaceOf = (stationId: string, ids: readonly string[]) => {
  const own = ids.indexOf(stationId);
  return (position: number) => position % ids.length === own;
};

/** Of those that were missing at a moment the places that each calls by itself, with how long it has been silent. */
function missingAt(stations: ReadonlyMap<string, KnownStation>, ownId: string, nowMs: number, silence: Silence) {
  return [...stations].flatMap(([id, station]) => {
    if (id === ownId || nowMs - toldBy(station) <= silentMs) return [];
    const silentForMs = silence(toldBy(station), nowMs);
    return { silentForMs, isTheirs: isPlaceOf(id, partnersOf(stations, id, toldBy(station))) };
  });
}

/**
 * How the people are shared out. A station that is `cut-off` calls its own part alone; while they are `together` the parts of those
 * that are missing are left to them, and called last once they have been silent for long.
 */
export function partsOf(
  stations: ReadonlyMap<string, KnownStation>,
  ownId: string,
  how: 'cut-off' | 'together',
  nowMs: number,
  silence: Silence = allOfIt,
): Parts {
  const others = [...stations].filter(([id]) => id !== ownId);
  const lastMs = how === 'cut-off' ? Math.max(0, ...others.map(([, { atMs }]) => atMs)) : nowMs;
  const missing = missingAt(stations, ownId, lastMs, silence);
  const ofMissing = (isIt: (silentForMs: number) => boolean) => {
    const theirs = missing.filter(({ silentForMs }) => isIt(silentForMs));
    return (position: number) => theirs.some(({ isTheirs }) => isTheirs(position));
  };
  const ids = partnersOf(stations, ownId, lastMs);
  const isOwn = isPlaceOf(ownId, ids);
  const isAwaited = ofMissing((silentForMs) => silentForMs < awaitedMs);
  return {
    isForOthers: how === 'cut-off' ? (position) => !isOwn(position) : isAwaited,
    isLast: how === 'cut-off' ? () => false : ofMissing((silentForMs) => silentForMs >= awaitedMs),
    isMissed: isAwaited,
    others: ids.length - 1,
  };
}
