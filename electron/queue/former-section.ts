import type { StoreSection } from '../storage/store-section.ts';

/** Where the record of a former photo is sealed. */
export const formerPlace = (slot: string) => ({ table: 'former_photo', column: 'record', row: slot });
/** Where the former photo itself is sealed. */
export const formerPhotoPlace = (slot: string) => ({ table: 'former_photo', column: 'photo', row: slot });

/**
 * What photo slots held before this station wrote to them, one row a slot, for as long as it may be put back. `former_run`
 * counts how long the station has been running since, in milliseconds: the age of a row where the wall clock cannot be trusted.
 */
export const formerSection: StoreSection = {
  name: 'formers',
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE former_photo (seq INTEGER PRIMARY KEY, slot TEXT NOT NULL UNIQUE, record BLOB NOT NULL, photo BLOB);
        CREATE TABLE former_run (one INTEGER PRIMARY KEY CHECK (one = 1), ran_ms INTEGER NOT NULL);
      `),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(record)) FROM former_photo').get();
    database.prepare('SELECT max(ran_ms) FROM former_run').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM former_photo LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const put = into.prepare('INSERT OR IGNORE INTO former_photo (slot, record, photo) VALUES (?, ?, ?)');
    let count = 0;
    for (const { seq, slot, record } of from.rows('SELECT seq, slot, record FROM former_photo NOT INDEXED', 'seq')) {
      if (seq === undefined || typeof slot !== 'string' || !(record instanceof Uint8Array)) continue;
      if (!from.isWhole(formerPlace(slot), record)) continue;
      const photo = from.row('SELECT photo FROM former_photo WHERE seq = ?', seq)?.photo;
      const isWhole = photo instanceof Uint8Array && from.isWhole(formerPhotoPlace(slot), photo);
      put.run(slot, record, isWhole ? photo : null);
      count += 1;
    }
    const run = from.row('SELECT ran_ms FROM former_run WHERE one = ?', 1)?.ran_ms;
    if (run !== undefined) into.prepare('INSERT OR REPLACE INTO former_run (one, ran_ms) VALUES (1, ?)').run(run);
    return count;
  },
};
