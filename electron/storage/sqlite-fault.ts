/**
 * What a failed statement says about the file beneath it; decides whether to wait, reopen, set aside or give up. `moved`: the
 * open file is not the one at its path any more; `not-durable`: commits do not wait for the disk.
 */
export type SqliteFault =
  | 'disk-full'
  | 'io'
  | 'damaged'
  | 'in-use'
  | 'read-only'
  | 'cannot-open'
  | 'moved'
  | 'not-durable';

/** A fault of the place or of the promise, found by the store itself and not by SQLite. */
export class StoreError extends Error {
  readonly fault: SqliteFault;

  constructor(fault: SqliteFault, options?: ErrorOptions) {
    super(`the store: ${fault}`, options);
    this.fault = fault;
  }
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html); the extended code is in the higher bits. */
const faults: Readonly<Record<number, SqliteFault>> = {
  5: 'in-use',
  6: 'in-use',
  7: 'io', // NOMEM: the handle is not to be trusted either
  8: 'read-only',
  10: 'io',
  11: 'damaged',
  13: 'disk-full',
  14: 'cannot-open',
  15: 'in-use',
  23: 'cannot-open',
  26: 'damaged',
};

/** The fault behind an exception of `node:sqlite`, or `undefined` when it is a bug of ours (bad SQL, wrong type). */
export function sqliteFault(error: unknown): SqliteFault | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  const code = error.errcode;
  return typeof code === 'number' ? faults[code & 0xff] : undefined;
}

/** SQLITE_IOERR_SHORT_READ: a file that ends too early, which is damage. */
const shortRead = 10 | (2 << 8);

/** True when the disk did not give SQLite what was asked for: that says nothing of what the file holds. */
export function isDiskError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  const { errcode } = error;
  return typeof errcode === 'number' && (errcode & 0xff) === 10 && errcode !== shortRead;
}

/** Codes of the file system that mean the same as SQLite's. */
export function fileFault(error: unknown): SqliteFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'disk-full';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'read-only';
  if (code === 'EIO') return 'io';
  return 'cannot-open';
}

/**
 * The one boundary between the disk and the program: the fault behind an exception of SQLite or of any call of the file
 * system; `undefined` when it is a bug of ours.
 */
export function storageFault(error: unknown): SqliteFault | undefined {
  if (error instanceof StoreError) return error.fault;
  return sqliteFault(error) ?? (error instanceof Error && 'syscall' in error ? fileFault(error) : undefined);
}
