import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeFileDurably } from '../sealing/durable-file.ts';
import { isThere } from './file-place.ts';
import { storageFault } from './sqlite-fault.ts';
import type { StoreAlarm } from './store-marker.ts';

/** Why a store could not be used and was moved out of the way, whole. */
const setAsideReasons = ['damaged', 'foreign', 'newer', 'key-unreadable'] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];

/** Something the operator should know about what was found at start. */
export type StoreReport =
  | {
      readonly kind: 'set-aside';
      readonly reason: SetAsideReason;
      readonly folder: string;
      /** Rows that could still be read there and went on into the new store at this start. */
      readonly savedRows: number;
    }
  | { readonly kind: 'key-restored' }
  | { readonly kind: StoreAlarm }
  /** The data folder forgets what is written to it when the machine restarts, by what. */
  | { readonly kind: 'volatile'; readonly by: string }
  /** The data folder is not on a disk of this machine. */
  | { readonly kind: 'network'; readonly by: string }
  /** The marker outside the store could not be written: a store that is emptied later will not be missed. */
  | { readonly kind: 'unmarked' };

/** In a folder set aside as damaged: its rows were not yet brought over. */
const pendingName = 'salvage-pending';
/** In a folder set aside as damaged: as many bytes as there were reads of it that the disk refused. */
const refusedName = 'salvage-refused';
/** In a folder set aside: an operator has seen the notice. */
const dismissedName = 'dismissed';

/**
 * Moves a store's folder (database, write-ahead log and key together, in one atomic rename) beside itself, named with
 * the date, and returns the new folder. Nothing that was in it is opened, changed or deleted.
 */
export function setAside(storeFolder: string, parent: string, reason: SetAsideReason, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-');
  let target = join(parent, `set-aside-${stamp}`);
  for (let copy = 2; isThere(target); copy += 1) target = join(parent, `set-aside-${stamp}-${copy}`);
  // Before the rename: a kill right after it must not leave rows that nobody knows are to be brought over.
  if (reason === 'damaged') writeFileDurably(join(storeFolder, pendingName), new Uint8Array(), { isSoleWriter: true });
  try {
    writeFileSync(join(storeFolder, 'reason.txt'), `${reason}\n`);
    rmSync(join(storeFolder, dismissedName), { force: true });
  } catch {
    // The note is a courtesy; the log and the operator's screen carry the reason too.
  }
  renameSync(storeFolder, target);
  syncFolder(parent);
  return target;
}

/** Everything that was ever set aside beside this store, oldest first. Throws disk faults. */
export function foldersSetAside(parent: string): string[] {
  const names = readdirSync(parent).filter((name) => name.startsWith('set-aside-'));
  return names.sort().map((name) => join(parent, name));
}

function reasonOf(folder: string): SetAsideReason {
  try {
    const text = readFileSync(join(folder, 'reason.txt'), 'utf8').trim();
    return setAsideReasons.find((reason) => reason === text) ?? 'damaged';
  } catch {
    return 'damaged';
  }
}

/** What was set aside, at this start or before, and nobody has dismissed; oldest first. Throws disk faults. */
export function setAsideReports(parent: string): StoreReport[] {
  return foldersSetAside(parent)
    .filter((folder) => !isThere(join(folder, dismissedName)))
    .map((folder) => ({ kind: 'set-aside', reason: reasonOf(folder), folder, savedRows: 0 }));
}

/** Folders whose rows are still to be brought over; oldest first. Throws disk faults. */
export function pendingSalvages(parent: string): string[] {
  return foldersSetAside(parent).filter((folder) => isThere(join(folder, pendingName)));
}

/** The rows of a folder are brought over, as far as they can be. Throws disk faults. */
export function endSalvage(folder: string): void {
  rmSync(join(folder, refusedName), { force: true });
  rmSync(join(folder, pendingName), { force: true });
}

/** A sector that the disk refused at so many starts will not be read at the next one either. */
const mostRefused = 3;

/**
 * Reads from a folder whose rows are to be brought over. What the disk refuses for the moment is thrown: a later start can do
 * better. What it refuses for good keeps no station shut: then the answer is `otherwise`.
 */
export function readSetAside<Value>(folder: string, read: () => Value, otherwise: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (storageFault(error) !== 'io') throw error;
    const file = join(folder, refusedName);
    const refused = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) + 1;
    writeFileDurably(file, new Uint8Array(refused), { isSoleWriter: true });
    if (refused < mostRefused) throw error;
    return otherwise();
  }
}

/** An operator has seen that this folder was set aside. Throws disk faults. */
export function dismissSetAside(folder: string): void {
  writeFileDurably(join(folder, dismissedName), new Uint8Array(), { isSoleWriter: true });
}
