import type { App, BrowserWindow, Details, ProcessMetric } from 'electron';
import { assertNever } from '../../shared/assert-never.ts';
import { stationExitCodes } from '../host/exit-code.ts';
import type { Clock, Log } from '../ports.ts';
import { safePageUrl } from './app-scheme.ts';
import { isOwnUrl, ownPageUrl } from './own-page.ts';
import { feelPulse } from './page-pulse.ts';
import { climb, type Happening, type LadderTraits, startOfLadder } from './recovery-ladder.ts';

interface WatchdogParts {
  readonly app: Pick<App, 'on' | 'off'> & { getAppMetrics(): Pick<ProcessMetric, 'memory'>[] };
  readonly window: BrowserWindow;
  readonly clock: Clock;
  readonly log: Log;
  readonly traits: Omit<LadderTraits, 'startedAtMs'>;
  readonly isQuitting: () => boolean;
  readonly exit: (code: number) => void;
}

/** Keeps the station going. */
export interface Watchdog {
  /** Somebody is at the station: it does not restart under their hands. */
  touched(): void;
  stop(): void;
}

/** Chromium's net::ERR_ABORTED. */
const abortedCode = -3;
const lookEveryMs = 60_000;

/**
 * Brings the page back when its process dies or hangs, it cannot be loaded or it is left; ends the app in order before
 * Chromium gives its graphics process up, in a quiet moment of the night, and when memory has grown. Without a dialog.
 */
export function startWatchdog(parts: WatchdogParts): Watchdog {
  const { app, window, clock, log, isQuitting, exit } = parts;
  const { webContents: contents } = window;
  const traits = { ...parts.traits, startedAtMs: clock.monotonicMs() };
  let state = startOfLadder(clock.monotonicMs());
  let cancelRemedy = () => {};
  let cancelLook = () => {};

  function later(delayMs: number, action: () => void) {
    cancelRemedy();
    cancelRemedy = clock.setTimer(delayMs, () => {
      if (!window.isDestroyed() && !isQuitting()) action();
    });
  }
  function load(url: string) {
    contents.loadURL(url).catch((cause: unknown) => log.warn('page.load-failed', { cause }));
  }
  function meet(happening: Happening, facts?: Readonly<Record<string, unknown>>) {
    if (isQuitting()) return;
    const step = climb(state, happening, clock.monotonicMs(), traits);
    state = step.state;
    const { remedy } = step;
    if (facts !== undefined || remedy.kind === 'restart') {
      log.warn(`watchdog.${happening.kind}`, { ...facts, ...remedy, kind: undefined, remedy: remedy.kind });
    }
    switch (remedy.kind) {
      case 'none':
        return;
      case 'load-page':
        return later(remedy.delayMs, () => load(ownPageUrl));
      case 'safe-page':
        return later(0, () => {
          load(safePageUrl);
          later(remedy.retryAfterMs, () => load(ownPageUrl));
        });
      case 'end-page':
        return later(remedy.delayMs, () => contents.forcefullyCrashRenderer());
      case 'let-be':
        return cancelRemedy();
      case 'restart':
        return exit(stationExitCodes.restart);
      default:
        return assertNever(remedy);
    }
  }
  function look() {
    cancelLook = clock.setTimer(lookEveryMs, () => {
      const sizes = app.getAppMetrics().map(({ memory }) => memory.workingSetSize);
      const memoryMb = Math.round(sizes.reduce((sum, sizeKb) => sum + sizeKb, 0) / 1024);
      meet({ kind: 'look', memoryMb, localHour: new Date(clock.nowMs()).getHours() });
      look();
    });
  }
  const touched = () => meet({ kind: 'touched' });
  const endPulse = feelPulse({
    contents,
    clock,
    onHung: () => meet({ kind: 'page-hangs' }, {}),
    onAnswer: () => meet({ kind: 'page-answers' }, {}),
  });
  const unwatchPage = watchPage(window, meet);
  const unwatchProcesses = watchProcesses(app, meet, log);
  contents.on('before-input-event', touched);
  look();
  return {
    touched,
    stop() {
      cancelRemedy();
      cancelLook();
      contents.off('before-input-event', touched);
      endPulse();
      unwatchPage();
      unwatchProcesses();
    },
  };
}

type Meet = (happening: Happening, facts?: Readonly<Record<string, unknown>>) => void;

function watchPage(window: BrowserWindow, meet: Meet): () => void {
  const { webContents: contents } = window;
  const onGone = (_event: unknown, { reason, exitCode }: { readonly reason: string; readonly exitCode?: number }) =>
    meet({ kind: 'page-lost' }, { reason, exitCode });
  // An address that is given up for another one is no failure.
  const onLoadFailed = (_event: unknown, netError: number, _text: string, url: string, isMainFrame: boolean) => {
    if (isMainFrame && isOwnUrl(url) && netError !== abortedCode) meet({ kind: 'page-lost' }, { netError });
  };
  const onUnresponsive = () => meet({ kind: 'page-hangs' }, {});
  const onResponsive = () => meet({ kind: 'page-answers' }, {});
  // Chromium asks nobody before a page goes to about:blank.
  const onNavigated = (_event: unknown, url: string) => {
    if (url !== ownPageUrl && url !== safePageUrl && !url.startsWith(`${ownPageUrl}#`)) meet({ kind: 'page-left' }, {});
  };
  contents.on('render-process-gone', onGone);
  contents.on('did-fail-load', onLoadFailed);
  contents.on('did-navigate', onNavigated);
  window.on('unresponsive', onUnresponsive);
  window.on('responsive', onResponsive);
  return () => {
    contents.off('render-process-gone', onGone);
    contents.off('did-fail-load', onLoadFailed);
    contents.off('did-navigate', onNavigated);
    window.off('unresponsive', onUnresponsive);
    window.off('responsive', onResponsive);
  };
}

/** Chromium's own processes. Ours (photos, faces, demo) are started afresh by whoever needs them; all leave a line. */
function watchProcesses(app: WatchdogParts['app'], meet: Meet, log: Log): () => void {
  const onChildGone = (_event: unknown, details: Details) => {
    const { type, reason, exitCode, serviceName, name } = details;
    if (reason === 'clean-exit') return;
    if (type === 'GPU') meet({ kind: 'graphics-lost' }, { reason, exitCode });
    else log.warn('process.gone', { type, reason, exitCode, service: serviceName ?? name });
  };
  app.on('child-process-gone', onChildGone);
  return () => void app.off('child-process-gone', onChildGone);
}
