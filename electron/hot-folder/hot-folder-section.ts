import type { StoreSection } from '../storage/store-section.ts';

/**
 * Which files of a hot folder are settled: they lay there before the station watched it, a photo was made of them, or staff
 * have left them out. Keyed hashes alone: of the folder, of a file's name, size and time, and of its bytes.
 */
export const hotFolderSection: StoreSection = {
  name: 'hot-folder',
  migrations: [
    (database) =>
      database.exec('CREATE TABLE hot_file (hash TEXT PRIMARY KEY, settled_at INTEGER NOT NULL) WITHOUT ROWID'),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(hash)) FROM hot_file').get();
  },
  // Nothing is sealed, but with another key no hash would ever be found again.
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM hot_file LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const put = into.prepare('INSERT OR IGNORE INTO hot_file (hash, settled_at) VALUES (?, ?)');
    let count = 0;
    for (const { hash, settled_at: settledAt } of from.rows('SELECT hash, settled_at FROM hot_file', 'hash')) {
      if (typeof hash !== 'string' || settledAt === undefined) continue;
      put.run(hash, settledAt);
      count += 1;
    }
    return count;
  },
};
