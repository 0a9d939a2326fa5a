import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { StatementSync } from 'node:sqlite';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import { makeFolderDurably } from '../sealing/durable-file.ts';
import { Connection } from './connection.ts';
import { createDocuments, type Documents, documentsSection } from './documents.ts';
import { createRowCipher, type RowCipher } from './row-cipher.ts';
import { dismissSetAside, type SetAsideReason, type StoreReport } from './set-aside.ts';
import { fileFault, type SqliteFault, storageFault } from './sqlite-fault.ts';
import { markerFileOf, openStoreFolder } from './store-folder.ts';
import { acquireStoreLock } from './store-lock.ts';
import { dismissAlarm } from './store-marker.ts';
import type { StoreSection } from './store-section.ts';

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
  /**
   * What cannot be used stays where it is, and the store is refused: whatever the reason (`true`: a visitor at a station's data
   * folder), or for these reasons (a station that leaves the decision to a person).
   */
  readonly leavesUnreadable?: boolean | readonly SetAsideReason[];
  /** The tables of every room that keeps some, all of them: a file with others is taken for a newer program's. */
  readonly sections: readonly StoreSection[];
}

/** The one database of the station. Synchronous: when a write returns `ok`, it is on the disk. */
export interface Store extends RowCipher {
  readonly folder: string;
  /** What was found at start, and at starts before, until it is dismissed. */
  readonly reports: readonly StoreReport[];
  /** An operator has seen the reports of a kind: they are not told again, at no later start either. */
  dismissReports(kind: StoreReport['kind']): Result<void, SqliteFault>;
  readonly documents: Documents;
  /** The last fault of a write, until a write succeeds again. */
  fault(): SqliteFault | undefined;
  /** Counts the times the database was closed and opened again after a fault: what was read before may be stale. */
  generation(): number;
  /** A prepared statement of the present database; do not keep it. Reading may throw SQLite's errors. */
  prepare(sql: string): StatementSync;
  /** Reads; a fault of the file becomes a value. */
  read<Value>(body: () => Value): Result<Value, SqliteFault>;
  /**
   * Runs `body` in one transaction that is durable when `ok` comes back. On `error` nothing of it is promised.
   * Called inside another `transact`, of whichever room, it becomes a part of that one: saved with it or not at all.
   * A part never answers `error`: its fault is thrown, and the outermost call undoes everything and answers for all, even
   * when somebody on the way catches it. `body` must not be asynchronous; a promise is refused, and everything undone.
   */
  transact<Value>(body: () => Value): Result<Value, SqliteFault>;
  /** True inside `transact`: what is written now is saved only when the outermost one answers `ok`. */
  isInTransaction(): boolean;
  /** Bytes in the write-ahead log. */
  logBytes(): number;
  /** Moves the write-ahead log into the database and empties it: what deleted rows left in it is gone. */
  checkpoint(): Result<void, SqliteFault>;
  /** Whether `sizeBytes` more fit above the free-space floor, or why the file system does not say. */
  hasRoom(sizeBytes: number): Result<boolean, SqliteFault>;
  /** SQLite's own check of all pages: "ok", or what it found. Slow on large files. */
  checkPages(): Result<string, SqliteFault>;
  close(): void;
}

/** A log larger than this is emptied with the next write. Nothing else is done meanwhile, so it is emptied before that takes long. */
const logLimitBytes = 8 * 1024 * 1024;

function createStore(
  connection: Connection,
  cipher: RowCipher,
  options: StoreOptions,
): Omit<Store, 'reports' | 'dismissReports'> {
  const write: Store['transact'] = (body) => {
    const result = connection.transact(body);
    // The queue empties the log in quiet moments; this is for an owner that never has one.
    const isDone = result.kind === 'ok' && !connection.isInTransaction;
    if (isDone && connection.logBytes() > logLimitBytes) checkpoint();
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
    isInTransaction: () => connection.isInTransaction,
    checkpoint,
    logBytes: () => connection.logBytes(),
    hasRoom(sizeBytes: number): Result<boolean, SqliteFault> {
      try {
        const disk = statfsSync(options.folder);
        return ok(disk.bavail * disk.bsize - sizeBytes >= options.freeSpaceFloorBytes);
      } catch (error) {
        return err(fileFault(error));
      }
    },
    checkPages: () =>
      connection.attempt(() => {
        const rows = connection.prepare('PRAGMA integrity_check(20)').all();
        return rows.map((row) => String(Object.values(row)[0])).join('; ');
      }),
  };
  return { ...store, documents: createDocuments(store), close: () => connection.end() };
}

function dismissReports(reports: StoreReport[], folder: string, kind: StoreReport['kind']): Result<void, SqliteFault> {
  try {
    const seen = reports.filter((report) => report.kind === kind);
    for (const report of seen) if (report.kind === 'set-aside') dismissSetAside(report.folder);
    if (kind === 'emptied' || kind === 'older') dismissAlarm(markerFileOf(folder));
  } catch (error) {
    const fault = storageFault(error);
    if (fault === undefined) throw error;
    return err(fault);
  }
  const lasting: readonly StoreReport['kind'][] = ['volatile', 'network'];
  const rest = reports.filter((report) => report.kind !== kind || lasting.includes(kind));
  reports.splice(0, reports.length, ...rest);
  return ok(undefined);
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
    const opened = await openStoreFolder({ ...options, sections: [documentsSection, ...options.sections] });
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
    const told = [...reports];
    return ok({ ...store, reports: told, dismissReports: (kind) => dismissReports(told, folder, kind), close });
  } catch (error) {
    release?.();
    const fault = storageFault(error);
    if (fault === undefined) throw error;
    log.error('store.cannot-open', { fault, cause: String(error) });
    return refuse(fault);
  }
}
