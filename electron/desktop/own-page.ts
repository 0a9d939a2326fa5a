/** The one origin of the app inside Electron. */
export const ownOrigin = 'app://kiosk';
/** The one page. */
export const ownPageUrl = `${ownOrigin}/`;

/** Whether a frame or request says that it is exactly our origin. Empty, opaque and blank ones are not. */
export function isOwnOrigin(origin: string | undefined): boolean {
  // Electron writes a requesting origin with and without the closing slash.
  return origin === ownOrigin || origin === ownPageUrl;
}

/** Whether a URL is a file of ours: our scheme, our host, nothing before or behind the host. */
export function isOwnUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === 'app:' &&
    url.host === 'kiosk' &&
    url.username === '' &&
    url.password === '' &&
    text.startsWith(ownPageUrl)
  );
}
