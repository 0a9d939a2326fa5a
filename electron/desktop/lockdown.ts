import type { App, CommandLine, Session, WebContents } from 'electron';
import type { Log } from '../ports.ts';
import { downloadPlace } from './download-policy.ts';
import { isPermitted } from './permission-policy.ts';
import { isNavigationAllowed, isRequestAllowed } from './request-filter.ts';

/** Sets the refusals that hold for every page of the app, before the first exists. */
export function lockDownApp(app: App, log: Log): void {
  // Chromium fetches a dictionary for every session that may check spelling, also for those without a page.
  app.on('session-created', (session) => {
    session.setSpellCheckerEnabled(false);
    session.setSpellCheckerLanguages([]);
  });
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, log));
  // Electron 44 and later answer a server's question with the first client certificate there is: answer with none.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
}

function lockDownContents(contents: WebContents, log: Log): void {
  const refuse = (what: string) => log.warn('page.refused', { what });
  contents.on('will-navigate', (event) => {
    if (isNavigationAllowed(event.url, event.isMainFrame)) return;
    event.preventDefault();
    refuse('navigation');
  });
  contents.on('will-frame-navigate', (event) => {
    if (isNavigationAllowed(event.url, event.isMainFrame)) return;
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    refuse('redirect');
  });
  // A page that would stay when the station brings another is left all the same.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('content-bounds-updated', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => {
    refuse('window');
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refuse('webview');
  });
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Nobody is there: what the page's process still sends past all refusals (WebRTC over TCP, preconnects) ends here. */
const deadProxy = { mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' } as const;

/** Switches off what reaches the network without asking any session. Before the app is ready. */
export function quietNetwork(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  // `<link rel="dns-prefetch">` asks the network for names of the page's choosing.
  commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
}

/**
 * Keeps Chromium from the system's keyring, at a station whose key a service hands over, and where the keyring would ask for a
 * password: Chromium asks for a key of its own while it starts, and with a keyring that is locked or not yet made everything would
 * wait for somebody to type, in a dialog over the station. Before the app is ready.
 */
export function leaveKeyring(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('password-store', 'basic');
}

/** Where downloads go, and who hears of them. */
export interface Downloads {
  readonly folder: string;
  readonly onSaved: (name: string) => void;
  readonly onNotSaved: () => void;
}

/**
 * Sets the refusals of the page's session: permissions, devices, every address but our own, and every download but the
 * files that staff save for elsewhere, which go to `downloads.folder` without a dialog; of each it is told whether it got there.
 * Resolves when all hold.
 */
export async function lockDownSession(
  session: Session,
  isDevelopment: boolean,
  log: Log,
  downloads: Downloads,
): Promise<void> {
  const refuse = (what: string) => log.warn('page.refused', { what });
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const isGranted = isPermitted({
      permission,
      isMainFrame: details.isMainFrame,
      origin: originOf(details.requestingUrl),
      media: 'mediaTypes' in details ? (details.mediaTypes ?? []) : [],
    });
    if (!isGranted) refuse(`permission ${permission}`);
    callback(isGranted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermitted({
      permission,
      isMainFrame: details.isMainFrame,
      origin: requestingOrigin,
      media: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setDisplayMediaRequestHandler(null);
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('will-download', (event, item) => {
    const fileName = item.getFilename();
    const place = downloadPlace({ url: item.getURL(), fileName, folder: downloads.folder });
    if (place === undefined) {
      event.preventDefault();
      refuse('download');
      return downloads.onNotSaved();
    }
    item.setSavePath(place);
    item.once('done', (_event, state) => {
      if (state === 'completed') return downloads.onSaved(fileName);
      log.warn('page.file-not-saved', { state });
      downloads.onNotSaved();
    });
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    const isAllowed = isRequestAllowed(details.url, isDevelopment);
    if (!isAllowed) refuse('request');
    callback({ cancel: !isAllowed });
  });
  await session.setProxy(deadProxy);
}

function originOf(url: string): string | undefined {
  // `URL.origin` of an own scheme is "null" outside Chromium.
  const parsed = URL.parse(url);
  return parsed === null ? undefined : `${parsed.protocol}//${parsed.host}`;
}
