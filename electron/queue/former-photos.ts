import type { Outcome } from '../../shared/outcome.ts';
import { ok, type Result } from '../../shared/result.ts';
import { isSameSight, type SlotSight } from '../../shared/slot-sight.ts';
import { parseTarget, type Target } from '../../shared/target.ts';
import { type FormerOffer, isHeld } from '../../shared/upload-job.ts';
import type { Clock, Log } from '../ports.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { type ReadFormer, type ReadSlot, readSlot } from './former-reading.ts';
import type { FormerRecord } from './former-record.ts';
import { FormerTable } from './former-table.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import { type ClockReading, isClockSteady, readClock } from './queue-retention.ts';
import { mayAppear } from './slot-rivals.ts';

export interface FormerPhotosParts {
  readonly store: Store;
  readonly jobIndex: JobIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** How long former photos are kept; 0: none is read. */
  readonly keepHours: number;
  /** Absent: none is read. */
  readonly readFormer?: ReadFormer | undefined;
  /** Whether the API can empty this slot. */
  readonly canRemove?: ((target: Target) => boolean) | undefined;
  /** The slot's former photo came, went, or can be put back no longer. */
  readonly onSlotChanged: (slot: string) => void;
  /** Something was erased: the write-ahead log must be emptied. */
  readonly onErased: () => void;
  /** The time of some was over: that is to be told. */
  readonly onTimeOver: () => void;
}

/** What is to be written together with the news that the slot is about to be written to. */
export interface FormerToKeep {
  readonly record: FormerRecord;
  readonly photo?: Uint8Array;
}

const hourMs = 3_600_000;

/** A former photo in memory, with the time at which it is erased: running time of the station (`former_run`). */
interface Kept {
  readonly record: FormerRecord;
  readonly endsAtRunMs: number;
}

/**
 * The photos that were there before: one a slot, the one before this station's first write of the last hours. Kept on the disk
 * in the very transaction that says that the slot is about to be written to, so that no kill separates the two; erased when
 * the time is over, by the wall clock or by how long the station ran, whichever says so first.
 */
export class FormerPhotos {
  readonly #parts: FormerPhotosParts;
  readonly #table: FormerTable;
  readonly #bySlot = new Map<string, Kept>();
  #ranMsAtLoad = 0;
  #loadedAt: ClockReading;
  #cancelTimer: (() => void) | undefined;

  constructor(parts: FormerPhotosParts) {
    this.#parts = parts;
    this.#table = new FormerTable(parts.store);
    this.#loadedAt = readClock(parts.clock);
  }

  /** Takes up what is on the disk, and erases what is over or belongs to a session: none outlives the process. */
  load(): Result<void, SqliteFault> {
    const loaded = this.#table.load();
    if (loaded.kind === 'error') return loaded;
    this.#ranMsAtLoad = loaded.value.ranMs;
    this.#loadedAt = readClock(this.#parts.clock);
    for (const record of loaded.value.records) this.#bySlot.set(record.slot, this.#kept(record));
    const over = [...this.#bySlot].filter(([, { record }]) => record.accountId !== undefined).map(([slot]) => slot);
    if (loaded.value.damaged.length > 0)
      this.#parts.log.warn('queue.former-damaged', { rows: loaded.value.damaged.length });
    this.#erase([...loaded.value.damaged, ...over, ...this.#expired()]);
    return ok(undefined);
  }

  start(): void {
    this.#arm();
  }

  stop(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#bySlot.size > 0) this.#parts.store.transact(() => this.#table.putRun(this.#ranMs()));
  }

  /**
   * What to keep of the slot before the first write of a photo. `undefined`: nothing, because it is kept already, or because
   * this is no station that keeps any. An error when the service asks for quiet instead. Never throws, never takes long.
   */
  async read(
    record: JobRecord,
    { target, looked, signal }: { target: Target; looked: Result<SlotSight, Outcome>; signal: AbortSignal },
  ): Promise<Result<FormerToKeep | undefined, Outcome>> {
    const { readFormer, keepHours } = this.#parts;
    if (readFormer === undefined || keepHours <= 0 || record.undo !== undefined) return ok(undefined);
    const known = this.#bySlot.get(record.slot)?.record;
    if (known !== undefined && this.#wasWritten(known)) return ok(undefined);
    if (known?.sight !== undefined && known.held.kind !== 'unread' && looked.kind === 'ok') {
      // An attempt before this one read it already, and nobody has changed it since.
      if (isSameSight(known.sight, looked.value) === true) return ok({ record: this.#ownedBy(known, record) });
    }
    const read = await readSlot({ ...this.#parts, readFormer }, target, looked, signal);
    if (read === undefined) return ok(undefined);
    return read.kind === 'error' ? read : ok(this.#toKeep(record, read.value));
  }

  #toKeep(record: JobRecord, read: ReadSlot): FormerToKeep {
    const room = this.#parts.store.hasRoom(read.photo?.byteLength ?? 0);
    const hasRoom = room.kind === 'ok' && room.value;
    const { held, sight, photo }: ReadSlot =
      read.photo === undefined || hasRoom ? read : { held: { kind: 'unread', why: 'storage' } };
    if (held.kind === 'unread') this.#parts.log.warn('queue.former-not-read', { jobId: record.id, why: held.why });
    const kept = { slot: record.slot, held, ...(sight === undefined ? {} : { sight }) };
    const times = { keptAtMs: this.#parts.clock.nowMs(), keptAtRunMs: this.#ranMs() };
    return {
      record: this.#ownedBy({ ...kept, ...times, jobId: '', jobSeq: 0, target: '', personName: '' }, record),
      ...(photo === undefined ? {} : { photo }),
    };
  }

  /** Writes it; inside the transaction after which the slot may be written to. */
  write({ record, photo }: FormerToKeep): void {
    if (photo === undefined && record.held.kind === 'photo') this.#table.putRecord(record);
    else this.#table.put(record, photo);
    this.#table.putRun(this.#ranMs());
  }

  /** The transaction has ended; on the disk or not. */
  adopt({ record }: FormerToKeep, isOnDisk: boolean): void {
    const adopted: FormerRecord = isOnDisk ? record : { ...record, held: { kind: 'unread', why: 'storage' } };
    this.#bySlot.set(record.slot, this.#kept(adopted));
    this.#arm();
    this.#parts.onSlotChanged(record.slot);
  }

  /** Erases what the confirmed undoing of these jobs has put back; inside the transaction that says so. */
  eraseUsed(updates: readonly JobRecord[]): void {
    this.#table.erase(updates.filter(isUndone).map(({ slot }) => slot));
  }

  /** That transaction is on the disk. */
  forgetUsed(updates: readonly JobRecord[]): void {
    for (const { slot } of updates.filter(isUndone)) if (this.#bySlot.delete(slot)) this.#parts.onErased();
  }

  /** What staff, or the person, can do about the photo that this one has replaced; `undefined` where nothing is to be said. */
  offer(record: JobRecord): FormerOffer | undefined {
    const former = this.of(record);
    const kept = this.#bySlot.get(record.slot);
    if (former === undefined || kept === undefined) return undefined;
    const untilMs = Math.round(this.#parts.clock.nowMs() + Math.max(0, kept.endsAtRunMs - this.#ranMs()));
    if (former.held.kind === 'unread') return { kind: 'unread', why: former.held.why, untilMs };
    if (former.held.kind === 'photo') return { kind: 'photo', untilMs };
    const target = parseTarget(former.target);
    const canRemove = target.kind === 'ok' && this.#parts.canRemove?.(target.value) === true;
    return { kind: canRemove ? 'empty' : 'cannot-remove', untilMs };
  }

  /** What was there before this photo, when it is the last one that this station has put there and no other is on its way. */
  of(record: JobRecord): FormerRecord | undefined {
    const { jobIndex } = this.#parts;
    const former = this.#bySlot.get(record.slot)?.record;
    if (former === undefined || record.undo !== undefined || record.seq < former.jobSeq) return undefined;
    if (record.state.kind !== 'confirmed' && record.state.kind !== 'accepted') return undefined;
    if ((jobIndex.newestConfirmedOfSlot(record.slot)?.seq ?? 0) > record.seq) return undefined;
    for (const other of jobIndex.mayAppearIn(record.slot)) {
      if (other.seq > record.seq && other.state.kind === 'accepted' && other.undo === undefined) return undefined;
    }
    for (const { record: other } of jobIndex.ofSlot(record.slot)) {
      if (other.seq > record.seq && !isHeld(other)) return undefined;
    }
    return former;
  }

  photo(record: FormerRecord): Result<Uint8Array, 'damaged' | SqliteFault> {
    return record.held.kind === 'empty' ? ok(new Uint8Array()) : this.#table.photo(record);
  }

  /** Somebody else is signed in, or nobody: what belongs to other sessions can be put back by nobody. Whether there was any. */
  endSessions(isOver: (record: FormerRecord) => boolean): boolean {
    const over = [...this.#bySlot.values()].filter(({ record }) => record.accountId !== undefined && isOver(record));
    this.#erase(over.map(({ record }) => record.slot));
    return over.length > 0;
  }

  /** Slots whose former photo is not what was kept. */
  damaged(): string[] {
    const photos = [...this.#bySlot.values()].filter(({ record }) => record.held.kind === 'photo');
    return photos.filter(({ record }) => this.#table.photo(record).kind === 'error').map(({ record }) => record.slot);
  }

  /** Whether this station may have written to the slot since it was read. */
  #wasWritten({ jobId }: FormerRecord): boolean {
    const job = this.#parts.jobIndex.get(jobId)?.record;
    return job === undefined || job.state.kind === 'confirmed' || mayAppear(job);
  }

  #ownedBy(former: FormerRecord, { id, seq, target, personName, personId, accountId }: JobRecord): FormerRecord {
    const owned = { ...former, jobId: id, jobSeq: seq, target };
    // Nobody needs to be named where nothing can be put back.
    if (former.held.kind === 'unread') return { ...owned, personName: '', ...(accountId ? { accountId } : {}) };
    return { ...owned, personName, ...(personId ? { personId } : {}), ...(accountId ? { accountId } : {}) };
  }

  #kept(record: FormerRecord): Kept {
    const ranMs = this.#ranMs();
    const ageMs = Math.max(this.#parts.clock.nowMs() - record.keptAtMs, ranMs - record.keptAtRunMs, 0);
    return { record, endsAtRunMs: ranMs + this.#parts.keepHours * hourMs - ageMs };
  }

  /** How long the station has been running, its starts before and the machine's sleep included. */
  #ranMs(): number {
    const now = readClock(this.#parts.clock);
    const { monotonicMs, uptimeMs } = this.#loadedAt;
    const awakeMs = now.monotonicMs - monotonicMs;
    const upMs = now.uptimeMs === undefined || uptimeMs === undefined ? 0 : now.uptimeMs - uptimeMs;
    return this.#ranMsAtLoad + Math.max(awakeMs, upMs);
  }

  #expired(): string[] {
    const ranMs = this.#ranMs();
    return [...this.#bySlot].filter(([, { endsAtRunMs }]) => endsAtRunMs <= ranMs).map(([slot]) => slot);
  }

  #erase(slots: readonly string[]): void {
    if (slots.length === 0) return;
    const erased = this.#parts.store.transact(() => this.#table.erase(slots));
    if (erased.kind === 'error') {
      // They are offered no longer, and the next hour or start erases them.
      this.#parts.log.warn('queue.former-not-erased', { fault: erased.error });
      return;
    }
    for (const slot of slots) this.#bySlot.delete(slot);
    this.#parts.onErased();
    for (const slot of slots) this.#parts.onSlotChanged(slot);
  }

  /** At the end of the first, and once an hour for how long the station ran and what the wall clock says of it. */
  #arm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#bySlot.size === 0) return;
    const ranMs = this.#ranMs();
    const firstMs = [...this.#bySlot.values()].reduce(
      (least, { endsAtRunMs }) => Math.min(least, endsAtRunMs),
      Number.POSITIVE_INFINITY,
    );
    const before = readClock(this.#parts.clock);
    const delayMs = Math.min(hourMs, Math.max(1_000, firstMs - ranMs));
    this.#cancelTimer = this.#parts.clock.setTimer(delayMs, () => this.#tick(before));
  }

  #tick(before: ClockReading): void {
    const { clock, store, log } = this.#parts;
    // An hour in which the wall clock jumped says nothing about ages.
    if (isClockSteady(before, readClock(clock))) {
      for (const [slot, { record }] of this.#bySlot) this.#bySlot.set(slot, this.#kept(record));
    }
    const expired = this.#expired();
    this.#erase(expired);
    if (expired.length > 0) this.#parts.onTimeOver();
    const noted = store.transact(() => this.#table.putRun(this.#ranMs()));
    if (noted.kind === 'error') log.warn('queue.former-time-not-noted', { fault: noted.error });
    this.#arm();
  }
}

function isUndone({ undo, state }: JobRecord): boolean {
  return undo !== undefined && state.kind === 'confirmed';
}
