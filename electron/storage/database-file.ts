import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { applicationId, type Migration } from './schema.ts';
import { sqliteFault } from './sqlite-fault.ts';

/** What a database file turned out to be. */
export type DatabaseVerdict = 'ours' | 'foreign' | 'newer' | 'damaged';

/** Files up to this size are checked page by page at every start; larger ones row by row when read, and by `verify`. */
const fullCheckLimitBytes = 64 * 1024 * 1024;

/**
 * Order matters: the lock mode before the first access, so that no shared-memory file is made; `synchronous` after WAL,
 * because a driver may fall back to NORMAL. FULL means: COMMIT returns after the log is on the disk. Checkpoints are the
 * store's, and always truncate: a log that is never reused in place can be checked for damage (`write-ahead-log.ts`).
 */
const settings = `
  PRAGMA locking_mode=EXCLUSIVE;
  PRAGMA busy_timeout=2000;
  PRAGMA journal_mode=WAL;
  PRAGMA wal_autocheckpoint=0;
  PRAGMA synchronous=FULL;
  PRAGMA fullfsync=1;
  PRAGMA checkpoint_fullfsync=1;
  PRAGMA secure_delete=ON;
  PRAGMA temp_store=MEMORY;
  PRAGMA cell_size_check=ON;
  PRAGMA trusted_schema=OFF;
`;

/** Opens the file with the settings on which the promise "saved" rests. Throws SQLite's errors. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec(settings);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A PRAGMA's single value. */
export function pragma(database: DatabaseSync, name: string): unknown {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}

/** True when commits really wait for the disk. Ask after the first write: one driver changed it there, silently. */
export function isDurable(database: DatabaseSync): boolean {
  return pragma(database, 'journal_mode') === 'wal' && Number(pragma(database, 'synchronous')) === 2;
}

/** Reads every table once (photos: keys only), and the whole of a small file, so that damage shows now and not at a write. */
function hasSoundPages(database: DatabaseSync, file: string): boolean {
  database.prepare('SELECT count(*), sum(length(record)) FROM job').get();
  database.prepare('SELECT count(*), sum(length(line)) FROM audit').get();
  database.prepare('SELECT count(*), sum(length(sealed)) FROM document').get();
  database.prepare('SELECT count(seq) FROM photo').get();
  database.prepare('SELECT count(*), sum(length(value)) FROM meta').get();
  if (statSync(file).size > fullCheckLimitBytes) return true;
  return pragma(database, 'integrity_check(1)') === 'ok';
}

/** Tells ours from foreign, newer and damaged. Throws only for faults that are not about the file's content. */
export function judgeDatabase(database: DatabaseSync, file: string, versions: number): DatabaseVerdict {
  try {
    const version = Number(pragma(database, 'user_version'));
    const tables = Number(Object.values(database.prepare('SELECT count(*) FROM sqlite_schema').get() ?? {})[0] ?? 0);
    const application = Number(pragma(database, 'application_id'));
    if (application !== applicationId) return tables === 0 && version === 0 && application === 0 ? 'ours' : 'foreign';
    if (version > versions) return 'newer';
    // A file of ours always has its first step done: number and tables are written together.
    if (version < 1) return 'damaged';
    return hasSoundPages(database, file) ? 'ours' : 'damaged';
  } catch (error) {
    const fault = sqliteFault(error);
    // A statement that does not compile means that a table is missing from a file that says it is ours.
    if (fault === 'damaged' || fault === undefined) return 'damaged';
    throw error;
  }
}

/**
 * Brings the file to the newest version, each step in one transaction with its number: a kill leaves the old or the new
 * version, never half. `backUp` is called once before the first step of a file that holds something.
 */
export function migrateDatabase(database: DatabaseSync, steps: readonly Migration[], backUp: () => void): void {
  const version = Number(pragma(database, 'user_version'));
  if (version > 0 && version < steps.length) backUp();
  for (let next = version; next < steps.length; next += 1) {
    database.exec('BEGIN IMMEDIATE');
    try {
      steps[next]?.(database);
      database.exec(`PRAGMA application_id=${applicationId}; PRAGMA user_version=${next + 1}`);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }
}
