import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import type { AuditEntry } from './audit-log.ts';
import { longestVerificationWaitMs, longestWaitMs } from './backoff.ts';
import type { FormerPhotos } from './former-photos.ts';
import { auditEntry, auditName } from './job-audit.ts';
import type { Entry, JobIndex } from './job-index.ts';
import { type JobRecord, toUploadJob } from './job-record.ts';
import type { JobChange, JobTable, NewJob, SeqRange } from './job-table.ts';
import { type JobEvent, type Moment, transition } from './job-transition.ts';
import type { NameSettings } from './name-retention.ts';

export interface JobStoreParts {
  readonly store: Store;
  readonly table: JobTable;
  readonly jobIndex: JobIndex;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: NameSettings;
  readonly stationId: string;
  readonly onChanged: (job: UploadJob) => void;
  readonly formers: Pick<FormerPhotos, 'eraseUsed' | 'forgetUsed'>;
}

/** A job with what happened to it. */
export interface Step {
  readonly record: JobRecord;
  readonly event: JobEvent;
}

/** A new job, sealed, with the line that the audit will have of it. */
export interface PreparedJob {
  readonly job: NewJob;
  readonly audit: AuditEntry;
}

/** Milliseconds from now until the job may move, cut to the longest honest wait: clocks jump. */
export function waitMs({ state }: JobRecord, nowMs: number): number {
  if (state.kind === 'waiting') return Math.min(Math.max(0, (state.nextTryAtMs ?? nowMs) - nowMs), longestWaitMs);
  if (state.kind === 'accepted') {
    return Math.min(Math.max(0, (state.nextVerificationAtMs ?? nowMs) - nowMs), longestVerificationWaitMs);
  }
  return 0;
}

/**
 * Keeps disk and memory the same: every change of a job goes through here, first to disk, then to memory, then to whoever
 * listens. When the disk refuses what has already happened elsewhere (an answer came), memory goes on and the disk is
 * owed the change until it takes it.
 */
export class JobStore {
  readonly #parts: JobStoreParts;
  readonly #owed = new Map<string, JobRecord>();
  #owedAudit: AuditEntry[] = [];
  /** Records and audit lines of changes that answered with an error and were found on the disk. */
  readonly #landed = new WeakSet<object>();
  #generation: number;
  #hasErased = false;

  constructor(parts: JobStoreParts) {
    this.#parts = parts;
    this.#generation = parts.store.generation();
  }

  /** True while the disk has not taken everything that happened, or its last answer was a fault: it is asked again. */
  get isBehind(): boolean {
    const { store } = this.#parts;
    const isOwed = this.#owed.size > 0 || this.#owedAudit.length > 0;
    return isOwed || store.fault() !== undefined || this.#generation !== store.generation();
  }

  /** True when an erased photo may still be in the write-ahead log, or the log has grown large. */
  get needsCheckpoint(): boolean {
    return this.#hasErased || this.#parts.store.logBytes() > quietLogBytes;
  }

  /**
   * Applies what already happened; memory follows even when the disk refuses. Events that mean nothing are left out. Whether it is
   * on the disk, with what went alongside.
   */
  record(steps: readonly Step[], alongside?: () => void): boolean {
    const { updates, audit } = this.#decide(steps);
    if (updates.length === 0) return false;
    const written = this.#write({ inserts: [], updates, audit }, alongside);
    if (written.kind === 'error') this.#owe(updates, audit);
    this.#adopt(updates);
    return written.kind === 'ok';
  }

  /** Something was erased beside the jobs: the write-ahead log is emptied in the next quiet moment. */
  erased(): void {
    this.#hasErased = true;
  }

  /** Applies what somebody asked for; nothing changes when the disk refuses. */
  request(step: Step): Result<JobRecord, 'not-allowed' | SqliteFault> {
    const changed = this.requestAll([step]);
    if (changed.kind === 'error') return changed;
    const [record] = changed.value;
    return record === undefined ? err('not-allowed') : ok(record);
  }

  /** The same for several, in one transaction; events that mean nothing are left out. */
  requestAll(steps: readonly Step[]): Result<JobRecord[], SqliteFault> {
    const { updates, audit } = this.#decide(steps);
    if (updates.length === 0) return ok([]);
    const written = this.#write({ inserts: [], updates, audit });
    if (written.kind === 'error') return written;
    this.#adopt(updates);
    return ok(updates);
  }

  /** Makes a new job ready for the disk: everything that needs no transaction. */
  prepare(record: JobRecord, photo: Uint8Array, event: 'saved' | 'imported' | 'undo-saved'): PreparedJob {
    return { job: this.#parts.table.prepare(record, photo), audit: auditEntry(this.#parts, record, event) };
  }

  /**
   * Saves new photos, superseding what they outdate and writing what goes alongside in the same transaction. `ok` is the
   * promise "saved". With `stagingEnds` the photos are on the disk already, in rows of that range.
   */
  insert(
    prepared: readonly PreparedJob[],
    steps: readonly Step[],
    { alongside, ...known }: Pick<JobChange, 'stagingEnds' | 'ahead'> & { alongside?: (() => void) | undefined } = {},
  ): Result<void, SqliteFault> {
    const { updates, audit } = this.#decide(steps);
    const inserts = prepared.map(({ job }) => job);
    const saved = prepared.map((one) => one.audit);
    const written = this.#write({ inserts, updates, audit: [...saved, ...audit], ...known }, alongside);
    if (written.kind === 'error') return written;
    if (known.stagingEnds !== undefined) this.#hasErased = true;
    this.#adopt(updates);
    this.#adopt(inserts.map(({ record }) => record));
    return ok(undefined);
  }

  /** Writes photos of an import ahead of their jobs, into rows that nobody else gets: no job is there before `insert`. */
  stage(range: SeqRange, prepared: readonly PreparedJob[]): Result<void, SqliteFault> {
    const photos = prepared.map(({ job }) => job);
    return this.#write({ inserts: [], updates: [], audit: [], staging: { range, photos } });
  }

  /** Erases what an import that came to no end has written ahead. */
  unstage(): Result<void, SqliteFault> {
    const { staged } = this.#parts.table.ledger;
    if (staged === undefined) return ok(undefined);
    this.#hasErased = true;
    return this.#write({ inserts: [], updates: [], audit: [], stagingEnds: staged });
  }

  /** Removes finished records; what they were stays in the counts. One that has gone meanwhile is not counted again. */
  prune(records: readonly JobRecord[]): Result<void, SqliteFault> {
    const { jobIndex } = this.#parts;
    // A removal that answered with an error may have landed: only then is it known what is still there.
    const reconciled = this.reconcile();
    if (reconciled.kind === 'error') return reconciled;
    const present = records.filter(({ id }) => jobIndex.get(id) !== undefined);
    if (present.length === 0) return ok(undefined);
    const removals = present.map(({ seq, state }) => ({ seq, endedAs: state.kind }));
    const written = this.#write({ inserts: [], updates: [], removals, audit: [] });
    if (written.kind === 'ok') for (const { id } of present) jobIndex.remove(id);
    return written;
  }

  note(event: string): void {
    const { clock, stationId } = this.#parts;
    const audit = [{ atMs: clock.nowMs(), event, jobId: '', station: stationId }];
    if (this.#write({ inserts: [], updates: [], audit }).kind === 'error') this.#owe([], audit);
  }

  /** Brings the disk up to date after a fault. `ok` when it is. */
  catchUp(): Result<void, SqliteFault> {
    return this.#write({ inserts: [], updates: [], audit: [] });
  }

  checkpoint(): void {
    if (this.#parts.store.checkpoint().kind === 'ok') this.#hasErased = false;
  }

  #decide(steps: readonly Step[]): { updates: JobRecord[]; audit: AuditEntry[] } {
    const { clock, random, jobIndex, settings } = this.#parts;
    // Deciding on what a fault has left behind would bring back photos that are gone. Writing reports it if this fails.
    this.reconcile();
    const updates: JobRecord[] = [];
    const audit: AuditEntry[] = [];
    for (const { record: given, event } of steps) {
      const record = jobIndex.get(given.id)?.record ?? given;
      const moment: Moment = { nowMs: clock.nowMs(), random: random(), keepNames: settings.keepNames };
      const result = transition(record, event, moment);
      if (result.kind === 'error') continue;
      updates.push(result.value);
      const name = auditName(record, result.value, event);
      if (name !== undefined) audit.push(auditEntry(this.#parts, record, name, result.value));
    }
    return { updates, audit };
  }

  #write(change: Omit<JobChange, 'removals'> & Partial<JobChange>, alongside?: () => void): Result<void, SqliteFault> {
    const reconciled = this.reconcile();
    if (reconciled.kind === 'error') return reconciled;
    const changed = new Set(change.updates.map(({ id }) => id));
    const owed = [...this.#owed.values()].filter(({ id }) => !changed.has(id));
    const updates = [...owed, ...change.updates];
    const audit = [...this.#owedAudit, ...change.audit];
    const { formers } = this.#parts;
    const written = this.#parts.table.commit({ removals: [], ...change, updates, audit }, () => {
      alongside?.();
      formers.eraseUsed(updates);
    });
    if (written.kind === 'error') {
      this.reconcile();
      return written;
    }
    this.#owed.clear();
    this.#owedAudit = [];
    formers.forgetUsed(updates);
    if (updates.some((record) => !record.hasPhoto)) this.#hasErased = true;
    return written;
  }

  /** What happened and is not on the disk yet. */
  #owe(updates: readonly JobRecord[], audit: readonly AuditEntry[]): void {
    for (const record of updates) if (!this.#landed.has(record)) this.#owed.set(record.id, record);
    this.#owedAudit.push(...audit.filter((entry) => !this.#landed.has(entry)));
  }

  /**
   * A transaction that answered with an error is on the disk all the same, whole: memory follows it in every kind of change, and
   * nothing of it is owed any more. What was inserted is taken up with the other rows.
   */
  #follow({ updates, removals, audit }: JobChange): void {
    const { jobIndex, log } = this.#parts;
    log.warn('queue.commit-landed-after-fault', { updates: updates.length, removals: removals.length });
    for (const entry of [...updates, ...audit]) this.#landed.add(entry);
    for (const record of updates) if (this.#owed.get(record.id) === record) this.#owed.delete(record.id);
    this.#owedAudit = this.#owedAudit.filter((entry) => !this.#landed.has(entry));
    const removed = new Set(removals.map(({ seq }) => seq));
    for (const { record } of [...jobIndex.all()]) if (removed.has(record.seq)) jobIndex.remove(record.id);
    // Where memory has gone on since, the disk is owed what came later.
    this.#adopt(updates.filter((record) => !this.#owed.has(record.id) && jobIndex.get(record.id)?.record !== record));
    if (updates.some((record) => !record.hasPhoto)) this.#hasErased = true;
  }

  /**
   * After the database was closed on a fault and opened anew, memory and disk are compared: a transaction that answered
   * with an error may be on the disk all the same, whole. What it inserted is taken up (a capture somebody wanted sent,
   * though it was not called saved); where it ended an older job and erased its photo, memory follows. Never the other way
   * round: removing the insert would leave neither photo. Rows that the disk no longer has, it is owed, unless it was a removal that landed.
   */
  reconcile(): Result<void, SqliteFault> {
    const { store, table, jobIndex, log } = this.#parts;
    if (store.generation() === this.#generation) return ok(undefined);
    const loaded = table.load();
    if (loaded.kind === 'error') return loaded;
    if (loaded.value.landed !== undefined) this.#follow(loaded.value.landed);
    const onDisk = new Map(loaded.value.records.map((record) => [record.id, record]));
    const unreadable = new Set(loaded.value.damaged.map(({ id }) => id));
    const taken = [...onDisk.values()].filter((record) => {
      const known = jobIndex.get(record.id)?.record;
      return known === undefined || (known.hasPhoto && !record.hasPhoto && !this.#owed.has(record.id));
    });
    for (const { record } of jobIndex.all()) {
      if (onDisk.has(record.id) || unreadable.has(record.id)) continue;
      log.error('queue.row-missing-after-reopen', { jobId: record.id });
      this.#owed.set(record.id, record);
    }
    this.#generation = store.generation();
    if (taken.length > 0) log.warn('queue.taken-up-after-fault', { jobs: taken.length });
    this.#adopt(taken);
    return ok(undefined);
  }

  #adopt(records: readonly JobRecord[]): void {
    const { jobIndex, onChanged } = this.#parts;
    for (const record of records) {
      const before = jobIndex.get(record.id);
      jobIndex.put(this.#entry(record, before));
      const job = toUploadJob(record);
      // What only the queue remembers is no news.
      const isNews = before === undefined || !isDeepStrictEqual(toUploadJob(before.record), job);
      if (isNews) onChanged(job);
    }
  }

  #entry(record: JobRecord, before: Entry | undefined): Entry {
    const { clock } = this.#parts;
    const monotonicMs = clock.monotonicMs();
    const freshUntilMs = before?.freshUntilMs ?? monotonicMs + freshForMs;
    return { record, dueMs: monotonicMs + waitMs(record, clock.nowMs()), freshUntilMs };
  }
}

/** A larger log is emptied in the next quiet moment. */
const quietLogBytes = 4 * 1024 * 1024;

/** How long somebody is taken to wait at the screen for a photo just saved. */
export const freshForMs = 60_000;
