import type { BrowserWindow, BrowserWindowConstructorOptions, Screen } from 'electron';
import type { Log } from '../ports.ts';
import { isKeySwallowed } from './key-lock.ts';
import { ownPageUrl } from './own-page.ts';
import { coveringBounds, windowOptions } from './window-options.ts';

interface WindowParts {
  readonly screen: Pick<Screen, 'on' | 'off' | 'getPrimaryDisplay'>;
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly isLocked: boolean;
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly isQuitting: () => boolean;
  /** A locked window is gone that nobody closed: its page can close it, whoever owns it is not asked. */
  readonly onLost: () => void;
  readonly log: Log;
}

/** Makes the one window, without a page yet. Locked: it swallows keys and cannot be closed but by quitting the app. */
export function createKioskWindow(parts: WindowParts): BrowserWindow {
  const { isLocked, platform, isQuitting } = parts;
  const primary = () => parts.screen.getPrimaryDisplay();
  const window = parts.createWindow(
    windowOptions({ ...parts, room: primary().workAreaSize, display: primary().bounds }),
  );
  window.removeMenu();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  // Screen captures and meeting software see nothing of the people in front of the station.
  window.setContentProtection(isLocked);
  if (!isLocked) return window;
  window.on('close', (event) => {
    if (!isQuitting()) event.preventDefault();
  });
  window.once('closed', () => {
    if (!isQuitting()) parts.onLost();
  });
  // A display that comes or goes can push a full-screen window aside.
  const cover = () => {
    window.setBounds(coveringBounds(primary().bounds, platform));
    window.setKiosk(true);
  };
  for (const name of ['display-added', 'display-removed', 'display-metrics-changed'] as const) {
    parts.screen.on(name as 'display-added', cover);
    window.once('closed', () => parts.screen.off(name as 'display-added', cover));
  }
  window.webContents.on('before-input-event', (event, input) => {
    if (isKeySwallowed(input, platform)) event.preventDefault();
  });
  window.webContents.setVisualZoomLevelLimits(1, 1).catch((cause: unknown) => parts.log.warn('window.zoom', { cause }));
  return window;
}

/** Shows our page. A failure is left to the watchdog, which hears of it as a crash. */
export function showPage(window: BrowserWindow, log: Log): void {
  window.loadURL(ownPageUrl).catch((cause: unknown) => log.error('page.load-failed', { cause }));
}
