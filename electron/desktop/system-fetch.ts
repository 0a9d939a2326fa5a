import type { Session } from 'electron';
import type { Fetch } from '../ports.ts';

/** The session of everything that leaves the station: in memory, apart from the page's. */
export const uploadPartition = 'kiosk-uploads';

/**
 * Chromium's `fetch` in the main process, so that the system's proxy, certificates and sign-in to proxies apply. No cookies,
 * no cache, nothing shared with the page.
 */
export function createSystemFetch(session: Pick<Session, 'fetch'>): Fetch {
  return (input, init = {}) => session.fetch(String(input), { ...init, credentials: 'omit', cache: 'no-store' });
}
