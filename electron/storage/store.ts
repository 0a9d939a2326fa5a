import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import { makeFolderDurably } from '../sealing/durable-file.ts';
import { openDatabase } from './database-file.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createRowCipher, type RowCipher } from './row-cipher.ts';
import { type Migration, migrations } from './schema.ts';
import type { SetAsideReason, StoreReport } from './set-aside.ts';
import { fileFault, type SqliteFault, sqliteFault } from './sqlite-fault.ts';
import { openStoreFolder } from './store-folder.ts';
import { acquireStoreLock } from './store-lock.ts';

/**
 * Why the store could not be opened: code `not-saved-storage`, and in `detail` the folder and the fault (`in-use`: another
 * process has it; `not-durable`: this disk does not keep what is committed). Nothing was changed on the disk.
 */
function openFailure(fault: SqliteFault | SetAsideReason | 'not-durable', folder: string): Failure {
  return { code: 'not-saved-storage', detail: { fault, folder } };
}

export interface StoreOptions {
  /** The data folder; created when missing. */
  readonly folder: string;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly log: Log;
  readonly freeSpaceFloorBytes: number;
  /** For a visitor at a station's data folder: what this key does not open, or is damaged, stays where it is, and the store is refused. */
  readonly leavesUnreadable?: boolean;
  /** Schema steps; the released ones unless a test brings its own. */
  readonly migrations?: readonly Migration[];
}

/** The one database of the station. Synchronous: when a write returns `ok`, it is on the disk. */
export interface Store extends RowCipher {
  readonly folder: string;
  readonly reports: readonly StoreReport[];
  readonly documents: Documents;
  /** The last fault of a write, until a write succeeds again. */
  fault(): SqliteFault | undefined;
  /** Counts the times the database was closed and opened again after a fault: what was read before may be stale. */
  generation(): number;
  /** A prepared statement of the present database; do not keep it. Reading may throw SQLite's errors. */
  prepare(sql: string): StatementSync;
  /** Reads; a fault of the file becomes a value. */
  read<Value>(body: () => Value): Result<Value, SqliteFault>;
  /** Runs `body` in one transaction that is durable when `ok` comes back. On `error` nothing of it is promised. */
  transact<Value>(body: () => Value): Result<Value, SqliteFault>;
  /** Bytes in the write-ahead log. */
  logBytes(): number;
  /** Moves the write-ahead log into the database and empties it: what deleted rows left in it is gone. */
  checkpoint(): Result<void, SqliteFault>;
  /** True when `sizeBytes` more fit above the free-space floor. */
  hasRoom(sizeBytes: number): boolean;
  /** SQLite's own check of all pages: "ok", or what it found. Slow on large files. */
  checkPages(): Result<string, SqliteFault>;
  close(): void;
}

/** Faults after which the handle is not to be trusted: after a failed fsync, what a read returns may never reach the disk. */
function isHandleSuspect(fault: SqliteFault): boolean {
  return fault === 'io' || fault === 'damaged' || fault === 'cannot-open';
}

/** SQLITE_CANTOPEN: what a closed store answers. */
const closedErrcode = 14;

/** A log larger than this is emptied with the next write. */
const logLimitBytes = 64 * 1024 * 1024;

/** A connection that is closed and opened again when it can no longer be trusted. */
class Connection {
  #database: DatabaseSync | undefined;
  readonly #file: string;
  readonly #log: Log;
  readonly #statements = new Map<string, StatementSync>();
  #isEnded = false;
  generation = 0;
  fault: SqliteFault | undefined;

  constructor(database: DatabaseSync, file: string, log: Log) {
    this.#database = database;
    this.#file = file;
    this.#log = log;
  }

  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#open().prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  attempt<Value>(body: (database: DatabaseSync) => Value): Result<Value, SqliteFault> {
    try {
      const value = body(this.#open());
      return ok(value);
    } catch (error) {
      const fault = sqliteFault(error);
      if (fault === undefined) throw error;
      if (this.fault !== fault) this.#log.error('store.fault', { fault, cause: String(error) });
      this.fault = fault;
      if (isHandleSuspect(fault)) this.close();
      return err(fault);
    }
  }

  logBytes(): number {
    return statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }

  close(): void {
    this.#statements.clear();
    const database = this.#database;
    this.#database = undefined;
    if (database === undefined) return;
    this.generation += 1;
    try {
      database.close();
    } catch (error) {
      this.#log.error('store.close-failed', { cause: String(error) });
    }
  }

  /** Closes for good: whoever still holds the store after its owner closed it gets a fault, never a second life. */
  end(): void {
    this.#isEnded = true;
    this.close();
  }

  #open(): DatabaseSync {
    if (this.#isEnded) throw Object.assign(new Error('the store was closed'), { errcode: closedErrcode });
    this.#database ??= openDatabase(this.#file);
    return this.#database;
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The error that led here is the one to report; a reopened handle starts without a transaction.
  }
}

function createStore(connection: Connection, cipher: RowCipher, options: StoreOptions): Omit<Store, 'reports'> {
  const write: Store['transact'] = (body) => {
    const result = connection.attempt((database) => {
      try {
        database.exec('BEGIN IMMEDIATE');
        const value = body();
        database.exec('COMMIT');
        return value;
      } catch (error) {
        rollBack(database);
        throw error;
      }
    });
    if (result.kind === 'ok') {
      connection.fault = undefined;
      // The queue empties the log in quiet moments; this is for an owner that never has one.
      if (connection.logBytes() > logLimitBytes) checkpoint();
    }
    return result;
  };
  const checkpoint = () => connection.attempt((database) => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  const store = {
    ...cipher,
    folder: options.folder,
    fault: () => connection.fault,
    generation: () => connection.generation,
    prepare: (sql: string) => connection.prepare(sql),
    read: <Value>(body: () => Value) => connection.attempt(body),
    transact: write,
    checkpoint,
    logBytes: () => connection.logBytes(),
    hasRoom(sizeBytes: number) {
      const disk = statfsSync(options.folder);
      return disk.bavail * disk.bsize - sizeBytes >= options.freeSpaceFloorBytes;
    },
    checkPages: () =>
      connection.attempt(() => {
        const rows = connection.prepare('PRAGMA integrity_check(20)').all();
        return rows.map((row) => String(Object.values(row)[0])).join('; ');
      }),
  };
  return { ...store, documents: createDocuments(store), close: () => connection.end() };
}

/**
 * Opens the store of a data folder, alone: a second process is refused with `in-use`. A damaged, foreign or newer
 * database is set aside whole with its date, what can still be read goes on in a new one, and `reports` says so.
 */
export async function openStore(options: StoreOptions): Promise<Result<Store, Failure>> {
  const { folder, log } = options;
  const refuse = (fault: Parameters<typeof openFailure>[0]) => err(openFailure(fault, folder));
  let release: (() => void) | undefined;
  try {
    // Its name must be on the disk before a photo in it is called saved.
    makeFolderDurably(folder);
    const lock = acquireStoreLock(join(folder, 'store.lock'));
    if (lock === undefined) return refuse('in-use');
    release = lock.release;
    const opened = await openStoreFolder({ ...options, migrations: options.migrations ?? migrations });
    if (opened.kind === 'error') {
      lock.release();
      return refuse(opened.error);
    }
    const { database, file, key, isFull, reports } = opened.value;
    for (const report of reports) log.warn('store.report', { ...report });
    const connection = new Connection(database, file, log);
    if (isFull) connection.fault = 'disk-full';
    const store = createStore(connection, createRowCipher(key.plain), options);
    const close = () => {
      store.close();
      lock.release();
    };
    return ok({ ...store, reports, close });
  } catch (error) {
    release?.();
    const fault = sqliteFault(error) ?? (error instanceof Error && 'syscall' in error ? fileFault(error) : undefined);
    if (fault === undefined) throw error;
    log.error('store.cannot-open', { fault, cause: String(error) });
    return refuse(fault);
  }
}
