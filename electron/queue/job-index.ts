import { isHeld, type JobStateKind } from '../../shared/upload-job.ts';
import { attentionOf } from './job-attention.ts';
import { isFinished, type JobRecord } from './job-record.ts';
import { mayAppear, wasSeen } from './slot-rivals.ts';

/** A job in memory. Due times are monotonic; those on disk are wall time, for display and for the next start. */
export interface Entry {
  readonly record: JobRecord;
  /** When it may be sent next, or be verified. */
  readonly dueMs: number;
  /** Until then somebody may stand at the screen and wait for it. */
  readonly freshUntilMs: number;
}

const unsentStates: ReadonlySet<JobStateKind> = new Set(['waiting', 'sending', 'parked']);

function keepNewest(newest: Map<string, JobRecord>, record: JobRecord): void {
  if (record.seq >= (newest.get(record.slot)?.seq ?? 0)) newest.set(record.slot, record);
}

function isDamaged({ state }: JobRecord): boolean {
  return state.kind === 'parked' && state.reason === 'damaged';
}

/** All jobs in memory, indexed by what the worker and the screens ask: by id, by state, by photo slot. */
export class JobIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #byState = new Map<JobStateKind, Map<string, Entry>>();
  readonly #bySlot = new Map<string, Map<string, Entry>>();
  /** Accepted jobs that are still to be verified. */
  readonly #verifying = new Map<string, Entry>();

  /** Jobs that go on by themselves and need a look. */
  readonly #troubled = new Map<string, Entry>();

  /** Jobs that wait for staff to let them go. */
  readonly #held = new Map<string, Entry>();

  /** Photos that Microsoft 365 does not have yet, oldest first: an update keeps its place in the map. */
  readonly #unsent = new Map<string, Entry>();

  readonly #newest = new Map<string, JobRecord>();
  readonly #newestConfirmed = new Map<string, JobRecord>();
  readonly #newestSeen = new Map<string, JobRecord>();
  /** Photos that may be in their slot, or may still appear there, by slot. */
  readonly #appearing = new Map<string, Map<string, Entry>>();

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** All jobs, in the order they were saved. */
  all(): Iterable<Entry> {
    return this.#entries.values();
  }

  inState(kind: JobStateKind): ReadonlyMap<string, Entry> {
    return this.#byState.get(kind) ?? new Map();
  }

  verifying(): ReadonlyMap<string, Entry> {
    return this.#verifying;
  }

  troubled(): ReadonlyMap<string, Entry> {
    return this.#troubled;
  }

  /** Jobs that wait for staff to let them go. */
  held(): ReadonlyMap<string, Entry> {
    return this.#held;
  }

  /**
   * The newest photo of a slot that this station remembers, finished or not; none that nobody has let go, and none that was
   * put back: a photo that staff let go after that is the newer one.
   */
  newestOfSlot(slot: string): JobRecord | undefined {
    return this.#newest.get(slot);
  }

  /** The newest photo of a slot that was confirmed, as long as its record is kept. */
  newestConfirmedOfSlot(slot: string): JobRecord | undefined {
    return this.#newestConfirmed.get(slot);
  }

  /** The newest of them whose own write was seen. */
  newestSeenOfSlot(slot: string): JobRecord | undefined {
    return this.#newestSeen.get(slot);
  }

  /** Photos of a slot that were perhaps written and whose own write was not seen, finished or not. */
  *mayAppearIn(slot: string): Iterable<JobRecord> {
    for (const { record } of this.#appearing.get(slot)?.values() ?? []) yield record;
  }

  /** Jobs that wait to be sent, oldest first, however often they were tried. */
  *waiting(): Iterable<Entry> {
    for (const entry of this.#unsent.values()) if (entry.record.state.kind === 'waiting') yield entry;
  }

  oldestUnsent(): Entry | undefined {
    return this.#unsent.values().next().value;
  }

  /** Unfinished jobs of a photo slot. */
  ofSlot(slot: string): Iterable<Entry> {
    return this.#bySlot.get(slot)?.values() ?? [];
  }

  /**
   * Was a newer photo saved for the same slot, whatever became of it? A withdrawn retake does not bring the older one back. One
   * that staff have not let go ends nobody else's: anybody may have taken it.
   */
  isOutdated(record: JobRecord): boolean {
    const newest = this.#newest.get(record.slot);
    if (newest === undefined || newest.seq <= record.seq) return false;
    if (!isDamaged(newest)) return true;
    // A damaged photo can never be sent: it ends nobody else's.
    return [...this.ofSlot(record.slot)].some(
      ({ record: other }) => other.seq > record.seq && !isDamaged(other) && other.unapproved === undefined,
    );
  }

  /** Is one of the slot's photos under way? Two never overlap. */
  isSlotBusy(slot: string): boolean {
    for (const other of this.ofSlot(slot)) if (other.record.state.kind === 'sending') return true;
    return false;
  }

  put(entry: Entry): void {
    const { record } = entry;
    const before = this.#entries.get(record.id);
    if (before !== undefined) this.#forget(before);
    this.#entries.set(record.id, entry);
    this.#index(this.#byState, record.state.kind, entry);
    if (unsentStates.has(record.state.kind)) this.#unsent.set(record.id, entry);
    else this.#unsent.delete(record.id);
    const isNewPhoto = record.unapproved === undefined && record.undo === undefined;
    if (isNewPhoto && record.seq >= (this.#newest.get(record.slot)?.seq ?? 0)) {
      this.#newest.set(record.slot, record);
    }
    if (record.confirmedSight !== undefined) keepNewest(this.#newestConfirmed, record);
    if (wasSeen(record)) keepNewest(this.#newestSeen, record);
    if (mayAppear(record)) this.#index(this.#appearing, record.slot, entry);
    if (isFinished(record)) return;
    this.#index(this.#bySlot, record.slot, entry);
    if (record.state.kind === 'accepted') this.#verifying.set(record.id, entry);
    if (attentionOf(record) !== undefined) this.#troubled.set(record.id, entry);
    if (isHeld(record)) this.#held.set(record.id, entry);
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#forget(entry);
    this.#unsent.delete(id);
    this.#entries.delete(id);
    if (this.#newest.get(entry.record.slot)?.id === id) this.#newest.delete(entry.record.slot);
    for (const newest of [this.#newestConfirmed, this.#newestSeen]) {
      if (newest.get(entry.record.slot)?.id === id) newest.delete(entry.record.slot);
    }
  }

  #index<Key>(index: Map<Key, Map<string, Entry>>, key: Key, entry: Entry): void {
    const group = index.get(key) ?? new Map<string, Entry>();
    index.set(key, group);
    group.set(entry.record.id, entry);
  }

  #forget({ record }: Entry): void {
    this.#byState.get(record.state.kind)?.delete(record.id);
    this.#verifying.delete(record.id);
    this.#troubled.delete(record.id);
    this.#held.delete(record.id);
    for (const index of [this.#bySlot, this.#appearing]) {
      const slot = index.get(record.slot);
      slot?.delete(record.id);
      if (slot?.size === 0) index.delete(record.slot);
    }
  }
}
