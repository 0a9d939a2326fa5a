import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import {
  applicationId,
  frameVersion,
  hasNewerSection,
  layFrame,
  putSectionVersion,
  sectionsBehind,
  sectionVersions,
} from './schema.ts';
import { storageFault } from './sqlite-fault.ts';
import type { StoreSection } from './store-section.ts';

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

/** Runs `body` in one transaction: all of it, or, when it throws, none. */
export function inTransaction(database: DatabaseSync, body: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    body();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Reads the tables of these sections once, and the whole of a small file. */
function hasSoundPages(database: DatabaseSync, file: string, sections: readonly StoreSection[]): boolean {
  database.prepare('SELECT count(*), sum(length(value)) FROM meta').get();
  for (const section of sections) section.readTables(database);
  if (statSync(file).size > fullCheckLimitBytes) return true;
  return pragma(database, 'integrity_check(1)') === 'ok';
}

/** Tells ours from foreign, newer and damaged, and calls damaged also what the disk did not give for a moment. Throws only for faults that are not about the file's content. */
export function judgeDatabase(
  database: DatabaseSync,
  file: string,
  sections: readonly StoreSection[],
): DatabaseVerdict {
  try {
    const frame = Number(pragma(database, 'user_version'));
    const tables = Number(Object.values(database.prepare('SELECT count(*) FROM sqlite_schema').get() ?? {})[0] ?? 0);
    const application = Number(pragma(database, 'application_id'));
    if (application !== applicationId) return tables === 0 && frame === 0 && application === 0 ? 'ours' : 'foreign';
    if (frame > frameVersion) return 'newer';
    // A file of ours always has its first step done: number and tables are written together.
    if (frame < 1) return 'damaged';
    const versions = sectionVersions(database, frame);
    if (hasNewerSection(versions, sections)) return 'newer';
    // Tables that are still to be migrated are read afterwards, when they are what their section knows.
    const behind = sectionsBehind(versions, sections);
    const ready = sections.filter((section) => !behind.includes(section));
    return hasSoundPages(database, file, ready) ? 'ours' : 'damaged';
  } catch (error) {
    const fault = storageFault(error);
    // A statement that does not compile means that a table is missing from a file that says it is ours.
    if (fault === 'damaged' || fault === undefined) return 'damaged';
    throw error;
  }
}

/**
 * Brings frame and sections to their newest versions, each step in one transaction with its number: a kill leaves the old
 * or the new version, never half. `backUp` is called once before the first step of a file that holds something.
 */
export function migrateDatabase(database: DatabaseSync, sections: readonly StoreSection[], backUp: () => void): void {
  const frame = Number(pragma(database, 'user_version'));
  const versions = sectionVersions(database, frame);
  const behind = sectionsBehind(versions, sections);
  if (frame > 0 && (frame < frameVersion || behind.length > 0)) backUp();
  if (frame < frameVersion) inTransaction(database, () => layFrame(database, frame));
  for (const { name, migrations, readTables } of behind) {
    for (const [step, migrate] of [...migrations.entries()].slice(versions.get(name) ?? 0)) {
      inTransaction(database, () => {
        migrate(database);
        putSectionVersion(database, name, step + 1);
      });
    }
    readTables(database);
  }
}
