import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import { isDurable, openDatabase } from './database-file.ts';
import { type FilePlace, placeOf } from './file-place.ts';
import { type SqliteFault, StoreError, storageFault } from './sqlite-fault.ts';

/** Faults after which the handle is not to be trusted: after a failed fsync, what a read returns may never reach the disk. */
function isHandleSuspect(fault: SqliteFault): boolean {
  return fault === 'io' || fault === 'damaged' || fault === 'cannot-open';
}

/** SQLITE_CANTOPEN: what a closed store answers. */
const closedErrcode = 14;

function rollBack(database: DatabaseSync): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The error that led here is the one to report; a reopened handle starts without a transaction.
  }
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** A transaction under way, with the first thing in it that failed. */
interface Transaction {
  failure?: { readonly error: unknown };
}

/**
 * Handles whose path names another file by now. Closing one would make SQLite delete the log at its path, which is the
 * other's; the process's end gives them back without that.
 */
const abandoned: DatabaseSync[] = [];

/**
 * A connection that is closed and opened again when it can no longer be trusted. Nothing is called saved unless the open
 * files are the ones at the path: a store that was removed, moved or replaced under a running station is still read (its
 * photos can be sent), and takes nothing more until it is back.
 */
export class Connection {
  #database: DatabaseSync | undefined;
  readonly #file: string;
  readonly #log: Log;
  readonly #statements = new Map<string, StatementSync>();
  #transaction: Transaction | undefined;
  #isEnded = false;
  #place: FilePlace;
  /** True for a handle on which it was not yet read back, after a write, that commits wait for the disk. */
  #isUnproven = false;
  /** True for a handle that is not to be trusted and could not be opened anew, for its file was not at its path. */
  #isSuspect = false;
  #generation = 0;
  /** The last fault, until a write succeeds again. */
  fault: SqliteFault | undefined;

  /** Takes the open database of this file over. Throws with it closed when the file system does not say where the file is. */
  constructor(database: DatabaseSync, file: string, log: Log) {
    this.#database = database;
    this.#file = file;
    this.#log = log;
    try {
      this.#place = placeOf(file);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Counts the times at which what was read before may have become stale. */
  get generation(): number {
    this.#renewSuspect();
    return this.#generation;
  }

  get isInTransaction(): boolean {
    return this.#transaction !== undefined;
  }

  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#open().prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Runs `body`; SQLite's faults become values. Inside a transaction they are thrown, through to the outermost `transact`. */
  attempt<Value>(body: (database: DatabaseSync) => Value): Result<Value, SqliteFault> {
    if (this.#transaction !== undefined) return ok(this.#join(this.#transaction, () => body(this.#open())));
    try {
      const value = body(this.#open());
      return ok(value);
    } catch (error) {
      const fault = this.#note(error);
      // A path that is wrong says nothing against the handle, which may have the only copy.
      if (isHandleSuspect(fault) && !(error instanceof StoreError)) this.#distrust();
      return err(fault);
    }
  }

  /** Runs `body` in one transaction, or as a part of the one under way. */
  transact<Value>(body: () => Value): Result<Value, SqliteFault> {
    if (this.#transaction !== undefined) return ok(this.#join(this.#transaction, body));
    const result = this.attempt((database) => {
      const transaction: Transaction = {};
      try {
        this.#requirePlace();
        database.exec('BEGIN IMMEDIATE');
        this.#transaction = transaction;
        const value = this.#join(transaction, body);
        // A part that failed and was caught on its way out has failed all the same.
        if (transaction.failure !== undefined) throw transaction.failure.error;
        database.exec('COMMIT');
        this.#requirePromise(database);
        return value;
      } catch (error) {
        rollBack(database);
        throw error;
      } finally {
        this.#transaction = undefined;
      }
    });
    if (result.kind === 'ok') this.fault = undefined;
    return result;
  }

  /** Bytes in the write-ahead log; 0 with the fault noted when the file system does not say. */
  logBytes(): number {
    try {
      return statSync(`${this.#file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    } catch (error) {
      this.#note(error);
      return 0;
    }
  }

  close(): void {
    this.#statements.clear();
    const database = this.#database;
    this.#database = undefined;
    if (database === undefined) return;
    this.#isSuspect = false;
    this.#generation += 1;
    if (this.#isPathAnothers()) {
      abandoned.push(database);
      return;
    }
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

  /** Keeps the fault behind an exception, and says it once; an exception that is a bug of ours goes on. */
  #note(error: unknown): SqliteFault {
    const fault = storageFault(error);
    if (fault === undefined) throw error;
    if (this.fault !== fault) this.#log.error('store.fault', { fault, cause: String(error) });
    this.fault = fault;
    return fault;
  }

  /**
   * Closes a handle, to be opened anew. One whose file is not at its path could not be: it stays, takes nothing more until that
   * is back, and what it still reads is checked by the seals of the rows.
   */
  #distrust(): void {
    this.#isSuspect = this.#isElsewhere();
    if (this.#isSuspect) this.#generation += 1;
    else this.close();
  }

  /**
   * Closes the suspect handle once its files are back at their path. Asked by `generation` too: whoever keeps rows in memory
   * reads them from the new one before they decide what to write.
   */
  #renewSuspect(): void {
    if (this.#isSuspect && this.#transaction === undefined && this.#isInPlace()) this.close();
  }

  /** True when the open database is not the one at its path, or none is there. Not when the file system does not say. */
  #isElsewhere(): boolean {
    try {
      return placeOf(this.#file).database !== this.#place.database;
    } catch {
      return false;
    }
  }

  /** True when the open files are the ones at the path. Not when the file system does not say. */
  #isInPlace(): boolean {
    try {
      this.#requirePlace();
      return true;
    } catch {
      return false;
    }
  }

  /** True when files that are not the open ones are at the path. Not when there are none, or when the file system does not say. */
  #isPathAnothers(): boolean {
    try {
      const { database, log } = placeOf(this.#file);
      const isOther = (found: string | undefined, ours: string | undefined) => found !== undefined && found !== ours;
      return (
        isOther(database, this.#place.database) || (this.#place.log !== undefined && isOther(log, this.#place.log))
      );
    } catch {
      return false;
    }
  }

  /** Throws unless the open files are the ones at the path. */
  #requirePlace(): void {
    const { database, log } = placeOf(this.#file);
    const isLogOurs = this.#place.log === undefined || log === this.#place.log;
    if (database === undefined || database !== this.#place.database || !isLogOurs) throw new StoreError('moved');
    this.#place = { database, log };
  }

  /** Throws when what was just committed is not where the next start will read it, or not yet on the disk. */
  #requirePromise(database: DatabaseSync): void {
    try {
      this.#requirePlace();
    } catch (error) {
      // It is in the open file, and was not called saved: whoever keeps rows in memory reads them anew.
      this.#generation += 1;
      throw error;
    }
    if (!this.#isUnproven) return;
    if (!isDurable(database)) {
      this.close();
      throw new StoreError('not-durable');
    }
    this.#isUnproven = false;
  }

  #join<Value>(transaction: Transaction, body: () => Value): Value {
    try {
      const value = body();
      if (isPromise(value)) throw new TypeError('a transaction cannot wait: expected a value, got a promise');
      return value;
    } catch (error) {
      transaction.failure ??= { error };
      throw error;
    }
  }

  #open(): DatabaseSync {
    if (this.#isEnded) throw Object.assign(new Error('the store was closed'), { errcode: closedErrcode });
    this.#renewSuspect();
    this.#database ??= this.#reopen();
    return this.#database;
  }

  /** Opens the same file again, never another one nor a new, empty one. */
  #reopen(): DatabaseSync {
    const { database } = placeOf(this.#file);
    if (database === undefined || database !== this.#place.database) throw new StoreError('moved');
    const opened = openDatabase(this.#file);
    this.#place = placeOf(this.#file);
    this.#isUnproven = true;
    return opened;
  }
}
