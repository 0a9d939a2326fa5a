import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../sealing/durable-file.ts';
import { isThere } from './file-place.ts';

/** Why a store could not be used and was moved out of the way, whole. */
export type SetAsideReason = 'damaged' | 'foreign' | 'newer' | 'key-unreadable';

/** Something the operator should know about what was found at start. */
export type StoreReport =
  | {
      readonly kind: 'set-aside';
      readonly reason: SetAsideReason;
      readonly folder: string;
      /** Job records, photos and documents that could still be read there and went on into the new store. */
      readonly savedRows: number;
    }
  | { readonly kind: 'key-restored' };

/**
 * Moves a store's folder (database, write-ahead log and key together, in one atomic rename) beside itself, named with
 * the date, and returns the new folder. Nothing in it is opened, changed or deleted.
 */
export function setAside(storeFolder: string, parent: string, reason: SetAsideReason, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-');
  let target = join(parent, `set-aside-${stamp}`);
  for (let copy = 2; isThere(target); copy += 1) target = join(parent, `set-aside-${stamp}-${copy}`);
  renameSync(storeFolder, target);
  syncFolder(parent);
  try {
    writeFileSync(join(target, 'reason.txt'), `${reason}\n`);
  } catch {
    // The note is a courtesy; the log and the operator's screen carry the reason too.
  }
  return target;
}
