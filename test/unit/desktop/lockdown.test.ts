import { EventEmitter } from 'node:events';
import type { App, BrowserWindow, Screen, Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { createKioskWindow } from '../../../electron/desktop/kiosk-window.ts';
import { leaveKeyring, lockDownApp, lockDownSession, quietNetwork } from '../../../electron/desktop/lockdown.ts';
import { ownOrigin, ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { windowOptions } from '../../../electron/desktop/window-options.ts';
import { type SavedFile, savedFileName, savedFiles } from '../../../shared/saved-files.ts';
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

describe('every page of the app', () => {
  function contentsOfApp() {
    const app = new EventEmitter();
    lockDownApp(app as unknown as App, silent);
    const contents = fakeContents();
    app.emit('web-contents-created', {}, contents);
    return { app, contents };
  }

  test('goes nowhere: not by a link, a frame, a redirect, a window or a webview', () => {
    const { contents } = contentsOfApp();
    for (const name of ['will-navigate', 'will-frame-navigate']) {
      const inner = preventable({ url: ownPageUrl, isMainFrame: false });
      contents.emit(name, inner);
      expect(inner.isPrevented, name).toBe(true);
      for (const url of ['https://evil.example/', 'about:blank', 'file:///etc/passwd', 'app://kiosk/assets/a.js']) {
        const event = preventable({ url, isMainFrame: true });
        contents.emit(name, event);
        expect(event.isPrevented, `${name} ${url}`).toBe(true);
      }
    }
    for (const name of ['will-redirect', 'will-attach-webview']) {
      const event = preventable({ url: ownPageUrl, isMainFrame: true });
      contents.emit(name, event);
      expect(event.isPrevented, name).toBe(true);
    }
    expect(contents.openWindow(ownPageUrl)).toEqual({ action: 'deny' });
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp');
    for (const name of ['will-prevent-unload', 'content-bounds-updated']) {
      const event = preventable({});
      contents.emit(name, event);
      expect(event.isPrevented, name).toBe(true);
    }
    const chosen: string[] = [];
    const bluetooth = preventable({});
    contents.emit('select-bluetooth-device', bluetooth, [{}], (id: string) => void chosen.push(id));
    expect([bluetooth.isPrevented, chosen]).toEqual([true, ['']]);
  });

  test('may be loaded again', () => {
    const { contents } = contentsOfApp();
    const event = preventable({ url: ownPageUrl, isMainFrame: true });
    contents.emit('will-navigate', event);
    expect(event.isPrevented).toBe(false);
  });

  test('has no spelling checked in any session, for which Chromium would fetch a dictionary', () => {
    const { app } = contentsOfApp();
    const told: unknown[] = [];
    app.emit('session-created', {
      setSpellCheckerEnabled: (isOn: boolean) => told.push(isOn),
      setSpellCheckerLanguages: (languages: string[]) => told.push(languages),
    });
    expect(told).toEqual([false, []]);
  });

  test('answers a server that asks for a client certificate with none', () => {
    const { app } = contentsOfApp();
    const event = preventable({});
    const answers: unknown[] = [];
    app.emit('select-client-certificate', event, {}, 'https://x', [{}], (...chosen: unknown[]) => answers.push(chosen));
    expect([event.isPrevented, answers]).toEqual([true, [[]]]);
  });
});

describe("the page's session", () => {
  function lockedSession() {
    const handlers: Record<string, (...words: never[]) => unknown> = {};
    const keep = (name: string) => (handler: (...words: never[]) => unknown) => {
      handlers[name] = handler;
    };
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      setBluetoothPairingHandler: keep('pairing'),
      setDisplayMediaRequestHandler: keep('display'),
      proxy: {},
      setProxy: async (proxy: object) => {
        session.proxy = proxy;
      },
      webRequest: { onBeforeRequest: keep('beforeRequest') },
    });
    const lost = { count: 0 };
    const saved: string[] = [];
    void lockDownSession(session as unknown as Session, false, silent, {
      folder: '/home/kiosk/Downloads',
      onSaved: (name) => void saved.push(name),
      onNotSaved: () => {
        lost.count += 1;
      },
    });
    const call = (name: string, ...words: unknown[]) => handlers[name]?.(...(words as never[]));
    return { session, handlers, call, lost, saved };
  }

  test('grants the camera to our main frame, on request and on check, and nothing more', () => {
    const { call } = lockedSession();
    const ask = (permission: string, details: object) => {
      let answer: unknown;
      call(
        'request',
        {},
        permission,
        (isGranted: boolean) => {
          answer = isGranted;
        },
        details,
      );
      return answer;
    };
    const own = { isMainFrame: true, requestingUrl: ownPageUrl, mediaTypes: ['video'] };
    expect(ask('media', own)).toBe(true);
    expect(ask('media', { ...own, mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(ask('media', { ...own, mediaTypes: undefined })).toBe(false);
    expect(ask('media', { ...own, requestingUrl: 'https://evil.example/' })).toBe(false);
    expect(ask('notifications', own)).toBe(false);
    expect(call('check', null, 'media', `${ownOrigin}/`, { isMainFrame: true, mediaType: 'video' })).toBe(true);
    expect(call('check', null, 'media', `${ownOrigin}/`, { isMainFrame: true, mediaType: 'audio' })).toBe(false);
    expect(call('check', null, 'media', '', { isMainFrame: true, mediaType: 'video' })).toBe(false);
    expect(call('check', null, 'geolocation', `${ownOrigin}/`, { isMainFrame: true })).toBe(false);
  });

  test('cancels every request but for our own files', () => {
    const { call } = lockedSession();
    const isCancelled = (url: string) => {
      let answer: { cancel?: boolean } = {};
      call('beforeRequest', { url }, (given: { cancel?: boolean }) => {
        answer = given;
      });
      return answer.cancel;
    };
    expect(isCancelled(`${ownPageUrl}assets/a.js`)).toBe(false);
    for (const url of [
      'https://graph.microsoft.com/',
      'wss://x/',
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'devtools://devtools/x',
    ]) {
      expect(isCancelled(url), url).toBe(true);
    }
  });

  test('sends what no request filter sees to a proxy where nobody is, this machine included, and asks for no names ahead', () => {
    expect(lockedSession().session.proxy).toEqual({
      mode: 'fixed_servers',
      proxyRules: 'http://127.0.0.1:9',
      proxyBypassRules: '<-loopback>',
    });
    const switches: string[] = [];
    quietNetwork({ appendSwitch: (name, value) => void switches.push(`${name}=${value}`) });
    expect(switches).toEqual(['blink-settings=dnsPrefetchingEnabled=false']);
  });

  test('asks no keyring for Chromium’s own key where a service hands the station’s key over', () => {
    const switches: string[] = [];
    leaveKeyring({ appendSwitch: (name, value) => void switches.push(`${name}=${value}`) });
    expect(switches).toEqual(['password-store=basic']);
  });

  test('lets what an operator saves for elsewhere be saved without a dialog, and no other download', () => {
    const { session } = lockedSession();
    const name = 'parked-photos-20261122-091500-1.kioskphotos';
    const place = (url: string, fileName: string) => {
      let savedTo: string | undefined;
      const event = preventable({});
      session.emit('will-download', event, {
        getURL: () => url,
        getFilename: () => fileName,
        setSavePath: (path: string) => {
          savedTo = path;
        },
        once: () => {},
      });
      return event.isPrevented ? 'refused' : savedTo;
    };
    expect(place(`blob:${ownOrigin}/1-2-3`, name)).toBe(`/home/kiosk/Downloads/${name}`);
    for (const file of Object.keys(savedFiles) as SavedFile[]) {
      const own = savedFileName(file, 12);
      expect(place(`blob:${ownOrigin}/1-2-3`, own)).toBe(`/home/kiosk/Downloads/${own}`);
      // What was saved before, and perhaps filled in since, is never written over.
      expect(savedFileName(file, 12, new Date(0))).not.toBe(own);
    }
    expect(place(`blob:${ownOrigin}/1-2-3`, 'setup.exe')).toBe('refused');
    expect(place(`blob:${ownOrigin}/1-2-3`, `../${name}`)).toBe('refused');
    expect(place(`blob:https://evil.example/1-2-3`, name)).toBe('refused');
    expect(place(`${ownPageUrl}index.html`, name)).toBe('refused');
  });

  test('tells of each file whether it is there whole, or was refused, or did not get to its place', () => {
    const { session, lost, saved } = lockedSession();
    const save = (fileName: string) => {
      const item = Object.assign(new EventEmitter(), {
        getURL: () => `blob:${ownOrigin}/1-2-3`,
        getFilename: () => fileName,
        setSavePath: () => {},
      });
      session.emit('will-download', preventable({}), item);
      return item;
    };
    const own = savedFileName('photo-kiosk-TIME.log');
    save(own).emit('done', {}, 'completed');
    expect([lost.count, saved]).toEqual([0, [own]]);
    // A full disk, or a folder that may not be written.
    save(own).emit('done', {}, 'interrupted');
    expect(lost.count).toBe(1);
    save(own).emit('done', {}, 'cancelled');
    expect(lost.count).toBe(2);
    save('setup.exe');
    expect([lost.count, saved]).toEqual([3, [own]]);
  });

  test('refuses devices', () => {
    const { session, call, handlers } = lockedSession();
    expect(call('device')).toBe(false);
    expect(handlers.display).toBeNull();
    const paired: unknown[] = [];
    call('pairing', {}, (answer: unknown) => void paired.push(answer));
    expect(paired).toEqual([{ confirmed: false }]);
    for (const name of ['select-hid-device', 'select-serial-port', 'select-usb-device']) {
      const event = preventable({});
      session.emit(
        name,
        event,
        {},
        () => {},
        () => {},
      );
      expect(event.isPrevented, name).toBe(true);
    }
  });
});
