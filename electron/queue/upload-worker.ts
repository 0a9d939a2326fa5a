import type { Outcome } from '../../shared/outcome.ts';
import { isHeld } from '../../shared/upload-job.ts';
import type { Random } from '../ports.ts';
import { AnswerGap } from './answer-gap.ts';
import { type ExchangeSignals, Exchanges } from './exchanges.ts';
import type { FormerPhotos } from './former-photos.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import { type SessionAccount, sessionFit } from './job-session.ts';
import type { JobStore, Step } from './job-store.ts';
import type { JobTable } from './job-table.ts';
import { chooseNext } from './next-work.ts';
import {
  afterHint,
  afterOutcome,
  afterReach,
  afterStart,
  afterVerification,
  createPacer,
  type Pacer,
  type PacerHint,
  permission,
} from './pacer.ts';
import { type ExchangeParts, outcomeOfReceipt, raised, readBack } from './photo-exchange.ts';
import { type Prepared, prepareWork } from './prepared-work.ts';
import { Reachability } from './reachability.ts';
import { withNewerWrites } from './slot-rivals.ts';
import { attemptUpload } from './upload-attempt.ts';
import { Withdrawals } from './withdrawals.ts';

export interface WorkerParts extends ExchangeParts {
  readonly jobIndex: JobIndex;
  readonly table: JobTable;
  readonly jobStore: JobStore;
  readonly random: Random;
  readonly formers: FormerPhotos;
  readonly inFlightLimit: number;
  readonly sessionAccount?: SessionAccount;
  /** What is neither sent nor compared from here, as long as this queue runs. */
  readonly holdsBack?: (target: string) => boolean;
  readonly onTurn: () => void;
}

/** How soon after a photo's erasure the write-ahead log is emptied; together, not one by one. */
const checkpointDelayMs = 5_000;
const catchUpDelayMs = 5_000;

/**
 * Moves the jobs. Driven by events (new photo, answer, hint, due time), never by polling: after every turn at most one
 * timer is armed, for the earliest moment at which something may happen.
 */
export class UploadWorker {
  readonly #parts: WorkerParts;
  readonly #inFlight = new Exchanges();
  readonly #withdrawals: Withdrawals;
  readonly #answerGap = new AnswerGap();
  readonly #reachability = new Reachability();
  #pacer: Pacer;
  #cancelTimer: (() => void) | undefined;
  #cancelCheckpoint: (() => void) | undefined;
  #cancelWelcome: (() => void) | undefined;
  #isRunning = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#pacer = createPacer(parts.inFlightLimit);
    this.#withdrawals = new Withdrawals(parts);
  }

  get pacer(): Pacer {
    return this.#pacer;
  }

  /** Mean milliseconds between answers of uploads in the present run of work. */
  get answerGapMs(): number | undefined {
    return this.#answerGap.meanMs;
  }

  start(): void {
    this.#isRunning = true;
    // No session outlives the process: nobody could decide any more about what belongs to one. What is saved from here on does not.
    const { nextSeq } = this.#parts.table.ledger;
    void this.endSessions(({ accountId, seq }) => accountId !== undefined && seq < nextSeq);
  }

  /**
   * Takes back what belongs to sessions of other accounts than the one that is signed in: from when it returns none of it
   * starts. Resolves when all of it is written, or owed to the disk.
   */
  async endSessions(
    isOver = (record: JobRecord) => sessionFit(record, this.#parts.sessionAccount) === 'foreign',
  ): Promise<void> {
    const taking = this.#withdrawals.take(isOver);
    this.turn();
    if ((await taking) > 0) this.turn();
  }

  /** Ends what is under way and waits for it; nothing starts afterwards. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelTimer?.();
    this.#cancelCheckpoint?.();
    this.#cancelWelcome?.();
    await Promise.all([this.#withdrawals.finished(), this.#inFlight.stop()]);
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
    const { clock, jobStore, jobIndex } = this.#parts;
    const started: Prepared[] = [];
    const claims: Step[] = [];
    const taken = new Set<string>();
    const isTaken = (idOrSlot: string) => taken.has(idOrSlot) || this.#inFlight.has(idOrSlot);
    const { sessionAccount, holdsBack } = this.#parts;
    const isHeld = (record: JobRecord) =>
      sessionFit(record, sessionAccount) !== 'fits' ||
      holdsBack?.(record.target) === true ||
      this.#withdrawals.isLeaving(record);
    const cutOffs = (id: string) => this.#reachability.cutOffs(id);
    let wakeAtMs: number | undefined;
    for (;;) {
      const nowMs = clock.monotonicMs();
      const may = permission(this.#pacer, this.#inFlight.size + started.length, nowMs);
      const choice = chooseNext({
        jobIndex,
        fresh: this.#fresh,
        isTaken,
        isHeld,
        cutOffs,
        isProbe: this.#pacer.pause.kind !== 'none',
        nowMs,
      });
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
      const prepared = prepareWork(this.#parts, choice.work);
      if (prepared === undefined) continue;
      started.push(prepared);
      if (choice.work.kind === 'upload') claims.push({ record, event: { kind: 'claimed' } });
      this.#pacer = afterStart(this.#pacer, nowMs);
    }
    if (claims.length > 0) jobStore.record(claims);
    for (const prepared of started) this.#run(prepared);
    return wakeAtMs;
  }

  /** Once a newer photo of the slot is accepted, older accepted ones need no verification: what will be seen is the newer one. */
  #outdated(record: JobRecord): Step[] {
    const older = [...this.#parts.jobIndex.ofSlot(record.slot)].filter((other) => other.record.seq < record.seq);
    // Undoing decides nothing about a photo that staff still have to look at.
    const ended = record.undo === undefined ? older : older.filter((other) => !isHeld(other.record));
    return ended.map((other) => ({ record: other.record, event: { kind: 'outdated' } }));
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

  #run(prepared: Prepared): void {
    const { kind, entry } = prepared.work;
    const { id, slot } = entry.record;
    this.#inFlight.begin(id, { kind, slot }, (signals) =>
      kind === 'upload' ? this.#upload(prepared, signals) : this.#verify(prepared, signals),
    );
  }

  async #upload({ work, parcel }: Prepared, { signal, quiet }: ExchangeSignals): Promise<void> {
    const { clock, jobIndex } = this.#parts;
    const { id } = parcel.record;
    const { mark } = this.#reachability;
    const isSuspect = this.#reachability.cutOffs(id) > 0 || (parcel.record.trouble?.cutOffs ?? 0) > 0;
    const onReached = () => {
      this.#reachability.answered();
      this.#pacer = afterReach(this.#pacer);
    };
    const priority = work.isFresh ? 'high' : 'low';
    const answer = await attemptUpload(this.#parts, parcel, { priority, signal, quiet, isSuspect, onReached });
    this.#inFlight.finish(id);
    const record = jobIndex.get(id)?.record;
    if (record === undefined) return this.turn();
    const isOutdated = jobIndex.isOutdated(record);
    if (answer === undefined || (signal.aborted && answer.kind !== 'accepted')) {
      return this.turn([{ record, event: { kind: 'interrupted', isOutdated } }]);
    }
    const isOwnFault = this.#learn(id, answer, mark, afterOutcome);
    this.#answerGap.answered(clock.monotonicMs());
    const outdated = answer.kind === 'accepted' ? this.#outdated(record) : [];
    this.turn([
      { record, event: { kind: 'answered', outcome: answer, isOutdated, isFresh: work.isFresh, isOwnFault } },
      ...outdated,
    ]);
  }

  /** Takes what an answer teaches about the line and the service; true when it is this one photo's own fault. */
  #learn(id: string, answer: Outcome, mark: number, after: typeof afterOutcome): boolean {
    const { clock, random } = this.#parts;
    const isOwnFault = this.#isOwnFault(id, answer, mark);
    if (isOwnFault) return true;
    this.#pacer = after(this.#pacer, answer, clock.monotonicMs(), random());
    if (answer.kind === 'throttled') this.#inFlight.keepQuiet();
    return false;
  }

  /** True for a request that got no answer while others got theirs: the line is not to blame, and nobody else has to pause. */
  #isOwnFault(id: string, { kind }: Outcome, mark: number): boolean {
    if (kind === 'offline') return this.#reachability.cutOff(id, mark);
    this.#reachability.forget(id);
    if (kind !== 'sign-in-needed') this.#reachability.answered();
    return false;
  }

  async #verify({ work, parcel }: Prepared, { quiet }: ExchangeSignals): Promise<void> {
    const { clock, jobIndex } = this.#parts;
    const { id } = parcel.record;
    const { mark } = this.#reachability;
    const record = withNewerWrites(parcel.record, jobIndex.mayAppearIn(parcel.record.slot));
    const receipt = await Promise.race([readBack(this.#parts, { ...parcel, record }, quiet), raised(quiet)]);
    const { isOvertaken } = this.#inFlight.finish(id);
    // A verification that comes back after the end changes nothing: the next start verifies again.
    if (!this.#isRunning) return;
    if (receipt === undefined) return this.turn();
    const isOwnFault = this.#learn(id, outcomeOfReceipt(receipt, clock), mark, afterVerification);
    if (isOvertaken) return this.turn();
    this.turn([{ record, event: { kind: 'verified', receipt, isFresh: work.isFresh, isOwnFault } }]);
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
