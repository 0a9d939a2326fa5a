import type { StoreSection } from '../storage/store-section.ts';

/** Where somebody's row is sealed; `key` is the keyed hash of their object id. */
export const personPlace = (key: string) => ({ table: 'directory_person', column: 'sealed', row: key });
/** Where the state of the copy is sealed. */
export const syncPlace = { table: 'directory_sync', column: 'sealed', row: 1 };

/**
 * The station's copy of the directory: a row a person, found by keyed hashes where somebody is looked for exactly. `pass`
 * says which reading of the whole directory saw the row last.
 */
export const directorySection: StoreSection = {
  name: 'directory',
  migrations: [
    (database) =>
      database.exec(`
        CREATE TABLE directory_person (
          seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, pass INTEGER NOT NULL,
          account TEXT, mail TEXT, number TEXT, sealed BLOB NOT NULL
        );
        CREATE INDEX directory_person_account ON directory_person (account) WHERE account IS NOT NULL;
        CREATE INDEX directory_person_mail ON directory_person (mail) WHERE mail IS NOT NULL;
        CREATE INDEX directory_person_number ON directory_person (number) WHERE number IS NOT NULL;
        CREATE INDEX directory_person_pass ON directory_person (pass);
        CREATE TABLE directory_sync (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL);
      `),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), max(pass) FROM directory_person').get();
    database.prepare('SELECT count(*) FROM directory_sync').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM directory_person LIMIT 1').get() !== undefined,
  // Without the state: rows that were lost would be missed by every change that follows, so the next reading is a whole one.
  salvage(from, into) {
    const put = into.prepare(
      'INSERT OR IGNORE INTO directory_person (seq, key, pass, account, mail, number, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    let count = 0;
    const select = 'SELECT seq, key, pass, account, mail, number, sealed FROM directory_person NOT INDEXED';
    for (const { seq, key, pass, account, mail, number, sealed } of from.rows(select, 'seq')) {
      if (seq === undefined || pass === undefined || typeof key !== 'string' || !(sealed instanceof Uint8Array))
        continue;
      if (!from.isWhole(personPlace(key), sealed)) continue;
      put.run(seq, key, pass, account ?? null, mail ?? null, number ?? null, sealed);
      count += 1;
    }
    return count;
  },
};
