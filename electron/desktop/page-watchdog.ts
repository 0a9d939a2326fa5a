import type { BrowserWindow } from 'electron';
import { assertNever } from '../../shared/assert-never.ts';
import { stationExitCodes } from '../host/exit-code.ts';
import type { Clock, Log } from '../ports.ts';
import { safePageUrl } from './app-scheme.ts';
import { type CrashHistory, decideRecovery, unresponsiveLimitMs } from './crash-recovery.ts';
import { isOwnUrl, ownPageUrl } from './own-page.ts';

interface WatchdogParts {
  readonly window: BrowserWindow;
  readonly clock: Clock;
  readonly log: Log;
  readonly isQuitting: () => boolean;
  readonly exit: (code: number) => void;
}

/** Chromium's net::ERR_ABORTED. */
const abortedCode = -3;

/** Brings the page back when its process dies or hangs, it cannot be loaded or it is left, without a dialog. The returned function stops the watch. */
export function startPageWatchdog({ window, clock, log, isQuitting, exit }: WatchdogParts): () => void {
  const { webContents: contents } = window;
  let history: CrashHistory = [];
  let cancelTimer = () => {};

  function later(delayMs: number, action: () => void) {
    cancelTimer();
    cancelTimer = clock.setTimer(delayMs, () => {
      if (!window.isDestroyed() && !isQuitting()) action();
    });
  }
  function load(url: string) {
    contents.loadURL(url).catch((cause: unknown) => log.warn('page.load-failed', { cause }));
  }
  function onGone(_event: unknown, { reason }: { readonly reason: string }) {
    const decided = decideRecovery(history, clock.monotonicMs(), isQuitting());
    history = decided.history;
    const { recovery } = decided;
    log.error('page.gone', { reason, recovery: recovery.kind });
    switch (recovery.kind) {
      case 'none':
        return;
      case 'reload':
        return later(recovery.delayMs, () => load(ownPageUrl));
      case 'safe-page':
        return later(0, () => {
          load(safePageUrl);
          later(recovery.retryAfterMs, () => load(ownPageUrl));
        });
      case 'exit':
        return exit(stationExitCodes.restart);
      default:
        return assertNever(recovery);
    }
  }
  // An address that is given up for another one is no failure.
  function onLoadFailed(event: unknown, code: number, _text: string, url: string, isMainFrame: boolean) {
    if (isMainFrame && isOwnUrl(url) && code !== abortedCode) onGone(event, { reason: `load failed with ${code}` });
  }
  function onUnresponsive() {
    log.warn('page.unresponsive');
    later(unresponsiveLimitMs, () => contents.forcefullyCrashRenderer());
  }
  const onResponsive = () => cancelTimer();
  // Chromium asks nobody before a page goes to about:blank.
  function onNavigated(_event: unknown, url: string) {
    if (isOwnUrl(url)) return;
    log.warn('page.left');
    later(0, () => load(ownPageUrl));
  }

  contents.on('render-process-gone', onGone);
  contents.on('did-fail-load', onLoadFailed);
  contents.on('did-navigate', onNavigated);
  window.on('unresponsive', onUnresponsive);
  window.on('responsive', onResponsive);
  return () => {
    cancelTimer();
    contents.off('render-process-gone', onGone);
    contents.off('did-fail-load', onLoadFailed);
    contents.off('did-navigate', onNavigated);
    window.off('unresponsive', onUnresponsive);
    window.off('responsive', onResponsive);
  };
}
