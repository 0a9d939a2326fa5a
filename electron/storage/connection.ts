import { statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../ports.ts';
import { openDatabase } from './database-file.ts';
import { type SqliteFault, sqliteFault } from './sqlite-fault.ts';

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

/** A connection that is closed and opened again when it can no longer be trusted. */
export class Connection {
  #database: DatabaseSync | undefined;
  readonly #file: string;
  readonly #log: Log;
  readonly #statements = new Map<string, StatementSync>();
  #transaction: Transaction | undefined;
  #isEnded = false;
  /** Counts the times the database was closed. */
  generation = 0;
  /** The last fault, until a write succeeds again. */
  fault: SqliteFault | undefined;

  constructor(database: DatabaseSync, file: string, log: Log) {
    this.#database = database;
    this.#file = file;
    this.#log = log;
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
      const fault = sqliteFault(error);
      if (fault === undefined) throw error;
      if (this.fault !== fault) this.#log.error('store.fault', { fault, cause: String(error) });
      this.fault = fault;
      if (isHandleSuspect(fault)) this.close();
      return err(fault);
    }
  }

  /** Runs `body` in one transaction, or as a part of the one under way. */
  transact<Value>(body: () => Value): Result<Value, SqliteFault> {
    if (this.#transaction !== undefined) return ok(this.#join(this.#transaction, body));
    const result = this.attempt((database) => {
      const transaction: Transaction = {};
      try {
        database.exec('BEGIN IMMEDIATE');
        this.#transaction = transaction;
        const value = this.#join(transaction, body);
        // A part that failed and was caught on its way out has failed all the same.
        if (transaction.failure !== undefined) throw transaction.failure.error;
        database.exec('COMMIT');
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
    this.#database ??= openDatabase(this.#file);
    return this.#database;
  }
}
