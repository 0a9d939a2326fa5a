import type { DatabaseSync } from 'node:sqlite';
import type { SalvageSource, StoreSection } from '../storage/store-section.ts';

/** Where a roster's record is sealed. */
export const rosterPlace = (id: string) => ({ table: 'roster', column: 'record', row: id });
/** Where the record of one row is sealed. */
export const rowPlace = (personKey: string) => ({ table: 'roster_row', column: 'record', row: personKey });

/** Where the photo of somebody without a known account is sealed. */
export const photoPlace = (personKey: string) => ({ table: 'roster_photo', column: 'photo', row: personKey });

/**
 * The tables of rosters. `roster_lookup` finds rows by keyed hashes of what they say, so that a badge or a name is found
 * without opening every row; it can be drawn up anew from the rows, and is where it is missing.
 *
 * `next` is what a row will say, written ahead by a list that is imported again, `next_of` by which import. It holds from the
 * moment at which `roster_turn` names that import for the roster: one short line makes thousands of rows say something else at
 * once. Rows that lie under the import's own id belong to the roster from then on. Afterwards all of it is moved to its place, a
 * few rows at a time, and the line goes.
 */
export const rosterSection: StoreSection = {
  name: 'rosters',
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE roster (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
        CREATE TABLE roster_row (
          seq INTEGER PRIMARY KEY, person_key TEXT NOT NULL UNIQUE, roster TEXT NOT NULL, record BLOB NOT NULL);
        CREATE INDEX roster_row_roster ON roster_row (roster);
        CREATE TABLE roster_lookup (
          hash TEXT NOT NULL, person_key TEXT NOT NULL, PRIMARY KEY (person_key, hash)) WITHOUT ROWID;
        CREATE INDEX roster_lookup_hash ON roster_lookup (hash);
      `),
    (database) =>
      database.exec(`
        CREATE TABLE roster_photo (
          seq INTEGER PRIMARY KEY, person_key TEXT NOT NULL UNIQUE, roster TEXT NOT NULL, photo BLOB NOT NULL);
        CREATE INDEX roster_photo_roster ON roster_photo (roster);
      `),
    (database) =>
      database.exec(`
        ALTER TABLE roster_row ADD COLUMN next BLOB;
        ALTER TABLE roster_row ADD COLUMN next_of TEXT;
        CREATE TABLE roster_turn (roster TEXT PRIMARY KEY, import TEXT NOT NULL) WITHOUT ROWID;
      `),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(record)) FROM roster').get();
    database.prepare('SELECT count(*), sum(length(record)), sum(length(next)) FROM roster_row').get();
    database.prepare('SELECT count(*), count(import) FROM roster_turn').get();
    database.prepare('SELECT count(*), sum(length(hash)) FROM roster_lookup').get();
    database.prepare('SELECT count(*), count(person_key) FROM roster_photo').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM roster LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const putRoster = into.prepare('INSERT OR IGNORE INTO roster (seq, id, record) VALUES (?, ?, ?)');
    const putRow = into.prepare(
      'INSERT OR IGNORE INTO roster_row (seq, person_key, roster, record) VALUES (?, ?, ?, ?)',
    );
    let count = 0;
    for (const { seq, id, record } of from.rows('SELECT seq, id, record FROM roster NOT INDEXED', 'seq')) {
      if (seq === undefined || typeof id !== 'string' || !(record instanceof Uint8Array)) continue;
      if (!from.isWhole(rosterPlace(id), record)) continue;
      putRoster.run(seq, id, record);
      count += 1;
    }
    const select = 'SELECT seq, person_key, roster, record FROM roster_row NOT INDEXED';
    for (const { seq, person_key: key, roster, record } of from.rows(select, 'seq')) {
      if (seq === undefined || typeof key !== 'string' || typeof roster !== 'string') continue;
      if (!(record instanceof Uint8Array) || !from.isWhole(rowPlace(key), record)) continue;
      putRow.run(seq, key, roster, record);
      count += 1;
    }
    salvageTurns(from, into);
    return count + salvagePhotos(from, into);
  },
};

/** What an import had written ahead and not moved to its place. */
function salvageTurns(from: SalvageSource, into: DatabaseSync): void {
  const putTurn = into.prepare('INSERT OR IGNORE INTO roster_turn (roster, import) VALUES (?, ?)');
  const putNext = into.prepare('UPDATE roster_row SET next = ?, next_of = ? WHERE person_key = ?');
  for (const { roster, import: of } of from.rows('SELECT roster, import FROM roster_turn', 'roster')) {
    if (typeof roster === 'string' && typeof of === 'string') putTurn.run(roster, of);
  }
  const select = 'SELECT seq, person_key, next, next_of FROM roster_row NOT INDEXED WHERE next IS NOT NULL';
  for (const { person_key: key, next, next_of: of } of from.rows(select, 'seq')) {
    if (typeof key !== 'string' || typeof of !== 'string' || !(next instanceof Uint8Array)) continue;
    if (from.isWhole(rowPlace(key), next)) putNext.run(next, of, key);
  }
}

function salvagePhotos(from: SalvageSource, into: DatabaseSync): number {
  const put = into.prepare('INSERT OR IGNORE INTO roster_photo (seq, person_key, roster, photo) VALUES (?, ?, ?, ?)');
  let count = 0;
  const keys = from.rows('SELECT seq, person_key, roster FROM roster_photo NOT INDEXED', 'seq');
  for (const { seq, person_key: key, roster } of keys) {
    if (seq === undefined || typeof key !== 'string' || typeof roster !== 'string') continue;
    const photo = from.row('SELECT photo FROM roster_photo WHERE seq = ?', seq)?.photo;
    if (!(photo instanceof Uint8Array) || !from.isWhole(photoPlace(key), photo)) continue;
    put.run(seq, key, roster, photo);
    count += 1;
  }
  return count;
}
