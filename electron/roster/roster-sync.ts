import type { Result } from '../../shared/result.ts';
import type { RosterRow } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Store } from '../storage/store.ts';
import { type ClaimOutcome, type Glance, RosterShare } from './roster-share.ts';
import type { RosterStore } from './roster-store.ts';
import { createServiceClock } from './service-clock.ts';
import { type Share, ShareTable } from './share-table.ts';
import { type CallList, createSharedList, type ListFailure, type ListPlace } from './shared-list.ts';

export interface RosterSyncParts {
  readonly store: Store;
  readonly rosters: RosterStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly stationName: string;
  readonly call: CallList;
  readonly jobs: {
    get(jobId: string): UploadJob | undefined;
    withdraw(jobId: string): unknown;
  };
  /** Sends a photo again to a row's person. `alongside` runs in the transaction that saves the job. */
  readonly sendAgain: (
    row: RosterRow,
    photo: Uint8Array,
    alongside: (jobId: string) => void,
  ) => Result<unknown, unknown>;
  readonly onChanged: (rosterId: string) => void;
  /** Between two looks at the list; ten seconds otherwise. */
  readonly pollMs?: number;
  readonly paceMs?: number;
}

/** A photo of a shared roster with the job that carries it. */
interface SavedPhoto {
  readonly jobId: string;
  readonly capturedAtMs: number;
  readonly photo: Uint8Array;
}

/** How a shared roster is with the others at this moment. */
export interface ShareState {
  /** `unknown` before the first try. */
  readonly list: 'unknown' | 'reached' | ListFailure['kind'];
  /** Rows that the list has not been told of. */
  readonly due: number;
}

/** Rosters that several stations share. Everything here waits, and nothing waits for it. */
export interface RosterSync {
  start(): void;
  close(): void;
  /** Shares a roster from now on. */
  add(share: Share): void;
  /** Something happened to a row of this station. */
  touched(rosterId: string, personKey: string): void;
  jobChanged(job: Pick<UploadJob, 'id'>): void;
  /** Before a photo goes out: a look at the row, short, and only where the list was reached lately. */
  beforeSending(jobId: string, signal: AbortSignal): Promise<void>;
  /** Keeps a photo until the directory has it for good. Part of the transaction that saves it with its job. */
  saved(rosterId: string, personKey: string, saved: SavedPhoto): void;
  /** Tells the others that somebody stands before this station's camera; `undefined` where the roster is not shared. */
  claim(rosterId: string, personKey: string): Promise<ClaimOutcome | undefined>;
  /** How the day goes at all stations; `undefined` where the roster is not shared. */
  glance(rosterId: string): Glance | undefined;
  /** Which other station photographs somebody at this moment. */
  claimedBy(rosterId: string, personKey: string): string | undefined;
  state(rosterId: string): ShareState | undefined;
  /** The rosters that are shared. */
  shared(): readonly string[];
  /** Where a shared roster's list is. */
  place(rosterId: string): ListPlace | undefined;
  /** One whole exchange with the list now. */
  exchange(rosterId: string): Promise<Result<void, ListFailure> | undefined>;
}

const pollMs = 10_000;
/** All stations of an application together have about 1,200 units a minute; a change takes two. */
const paceMs = 150;
const soonMs = 200;
const lookMs = 4_000;
/** A list that is gone or closed to us may come back. */
const retryMs = 60_000;

interface Running {
  readonly share: RosterShare;
  readonly touched: Set<string>;
  isWholeSeen: boolean;
  isBusy: boolean;
  list: ShareState['list'];
  /** Nothing is asked before this moment of the monotonic clock. */
  pausedUntilMs: number;
  cancel: (() => void) | undefined;
  cancelSoon: (() => void) | undefined;
}

class LiveRosterSync implements RosterSync {
  readonly #parts: RosterSyncParts;
  readonly #table: ShareTable;
  readonly #running = new Map<string, Running>();
  /** Upload jobs of shared rosters, with whom each is of. */
  readonly #jobs = new Map<string, { readonly rosterId: string; readonly personKey: string }>();
  #isStarted = false;
  #isOver = false;

  constructor(parts: RosterSyncParts) {
    this.#parts = parts;
    this.#table = new ShareTable(parts.store);
    const shares = parts.store.read(() => this.#table.shares());
    for (const share of shares.kind === 'ok' ? shares.value : []) this.#open(share);
  }

  #open(share: Share): Running {
    const { clock, call, stationName, store, rosters, random, jobs, sendAgain } = this.#parts;
    const serviceClock = createServiceClock(clock, share.offset);
    const list = createSharedList(call, share, serviceClock);
    const running: Running = {
      share: new RosterShare({
        ...{
          share,
          stationName,
          store,
          table: this.#table,
          rosters,
          list,
          serviceClock,
          clock,
          random,
          jobs,
          sendAgain,
        },
        paceMs: this.#parts.paceMs ?? paceMs,
      }),
      touched: new Set(),
      isWholeSeen: false,
      isBusy: false,
      list: 'unknown',
      pausedUntilMs: 0,
      cancel: undefined,
      cancelSoon: undefined,
    };
    this.#running.set(share.rosterId, running);
    for (const { jobId, personKey } of running.share.jobs())
      this.#jobs.set(jobId, { rosterId: share.rosterId, personKey });
    return running;
  }

  start(): void {
    this.#isStarted = true;
    for (const running of this.#running.values()) this.#next(running, 0);
  }

  close(): void {
    this.#isOver = true;
    for (const { cancel, cancelSoon } of this.#running.values()) {
      cancel?.();
      cancelSoon?.();
    }
  }

  add(share: Share): void {
    this.#parts.store.transact(() => this.#table.putShare(share));
    const running = this.#open(share);
    if (this.#isStarted) this.#next(running, 0);
  }

  #next(running: Running, delayMs: number): void {
    running.cancel?.();
    if (this.#isOver) return;
    running.cancel = this.#parts.clock.setTimer(delayMs, () => {
      void this.#exchange(running, true).finally(() => {
        if (this.#running.get(running.share.rosterId) !== running) return;
        const { clock, random } = this.#parts;
        const every = (this.#parts.pollMs ?? pollMs) * (0.8 + 0.4 * random());
        this.#next(running, Math.max(every, running.pausedUntilMs - clock.monotonicMs()));
      });
    });
  }

  touched(rosterId: string, personKey: string): void {
    const running = this.#running.get(rosterId);
    if (running === undefined) return;
    running.touched.add(personKey);
    this.#soon(running);
  }

  /** Tells the list of a change without waiting for the next look. */
  #soon(running: Running): void {
    if (!this.#isStarted || this.#isOver || running.cancelSoon !== undefined) return;
    running.cancelSoon = this.#parts.clock.setTimer(soonMs, () => {
      running.cancelSoon = undefined;
      void this.#exchange(running, false);
    });
  }

  jobChanged({ id }: Pick<UploadJob, 'id'>): void {
    const of = this.#jobs.get(id);
    if (of !== undefined) this.touched(of.rosterId, of.personKey);
  }

  #observe(running: Running): void {
    const { share, touched, isWholeSeen } = running;
    const keys = isWholeSeen ? [...touched] : undefined;
    if (keys?.length === 0 || !share.observe(keys)) return;
    running.isWholeSeen = true;
    touched.clear();
    for (const personKey of keys ?? []) this.#noteJobs(running, personKey);
    if (keys === undefined) {
      for (const { jobId, personKey } of share.jobs()) this.#jobs.set(jobId, { rosterId: share.rosterId, personKey });
    }
  }

  #noteJobs({ share }: Running, personKey: string): void {
    for (const { jobId } of this.#table.row(personKey)?.jobs ?? [])
      this.#jobs.set(jobId, { rosterId: share.rosterId, personKey });
  }

  shared(): readonly string[] {
    return [...this.#running.keys()];
  }

  place(rosterId: string): ListPlace | undefined {
    return this.#running.get(rosterId)?.share.place;
  }

  async exchange(rosterId: string): Promise<Result<void, ListFailure> | undefined> {
    const running = this.#running.get(rosterId);
    return running === undefined ? undefined : this.#exchange(running, true);
  }

  async #exchange(running: Running, isWhole: boolean): Promise<Result<void, ListFailure> | undefined> {
    const { clock, log } = this.#parts;
    if (running.isBusy || this.#isOver || clock.monotonicMs() < running.pausedUntilMs) return undefined;
    running.isBusy = true;
    if (this.#isErased(running)) return undefined;
    const before = JSON.stringify(this.#stateOf(running));
    try {
      this.#observe(running);
      let done = isWhole ? await running.share.pull() : undefined;
      if (done === undefined || done.kind === 'ok') {
        this.#observe(running);
        done = await running.share.push(() => this.#isOver);
      }
      if (this.#isOver) return undefined;
      running.share.tidy();
      this.#note(running, done);
      return done;
    } catch (cause) {
      log.warn('roster.share-failed', { cause });
      return undefined;
    } finally {
      running.isBusy = false;
      const { rosterId } = running.share;
      if (!this.#isOver && (isWhole || JSON.stringify(this.#stateOf(running)) !== before))
        this.#parts.onChanged(rosterId);
      if (running.touched.size > 0) this.#soon(running);
    }
  }

  /** A roster that was erased is not shared any more either. */
  #isErased(running: Running): boolean {
    const { rosterId } = running.share;
    const roster = this.#parts.rosters.get(rosterId);
    if (roster.kind === 'ok' || roster.error.kind !== 'no-such-roster') return false;
    this.#parts.store.transact(() => this.#table.erase(rosterId));
    running.pausedUntilMs = Number.POSITIVE_INFINITY;
    running.cancel?.();
    this.#running.delete(rosterId);
    return true;
  }

  #note(running: Running, done: Result<void, ListFailure>): void {
    running.list = done.kind === 'ok' ? 'reached' : done.error.kind;
    if (done.kind === 'ok') return;
    const { error } = done;
    const waitMs =
      error.kind === 'busy' ? error.retryAfterMs : ['offline', 'sign-in-needed'].includes(error.kind) ? 0 : retryMs;
    running.pausedUntilMs = this.#parts.clock.monotonicMs() + waitMs;
    this.#parts.log.info('roster.list-not-reached', { ...error });
  }

  async beforeSending(jobId: string, signal: AbortSignal): Promise<void> {
    const of = this.#jobs.get(jobId);
    const running = of === undefined ? undefined : this.#running.get(of.rosterId);
    if (of === undefined || running === undefined) return;
    const isPaused = this.#parts.clock.monotonicMs() < running.pausedUntilMs;
    if (running.list === 'reached' && !isPaused) {
      const stop = new AbortController();
      const cancel = this.#parts.clock.setTimer(lookMs, () => stop.abort());
      await running.share.look(of.personKey, AbortSignal.any([signal, stop.signal]));
      cancel();
    }
    running.share.dropOutdated(of.personKey);
  }

  saved(rosterId: string, personKey: string, { jobId, capturedAtMs, photo }: SavedPhoto): void {
    const running = this.#running.get(rosterId);
    if (running === undefined) return;
    running.share.keep(personKey, capturedAtMs, photo);
    this.#jobs.set(jobId, { rosterId, personKey });
  }

  async claim(rosterId: string, personKey: string): Promise<ClaimOutcome | undefined> {
    const running = this.#running.get(rosterId);
    if (running === undefined) return undefined;
    if (this.#parts.clock.monotonicMs() < running.pausedUntilMs) return { kind: 'not-told' };
    const outcome = await running.share.claim(personKey);
    if (!this.#isOver) this.#parts.onChanged(rosterId);
    return outcome;
  }

  claimedBy(rosterId: string, personKey: string): string | undefined {
    return this.#running.get(rosterId)?.share.claimedBy(personKey);
  }

  glance(rosterId: string): Glance | undefined {
    return this.#running.get(rosterId)?.share.glance();
  }

  #stateOf({ list, share }: Running): ShareState {
    return { list, due: share.due() };
  }

  state(rosterId: string): ShareState | undefined {
    const running = this.#running.get(rosterId);
    return running === undefined ? undefined : this.#stateOf(running);
  }
}

/** Opens what the store says of shared rosters; asks nothing before `start`. */
export function createRosterSync(parts: RosterSyncParts): RosterSync {
  return new LiveRosterSync(parts);
}
