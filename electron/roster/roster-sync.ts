import { ok, type Result } from '../../shared/result.ts';
import type { RosterRow } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { proveList } from './list-proof.ts';
import type { ShareState } from './list-reach.ts';
import type { TurnOrder } from './roster-order.ts';
import type { RosterStore } from './roster-store.ts';
import type { ClaimOutcome } from './row-claim.ts';
import { createServiceClock } from './service-clock.ts';
import type { Glance } from './share-glance.ts';
import { type SavedPhoto, ShareRunner } from './share-runner.ts';
import type { Erasing, SharedTime } from './share-standing.ts';
import { type NewShare, type Share, ShareTable } from './share-table.ts';
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
  /** What is still being erased is other than before. */
  readonly onErasingChanged: () => void;
  /** The lists of rosters that are shared by now belong to another tenant: nothing is asked of them, and nothing of them forgotten. */
  readonly leavesKeptAlone?: boolean;
  /** Between two looks at the list; ten seconds otherwise. */
  readonly pollMs?: number;
  readonly paceMs?: number;
}

/** Rosters that several stations share. Everything here waits, and nothing waits for it. */
export interface RosterSync {
  start(): void;
  close(): void;
  /** Shares a roster from now on, which may be made in the same transaction; on an error nothing has changed. */
  add(share: NewShare | (() => NewShare)): Result<void, SqliteFault>;
  /** Whether a list is there and of this sharing, before one takes part; one that cannot be asked may be. */
  probe(place: ListPlace, sharing: string): Promise<'likely' | 'no-such-list' | 'not-ours'>;
  /** Whether the list of a roster may be deleted: it is this sharing's, and holds nothing of anybody else. */
  isAllOurs(rosterId: string): Promise<boolean>;
  /** A roster was closed here: the others are told. */
  closed(rosterId: string): void;
  /** A roster was erased here on purpose: its list's rows follow. Part of the transaction that erases it. */
  erased(rosterId: string): void;
  /** An administrator has deleted the list of a roster from here. */
  listDeleted(rosterId: string): void;
  /** The rows of a roster that is erased now go by the service's time. Part of the transaction that erases it. */
  rowsGoLater(rosterId: string, days: number): void;
  /** Leaves the list of an erased roster as it is; false unless nothing shows that it is that roster's, or it refuses this station. */
  leaveList(rosterId: string): boolean;
  /** Rosters that were erased here and whose list's rows are still being erased. */
  erasing(): readonly Erasing[];
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
  /** Who is called by itself here, as far as the other stations have a part in it. */
  order(rosterId: string): TurnOrder;
  state(rosterId: string): ShareState | undefined;
  /** What time it is by the service of a shared list; without `nowMs` it has not answered yet. Nothing where none is asked. */
  serviceTime(rosterId: string): SharedTime | undefined;
  /** The rosters that are shared. */
  shared(): readonly string[];
  /** Where a shared roster's list is, and as whom this station takes part. */
  share(rosterId: string): Share | undefined;
  /** One whole exchange with the list now. */
  exchange(rosterId: string): Promise<Result<void, ListFailure> | undefined>;
}

const pollMs = 10_000;
/** All stations of an application together have about 1,200 units a minute; a change takes two. */
const paceMs = 150;

class LiveRosterSync implements RosterSync {
  readonly #parts: RosterSyncParts;
  readonly #table: ShareTable;
  readonly #running = new Map<string, ShareRunner>();
  #isStarted = false;
  #isOver = false;

  constructor(parts: RosterSyncParts) {
    this.#parts = parts;
    this.#table = new ShareTable(parts.store);
    const shares = parts.store.read(() => this.#table.shares());
    for (const share of shares.kind === 'ok' ? shares.value : []) this.#open(share, parts.leavesKeptAlone === true);
  }

  #open(share: Share, isLeftAlone = false): ShareRunner {
    const { pollMs: every = pollMs, paceMs: pace = paceMs, onChanged, onErasingChanged, call, ...parts } = this.#parts;
    const { clock, random, log } = parts;
    const { rosterId } = share;
    const serviceClock = createServiceClock(clock, share.offset);
    const list = createSharedList(call, share, serviceClock);
    const runner = new ShareRunner({
      ...{ clock, random, log, pollMs: every, isLeftAlone },
      isClosing: () => this.#isOver,
      share: { ...parts, share, table: this.#table, list, serviceClock, paceMs: pace },
      onChanged: () => (runner.share.share.isErasing === true ? onErasingChanged() : onChanged(rosterId)),
      onOver: () => {
        this.#running.delete(rosterId);
        onErasingChanged();
      },
    });
    this.#running.set(rosterId, runner);
    return runner;
  }

  start(): void {
    this.#isStarted = true;
    for (const runner of this.#running.values()) runner.start();
  }

  close(): void {
    this.#isOver = true;
    for (const runner of this.#running.values()) runner.close();
  }

  add(share: NewShare | (() => NewShare)): Result<void, SqliteFault> {
    const saved = this.#parts.store.transact(() => {
      const begun = typeof share === 'function' ? share() : share;
      this.#table.putShare(begun);
      return begun;
    });
    if (saved.kind === 'error') return saved;
    const runner = this.#open(saved.value);
    if (this.#isStarted) runner.start();
    return ok(undefined);
  }

  touched(rosterId: string, personKey: string): void {
    this.#running.get(rosterId)?.touched(personKey);
  }

  jobChanged({ id }: Pick<UploadJob, 'id'>): void {
    const { runner, personKey } = this.#ofJob(id);
    if (personKey !== undefined) runner?.touched(personKey);
  }

  #ofJob(jobId: string): { readonly runner?: ShareRunner; readonly personKey?: string } {
    for (const runner of this.#running.values()) {
      const personKey = runner.personOf(jobId);
      if (personKey !== undefined) return { runner, personKey };
    }
    return {};
  }

  async beforeSending(jobId: string, signal: AbortSignal): Promise<void> {
    // Right after the start a long list is still being read: the job may be one of its people's.
    if (this.#ofJob(jobId).personKey === undefined)
      await Promise.all([...this.#running.values()].map((runner) => runner.read()));
    const { runner, personKey } = this.#ofJob(jobId);
    if (personKey !== undefined) await runner?.lookBeforeSending(personKey, signal);
  }

  saved(rosterId: string, personKey: string, saved: SavedPhoto): void {
    this.#running.get(rosterId)?.saved(personKey, saved);
  }

  async claim(rosterId: string, personKey: string): Promise<ClaimOutcome | undefined> {
    const runner = this.#running.get(rosterId);
    if (runner === undefined) return undefined;
    const outcome = await runner.claim(personKey);
    if (!this.#isOver) this.#parts.onChanged(rosterId);
    return outcome;
  }

  claimedBy(rosterId: string, personKey: string): string | undefined {
    return this.#running.get(rosterId)?.share.claimedBy(personKey);
  }

  order(rosterId: string): TurnOrder {
    return this.#running.get(rosterId)?.order() ?? { isForOthers: () => false };
  }

  glance(rosterId: string): Glance | undefined {
    return this.#running.get(rosterId)?.share.glance();
  }

  state(rosterId: string): ShareState | undefined {
    return this.#running.get(rosterId)?.state();
  }

  serviceTime(rosterId: string): SharedTime | undefined {
    return this.#running.get(rosterId)?.serviceTime();
  }

  shared(): readonly string[] {
    return [...this.#running].filter(([, { share }]) => share.share.isErasing !== true).map(([rosterId]) => rosterId);
  }

  erasing(): readonly Erasing[] {
    return [...this.#running.values()].flatMap((runner) => {
      const { share } = runner;
      // The disk knows it before the runner has looked.
      const kept = this.#parts.store.read(() => share.isErasing());
      const isErasing = kept.kind === 'ok' ? kept.value : share.share.isErasing === true;
      return isErasing ? [runner.erasing()] : [];
    });
  }

  share(rosterId: string): Share | undefined {
    return this.#running.get(rosterId)?.share.share;
  }

  async isAllOurs(rosterId: string): Promise<boolean> {
    return (await this.#running.get(rosterId)?.share.isAllOurs()) ?? false;
  }

  async probe(place: ListPlace, sharing: string): Promise<'likely' | 'no-such-list' | 'not-ours'> {
    const { call, clock } = this.#parts;
    const list = createSharedList(call, place, createServiceClock(clock));
    const proved = await proveList(list, { sharing, stationId: '', knows: () => false });
    if (proved.kind === 'ok') return 'likely';
    if (proved.error.kind === 'gone') return 'no-such-list';
    return proved.error.kind === 'not-ours' ? 'not-ours' : 'likely';
  }

  closed(rosterId: string): void {
    this.#running.get(rosterId)?.lookSoon();
  }

  erased(rosterId: string): void {
    this.#table.rosterErased(rosterId);
    this.#running.get(rosterId)?.lookSoon();
  }

  rowsGoLater(rosterId: string, days: number): void {
    this.#table.rowsGoLater(rosterId, days);
  }

  listDeleted(rosterId: string): void {
    this.#running.get(rosterId)?.share.change({ endedBy: this.#parts.stationName, closedBy: this.#parts.stationName });
    this.#parts.onChanged(rosterId);
  }

  leaveList(rosterId: string): boolean {
    return this.#running.get(rosterId)?.leaveList() ?? false;
  }

  async exchange(rosterId: string): Promise<Result<void, ListFailure> | undefined> {
    return this.#running.get(rosterId)?.exchange();
  }
}

/** Opens what the store says of shared rosters; asks nothing before `start`. */
export function createRosterSync(parts: RosterSyncParts): RosterSync {
  return new LiveRosterSync(parts);
}
