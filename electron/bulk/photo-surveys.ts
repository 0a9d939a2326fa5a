import type { Outcome, OutcomeReport } from '../../shared/outcome.ts';
import type { SurveyFilter, SurveyPhase, SurveyRow } from '../../shared/photo-survey.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { Clock, Log } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import { askPresentPhotos, type PhotoBackupParts } from './photo-backup.ts';
import {
  orUnkept,
  restingPhase,
  type SurveyCounts,
  type SurveyHead,
  type SurveyStore,
  Unkept,
} from './survey-store.ts';
import { WorkGate } from './work-gate.ts';
import { WorkPace } from './work-pace.ts';

export interface PhotoSurveysParts {
  readonly store: SurveyStore;
  /** Whom a survey is about; an error ends the list, and nothing may be concluded from what came before. */
  readonly peopleOf: (id: string, signal: AbortSignal) => AsyncIterable<Result<DirectoryPerson, Outcome>>;
  readonly readPhoto: PhotoBackupParts['readPhoto'];
  readonly clock: Clock;
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

/** One run of a survey. */
interface Run {
  readonly id: string;
  readonly isAnew: boolean;
  readonly gate: WorkGate;
  readonly pace: WorkPace;
  phase: 'listing' | 'asking';
  isErased: boolean;
  counts: { -readonly [Answer in keyof SurveyCounts]: number };
  done: number;
  total: number;
}

/** People that are put on the list, and answers that are written, in one go: some ten milliseconds. */
const rowsAtOnce = 100;
const answersAtOnce = 20;
/** An answer lies in memory no longer than this; whoever's was lost with the power is asked again. */
const writeAfterMs = 1_000;
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
  #running: Run | undefined;
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
    const { clock } = this.#parts;
    const before = this.#running;
    before?.gate.cancel();
    const run: Run = {
      ...{
        id,
        isAnew,
        phase: 'listing',
        isErased: false,
        counts: { waiting: 0, photo: 0, 'no-photo': 0, unread: 0 },
        done: 0,
        total: 0,
      },
      gate: new WorkGate(),
      pace: new WorkPace(clock),
    };
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
    let cancelWait = () => {};
    const waited = new Promise<void>((resolve) => {
      cancelWait = this.#parts.clock.setTimer(longestCloseMs, resolve);
    });
    await Promise.race([this.#work, waited]);
    cancelWait();
    this.#closing.abort();
    await this.#work;
    this.#cancelNews?.();
  }

  #runOf(id: string): Run | undefined {
    return this.#running?.id === id && !this.#running.gate.isCancelled ? this.#running : undefined;
  }

  #tellSoon(id: string): void {
    this.#cancelNews ??= this.#parts.clock.setTimer(newsEveryMs, () => {
      this.#cancelNews = undefined;
      this.#parts.onChanged(id);
    });
  }

  /** A fault of ours, or of the disk, ends the run, never the station. */
  async #guarded(run: Run): Promise<void> {
    const { log, onChanged } = this.#parts;
    try {
      if (!run.gate.isCancelled) await this.#run(run);
    } catch (cause) {
      if (cause instanceof Unkept) log.warn('survey.not-kept', { fault: cause.fault });
      else log.error('survey.failed', { cause });
      this.#unkept.add(run.id);
    }
    if (this.#running === run) this.#running = undefined;
    onChanged(run.id);
  }

  async #run(run: Run): Promise<void> {
    const { store, clock } = this.#parts;
    const { id } = run;
    const before = orUnkept(store.head(id));
    const isAnew = run.isAnew || before === undefined || (!before.isListed && before.isAnew);
    const known = before ?? { begunAtMs: clock.nowMs(), run: 0 };
    const head: SurveyHead = {
      begunAtMs: isAnew ? clock.nowMs() : known.begunAtMs,
      ...{ run: known.run + 1, touchedAtMs: clock.nowMs(), isListed: false, isAnew },
    };
    orUnkept(store.putHead(id, head));
    const unlisted = await this.#list(run, head);
    if (run.gate.isCancelled) return;
    if (unlisted !== undefined) {
      // Whoever was on the list before may still be asked, when the list can be read again.
      const isListed = before?.isListed === true && !isAnew;
      orUnkept(store.putHead(id, { ...head, isListed, why: unlisted.report, isUnlisted: true }));
      return;
    }
    const listed = { ...head, isListed: true };
    orUnkept(store.putHead(id, listed));
    const why = await this.#ask(run, listed);
    if (run.isErased || (run.gate.isCancelled && why === undefined)) return;
    const last = { ...listed, touchedAtMs: clock.nowMs() };
    orUnkept(store.putHead(id, why === undefined ? last : { ...last, why: why.report }));
  }

  /** Writes down whom it is about; why that could not be read to its end. */
  async #list({ id, gate }: Run, head: SurveyHead): Promise<Outcome | undefined> {
    const { store, peopleOf } = this.#parts;
    let some: DirectoryPerson[] = [];
    const write = () => {
      orUnkept(store.list(id, some, head));
      some = [];
      this.#tellSoon(id);
    };
    for await (const person of peopleOf(id, gate.signal)) {
      if (gate.isCancelled) return undefined;
      if (person.kind === 'error') return person.error;
      some.push(person.value);
      if (some.length < rowsAtOnce) continue;
      write();
      await loopTurn();
    }
    if (gate.isCancelled) return undefined;
    write();
    while (!gate.isCancelled && orUnkept(store.dropUnlisted(id, head.run))) await loopTurn();
    return undefined;
  }

  /** Asks whoever is left; why it ended early. */
  async #ask(run: Run, head: SurveyHead): Promise<Outcome | undefined> {
    const { store, clock } = this.#parts;
    const { id, gate } = run;
    run.counts = { ...orUnkept(store.counts(id)) };
    run.total = run.counts.waiting + run.counts.unread;
    run.phase = 'asking';
    run.pace.restart();
    this.#tellSoon(id);
    let answered: SurveyRow[] = [];
    let cancelWrite: (() => void) | undefined;
    let fault: SqliteFault | undefined;
    const write = () => {
      cancelWrite?.();
      cancelWrite = undefined;
      if (answered.length === 0 || fault !== undefined) return;
      const kept = store.answer(id, head.run, answered);
      answered = [];
      if (kept.kind === 'ok') return;
      fault = kept.error;
      gate.cancel();
    };
    const ending = await askPresentPhotos<SurveyRow>(
      // Whoever is being asked when it rests is heard, unless the station cannot wait.
      { readPhoto: (person) => this.#parts.readPhoto(person, this.#closing.signal), gate, clock },
      this.#toAsk(run, head),
      (row, answer, over) => {
        // What everybody else would be answered, too, says nothing of a person.
        if (over !== undefined && answer.kind === 'error') {
          gate.cancel();
          return;
        }
        const now = answeredRow(row, answer, clock.nowMs());
        run.counts[row.answer] -= 1;
        run.counts[now.answer] += 1;
        run.done += 1;
        answered.push(now);
        if (answered.length >= answersAtOnce) write();
        else cancelWrite ??= clock.setTimer(writeAfterMs, write);
        this.#tellSoon(id);
      },
    ).finally(write);
    if (fault !== undefined) throw new Unkept(fault);
    return ending;
  }

  async *#toAsk({ id }: Run, { run }: SurveyHead): AsyncGenerator<SurveyRow> {
    for (let after = 0; ; ) {
      const part = orUnkept(this.#parts.store.toAsk(id, run, after, rowsAtOnce));
      for (const { row, seq } of part) {
        after = seq;
        if (row !== undefined) yield row;
      }
      if (part.length === 0) return;
    }
  }
}

function whyOf(head: SurveyHead | undefined): Pick<SurveyState, 'why' | 'isUnlisted'> {
  if (head?.why === undefined) return {};
  return { why: head.why, ...(head.isUnlisted === undefined ? {} : { isUnlisted: true }) };
}

function answeredRow(
  { person }: SurveyRow,
  answer: Result<{ readonly kind: 'photo' | 'no-photo' }, Outcome>,
  askedAtMs: number,
): SurveyRow {
  return answer.kind === 'ok'
    ? { person, answer: answer.value.kind, askedAtMs }
    : { person, answer: 'unread', askedAtMs, why: answer.error.report };
}
