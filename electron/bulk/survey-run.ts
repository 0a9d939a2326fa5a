import type { Outcome } from '../../shared/outcome.ts';
import type { SurveyRow } from '../../shared/photo-survey.ts';
import type { Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { Clock } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import { askPresentPhotos, type PhotoBackupParts } from './photo-backup.ts';
import { orUnkept, type SurveyCounts, type SurveyHead, type SurveyStore, Unkept } from './survey-store.ts';
import { WorkGate } from './work-gate.ts';
import { WorkPace } from './work-pace.ts';

export interface SurveyRunParts {
  readonly store: SurveyStore;
  /** Whom a survey is about; an error ends the list, and nothing may be concluded from what came before. */
  readonly peopleOf: (id: string, signal: AbortSignal) => AsyncIterable<Result<DirectoryPerson, Outcome>>;
  readonly readPhoto: PhotoBackupParts['readPhoto'];
  readonly clock: Clock;
}

/** What is told of a run while it goes on, and what cuts it off. */
interface RunOwner {
  readonly onMoved: () => void;
  /** Cuts off what is still being asked when the station ends. */
  readonly closing: AbortSignal;
}

/** People that are put on the list, or read from it, in one go: some ten milliseconds; and answers that are written. */
export const rowsAtOnce = 100;
const answersAtOnce = 20;
/** An answer lies in memory no longer than this; whoever's was lost with the power is asked again. */
const writeAfterMs = 1_000;

/** One run of a survey: whom it is about is listed, and whoever is left is asked; everything is on the disk as it goes. */
export class SurveyRun {
  readonly id: string;
  readonly gate = new WorkGate();
  readonly pace: WorkPace;
  phase: 'listing' | 'asking' = 'listing';
  isErased = false;
  counts: { -readonly [Answer in keyof SurveyCounts]: number } = { waiting: 0, photo: 0, 'no-photo': 0, unread: 0 };
  done = 0;
  total = 0;
  readonly #isAnew: boolean;
  readonly #parts: SurveyRunParts;
  readonly #owner: RunOwner;

  constructor(of: { readonly id: string; readonly isAnew: boolean }, parts: SurveyRunParts, owner: RunOwner) {
    this.id = of.id;
    this.#isAnew = of.isAnew;
    this.#parts = parts;
    this.#owner = owner;
    this.pace = new WorkPace(parts.clock);
  }

  /** Until everybody was asked, it is paused, or it can go no further. Throws {@link Unkept}. */
  async walk(): Promise<void> {
    const { store, clock } = this.#parts;
    const { id } = this;
    const before = orUnkept(store.head(id));
    const isAnew = this.#isAnew || before === undefined || (!before.isListed && before.isAnew);
    const known = before ?? { begunAtMs: clock.nowMs(), run: 0 };
    const head: SurveyHead = {
      begunAtMs: isAnew ? clock.nowMs() : known.begunAtMs,
      ...{ run: known.run + 1, touchedAtMs: clock.nowMs(), isListed: false, isAnew },
    };
    orUnkept(store.putHead(id, head));
    const unlisted = await this.#list(head);
    if (this.gate.isCancelled) return;
    if (unlisted !== undefined) {
      // Whoever was on the list before may still be asked, when the list can be read again.
      const isListed = before?.isListed === true && !isAnew;
      orUnkept(store.putHead(id, { ...head, isListed, why: unlisted.report, isUnlisted: true }));
      return;
    }
    const listed = { ...head, isListed: true };
    orUnkept(store.putHead(id, listed));
    const why = await this.#ask(listed);
    if (this.isErased || (this.gate.isCancelled && why === undefined)) return;
    const last = { ...listed, touchedAtMs: clock.nowMs() };
    orUnkept(store.putHead(id, why === undefined ? last : { ...last, why: why.report }));
  }

  /** Writes down whom it is about; why that could not be read to its end. */
  async #list(head: SurveyHead): Promise<Outcome | undefined> {
    const { store, peopleOf } = this.#parts;
    const { id, gate } = this;
    let some: DirectoryPerson[] = [];
    const write = () => {
      orUnkept(store.list(id, some, head));
      some = [];
      this.#owner.onMoved();
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
  async #ask(head: SurveyHead): Promise<Outcome | undefined> {
    const { store, clock } = this.#parts;
    const { id, gate } = this;
    this.counts = { ...orUnkept(store.counts(id)) };
    this.total = this.counts.waiting + this.counts.unread;
    this.phase = 'asking';
    this.pace.restart();
    this.#owner.onMoved();
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
      { readPhoto: (person) => this.#parts.readPhoto(person, this.#owner.closing), gate, clock },
      this.#toAsk(head),
      (row, answer, over) => {
        // What everybody else would be answered, too, says nothing of a person.
        if (over !== undefined && answer.kind === 'error') {
          gate.cancel();
          return;
        }
        const now = answeredRow(row, answer, clock.nowMs());
        this.counts[row.answer] -= 1;
        this.counts[now.answer] += 1;
        this.done += 1;
        answered.push(now);
        if (answered.length >= answersAtOnce) write();
        else cancelWrite ??= clock.setTimer(writeAfterMs, write);
        this.#owner.onMoved();
      },
    ).finally(write);
    if (fault !== undefined) throw new Unkept(fault);
    return ending;
  }

  async *#toAsk({ run }: SurveyHead): AsyncGenerator<SurveyRow> {
    for (let after = 0; ; ) {
      const part = orUnkept(this.#parts.store.toAsk(this.id, run, after, rowsAtOnce));
      for (const { row, seq } of part) {
        after = seq;
        if (row !== undefined) yield row;
      }
      if (part.length === 0) return;
    }
  }
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
