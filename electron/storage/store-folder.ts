import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher, Clock } from '../ports.ts';
import { makeFolderDurably, syncFile, syncFolder, writeFileDurably } from '../sealing/durable-file.ts';
import { createDataKey, type DataKey, openDataKey, readDataKey } from './data-key.ts';
import { inTransaction, isDurable, judgeDatabase, migrateDatabase, openDatabase } from './database-file.ts';
import { createRowCipher } from './row-cipher.ts';
import { salvage } from './salvage.ts';
import { type SetAsideReason, type StoreReport, setAside } from './set-aside.ts';
import { sqliteFault } from './sqlite-fault.ts';
import type { StoreSection } from './store-section.ts';
import { isLogDamaged, loggedPages } from './write-ahead-log.ts';

/** An open, judged, migrated and proven database with its key. */
interface OpenedFolder {
  readonly database: DatabaseSync;
  readonly file: string;
  readonly key: DataKey;
  /** The first write found no space: what is there can be sent, nothing new can be saved yet. */
  readonly isFull: boolean;
  readonly reports: readonly StoreReport[];
}

interface FolderOptions {
  readonly folder: string;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly sections: readonly StoreSection[];
  readonly leavesUnreadable?: boolean;
}

const databaseName = 'kiosk.db';
const keyName = 'kiosk.key';
const keyCheckPlace = { table: 'meta', column: 'value', row: 'key-check' };

function metaValue(database: DatabaseSync, name: string): Uint8Array | undefined {
  const value = database.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value;
  return value instanceof Uint8Array ? value : undefined;
}

function putMeta(database: DatabaseSync, name: string, value: Uint8Array): void {
  database
    .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
    .run(name, value);
}

function isKeyOf(database: DatabaseSync, key: DataKey): boolean {
  const check = metaValue(database, 'key-check');
  return check !== undefined && createRowCipher(key.plain).open(keyCheckPlace, check) !== undefined;
}

/** The key of a database: from its file, else from the sealed copy inside the database. */
async function findKey(database: DatabaseSync, cipher: Cipher, keyFile: string) {
  const fromFile = await readDataKey(cipher, keyFile);
  if (fromFile !== undefined && isKeyOf(database, fromFile)) return { key: fromFile, isRestored: false };
  const copy = metaValue(database, 'sealed-key');
  const fromCopy = copy === undefined ? undefined : await openDataKey(cipher, copy);
  if (fromCopy !== undefined && isKeyOf(database, fromCopy)) return { key: fromCopy, isRestored: true };
  // The key opens the rows although the check row was hit: the rows' own tags decide from here on.
  if (fromFile !== undefined && fromCopy !== undefined && Buffer.compare(fromFile.plain, fromCopy.plain) === 0) {
    return { key: fromFile, isRestored: true };
  }
  return undefined;
}

function backUp(database: DatabaseSync, copy: string): void {
  rmSync(copy, { force: true });
  database.prepare('VACUUM INTO ?').run(copy);
  syncFile(copy);
  syncFolder(dirname(copy));
}

/** Keeps the second copy of the key and the row that proves it, and makes the first write, on which durability is read back. */
function proveKey(database: DatabaseSync, key: DataKey): void {
  inTransaction(database, () => {
    putMeta(database, 'sealed-key', key.sealed);
    putMeta(database, 'key-check', createRowCipher(key.plain).seal(keyCheckPlace, Buffer.from('key-check')));
  });
}

/** `proveKey`, or false when there is no space for it in a file that holds photos: those must be sent all the same. */
function hasProvenKey(database: DatabaseSync, key: DataKey, canWait: boolean): boolean {
  try {
    proveKey(database, key);
    return true;
  } catch (error) {
    if (!canWait || sqliteFault(error) !== 'disk-full') throw error;
    return false;
  }
}

type Opened = Pick<OpenedFolder, 'database' | 'key' | 'isFull'> & { readonly isRestored: boolean };

/** Opens what is there: the database with its key, or why it must be set aside. Throws faults of the disk. */
async function openExisting(storeFolder: string, options: FolderOptions): Promise<Result<Opened, SetAsideReason>> {
  const file = join(storeFolder, databaseName);
  const keyFile = join(storeFolder, keyName);
  if (isLogDamaged(`${file}-wal`) || isDatabaseGone(file)) return err('damaged');
  let database: DatabaseSync;
  try {
    database = openDatabase(file);
  } catch (error) {
    if (sqliteFault(error) === 'damaged') return err('damaged');
    throw error;
  }
  try {
    const verdict = judgeDatabase(database, file, options.sections);
    if (verdict !== 'ours') {
      database.close();
      return err(verdict);
    }
    const copy = join(storeFolder, 'before-migration.db');
    const isNew = metaTableIsMissing(database);
    migrateDatabase(database, options.sections, () => backUp(database, copy));
    const found =
      isNew || isKeyless(database, options.sections)
        ? {
            key: (await readDataKey(options.cipher, keyFile)) ?? (await createDataKey(options.cipher, keyFile)),
            isRestored: false,
          }
        : await findKey(database, options.cipher, keyFile);
    if (found === undefined) {
      database.close();
      return err('key-unreadable');
    }
    if (found.isRestored) writeFileDurably(keyFile, found.key.sealed, { isSoleWriter: true });
    const isFull = !hasProvenKey(database, found.key, !isNew);
    rmSync(copy, { force: true });
    return ok({ database, ...found, isFull });
  } catch (error) {
    database.close();
    if (sqliteFault(error) === 'damaged') return err('damaged');
    throw error;
  }
}

/** An empty database beside a log with commits: SQLite would delete the log. */
function isDatabaseGone(file: string): boolean {
  const isEmpty = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
  return isEmpty && loggedPages(`${file}-wal`).length > 0;
}

function metaTableIsMissing(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() === undefined;
}

/** A kill between the first migration and the first proof of the key leaves a database that holds nothing sealed yet. */
function isKeyless(database: DatabaseSync, sections: readonly StoreSection[]): boolean {
  const hasMeta = database.prepare('SELECT 1 FROM meta LIMIT 1').get() !== undefined;
  return !hasMeta && !sections.some((section) => section.holdsSealedRows(database));
}

/** Carries the old key into the new store, so that rows saved from the old file stay readable. */
async function keepKey(from: string, storeFolder: string, cipher: Cipher): Promise<void> {
  const key = await readDataKey(cipher, join(from, keyName));
  if (key !== undefined) writeFileDurably(join(storeFolder, keyName), key.sealed, { isSoleWriter: true });
}

/** Opens `folder/store`, creating it, or setting the present one aside and beginning anew. Throws faults of the disk. */
export async function openStoreFolder(
  options: FolderOptions,
): Promise<Result<OpenedFolder, 'not-durable' | SetAsideReason>> {
  const storeFolder = join(options.folder, 'store');
  const file = join(storeFolder, databaseName);
  const reports: StoreReport[] = [];
  for (const isLastTry of [false, true]) {
    makeFolderDurably(storeFolder);
    const opened = await openExisting(storeFolder, options);
    if (opened.kind === 'ok') {
      const { database, key, isRestored, isFull } = opened.value;
      syncFolder(storeFolder);
      if (isRestored) reports.push({ kind: 'key-restored' });
      if (!isDurable(database)) {
        database.close();
        return err('not-durable');
      }
      const last = reports.findIndex((report) => report.kind === 'set-aside');
      const report = reports[last];
      if (report?.kind === 'set-aside' && report.reason === 'damaged') {
        const savedRows = salvage(report.folder, database, createRowCipher(key.plain), options.sections);
        reports[last] = { ...report, savedRows };
      }
      return ok({ database, file, key, isFull, reports });
    }
    if (isLastTry || options.leavesUnreadable === true) return err(opened.error);
    const folder = setAside(storeFolder, options.folder, opened.error, options.clock.nowMs());
    reports.push({ kind: 'set-aside', reason: opened.error, folder, savedRows: 0 });
    makeFolderDurably(storeFolder);
    if (opened.error === 'damaged') await keepKey(folder, storeFolder, options.cipher);
  }
  return err('damaged');
}
