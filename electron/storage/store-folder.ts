import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher, Clock } from '../ports.ts';
import { makeFolderDurably, syncFile, syncFolder, writeFileDurably } from '../sealing/durable-file.ts';
import { createDataKey, type DataKey, openDataKey, readDataKey } from './data-key.ts';
import {
  type DatabaseVerdict,
  inTransaction,
  isDurable,
  judgeDatabase,
  migrateDatabase,
  openDatabase,
} from './database-file.ts';
import { isThere, readThrough } from './file-place.ts';
import { createRowCipher } from './row-cipher.ts';
import { salvage } from './salvage.ts';
import {
  endSalvage,
  foldersSetAside,
  pendingSalvages,
  readSetAside,
  type SetAsideReason,
  type StoreReport,
  setAside,
  setAsideReports,
} from './set-aside.ts';
import { sqliteFault, storageFault } from './sqlite-fault.ts';
import { markRun } from './store-marker.ts';
import type { StoreSection } from './store-section.ts';
import { volumeOf } from './volume.ts';
import type { Volume } from './volume-kind.ts';
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
  readonly leavesUnreadable?: boolean | readonly SetAsideReason[];
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

type Opened = Pick<OpenedFolder, 'database' | 'key' | 'isFull'> & {
  readonly isRestored: boolean;
  readonly isNew: boolean;
};

function openJudged(file: string, sections: readonly StoreSection[]): Result<DatabaseSync, SetAsideReason> {
  let database: DatabaseSync;
  try {
    database = openDatabase(file);
  } catch (error) {
    if (sqliteFault(error) === 'damaged') return err('damaged');
    throw error;
  }
  let verdict: DatabaseVerdict | undefined;
  try {
    verdict = judgeDatabase(database, file, sections);
  } finally {
    if (verdict !== 'ours') database.close();
  }
  return verdict === 'ours' ? ok(database) : err(verdict);
}

/** A database that is ours and whole. What the disk does not give is thrown, and what it did not give for a moment is no damage. */
function openSound(file: string, sections: readonly StoreSection[]): Result<DatabaseSync, SetAsideReason> {
  const found = openJudged(file, sections);
  if (found.kind === 'ok' || found.error !== 'damaged') return found;
  readThrough(file);
  readThrough(`${file}-wal`);
  return openJudged(file, sections);
}

/** Opens what is there: the database with its key, or why it must be set aside. Throws faults of the disk. */
async function openExisting(storeFolder: string, options: FolderOptions): Promise<Result<Opened, SetAsideReason>> {
  const file = join(storeFolder, databaseName);
  const keyFile = join(storeFolder, keyName);
  if (isLogDamaged(`${file}-wal`) || isDatabaseGone(file)) return err('damaged');
  const sound = openSound(file, options.sections);
  if (sound.kind === 'error') return sound;
  const database = sound.value;
  try {
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
    return ok({ database, ...found, isFull, isNew });
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

/** Carries the key of a damaged store into the one that follows it, so that rows saved from the old file stay readable. */
async function keepKey(storeFolder: string, { folder, cipher }: FolderOptions): Promise<void> {
  const from = pendingSalvages(folder).at(-1);
  if (from === undefined || isThere(join(storeFolder, keyName))) return;
  const file = join(from, keyName);
  const read = () => (isThere(file) ? readFileSync(file) : undefined);
  const sealed = readSetAside(from, read, () => undefined);
  const key = sealed && (await openDataKey(cipher, sealed));
  if (key !== undefined) writeFileDurably(join(storeFolder, keyName), key.sealed, { isSoleWriter: true });
}

/**
 * Brings over what stores that were set aside as damaged still hold, also after a start that was cut off before it came
 * to that; once only, and only into a store that has nothing of its own yet. How many rows, by folder.
 */
function bringOver(database: DatabaseSync, key: DataKey, options: FolderOptions): Map<string, number> {
  const { folder: parent, sections } = options;
  const rows = new Map<string, number>();
  for (const folder of pendingSalvages(parent)) {
    const done = `salvaged:${basename(folder)}`;
    const isEmpty = !sections.some((section) => section.holdsSealedRows(database));
    if (isEmpty && metaValue(database, done) === undefined) {
      const cipher = createRowCipher(key.plain);
      const count = salvage(folder, database, cipher, sections, () => putMeta(database, done, new Uint8Array([1])));
      rows.set(folder, count);
    }
    endSalvage(folder);
  }
  return rows;
}

/** The marker of a data folder's store, outside the store's own folder. */
export function markerFileOf(folder: string): string {
  return join(folder, 'store-marker.json');
}

function markerReports(
  database: DatabaseSync,
  folder: string,
  about: { readonly isNew: boolean; readonly isContinued: boolean },
): StoreReport[] {
  try {
    const setAside = foldersSetAside(folder).map((path) => basename(path));
    const alarm = markRun(database, markerFileOf(folder), { ...about, setAside });
    return alarm === undefined ? [] : [{ kind: alarm }];
  } catch (error) {
    // A full disk keeps nobody from sending what is there.
    if (storageFault(error) === undefined) throw error;
    return [{ kind: 'unmarked' }];
  }
}

/** What the operator should know of the store that was opened. Throws disk faults. */
function reportsOn(
  { database, key, isRestored, isNew }: Opened,
  volume: Volume,
  options: FolderOptions,
): StoreReport[] {
  const { folder } = options;
  const isContinued = pendingSalvages(folder).length > 0;
  const rows = bringOver(database, key, options);
  const setAsides = setAsideReports(folder).map((report) =>
    report.kind === 'set-aside' ? { ...report, savedRows: rows.get(report.folder) ?? 0 } : report,
  );
  return [
    ...(isRestored ? [{ kind: 'key-restored' } as const] : []),
    ...setAsides,
    ...markerReports(database, folder, { isNew, isContinued }),
    ...(volume.kind === 'volatile' || volume.kind === 'network' ? [{ kind: volume.kind, by: volume.by }] : []),
  ];
}

function isLeft(reason: SetAsideReason, { leavesUnreadable = false }: FolderOptions): boolean {
  return typeof leavesUnreadable === 'boolean' ? leavesUnreadable : leavesUnreadable.includes(reason);
}

/** Opens `folder/store`, creating it, or setting the present one aside and beginning anew. Throws faults of the disk. */
export async function openStoreFolder(
  options: FolderOptions,
): Promise<Result<OpenedFolder, 'not-durable' | SetAsideReason>> {
  const storeFolder = join(options.folder, 'store');
  const file = join(storeFolder, databaseName);
  const volume = volumeOf(options.folder);
  for (const isLastTry of [false, true]) {
    makeFolderDurably(storeFolder);
    await keepKey(storeFolder, options);
    const opened = await openExisting(storeFolder, options);
    if (opened.kind === 'ok') {
      const { database, key, isFull } = opened.value;
      try {
        syncFolder(storeFolder);
        const reports = () => volume.then((found) => reportsOn(opened.value, found, options));
        if (isDurable(database)) return ok({ database, file, key, isFull, reports: await reports() });
      } catch (error) {
        database.close();
        throw error;
      }
      database.close();
      return err('not-durable');
    }
    if (isLastTry || isLeft(opened.error, options)) return err(opened.error);
    setAside(storeFolder, options.folder, opened.error, options.clock.nowMs());
  }
  return err('damaged');
}
