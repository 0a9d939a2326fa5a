import { isOwnOrigin } from './own-page.ts';

/**
 * Every permission that Electron 45's typings know, decided by hand. A test compares this list with the typings, so that a
 * new name fails the build until somebody decides. A name that is not here is refused.
 */
export const pagePermissions: Readonly<Record<string, 'refused' | 'camera-only'>> = {
  ar: 'refused',
  'automatic-fullscreen': 'refused',
  'background-fetch': 'refused',
  'background-sync': 'refused',
  'captured-surface-control': 'refused',
  'clipboard-read': 'refused',
  'clipboard-sanitized-write': 'refused',
  'deprecated-sync-clipboard-read': 'refused',
  'display-capture': 'refused',
  fileSystem: 'refused',
  fullscreen: 'refused',
  geolocation: 'refused',
  'geolocation-approximate': 'refused',
  'hand-tracking': 'refused',
  hid: 'refused',
  'idle-detection': 'refused',
  keyboardLock: 'refused',
  'local-fonts': 'refused',
  'local-network': 'refused',
  'local-network-access': 'refused',
  'loopback-network': 'refused',
  mediaKeySystem: 'refused',
  midi: 'refused',
  midiSysex: 'refused',
  nfc: 'refused',
  notifications: 'refused',
  openExternal: 'refused',
  'payment-handler': 'refused',
  'periodic-background-sync': 'refused',
  'persistent-storage': 'refused',
  pointerLock: 'refused',
  'screen-wake-lock': 'refused',
  sensors: 'refused',
  serial: 'refused',
  'smart-card': 'refused',
  'speaker-selection': 'refused',
  'storage-access': 'refused',
  'system-wake-lock': 'refused',
  'top-level-storage-access': 'refused',
  unknown: 'refused',
  usb: 'refused',
  vr: 'refused',
  'web-app-installation': 'refused',
  'web-printing': 'refused',
  'window-management': 'refused',
  media: 'camera-only',
};

/** What Electron says with a permission request (`mediaTypes`) or check (`mediaType`). */
export interface PermissionQuestion {
  readonly permission: string;
  readonly isMainFrame: boolean;
  readonly origin: string | undefined;
  /** `video`, `audio`, or nothing known. */
  readonly media: readonly string[];
}

/** The camera for our own page's main frame; everything else, for everybody else, is refused. */
export function isPermitted({ permission, isMainFrame, origin, media }: PermissionQuestion): boolean {
  const rule = Object.hasOwn(pagePermissions, permission) ? pagePermissions[permission] : 'refused';
  if (rule !== 'camera-only' || !isMainFrame || !isOwnOrigin(origin)) return false;
  return media.length > 0 && media.every((type) => type === 'video');
}
