import type { StoreSection } from '../storage/store-section.ts';

/** Where a job's record is sealed. */
export const recordPlace = (id: string) => ({ table: 'job', column: 'record', row: id });
/** Where a job's photo is sealed. */
export const photoPlace = (id: string) => ({ table: 'photo', column: 'sealed', row: id });
/** Where the ledger is sealed: a row of the store's own table. */
export const ledgerPlace = { table: 'meta', column: 'value', row: 'ledger' };

/**
 * The queue's tables. Photos are apart from job records, so that reading all jobs does not read all photos. Beside them the
 * queue keeps its ledger in `meta`.
 */
export const queueSection: StoreSection = {
  name: 'queue',
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE job (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
        CREATE TABLE photo (seq INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
        CREATE TABLE audit (seq INTEGER PRIMARY KEY, line TEXT NOT NULL, chain TEXT NOT NULL);
      `),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(record)) FROM job').get();
    database.prepare('SELECT count(*), sum(length(line)) FROM audit').get();
    database.prepare('SELECT count(seq) FROM photo').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM job LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const putJob = into.prepare('INSERT OR IGNORE INTO job (seq, id, record) VALUES (?, ?, ?)');
    const putPhoto = into.prepare('INSERT OR IGNORE INTO photo (seq, sealed) VALUES (?, ?)');
    let count = 0;
    for (const { seq, id, record } of from.rows('SELECT seq, id, record FROM job NOT INDEXED', 'seq')) {
      if (seq === undefined || typeof id !== 'string' || !(record instanceof Uint8Array)) continue;
      if (!from.isWhole(recordPlace(id), record)) continue;
      putJob.run(seq, id, record);
      count += 1;
      const photo = from.row('SELECT sealed FROM photo WHERE seq = ?', seq)?.sealed;
      // A photo that no longer opens goes along too: the queue finds it damaged, parks it, and says so.
      if (photo instanceof Uint8Array) putPhoto.run(seq, photo);
    }
    return count;
  },
};
