import type { KioskApi } from '../../shared/contract.ts';
import { createKioskApi } from '../../shared/kiosk-api.ts';
import { createLoopbackTransport, type Page } from './loopback-transport.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in the browser host. */
    readonly kiosk?: KioskApi;
  }
}

const page: Page = {
  fetch: (path, init) => fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', redirect: 'error' }),
  takeSecret() {
    const secret = location.hash.slice(1);
    if (secret !== '') history.replaceState(null, '', location.pathname);
    return secret;
  },
  get storage() {
    return sessionStorage;
  },
  setTimer: (delayMs, action) => void setTimeout(action, delayMs),
};

/** The core as this page reaches it: Electron's preload where there is one, else the browser host that served the page. */
export const kiosk: KioskApi = window.kiosk ?? createKioskApi(createLoopbackTransport(page));
