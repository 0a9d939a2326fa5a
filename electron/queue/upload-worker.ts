import type { Outcome, Receipt } from '../../shared/outcome.ts';
import { parseTarget, type Target } from '../../shared/target.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Entry, JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import type { JobStore, Step } from './job-store.ts';
import type { JobTable } from './job-table.ts';
import { afterHint, afterOutcome, afterStart, createPacer, type Pacer, type PacerHint, permission } from './pacer.ts';

/** Sends one photo. Resolves with what came of it, whatever happens. */
export type UploadPhoto = (
  target: Target,
  jpeg: Uint8Array,
  options: { readonly priority: 'high' | 'low'; readonly signal: AbortSignal },
) => Promise<Outcome>;

/** Reads what the target shows and compares it with what was sent: a verification. */
export type ConfirmPhoto = (
  target: Target,
  sent: { readonly jpeg: Uint8Array; readonly acceptedETag?: string; readonly beforeETag?: string },
) => Promise<Receipt>;

export interface WorkerParts {
  readonly jobIndex: JobIndex;
  readonly table: JobTable;
  readonly jobStore: JobStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly inFlightLimit: number;
  readonly uploadPhoto: UploadPhoto;
  readonly confirmPhoto: ConfirmPhoto;
  readonly onTurn: () => void;
}

/** A verification that waits longer than this goes before the backlog's uploads: erasing must not wait for a long drain. */
const lateVerificationMs = 30_000;
/** How soon after a photo's erasure the write-ahead log is emptied; together, not one by one. */
const checkpointDelayMs = 5_000;
const catchUpDelayMs = 5_000;

type Work = { readonly kind: 'upload' | 'verification'; readonly entry: Entry; readonly isFresh: boolean };

/**
 * Moves the jobs. Driven by events (new photo, answer, hint, due time), never by polling: after every turn at most one
 * timer is armed, for the earliest moment at which something may happen.
 */
export class UploadWorker {
  readonly #parts: WorkerParts;
  readonly #inFlight = new Map<
    string,
    { readonly done: Promise<void>; readonly abort: AbortController; readonly kind: Work['kind'] }
  >();
  #pacer: Pacer;
  #cancelTimer: (() => void) | undefined;
  #cancelCheckpoint: (() => void) | undefined;
  #cancelWelcome: (() => void) | undefined;
  #isRunning = false;
  #answerGapMs: number | undefined;
  #lastAnswerMs: number | undefined;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#pacer = createPacer(parts.inFlightLimit);
  }

  get pacer(): Pacer {
    return this.#pacer;
  }

  /** Mean milliseconds between answers of uploads in the present run of work. */
  get answerGapMs(): number | undefined {
    return this.#answerGapMs;
  }

  start(): void {
    this.#isRunning = true;
    this.turn();
  }

  /** Ends what is under way and waits for it; nothing starts afterwards. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelTimer?.();
    this.#cancelCheckpoint?.();
    this.#cancelWelcome?.();
    for (const { abort } of this.#inFlight.values()) abort.abort();
    const uploads = [...this.#inFlight.values()].filter(({ kind }) => kind === 'upload');
    await Promise.all(uploads.map(({ done }) => done));
    if (this.#parts.jobStore.needsCheckpoint) this.#parts.jobStore.checkpoint();
  }

  hint(hint: PacerHint): void {
    const { clock, random } = this.#parts;
    this.#pacer = afterHint(this.#pacer, hint, clock.monotonicMs(), random());
    this.turn();
  }

  /** Records what came back and starts what may start, in one transaction. */
  turn(answers: readonly Step[] = []): void {
    const { jobStore, onTurn } = this.#parts;
    const known = answers.filter(({ record }) => this.#parts.jobIndex.get(record.id) !== undefined);
    if (known.length > 0) jobStore.record(known);
    const wakeAtMs = this.#isRunning ? this.#startDue() : undefined;
    this.#arm(wakeAtMs);
    onTurn();
  }

  /** Starts everything that may start now; returns the monotonic time of the next possibility, if time alone brings one. */
  #startDue(): number | undefined {
    const { clock, jobStore } = this.#parts;
    const started: { work: Work; photo: Uint8Array; target: Target }[] = [];
    const claims: Step[] = [];
    const taken = new Set<string>();
    let wakeAtMs: number | undefined;
    for (;;) {
      const nowMs = clock.monotonicMs();
      const may = permission(this.#pacer, this.#inFlight.size + started.length, nowMs);
      const choice = this.#choose(nowMs, taken);
      if (choice.outdated !== undefined) {
        jobStore.record([{ record: choice.outdated, event: { kind: 'outdated' } }]);
        continue;
      }
      if (choice.work === undefined || may.kind !== 'now') {
        const isHeld = choice.work !== undefined && may.kind !== 'now';
        wakeAtMs = isHeld ? (may.kind === 'at' ? may.monotonicMs : undefined) : choice.nextDueMs;
        break;
      }
      const { record } = choice.work.entry;
      taken.add(record.id);
      taken.add(record.slot);
      const prepared = this.#prepare(choice.work);
      if (prepared === undefined) continue;
      started.push(prepared);
      if (choice.work.kind === 'upload') claims.push({ record, event: { kind: 'claimed' } }, ...this.#outdated(record));
      this.#pacer = afterStart(this.#pacer, nowMs);
    }
    if (claims.length > 0) jobStore.record(claims);
    for (const { work, photo, target } of started) this.#run(work, photo, target);
    return wakeAtMs;
  }

  /** Older accepted photos of the slot need no verification any more: what will be seen there is the newer one. */
  #outdated(record: JobRecord): Step[] {
    const older = [...this.#parts.jobIndex.ofSlot(record.slot)].filter((other) => other.record.seq < record.seq);
    return older.map((other) => ({ record: other.record, event: { kind: 'outdated' } }));
  }

  /**
   * What goes next: who stands at the screen, then late verifications, then the backlog, then other verifications. `outdated`: a
   * waiting photo to end first, since a newer one of its slot was saved (and perhaps withdrawn): it would wait for ever.
   */
  #choose(
    nowMs: number,
    taken: ReadonlySet<string>,
  ): { work?: Work | undefined; nextDueMs?: number | undefined; outdated?: JobRecord } {
    const { jobIndex } = this.#parts;
    let nextDueMs: number | undefined;
    let best: { work: Work; rank: number } | undefined;
    const offer = (kind: Work['kind'], entry: Entry, rank: number, isFresh: boolean) => {
      if (best === undefined || rank < best.rank) best = { work: { kind, entry, isFresh }, rank };
    };
    const isFree = ({ record }: Entry) =>
      !taken.has(record.id) &&
      !taken.has(record.slot) &&
      !this.#inFlight.has(record.id) &&
      !jobIndex.isSlotBusy(record.slot);
    for (const entry of jobIndex.verifying().values()) {
      if (entry.dueMs > nowMs) nextDueMs = Math.min(nextDueMs ?? entry.dueMs, entry.dueMs);
      else if (isFree(entry)) {
        const isFresh = nowMs < entry.freshUntilMs;
        offer('verification', entry, isFresh ? 1 : nowMs - entry.dueMs > lateVerificationMs ? 2 : 4, isFresh);
      }
    }
    for (const entry of this.#candidates(nowMs)) {
      if (entry.dueMs > nowMs) nextDueMs = Math.min(nextDueMs ?? entry.dueMs, entry.dueMs);
      else if (isFree(entry)) {
        if (jobIndex.isOutdated(entry.record)) return { outdated: entry.record };
        const isFresh = nowMs < entry.freshUntilMs;
        offer('upload', entry, isFresh ? 0 : 3, isFresh);
        if (!isFresh) break;
      }
    }
    return { work: best?.work, nextDueMs };
  }

  /** Waiting jobs in the order to look at them: the newest few first, for who stands at the screen, then the oldest. */
  *#candidates(nowMs: number): Iterable<Entry> {
    for (const id of this.#fresh) {
      const entry = this.#parts.jobIndex.get(id);
      if (entry === undefined || nowMs >= entry.freshUntilMs) this.#fresh.delete(id);
      else if (entry.record.state.kind === 'waiting') yield entry;
    }
    yield* this.#parts.jobIndex.waiting();
  }

  readonly #fresh = new Set<string>();

  /** A photo was just saved by somebody at the screen. */
  welcome(id: string): void {
    this.#fresh.add(id);
    // First the reply "saved" leaves, then the disk and the network are asked again.
    this.#cancelWelcome ??= this.#parts.clock.setTimer(0, () => {
      this.#cancelWelcome = undefined;
      this.hint('fresh-photo');
    });
    this.#parts.onTurn();
  }

  #prepare(work: Work): { work: Work; photo: Uint8Array; target: Target } | undefined {
    const { table, jobStore, log } = this.#parts;
    const { record } = work.entry;
    const photo = table.photo(record);
    const target = parseTarget(record.target);
    if (photo.kind === 'ok' && target.kind === 'ok') return { work, photo: photo.value, target: target.value };
    if (photo.kind === 'error' && photo.error !== 'damaged') return undefined;
    log.error('queue.photo-damaged', { jobId: record.id });
    // A damaged photo is never sent; one that was already accepted can only no longer be compared.
    const report = {
      kind: 'unsupported' as const,
      at: new Date(this.#parts.clock.nowMs()).toISOString(),
      code: 'damaged',
    };
    const event: Step['event'] =
      work.kind === 'upload'
        ? { kind: 'damaged' }
        : { kind: 'verified', receipt: { kind: 'cannot-tell', report }, isFresh: false };
    jobStore.record([{ record, event }]);
    return undefined;
  }

  #run(work: Work, photo: Uint8Array, target: Target): void {
    const abort = new AbortController();
    const attempt =
      work.kind === 'upload' ? this.#upload(work, photo, target, abort) : this.#verify(work, photo, target);
    this.#inFlight.set(work.entry.record.id, { done: attempt, abort, kind: work.kind });
  }

  async #upload(work: Work, photo: Uint8Array, target: Target, abort: AbortController): Promise<void> {
    const { uploadPhoto, log, clock, random, jobIndex } = this.#parts;
    const { id } = work.entry.record;
    let outcome: Outcome | undefined;
    try {
      const priority = work.isFresh ? 'high' : 'low';
      const aborted = new Promise<undefined>((resolve) =>
        abort.signal.addEventListener('abort', () => resolve(undefined)),
      );
      outcome = await Promise.race([uploadPhoto(target, photo, { priority, signal: abort.signal }), aborted]);
    } catch (cause) {
      log.error('queue.upload-threw', { jobId: id, cause: String(cause) });
    }
    this.#inFlight.delete(id);
    const record = jobIndex.get(id)?.record;
    if (record === undefined) return this.turn();
    const isOutdated = jobIndex.isOutdated(record);
    if (abort.signal.aborted && outcome?.kind !== 'accepted') {
      return this.turn([{ record, event: { kind: 'interrupted', isOutdated } }]);
    }
    const answer = outcome ?? { kind: 'transient', report: this.#ownReport('threw') };
    const nowMs = clock.monotonicMs();
    this.#pacer = afterOutcome(this.#pacer, answer, nowMs, random());
    this.#measure(nowMs);
    this.turn([{ record, event: { kind: 'answered', outcome: answer, isOutdated, isFresh: work.isFresh } }]);
  }

  async #verify(work: Work, jpeg: Uint8Array, target: Target): Promise<void> {
    const { confirmPhoto, log, clock, random, jobIndex } = this.#parts;
    const { id, acceptedETag, beforeETag } = work.entry.record;
    let receipt: Receipt;
    try {
      receipt = await confirmPhoto(target, {
        jpeg,
        ...(acceptedETag === undefined ? {} : { acceptedETag }),
        ...(beforeETag === undefined ? {} : { beforeETag }),
      });
    } catch (cause) {
      log.error('queue.verification-threw', { jobId: id, cause: String(cause) });
      receipt = { kind: 'cannot-tell', report: this.#ownReport('threw') };
    }
    this.#inFlight.delete(id);
    // A verification that comes back after the end changes nothing: the next start verifies again.
    if (!this.#isRunning) return;
    this.#pacer = afterOutcome(this.#pacer, outcomeOf(receipt, this.#ownReport('read')), clock.monotonicMs(), random());
    const record = jobIndex.get(id)?.record;
    if (record === undefined) return this.turn();
    this.turn([{ record, event: { kind: 'verified', receipt, isFresh: work.isFresh } }]);
  }

  #ownReport(code: string) {
    return { kind: 'transient' as const, code, at: new Date(this.#parts.clock.nowMs()).toISOString() };
  }

  /** Smoothed over about ten answers; a long rest starts a new run of work. */
  #measure(nowMs: number): void {
    const gapMs = this.#lastAnswerMs === undefined ? undefined : nowMs - this.#lastAnswerMs;
    this.#lastAnswerMs = nowMs;
    if (gapMs === undefined || gapMs > 60_000) return;
    this.#answerGapMs = this.#answerGapMs === undefined ? gapMs : this.#answerGapMs * 0.9 + gapMs * 0.1;
  }

  #arm(wakeAtMs: number | undefined): void {
    const { clock, jobStore } = this.#parts;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (!this.#isRunning) return;
    if (jobStore.needsCheckpoint && this.#cancelCheckpoint === undefined) {
      this.#cancelCheckpoint = clock.setTimer(checkpointDelayMs, () => {
        this.#cancelCheckpoint = undefined;
        jobStore.checkpoint();
        this.turn();
      });
    }
    const catchUpAtMs = jobStore.isBehind ? clock.monotonicMs() + catchUpDelayMs : undefined;
    const nextMs = Math.min(wakeAtMs ?? Number.POSITIVE_INFINITY, catchUpAtMs ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(nextMs)) return;
    this.#cancelTimer = clock.setTimer(Math.max(0, nextMs - clock.monotonicMs()), () => {
      if (jobStore.isBehind) jobStore.catchUp();
      this.turn();
    });
  }
}

/** A verification teaches the valve as much as an upload does. */
function outcomeOf(receipt: Receipt, report: Outcome['report']): Outcome {
  if (receipt.kind !== 'cannot-tell') return { kind: 'accepted', report };
  const { kind } = receipt.report;
  if (kind === 'offline' || kind === 'throttled' || kind === 'sign-in-needed') return { kind, report: receipt.report };
  return { kind: 'transient', report: receipt.report };
}
