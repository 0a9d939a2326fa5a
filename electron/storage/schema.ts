import type { DatabaseSync } from 'node:sqlite';

/** `PRAGMA application_id`: "PhKs". A database with another one is not ours. */
export const applicationId = 0x50684b73;

/** One step forward. Runs inside a transaction together with the new version number. */
export type Migration = (database: DatabaseSync) => void;

/**
 * Every version the file ever had, oldest first; a file's `user_version` is the number of steps done. Never edit a
 * released step, only append. Columns hold nothing personal in clear: only counters, random ids and sealed bytes.
 * Photos are apart from job records, so that reading all jobs does not read all photos.
 */
export const migrations: readonly Migration[] = [
  (database) =>
    database.exec(`
      CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE job (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
      CREATE TABLE photo (seq INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
      CREATE TABLE audit (seq INTEGER PRIMARY KEY, line TEXT NOT NULL, chain TEXT NOT NULL);
      CREATE TABLE document (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
    `),
];
