import type { StoreSection } from '../storage/store-section.ts';

/** Where it is sealed how a roster is shared. */
export const sharePlace = (rosterId: string) => ({ table: 'share', column: 'record', row: rosterId });
/** Where it is sealed what all stations know of a row. */
export const shareRowPlace = (personKey: string) => ({ table: 'share_row', column: 'record', row: personKey });
/** Where a photo is sealed that this station keeps until the directory surely has it. */
export const sharePhotoPlace = (personKey: string) => ({ table: 'share_photo', column: 'photo', row: personKey });

/**
 * What rosters shared by several stations need: where the list is, what all stations know of each row, whether the list still has
 * to be told (`is_due`, the outbox), and this station's own photos until the directory has them for good.
 */
export const shareSection: StoreSection = {
  name: 'shares',
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE share (seq INTEGER PRIMARY KEY, roster TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
        CREATE TABLE share_row (
          seq INTEGER PRIMARY KEY, person_key TEXT NOT NULL UNIQUE, roster TEXT NOT NULL, is_due INTEGER NOT NULL,
          record BLOB NOT NULL);
        CREATE INDEX share_row_due ON share_row (roster, is_due);
        CREATE TABLE share_photo (
          seq INTEGER PRIMARY KEY, person_key TEXT NOT NULL UNIQUE, roster TEXT NOT NULL, capture TEXT NOT NULL,
          photo BLOB NOT NULL);
      `),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(record)) FROM share').get();
    database.prepare('SELECT count(*), sum(length(record)) FROM share_row').get();
    database.prepare('SELECT count(*), count(person_key) FROM share_photo').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM share LIMIT 1').get() !== undefined,
  salvage(from, into) {
    let count = 0;
    const putShare = into.prepare('INSERT OR IGNORE INTO share (seq, roster, record) VALUES (?, ?, ?)');
    for (const { seq, roster, record } of from.rows('SELECT seq, roster, record FROM share NOT INDEXED', 'seq')) {
      if (seq === undefined || typeof roster !== 'string' || !(record instanceof Uint8Array)) continue;
      if (!from.isWhole(sharePlace(roster), record)) continue;
      putShare.run(seq, roster, record);
      count += 1;
    }
    const putRow = into.prepare(
      'INSERT OR IGNORE INTO share_row (seq, person_key, roster, is_due, record) VALUES (?, ?, ?, 1, ?)',
    );
    const rows = from.rows('SELECT seq, person_key, roster, record FROM share_row NOT INDEXED', 'seq');
    for (const { seq, person_key: key, roster, record } of rows) {
      if (seq === undefined || typeof key !== 'string' || typeof roster !== 'string') continue;
      if (!(record instanceof Uint8Array) || !from.isWhole(shareRowPlace(key), record)) continue;
      putRow.run(seq, key, roster, record);
      count += 1;
    }
    const putPhoto = into.prepare(
      'INSERT OR IGNORE INTO share_photo (seq, person_key, roster, capture, photo) VALUES (?, ?, ?, ?, ?)',
    );
    const keys = from.rows('SELECT seq, person_key, roster, capture FROM share_photo NOT INDEXED', 'seq');
    for (const { seq, person_key: key, roster, capture } of keys) {
      if (seq === undefined || typeof key !== 'string' || typeof roster !== 'string' || typeof capture !== 'string')
        continue;
      const photo = from.row('SELECT photo FROM share_photo WHERE seq = ?', seq)?.photo;
      if (!(photo instanceof Uint8Array) || !from.isWhole(sharePhotoPlace(key), photo)) continue;
      putPhoto.run(seq, key, roster, capture, photo);
      count += 1;
    }
    return count;
  },
};
