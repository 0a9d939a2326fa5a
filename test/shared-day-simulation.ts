import { standing } from '../electron/roster/merge.ts';
import { recordOfText } from '../electron/roster/shared-record.ts';
import { isToBePhotographed } from '../shared/roster-run.ts';
import { type DayStation, openSharedDay } from './shared-day.ts';

/** What a simulated day is made of. */
export interface DayPlan {
  readonly stations: number;
  readonly people: number;
  readonly seed: number;
  /** Whether the list is deleted in the middle of the day, and made again by an administrator. */
  readonly losesList: boolean;
}

/** What came of it. */
export interface DayFigures {
  readonly people: number;
  readonly photos: number;
  /** Called although somebody stood before another camera or had been photographed, and the list said so. */
  readonly askedTwice: number;
  /** Photographed again because they were called again, by a station that could not know of the first photo. */
  readonly askedUnknowing: number;
  /** Came to a camera by themselves, and who of them was called later by a station that could not know of it. */
  readonly cameThemselves: number;
  readonly cameAndCalled: number;
  readonly kills: number;
  readonly cuts: number;
  readonly storms: number;
  readonly requests: number;
  readonly requestsAPerson: number;
  /** The most units of any minute; 1,200 are allowed. */
  readonly mostUnitsAMinute: number;
  readonly minutes: number;
  /** People whose newest photo is not the one in the directory at the end, and stations that do not say so. */
  readonly wrongInDirectory: number;
  readonly disagreements: number;
}

/** Numbers from a seed, so that a day can be had again (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Somebody is called, or came, and stands before a camera until their photo is taken. */
interface Turn {
  readonly key: string;
  readonly isClaimed: boolean;
  readonly isOwnWish: boolean;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly how: string;
}

const tickMs = 20_000;
const minuteMs = 60_000;
/** From one camera to the next. The service says times in whole seconds. */
const walkMs = 5_000;

/**
 * A day of several stations over the real roster store, queue and exchange, with the demo tenant's list on a socket: networks go and
 * come, clocks are off by up to ten minutes, the power fails while somebody stands before the camera, and the list is busy for
 * minutes. Ends when everybody was photographed, every network is back and nothing is due.
 */
export async function simulateDay(plan: DayPlan, tell: (line: string) => void = () => {}): Promise<DayFigures> {
  const random = randomOf(plan.seed);
  const wishes = randomOf(plan.seed + 1);
  const day = await openSharedDay();
  const startMs = day.clock.monotonicMs();
  const first = await day.open('Station 0', { people: plan.people, isOurs: true });
  for (let minutes = 0; first.sync.state(first.rosterId)?.due !== 0 || minutes === 0; minutes += 1)
    await day.pass(minuteMs);
  const stations: DayStation[] = [first];
  for (let index = 1; index < plan.stations; index += 1) {
    const clockOffByMs = Math.round((random() * 2 - 1) * 10 * minuteMs);
    stations.push(await day.open(`Station ${index}`, { clockOffByMs }));
  }
  await day.pass(2 * minuteMs);
  const setUpRequests = day.tenant.lists.meter.requests();

  /** Of everybody: the newest photo, when, and whether all can know of it. */
  const newest = new Map<
    string,
    { readonly sha256: string; readonly atMs: number; readonly by: number; readonly turn: Turn; isTold: boolean }
  >();
  const busy: (Turn | undefined)[] = stations.map(() => undefined);
  const counts = {
    ...{ photos: 0, askedTwice: 0, askedUnknowing: 0, cameThemselves: 0, cameAndCalled: 0 },
    ...{ kills: 0, cuts: 0, storms: 0 },
  };
  /** Who was called last at each station. */
  const lastKeys: string[] = [];
  const backAtMs = stations.map(() => 0);
  const minutes = () => Math.round((day.clock.monotonicMs() - startMs) / 600) / 100;

  function finish(index: number): void {
    const station = stations[index];
    const turn = busy[index];
    if (station === undefined || turn === undefined || day.clock.nowMs() < turn.untilMs) return;
    const before = newest.get(turn.key);
    // Nobody stands before two cameras at once: they come over once they are done at the other one.
    if (day.clock.nowMs() - (before?.atMs ?? Number.NEGATIVE_INFINITY) < walkMs) return;
    if (busy.some((other) => other?.key === turn.key && other.sinceMs < turn.sinceMs)) return;
    busy[index] = undefined;
    if (before !== undefined) {
      counts[turn.isOwnWish || before.turn.isOwnWish ? 'cameAndCalled' : 'askedUnknowing'] += 1;
      tell(`${minutes()} min: somebody was photographed again\n    at ${turn.how}\n    before at ${before.turn.how}`);
    }
    const sha256 = station.capture(turn.key);
    counts.photos += 1;
    newest.set(turn.key, { sha256, atMs: day.clock.nowMs(), by: index, isTold: false, turn });
  }
  async function claimed(station: DayStation, key: string) {
    const claim = station.sync.claim(station.rosterId, key);
    let isDecided = false;
    void claim.finally(() => {
      isDecided = true;
    });
    for (let waits = 0; waits === 0 || !isDecided; waits += 1) await day.pass(500);
    return (await claim)?.kind;
  }
  function begin(index: number, key: string, outcome: string | undefined, isOwnWish = false): void {
    const station = stations[index];
    const list = station?.sync.state(station.rosterId)?.list;
    const how = `${station?.name}, ${isOwnWish ? 'came' : 'called'} at ${minutes()} min, ${outcome}, list ${list}`;
    const nowMs = day.clock.nowMs();
    const untilMs = nowMs + 20_000 + random() * 40_000;
    busy[index] = { key, how, isClaimed: outcome === 'claimed', isOwnWish, sinceMs: nowMs, untilMs };
    lastKeys[index] = key;
  }
  /** Now and then somebody who waits comes to a camera that is free, and is chosen there by hand. */
  async function comeThemselves(index: number): Promise<void> {
    const station = stations[index];
    if (station === undefined || busy[index] !== undefined || wishes() >= 0.01) return;
    const waiting = station.rows().filter((row) => isToBePhotographed({ row }) && !newest.has(row.personKey));
    const row = waiting[Math.floor(wishes() * waiting.length)];
    if (row === undefined || busy.some((turn) => turn?.key === row.personKey)) return;
    counts.cameThemselves += 1;
    begin(index, row.personKey, await claimed(station, row.personKey), true);
  }
  async function callNext(index: number): Promise<void> {
    const station = stations[index];
    if (station === undefined || busy[index] !== undefined) return;
    for (let tries = 0; tries < 5; tries += 1) {
      const next = station.next(lastKeys[index]);
      if (next === undefined) return;
      const outcome = await claimed(station, next.personKey);
      const row = station.row(next.personKey);
      if (outcome === 'taken' || row === undefined || !isToBePhotographed({ row })) continue;
      // The claim may have told that the list is out of reach.
      if (outcome !== 'claimed' && station.isForOthers(next.personKey)) continue;
      const isThere = busy.some((turn, at) => at !== index && turn?.key === next.personKey && turn.isClaimed);
      if (outcome === 'claimed' && (isThere || newest.get(next.personKey)?.isTold === true)) counts.askedTwice += 1;
      begin(index, next.personKey, outcome);
      return;
    }
  }
  async function trouble(index: number): Promise<void> {
    const station = stations[index];
    if (station === undefined) return;
    const nowMs = day.clock.nowMs();
    if ((backAtMs[index] ?? 0) > 0 && nowMs >= (backAtMs[index] ?? 0)) {
      backAtMs[index] = 0;
      Object.assign(station.reach, { list: true, photos: true });
    } else if (station.reach.list && random() < 0.01) {
      counts.cuts += 1;
      tell(`${minutes()} min: ${station.name} is cut off`);
      // Sometimes photos still get through, which is worse.
      Object.assign(station.reach, { list: false, photos: random() < 0.4 });
      backAtMs[index] = nowMs + (1 + random() * 12) * minuteMs;
    } else if (random() < 0.004) {
      counts.kills += 1;
      busy[index] = undefined;
      const { reach } = station;
      await station.kill();
      stations[index] = await station.restart();
      Object.assign(stations[index].reach, reach);
    }
    if (index === 0 && random() < 0.01) {
      counts.storms += 1;
      day.tenant.failNext('503', { on: 'list', count: 1 + Math.floor(random() * plan.stations * 2) });
    }
  }
  const list = () => day.tenant.lists.lists.get(day.place.listId);
  /** What a station told the list can be known to all. */
  function noteTold(): void {
    const isListThere = list() !== undefined;
    const haveTold = stations.map(({ sync, rosterId, reach }) => {
      const state = sync.state(rosterId);
      return isListThere && reach.list && state?.list === 'reached' && state.due === 0;
    });
    for (const one of newest.values()) {
      if (haveTold[one.by] === true && day.clock.nowMs() - one.atMs > 30_000) one.isTold = true;
    }
  }
  let lost: { readonly list: ReturnType<typeof list>; readonly backAtMs: number } | undefined;
  for (let tick = 0; newest.size < plan.people; tick += 1) {
    if (tick > plan.people * 30)
      throw new Error(`the day does not end: ${newest.size} of ${plan.people}, seed ${plan.seed}`);
    for (const index of stations.keys()) {
      finish(index);
      await trouble(index);
      await comeThemselves(index);
      await callNext(index);
    }
    if (plan.losesList && lost === undefined && newest.size > plan.people / 2) {
      lost = { list: list(), backAtMs: day.clock.nowMs() + 8 * minuteMs };
      day.tenant.lists.remove(day.place.listId);
      tell(`${minutes()} min: the list is gone`);
    } else if (lost !== undefined && list() === undefined && day.clock.nowMs() > lost.backAtMs) {
      // Recovered from the site's recycle bin, as it was.
      if (lost.list !== undefined) day.tenant.lists.restore(lost.list);
    }
    await day.pass(tickMs);
    noteTold();
    if (tick % 30 === 0)
      tell(`${Math.round((day.clock.monotonicMs() - startMs) / minuteMs)} min: ${newest.size} of ${plan.people}`);
  }
  if (lost?.list !== undefined && list() === undefined) day.tenant.lists.restore(lost.list);
  while (busy.some((turn) => turn !== undefined)) {
    for (const index of stations.keys()) finish(index);
    await day.pass(tickMs);
  }
  for (const { reach } of stations) Object.assign(reach, { list: true, photos: true });
  day.tenant.clearFaults();
  for (let minutes = 0; minutes < 90; minutes += 5) await day.pass(5 * minuteMs);

  let wrongInDirectory = 0;
  let disagreements = 0;
  const listed = new Map(
    [...(list()?.items.values() ?? [])].map(({ fields }) => [fields.PersonKey, recordOfText(fields.Record)]),
  );
  const rows = stations.map((station) => new Map(station.rows().map((row) => [row.personKey, row])));
  for (const [key, { sha256, by }] of newest) {
    const row = rows[by]?.get(key);
    const person = row?.match.kind === 'matched' ? row.match.person.objectId : '';
    if (day.wall.shown.get(person) !== sha256) wrongInDirectory += 1;
    const record = listed.get(key);
    const says = record === undefined ? undefined : standing(record);
    const isKnown = says !== undefined && 'capture' in says && says.capture.stationName === stations[by]?.name;
    const isSame = rows.every(
      (one) => one.get(key)?.state.kind === 'captured' || one.get(key)?.state.kind === 'needs-retake',
    );
    if (!isKnown || !isSame) disagreements += 1;
    if (day.wall.shown.get(person) !== sha256 || !isKnown || !isSame) {
      const states = rows.map((one, at) => `${stations[at]?.name}: ${JSON.stringify(one.get(key)?.state)}`);
      tell([`${person} of ${stations[by]?.name}`, JSON.stringify(record), ...states].join('\n'));
    }
  }
  const { meter } = day.tenant.lists;
  const requests = meter.requests() - setUpRequests;
  const figures: DayFigures = {
    people: plan.people,
    ...counts,
    requests,
    requestsAPerson: Math.round((requests / plan.people) * 10) / 10,
    mostUnitsAMinute: meter.highest(),
    minutes: Math.round((day.clock.monotonicMs() - startMs) / minuteMs),
    wrongInDirectory,
    disagreements,
  };
  await day.close();
  return figures;
}
