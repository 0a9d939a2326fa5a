import type { StoreSection } from '../storage/store-section.ts';

/** Where the state of a survey is sealed. */
export const surveyPlace = (id: string) => ({ table: 'survey', column: 'sealed', row: id });
/** Where somebody's answer is sealed; `key` is the keyed hash of survey and object id. */
export const surveyPersonPlace = (key: string) => ({ table: 'survey_person', column: 'sealed', row: key });

/**
 * Who has a photo, a row a person. `answer` is the place of it in `surveyAnswers`; `listed` and `asked` are the numbers of the runs
 * that saw the person on the list last, and that asked for their photo last.
 */
export const surveySection: StoreSection = {
  name: 'surveys',
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE survey (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL);
        CREATE TABLE survey_person (
          seq INTEGER PRIMARY KEY, survey TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
          answer INTEGER NOT NULL, listed INTEGER NOT NULL, asked INTEGER NOT NULL, sealed BLOB NOT NULL
        );
        CREATE INDEX survey_person_survey ON survey_person (survey, seq);
        CREATE INDEX survey_person_answer ON survey_person (survey, answer, seq);
      `),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(sealed)) FROM survey').get();
    database.prepare('SELECT count(*), max(answer), max(listed), max(asked) FROM survey_person NOT INDEXED').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM survey LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const putSurvey = into.prepare('INSERT OR IGNORE INTO survey (seq, id, sealed) VALUES (?, ?, ?)');
    const putPerson = into.prepare(
      'INSERT OR IGNORE INTO survey_person (seq, survey, key, answer, listed, asked, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    let count = 0;
    for (const { seq, id, sealed } of from.rows('SELECT seq, id, sealed FROM survey NOT INDEXED', 'seq')) {
      if (seq === undefined || typeof id !== 'string' || !(sealed instanceof Uint8Array)) continue;
      if (!from.isWhole(surveyPlace(id), sealed)) continue;
      putSurvey.run(seq, id, sealed);
      count += 1;
    }
    const select = 'SELECT seq, survey, key, answer, listed, asked, sealed FROM survey_person NOT INDEXED';
    for (const { seq, survey, key, answer, listed, asked, sealed } of from.rows(select, 'seq')) {
      if (seq === undefined || typeof survey !== 'string' || typeof key !== 'string') continue;
      if (answer === undefined || listed === undefined || asked === undefined) continue;
      if (!(sealed instanceof Uint8Array) || !from.isWhole(surveyPersonPlace(key), sealed)) continue;
      putPerson.run(seq, survey, key, answer, listed, asked, sealed);
      count += 1;
    }
    return count;
  },
};
