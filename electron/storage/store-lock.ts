import { renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isThere } from './file-place.ts';
import { sqliteFault } from './sqlite-fault.ts';

/** Held until `release`, or until the process ends however it ends: the operating system gives it back. */
export interface StoreLock {
  release(): void;
}

/**
 * Takes the exclusive lock on a data folder; `undefined` when another process has it.
 * Node has no file locks, SQLite has: an exclusive transaction on an empty database locks a zero-byte file.
 * It is a file of its own, so that the database can be closed, set aside and reopened without letting anybody in.
 */
export function acquireStoreLock(file: string): StoreLock | undefined {
  for (const isLastTry of [false, true]) {
    const database = new DatabaseSync(file);
    try {
      database.exec('PRAGMA journal_mode=MEMORY; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE');
      return {
        release() {
          if (database.isOpen) database.close();
        },
      };
    } catch (error) {
      database.close();
      const fault = sqliteFault(error);
      if (fault === 'in-use') return undefined;
      // Something wrote into the lock file. It holds nothing, so it may step aside.
      if (fault !== 'damaged' || isLastTry || !isThere(file)) throw error;
      renameSync(file, `${file}.damaged`);
    }
  }
  return undefined;
}
