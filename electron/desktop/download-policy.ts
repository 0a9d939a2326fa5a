import path from 'node:path';
import { ownOrigin } from './own-page.ts';

/**
 * What the page calls its downloads: the sealed file of parked photos, an empty list, what came of one, what an
 * administrator needs who registers the station by hand, and its settings for another one.
 */
const ownNames = [
  /^parked-photos-[0-9-]{10,20}\.kioskphotos$/,
  /^roster-template\.csv$/,
  /^roster-results-[0-9]{8}-[0-9]{4}\.csv$/,
  /^photo-kiosk-certificate\.cer$/,
  /^photo-kiosk-register\.(?:sh|ps1)$/,
  /^photo-kiosk-settings\.json$/,
];

/**
 * Where a download of our own page may be written: parked photos, sealed with the operator's passphrase, and what an operator
 * saves for elsewhere. No dialog is shown, which would be a way out of the kiosk. Anything else gets no place.
 */
export function downloadPlace(parts: {
  readonly url: string;
  readonly fileName: string;
  /** The user's downloads; absent: nothing is ever written. */
  readonly folder: string | undefined;
}): string | undefined {
  const isOurs = parts.url.startsWith(`blob:${ownOrigin}/`) && ownNames.some((name) => name.test(parts.fileName));
  return isOurs && parts.folder !== undefined ? path.join(parts.folder, parts.fileName) : undefined;
}
