import type { StoreSection } from '../storage/store-section.ts';

/**
 * Which files were queued for whom: keyed hashes of person and file together, so that it tells only whoever holds both. With
 * the upload job that carried each, and when.
 */
export const importSection: StoreSection = {
  name: 'imports',
  migrations: [
    (database) =>
      database.exec(
        'CREATE TABLE import_file (hash TEXT PRIMARY KEY, job TEXT NOT NULL, saved_at INTEGER NOT NULL) WITHOUT ROWID',
      ),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(hash)) FROM import_file').get();
  },
  // Nothing is sealed, but with another key no hash would ever be found again.
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM import_file LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const put = into.prepare('INSERT OR IGNORE INTO import_file (hash, job, saved_at) VALUES (?, ?, ?)');
    let count = 0;
    for (const { hash, job, saved_at: savedAt } of from.rows('SELECT hash, job, saved_at FROM import_file', 'hash')) {
      if (typeof hash !== 'string' || typeof job !== 'string' || savedAt === undefined) continue;
      put.run(hash, job, savedAt);
      count += 1;
    }
    return count;
  },
};
