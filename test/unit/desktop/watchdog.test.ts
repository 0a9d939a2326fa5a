import { EventEmitter } from 'node:events';
import type { BrowserWindow, PowerMonitor, PowerSaveBlocker, Screen } from 'electron';
import { describe, expect, test } from 'vitest';
import { safePageUrl } from '../../../electron/desktop/app-scheme.ts';
import { ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { watchPower } from '../../../electron/desktop/power.ts';
import { startWatchdog } from '../../../electron/desktop/watchdog.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { fakeContents } from '../../fake-electron.ts';

/** A watched station on a clock that stands still; `advance` stops before the watchdog's next look unless told further. */
function watched(given: { isSupervised?: boolean; memoryKb?: number; nowMs?: number } = {}) {
  const contents = fakeContents();
  const window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false });
  const clock = createFakeClock(given.nowMs);
  const exits: number[] = [];
  const lines: unknown[][] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  let isQuitting = false;
  const app = Object.assign(new EventEmitter(), {
    getAppMetrics: () => [{ memory: { workingSetSize: given.memoryKb ?? 1024, peakWorkingSetSize: 0 } }],
  });
  const { stop, touched } = startWatchdog({
    app: app as never,
    window: window as unknown as BrowserWindow,
    clock,
    log: { info: note, warn: note, error: note },
    traits: { isSupervised: given.isSupervised ?? true, memoryCeilingMb: 1000 },
    isQuitting: () => isQuitting,
    exit: (code) => void exits.push(code),
  });
  return {
    ...{ app, contents, window, exits, lines, stop, touched },
    crash: (reason = 'crashed') => contents.emit('render-process-gone', {}, { reason, exitCode: 5 }),
    advance: clock.advance,
    nextTimerMs: clock.nextTimerMs,
    beginToQuit: () => {
      isQuitting = true;
    },
  };
}

describe('a page that dies', () => {
  const kept = watched;

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

  test('by hanging while nobody touches it is noticed within fifteen seconds and ended ten later; an answer before that saves it', () => {
    const { contents, advance, lines } = kept();
    advance(60_000);
    contents.isAwake = false;
    advance(24_999);
    expect([contents.crashes, lines.length]).toEqual([0, 1]);
    contents.wake();
    advance(60_000);
    expect([contents.crashes, lines.map(([name]) => name)]).toEqual([
      0,
      ['watchdog.page-hangs', 'watchdog.page-answers'],
    ]);
    contents.isAwake = false;
    advance(25_000);
    expect(contents.crashes).toBe(1);
  });

  test('by hanging is ended once; the page that comes in its place is asked anew', () => {
    const { contents, advance, crash } = kept();
    contents.isAwake = false;
    advance(25_000);
    expect(contents.crashes).toBe(1);
    contents.isAwake = true;
    crash('killed');
    advance(60_000);
    expect([contents.crashes, contents.loaded]).toEqual([1, [ownPageUrl]]);
    contents.isAwake = false;
    advance(25_000);
    expect(contents.crashes).toBe(2);
  });

  test('by hanging while it loads has a minute to come to an end', () => {
    const { contents, advance } = kept();
    contents.isLoading = true;
    contents.isAwake = false;
    advance(64_999);
    expect(contents.crashes).toBe(0);
    advance(10_001);
    expect(contents.crashes).toBe(1);
  });

  test('at a breakpoint of a developer does not hang', () => {
    const { contents, advance } = kept();
    contents.isAwake = false;
    Object.assign(contents, { isDevToolsOpened: () => true });
    advance(120_000);
    expect(contents.crashes).toBe(0);
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

  test('or goes anywhere but its own address is brought back', () => {
    const { contents, advance } = kept();
    for (const url of [ownPageUrl, `${ownPageUrl}#step`, safePageUrl]) contents.emit('did-navigate', {}, url);
    advance(1000);
    expect(contents.loaded).toEqual([]);
    for (const url of ['about:blank', `${ownPageUrl}assets/a.js`, `${ownPageUrl}?x`, 'https://evil.example/']) {
      contents.emit('did-navigate', {}, url);
      advance(0);
      expect(contents.loaded.splice(0), url).toEqual([ownPageUrl]);
    }
  });

  test('while the app is quitting is left alone, and the watch leaves nothing behind', () => {
    const { app, contents, window, crash, advance, beginToQuit, stop, nextTimerMs } = kept();
    crash();
    beginToQuit();
    advance(10_000);
    crash();
    advance(10_000);
    expect(contents.loaded).toEqual([]);
    stop();
    expect([nextTimerMs(), contents.eventNames(), window.eventNames(), app.eventNames()]).toEqual([
      undefined,
      [],
      [],
      [],
    ]);
  });
});

describe('the station as a whole', () => {
  const graphicsGone = { type: 'GPU', reason: 'crashed', exitCode: 11 };

  test('leaves a line of every process that ended by itself, and ends in order before graphics are given up', () => {
    const { app, exits, lines } = watched();
    app.emit(
      'child-process-gone',
      {},
      { type: 'Utility', reason: 'killed', exitCode: 9, serviceName: 'photo-process' },
    );
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
    expect(lines).toEqual([
      ['process.gone', { type: 'Utility', reason: 'killed', exitCode: 9, service: 'photo-process' }],
    ]);
    for (let count = 0; count < 4; count += 1) app.emit('child-process-gone', {}, graphicsGone);
    expect(exits).toEqual([75]);
    expect(lines.at(-1)).toEqual([
      'watchdog.graphics-lost',
      expect.objectContaining({ remedy: 'restart', exitCode: 11 }),
    ]);
  });

  test('ends by itself when its memory has grown and nobody has been there, by key or by call, for ten minutes', () => {
    const { contents, touched, advance, exits } = watched({ memoryKb: 1025 * 1024 });
    advance(9 * 60_000);
    touched();
    advance(9 * 60_000);
    contents.emit('before-input-event', {});
    advance(9 * 60_000);
    expect(exits).toEqual([]);
    advance(60_000);
    expect(exits).toEqual([75]);
  });

  test('has its quiet restart in the night after a day', () => {
    const noon = new Date(2026, 0, 5, 12).getTime();
    const { advance, exits } = watched({ nowMs: noon });
    advance(15 * 3_600_000 - 60_000);
    expect(exits).toEqual([]);
    advance(24 * 3_600_000 + 120_000);
    expect(exits.length).toBeGreaterThan(0);
    const alone = watched({ nowMs: noon, isSupervised: false });
    alone.advance(40 * 3_600_000);
    expect(alone.exits).toEqual([]);
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
    expect(heard).toEqual(['rest', 'rest', 'resume', 'rest', 'rest', 'resume']);
    expect([next, live.size]).toEqual([4, 1]);
    stop();
    expect([live.size, powerMonitor.eventNames(), screen.eventNames()]).toEqual([0, [], []]);
  });
});
