import { EventEmitter } from 'node:events';
import type { BrowserWindow, PowerMonitor, PowerSaveBlocker, Screen } from 'electron';
import { describe, expect, test } from 'vitest';
import { safePageUrl } from '../../../electron/desktop/app-scheme.ts';
import { ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { startPageWatchdog } from '../../../electron/desktop/page-watchdog.ts';
import { watchPower } from '../../../electron/desktop/power.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { fakeContents, silent } from '../../fake-electron.ts';

describe('a page that dies', () => {
  function kept() {
    const contents = fakeContents();
    const window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false });
    const clock = createFakeClock();
    const exits: number[] = [];
    let isQuitting = false;
    const stop = startPageWatchdog({
      window: window as unknown as BrowserWindow,
      clock,
      log: silent,
      isQuitting: () => isQuitting,
      exit: (code) => void exits.push(code),
    });
    const crash = (reason = 'crashed') => contents.emit('render-process-gone', {}, { reason });
    return {
      contents,
      window,
      exits,
      stop,
      crash,
      advance: clock.advance,
      nextTimerMs: clock.nextTimerMs,
      beginToQuit: () => {
        isQuitting = true;
      },
    };
  }

  test.each(['crashed', 'killed', 'oom', 'abnormal-exit', 'launch-failed', 'integrity-failure', 'memory-eviction'])(
    'of %s is loaded again, a moment later',
    (reason) => {
      const { contents, crash, advance } = kept();
      crash(reason);
      expect(contents.loaded).toEqual([]);
      advance(500);
      expect(contents.loaded).toEqual([ownPageUrl]);
    },
  );

  test('again and again gives way to the safe page, then tries once more', () => {
    const { contents, crash, advance } = kept();
    for (let count = 0; count < 3; count += 1) {
      crash();
      advance(1000);
    }
    expect(contents.loaded).toEqual([ownPageUrl, ownPageUrl, safePageUrl]);
    advance(60_000);
    expect(contents.loaded.at(-1)).toBe(ownPageUrl);
  });

  test('without end makes the app end with the restart code', () => {
    const { crash, advance, exits } = kept();
    for (let count = 0; count < 5; count += 1) {
      crash();
      advance(100_000);
    }
    expect(exits).toEqual([75]);
  });

  test('by hanging has its process ended after ten seconds, unless it answers before', () => {
    const { contents, window, advance } = kept();
    window.emit('unresponsive');
    advance(9_999);
    window.emit('responsive');
    advance(60_000);
    expect(contents.crashes).toBe(0);
    window.emit('unresponsive');
    advance(10_000);
    expect(contents.crashes).toBe(1);
  });

  test('or cannot be loaded counts as a crash; a part of it, or a load that was given up, does not', () => {
    const { contents, advance, exits } = kept();
    const fail = (code: number, isMainFrame: boolean) =>
      contents.emit('did-fail-load', {}, code, 'failed', ownPageUrl, isMainFrame);
    fail(-3, true);
    fail(-2, false);
    advance(1000);
    expect(contents.loaded).toEqual([]);
    fail(-2, true);
    advance(500);
    expect(contents.loaded).toEqual([ownPageUrl]);
    for (let count = 0; count < 4; count += 1) {
      fail(-2, true);
      advance(100_000);
    }
    expect(exits).toEqual([75]);
  });

  test('or goes to a blank page, which nobody is asked about, is brought back; our own page is left alone', () => {
    const { contents, advance } = kept();
    for (const url of [ownPageUrl, `${ownPageUrl}#step`, safePageUrl]) contents.emit('did-navigate', {}, url);
    advance(1000);
    expect(contents.loaded).toEqual([]);
    contents.emit('did-navigate', {}, 'about:blank');
    advance(0);
    expect(contents.loaded).toEqual([ownPageUrl]);
  });

  test('while the app is quitting is left alone, and the watch leaves nothing behind', () => {
    const { contents, window, crash, advance, beginToQuit, stop, nextTimerMs } = kept();
    crash();
    beginToQuit();
    advance(10_000);
    crash();
    advance(10_000);
    expect(contents.loaded).toEqual([]);
    stop();
    expect([nextTimerMs(), contents.eventNames().length, window.listenerCount('unresponsive')]).toEqual([
      undefined,
      0,
      0,
    ]);
  });
});

describe('power', () => {
  test('the display stays on, also after sleep and a new display; sleep and lock hide the screens; nothing stays behind', () => {
    const powerMonitor = new EventEmitter();
    const screen = new EventEmitter();
    const live = new Set<number>();
    let next = 0;
    const powerSaveBlocker = {
      start: (kind: string) => {
        expect(kind).toBe('prevent-display-sleep');
        next += 1;
        live.add(next);
        return next;
      },
      stop: (id: number) => void live.delete(id),
    };
    const heard: string[] = [];
    const stop = watchPower({
      powerMonitor: powerMonitor as unknown as PowerMonitor,
      powerSaveBlocker: powerSaveBlocker as unknown as PowerSaveBlocker,
      screen: screen as unknown as Screen,
      isLocked: true,
      onResume: () => heard.push('resume'),
      onRest: () => heard.push('rest'),
    });
    for (const name of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) powerMonitor.emit(name);
    screen.emit('display-added');
    expect(heard).toEqual(['rest', 'resume', 'rest', 'resume']);
    expect([next, live.size]).toEqual([4, 1]);
    stop();
    expect([live.size, powerMonitor.eventNames(), screen.eventNames()]).toEqual([0, [], []]);
  });
});
