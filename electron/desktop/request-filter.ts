import { isOwnUrl, ownOrigin } from './own-page.ts';

/**
 * Whether the page's session may ask for a URL: its own files, its own pictures, nothing on any network, so that even a
 * malicious dependency in the page has nowhere to send a face. `devtools:` only while developing.
 */
export function isRequestAllowed(url: string, isDevelopment: boolean): boolean {
  if (isOwnUrl(url)) return true;
  if (url.startsWith(`blob:${ownOrigin}/`)) return true;
  if (url.startsWith('data:')) return true;
  return isDevelopment && url.startsWith('devtools://devtools/');
}

/** Whether a frame may go to a URL: the one page may be loaded again, and that is all. */
export function isNavigationAllowed(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && (url === `${ownOrigin}/` || url.startsWith(`${ownOrigin}/#`));
}
