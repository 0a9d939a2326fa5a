import { z } from 'zod';
import { outcomeReportSchema } from '../../shared/outcome.ts';
import {
  type SurveyAnswer,
  type SurveyFilter,
  type SurveyPhase,
  type SurveyRow,
  surveyAnswers,
  surveyRowSchema,
} from '../../shared/photo-survey.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import { createRecordFormat } from '../storage/record-format.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { surveyPersonPlace, surveyPlace } from './survey-section.ts';

const headSchema = z.object({
  begunAtMs: z.number(),
  /** When something was done with it last. */
  touchedAtMs: z.number(),
  /** Counts its runs. */
  run: z.number().int(),
  /** Whether everybody of the list is in it. */
  isListed: z.boolean(),
  /** Its last run was to ask everybody again. */
  isAnew: z.boolean(),
  why: outcomeReportSchema.optional(),
  /** It was the list that could not be read to its end, not a photo. */
  isUnlisted: z.literal(true).optional(),
});
/** What is known of a survey as a whole. */
export type SurveyHead = z.infer<typeof headSchema>;

export type SurveyCounts = Readonly<Record<SurveyAnswer, number>>;
type Kept<Value> = Result<Value, SqliteFault>;
/** Somebody at their place of the list; `undefined` where the row does not read. */
interface PlacedRow {
  readonly seq: number;
  readonly row: SurveyRow | undefined;
}

const headFormat = createRecordFormat(headSchema, []);
const rowFormat = createRecordFormat(surveyRowSchema.omit({ answer: true }), []);
const codeOf = (answer: SurveyAnswer) => surveyAnswers.indexOf(answer);
const openCodes = `(${codeOf('waiting')}, ${codeOf('unread')})`;
const whereOf = (filter: SurveyFilter) => (filter === 'all' ? 'answer >= 0' : `answer = ${codeOf(filter)}`);
/** Rows that are dropped in one go. */
const droppedAtOnce = 500;

/** How far a survey is that nobody is being asked for. */
export function restingPhase(head: SurveyHead | undefined, { waiting }: SurveyCounts): SurveyPhase {
  if (head === undefined) return 'none';
  return head.isListed && waiting === 0 && head.why === undefined ? 'ended' : 'paused';
}

/** The disk did not take or give something. */
export class Unkept extends Error {
  readonly fault: SqliteFault;
  constructor(fault: SqliteFault) {
    super(fault);
    this.fault = fault;
  }
}

export function orUnkept<Value>(kept: Kept<Value>): Value {
  if (kept.kind === 'error') throw new Unkept(kept.error);
  return kept.value;
}

/** Who has a photo, on the station's disk, survey by survey. */
export class SurveyStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  #key(id: string, { objectId }: DirectoryPerson): string {
    return this.#store.keyedHash('survey', `${id}\0${objectId.toLowerCase()}`);
  }

  #seal(key: string, { person, askedAtMs, why }: Omit<SurveyRow, 'answer'>): Uint8Array {
    return this.#store.seal(surveyPersonPlace(key), rowFormat.write({ person, askedAtMs, why }));
  }

  /** `undefined`: it was never begun, or does not read any more: then it begins anew. */
  head(id: string): Kept<SurveyHead | undefined> {
    return this.#store.read(() => {
      const found = this.#store.prepare('SELECT sealed FROM survey WHERE id = ?').get(id);
      if (!(found?.sealed instanceof Uint8Array)) return undefined;
      const read = headFormat.read(this.#store.open(surveyPlace(id), found.sealed));
      return read.kind === 'ok' ? read.value : undefined;
    });
  }

  putHead(id: string, head: SurveyHead): Kept<void> {
    return this.#store.transact(() => {
      this.#store
        .prepare(
          'INSERT INTO survey (id, sealed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed',
        )
        .run(id, this.#store.seal(surveyPlace(id), headFormat.write(head)));
    });
  }

  counts(id: string): Kept<SurveyCounts> {
    return this.#store.read(() => {
      const counts = { waiting: 0, photo: 0, 'no-photo': 0, unread: 0 };
      const select = 'SELECT answer, count(*) AS count FROM survey_person WHERE survey = ? GROUP BY answer';
      for (const { answer, count } of this.#store.prepare(select).all(id)) {
        const known = surveyAnswers[Number(answer)];
        if (known !== undefined) counts[known] = Number(count);
      }
      return counts;
    });
  }

  /** Puts people on the list of a run. What is known of them stays, or is forgotten where everybody is asked anew. */
  list(
    id: string,
    people: readonly DirectoryPerson[],
    { run, isAnew }: Pick<SurveyHead, 'run' | 'isAnew'>,
  ): Kept<void> {
    return this.#store.transact(() => {
      const forget = isAnew ? ', answer = excluded.answer, asked = 0, sealed = excluded.sealed' : '';
      const put = this.#store.prepare(
        'INSERT INTO survey_person (survey, key, answer, listed, asked, sealed) VALUES (?, ?, ?, ?, 0, ?) ' +
          `ON CONFLICT (key) DO UPDATE SET listed = excluded.listed${forget}`,
      );
      for (const person of people) {
        const key = this.#key(id, person);
        put.run(id, key, codeOf('waiting'), run, this.#seal(key, { person }));
      }
    });
  }

  /** Drops some of those whom a run did not find on the list; whether there may be more. */
  dropUnlisted(id: string, run: number): Kept<boolean> {
    return this.#store.transact(() => {
      const drop = this.#store.prepare(
        'DELETE FROM survey_person WHERE seq IN ' +
          '(SELECT seq FROM survey_person WHERE survey = ? AND listed <> ? LIMIT ?)',
      );
      return Number(drop.run(id, run, droppedAtOnce).changes) === droppedAtOnce;
    });
  }

  /** Whom a run has still to ask, in the order of the list, behind a place in it. */
  toAsk(id: string, run: number, after: number, limit: number): Kept<readonly PlacedRow[]> {
    return this.#behind(`answer IN ${openCodes} AND asked <> ?`, [run], { id, after, limit });
  }

  /** Those of an answer, in the order of the list, behind a place in it. */
  rowsBehind(id: string, filter: SurveyFilter, after: number, limit: number): Kept<readonly PlacedRow[]> {
    return this.#behind(whereOf(filter), [], { id, after, limit });
  }

  #behind(
    where: string,
    values: readonly number[],
    { id, after, limit }: { readonly id: string; readonly after: number; readonly limit: number },
  ): Kept<readonly PlacedRow[]> {
    const select = `SELECT seq, key, answer, sealed FROM survey_person WHERE survey = ? AND seq > ? AND ${where} ORDER BY seq LIMIT ?`;
    return this.#store.read(() =>
      this.#store
        .prepare(select)
        .all(id, after, ...values, limit)
        .map((row) => ({ seq: Number(row.seq), row: this.#read(row) })),
    );
  }

  /** Writes what was answered. Whoever is not on the list any more stays away from it. */
  answer(id: string, run: number, answered: readonly SurveyRow[]): Kept<void> {
    return this.#store.transact(() => {
      const put = this.#store.prepare('UPDATE survey_person SET answer = ?, asked = ?, sealed = ? WHERE key = ?');
      for (const { answer, ...row } of answered) {
        const key = this.#key(id, row.person);
        put.run(codeOf(answer), run, this.#seal(key, row), key);
      }
    });
  }

  rows(id: string, filter: SurveyFilter, offset: number, limit: number): Kept<readonly SurveyRow[]> {
    const select = `SELECT key, answer, sealed FROM survey_person WHERE survey = ? AND ${whereOf(filter)} ORDER BY seq LIMIT ? OFFSET ?`;
    return this.#store.read(() =>
      this.#store
        .prepare(select)
        .all(id, limit, offset)
        .flatMap((row) => this.#read(row) ?? []),
    );
  }

  /** Rows that do not read are left out; the next run over the list cannot ask for them, and a new one can. */
  #read({ key, answer, sealed }: Readonly<Record<string, unknown>>): SurveyRow | undefined {
    const known = surveyAnswers[Number(answer)];
    if (!(sealed instanceof Uint8Array) || known === undefined) return undefined;
    const read = rowFormat.read(this.#store.open(surveyPersonPlace(String(key)), sealed));
    return read.kind === 'ok' ? { ...read.value, answer: known } : undefined;
  }

  erase(id: string): Kept<void> {
    return this.#store.transact(() => {
      this.#store.prepare('DELETE FROM survey_person WHERE survey = ?').run(id);
      this.#store.prepare('DELETE FROM survey WHERE id = ?').run(id);
    });
  }

  /** Surveys that nothing was done with since. */
  untouchedSince(timeMs: number): Kept<readonly string[]> {
    const ids = this.#store.read(() => this.#store.prepare('SELECT id FROM survey').all());
    if (ids.kind === 'error') return ids;
    const isUntouched = (id: string) => {
      const head = this.head(id);
      return head.kind === 'ok' && (head.value?.touchedAtMs ?? 0) < timeMs;
    };
    return ok(ids.value.map(({ id }) => String(id)).filter(isUntouched));
  }
}
