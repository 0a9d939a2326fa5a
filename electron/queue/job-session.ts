import type { JobRecord } from './job-record.ts';

/**
 * Who is signed in at a station where people sign in themselves; `undefined`: nobody, or not yet known. The function itself is
 * absent at stations that send with an account of their own.
 */
export type SessionAccount = () => string | undefined;

/** What may become of a job with the account that is signed in: `foreign` belongs to a session that is over. */
export type SessionFit = 'fits' | 'waits' | 'foreign';

/** Whether a job may be sent or verified now. */
export function sessionFit(
  { accountId, personId }: Pick<JobRecord, 'accountId' | 'personId'>,
  account: SessionAccount | undefined,
): SessionFit {
  if (account === undefined) return accountId === undefined ? 'fits' : 'foreign';
  const signedIn = account();
  if (signedIn === undefined) return 'waits';
  if (accountId !== undefined) return signedIn === accountId ? 'fits' : 'foreign';
  // Saved while the station had an account of its own: only the person's own session may send it.
  return signedIn === personId ? 'fits' : 'waits';
}
