import type { Migration } from '../../electron/storage/schema.ts';

/** A step such as the next version may bring: a new column, a new table, rows rewritten. */
export const nextMigration: Migration = (database) =>
  database.exec(`
    ALTER TABLE job ADD COLUMN note BLOB;
    CREATE TABLE trial (id INTEGER PRIMARY KEY, value BLOB);
    INSERT INTO trial SELECT seq, record FROM job;
  `);
