import type { StatementSync } from 'node:sqlite';
import type { Result } from '../../shared/result.ts';
import type { RowCipher } from './row-cipher.ts';
import type { SqliteFault } from './sqlite-fault.ts';
import type { StoreSection } from './store-section.ts';

/** Small sealed documents of the other rooms (a people cache, a roster). Keys are kept as keyed hashes, values sealed. */
export interface Documents {
  /** The document; `undefined` when there is none, or when it is damaged (a cache starts anew, never crashes). */
  get(key: string): Uint8Array | undefined;
  /** Replaces the document; durable when `ok` comes back, inside a transaction with the whole of it. */
  put(key: string, bytes: Uint8Array): Result<void, SqliteFault>;
  delete(key: string): Result<void, SqliteFault>;
}

interface DocumentRows extends RowCipher {
  prepare(sql: string): StatementSync;
  read<Value>(body: () => Value): Result<Value, SqliteFault>;
  transact<Value>(body: () => Value): Result<Value, SqliteFault>;
}

const placeOf = (name: string) => ({ table: 'document', column: 'sealed', row: name });

/** The documents' table; every store has it. */
export const documentsSection: StoreSection = {
  name: 'documents',
  migrations: [
    (database) => database.exec('CREATE TABLE document (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID'),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(sealed)) FROM document').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM document LIMIT 1').get() !== undefined,
  salvage(from, into) {
    const put = into.prepare('INSERT OR IGNORE INTO document (name, sealed) VALUES (?, ?)');
    let count = 0;
    for (const { name, sealed } of from.rows('SELECT name, sealed FROM document', 'name')) {
      if (typeof name !== 'string' || !(sealed instanceof Uint8Array)) continue;
      if (!from.isWhole(placeOf(name), sealed)) continue;
      put.run(name, sealed);
      count += 1;
    }
    return count;
  },
};

/** Documents over the store's table. */
export function createDocuments(rows: DocumentRows): Documents {
  const nameOf = (key: string) => rows.keyedHash('document', key);
  return {
    get(key) {
      const name = nameOf(key);
      const found = rows.read(() => rows.prepare('SELECT sealed FROM document WHERE name = ?').get(name));
      if (found.kind === 'error' || !(found.value?.sealed instanceof Uint8Array)) return undefined;
      return rows.open(placeOf(name), found.value.sealed);
    },
    put(key, bytes) {
      const name = nameOf(key);
      return rows.transact(() => {
        rows
          .prepare(
            'INSERT INTO document (name, sealed) VALUES (?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed',
          )
          .run(name, rows.seal(placeOf(name), bytes));
      });
    },
    delete(key) {
      return rows.transact(() => {
        rows.prepare('DELETE FROM document WHERE name = ?').run(nameOf(key));
      });
    },
  };
}
