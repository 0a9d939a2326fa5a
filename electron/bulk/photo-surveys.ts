import type { OutcomeReport } from '../../shared/outcome.ts';
import type { SurveyFilter, SurveyPhase, SurveyRow } from '../../shared/photo-survey.ts';
import { ok, type Result } from '../../shared/result.ts';
import { createDeadline } from '../http/deadline.ts';
import type { Log } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import { rowsAtOnce, SurveyRun, type SurveyRunParts } from './survey-run.ts';
import { orUnkept, restingPhase, type SurveyCounts, type SurveyHead, Unkept } from './survey-store.ts';

export interface PhotoSurveysParts extends SurveyRunParts {
  readonly log: Log;
  /** A survey has moved on. */
  readonly onChanged: (id: string) => void;
}

/** How far a survey is. */
export interface SurveyState {
  readonly phase: SurveyPhase;
  readonly counts: SurveyCounts;
  readonly begunAtMs?: number;
  readonly perSecond?: number;
  readonly msLeft?: number;
  readonly why?: OutcomeReport;
  /** It was the list that could not be read. */
  readonly isUnlisted?: true;
  /** Those whom this run asks, and who of them have answered. */
  readonly done?: number;
  readonly total?: number;
  readonly isUnkept?: true;
}

/** A read that hangs does not keep a station from ending: what was answered is written by then. */
const longestCloseMs = 2_000;
/** News of a survey go out no more often. */
const newsEveryMs = 250;

/**
 * Who has a photo, asked one by one with everything on the disk: stopped at any time, by whatever, it goes on where it was. One
 * survey is asked at a time; beginning with another lets the first one rest.
 */
export class PhotoSurveys {
  readonly #parts: PhotoSurveysParts;
  #running: SurveyRun | undefined;
  /** Ends with what is under way now. */
  #work: Promise<void> = Promise.resolve();
  readonly #unkept = new Set<string>();
  #cancelNews: (() => void) | undefined;
  /** Cuts off what is still being asked when the station ends. */
  readonly #closing = new AbortController();

  constructor(parts: PhotoSurveysParts) {
    this.#parts = parts;
  }

  state(id: string): Result<SurveyState, SqliteFault> {
    const { store } = this.#parts;
    const head = store.head(id);
    if (head.kind === 'error') return head;
    const run = this.#runOf(id);
    const counts = run?.phase === 'asking' ? ok(run.counts) : store.counts(id);
    if (counts.kind === 'error') return counts;
    return ok({
      phase: run?.phase ?? restingPhase(head.value, counts.value),
      counts: { ...counts.value },
      ...(run?.phase === 'asking' ? { ...run.pace.read(run.done, run.total), done: run.done, total: run.total } : {}),
      ...(head.value === undefined ? {} : { begunAtMs: head.value.begunAtMs }),
      ...(run === undefined ? whyOf(head.value) : {}),
      ...(run === undefined && this.#unkept.has(id) ? { isUnkept: true } : {}),
    });
  }

  /** Asks whoever was not asked or could not be read, or everybody again. The one that is asked now rests. */
  begin(id: string, isAnew: boolean): void {
    if (this.#runOf(id) !== undefined) return;
    const before = this.#running;
    before?.gate.cancel();
    const owner = { onMoved: () => this.#tellSoon(id), closing: this.#closing.signal };
    const run = new SurveyRun({ id, isAnew }, this.#parts, owner);
    this.#running = run;
    this.#unkept.delete(id);
    if (before !== undefined) this.#parts.onChanged(before.id);
    this.#work = this.#work.then(() => this.#guarded(run));
  }

  pause(id: string): void {
    this.#runOf(id)?.gate.cancel();
    this.#parts.onChanged(id);
  }

  rows(id: string, filter: SurveyFilter, offset: number, limit: number) {
    return this.#parts.store.rows(id, filter, offset, limit);
  }

  /** All of them, a few at a time while everything else has its turn. Throws {@link Unkept}. */
  async *everyRow(id: string, filter: SurveyFilter): AsyncGenerator<SurveyRow> {
    for (let after = 0; ; await loopTurn()) {
      const part = orUnkept(this.#parts.store.rowsBehind(id, filter, after, rowsAtOnce));
      for (const { row, seq } of part) {
        after = seq;
        if (row !== undefined) yield row;
      }
      if (part.length === 0) return;
    }
  }

  /** Forgets it, whatever it is doing. May be a part of a transaction. */
  erase(id: string): Result<void, SqliteFault> {
    if (this.#running?.id === id) {
      this.#running.gate.cancel();
      this.#running.isErased = true;
    }
    return this.#parts.store.erase(id);
  }

  /** Forgets those that rest and that nothing was done with since; how many. */
  eraseUntouched(timeMs: number): Result<number, SqliteFault> {
    const untouched = this.#parts.store.untouchedSince(timeMs);
    if (untouched.kind === 'error') return untouched;
    const resting = untouched.value.filter((id) => this.#runOf(id) === undefined);
    for (const id of resting) {
      const erased = this.erase(id);
      if (erased.kind === 'error') return erased;
    }
    return ok(resting.length);
  }

  async close(): Promise<void> {
    this.#running?.gate.cancel();
    // That it takes longer is no failure; one of the run itself is thrown below.
    const limit = createDeadline(this.#parts.clock);
    await limit.race(this.#work, longestCloseMs).catch(() => undefined);
    this.#closing.abort();
    await this.#work;
    this.#cancelNews?.();
  }

  #runOf(id: string): SurveyRun | undefined {
    return this.#running?.id === id && !this.#running.gate.isCancelled ? this.#running : undefined;
  }

  #tellSoon(id: string): void {
    this.#cancelNews ??= this.#parts.clock.setTimer(newsEveryMs, () => {
      this.#cancelNews = undefined;
      this.#parts.onChanged(id);
    });
  }

  /** A fault of ours, or of the disk, ends the run, never the station. */
  async #guarded(run: SurveyRun): Promise<void> {
    const { log, onChanged } = this.#parts;
    try {
      if (!run.gate.isCancelled) await run.walk();
    } catch (cause) {
      if (cause instanceof Unkept) log.warn('survey.not-kept', { fault: cause.fault });
      else log.error('survey.failed', { cause });
      this.#unkept.add(run.id);
    }
    if (this.#running === run) this.#running = undefined;
    onChanged(run.id);
  }
}

function whyOf(head: SurveyHead | undefined): Pick<SurveyState, 'why' | 'isUnlisted'> {
  if (head?.why === undefined) return {};
  return { why: head.why, ...(head.isUnlisted === undefined ? {} : { isUnlisted: true }) };
}
