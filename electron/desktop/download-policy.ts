import path from 'node:path';
import { isSavedFileName } from '../../shared/saved-files.ts';
import { ownOrigin } from './own-page.ts';

/**
 * Where a download of our own page may be written: parked photos, sealed with the operator's passphrase, and what else staff
 * save for elsewhere. No dialog is shown, which would be a way out of the kiosk. Anything else gets no place.
 */
export function downloadPlace(parts: {
  readonly url: string;
  readonly fileName: string;
  /** The user's downloads. */
  readonly folder: string;
}): string | undefined {
  const isOurs = parts.url.startsWith(`blob:${ownOrigin}/`) && isSavedFileName(parts.fileName);
  return isOurs ? path.join(parts.folder, parts.fileName) : undefined;
}
