import { EventEmitter } from 'node:events';
import type { BrowserWindow, Screen } from 'electron';
import { describe, expect, test } from 'vitest';
import { createKioskWindow } from '../../../electron/desktop/kiosk-window.ts';
import { windowOptions } from '../../../electron/desktop/window-options.ts';
import { fakeContents, preventable, silent } from '../../fake-electron.ts';

describe('the window', () => {
  const room = { width: 1920, height: 1040 };
  const display = { x: 0, y: 0, width: 1920, height: 1080 };
  const choice = {
    ...{ preload: '/p.cjs', isLocked: true, isPackaged: true, room, display },
    platform: 'win32' as NodeJS.Platform,
  };

  test('has its page in a sandbox, without Node, other frames, files or developer tools', () => {
    expect(windowOptions(choice).webPreferences).toEqual({
      preload: '/p.cjs',
      partition: 'kiosk-page',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      disableBlinkFeatures: 'FileSystemAccessLocal,DocumentPictureInPictureAPI,EyeDropperAPI',
      safeDialogs: true,
      enableWebSQL: false,
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
      devTools: false,
    });
    expect(windowOptions(choice)).toMatchObject({ kiosk: true, fullscreen: true, frame: false, closable: false });
    // Without a window manager nothing but its own size makes it cover the display.
    expect(windowOptions(choice)).toMatchObject(display);
    // Chromium takes a column and a row off an X11 window that is exactly as large as a display: they would stay black.
    expect(windowOptions({ ...choice, platform: 'linux' })).toMatchObject({ ...display, height: display.height + 1 });
  });

  test('is an ordinary one while developing, with the same sandbox', () => {
    const options = windowOptions({ ...choice, isLocked: false, isPackaged: false });
    expect(options.kiosk).toBeUndefined();
    expect(options.fullscreen).toBeUndefined();
    expect([options.width, options.height]).toEqual([1080, 1040]);
    expect(options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, devTools: true });
  });

  function openWindow(isLocked: boolean) {
    const contents = fakeContents();
    const window = Object.assign(new EventEmitter(), {
      webContents: contents,
      isProtected: false,
      kioskCount: 0,
      bounds: {},
      setBounds: (bounds: object) => {
        window.bounds = bounds;
      },
      removeMenu: () => {},
      setKiosk: () => {
        window.kioskCount += 1;
      },
      show: () => {},
      setContentProtection: (isOn: boolean) => {
        window.isProtected = isOn;
      },
    });
    let isQuitting = false;
    let lost = 0;
    const screen = Object.assign(new EventEmitter(), {
      getPrimaryDisplay: () => ({ bounds: display, workAreaSize: room }),
    });
    createKioskWindow({
      screen: screen as unknown as Screen,
      createWindow: () => window as unknown as BrowserWindow,
      preload: '/p.cjs',
      isLocked,
      isPackaged: isLocked,
      platform: 'win32',
      isQuitting: () => isQuitting,
      onLost: () => {
        lost += 1;
      },
      log: silent,
    });
    return {
      window,
      contents,
      screen,
      lostCount: () => lost,
      beginToQuit: () => {
        isQuitting = true;
      },
    };
  }

  test('cannot be closed by anybody in front of a locked station, only by the app itself', () => {
    const { window, beginToQuit } = openWindow(true);
    const first = preventable({});
    window.emit('close', first);
    expect(first.isPrevented).toBe(true);
    beginToQuit();
    const second = preventable({});
    window.emit('close', second);
    expect(second.isPrevented).toBe(false);
  });

  test('that its page closes, whoever owns it unasked, is told once; that the app closes is not', () => {
    const closedByPage = openWindow(true);
    closedByPage.window.emit('closed');
    expect(closedByPage.lostCount()).toBe(1);
    const closedByApp = openWindow(true);
    closedByApp.beginToQuit();
    closedByApp.window.emit('closed');
    expect(closedByApp.lostCount()).toBe(0);
    const ordinary = openWindow(false);
    ordinary.window.emit('closed');
    expect(ordinary.lostCount()).toBe(0);
  });

  test('swallows shortcuts and lets typing through when locked', () => {
    const { contents, window } = openWindow(true);
    const reload = preventable({});
    contents.emit('before-input-event', reload, { key: 'r', control: true, alt: false, shift: false, meta: false });
    const letter = preventable({});
    contents.emit('before-input-event', letter, { key: 'r', control: false, alt: false, shift: false, meta: false });
    expect([reload.isPrevented, letter.isPrevented, window.isProtected]).toEqual([true, false, true]);
  });

  test('covers the display again when displays come or go, for as long as it lives', () => {
    const { window, screen } = openWindow(true);
    for (const name of ['display-added', 'display-removed', 'display-metrics-changed']) screen.emit(name);
    expect([window.kioskCount, window.bounds]).toEqual([3, display]);
    window.emit('closed');
    expect(screen.eventNames()).toEqual([]);
  });

  test('takes every key and can be closed while developing', () => {
    const { contents, window } = openWindow(false);
    expect(contents.listenerCount('before-input-event')).toBe(0);
    expect(window.listenerCount('close')).toBe(0);
  });
});
