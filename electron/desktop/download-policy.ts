import path from 'node:path';
import { ownOrigin } from './own-page.ts';

/** What the page calls the sealed file of parked photos. */
const exportName = /^parked-photos-[0-9-]{10,20}\.kioskphotos$/;

/**
 * Where the page's one download may be written: parked photos, sealed with the operator's passphrase, made by our own
 * page. No dialog is shown, which would be a way out of the kiosk. Anything else gets no place.
 */
export function downloadPlace(parts: {
  readonly url: string;
  readonly fileName: string;
  /** The user's downloads; absent: nothing is ever written. */
  readonly folder: string | undefined;
}): string | undefined {
  const isOurs = parts.url.startsWith(`blob:${ownOrigin}/`) && exportName.test(parts.fileName);
  return isOurs && parts.folder !== undefined ? path.join(parts.folder, parts.fileName) : undefined;
}
