import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { leaveKeyring, lockDownApp, lockDownSession, quietNetwork } from '../../../electron/desktop/lockdown.ts';
import { ownOrigin, ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { type SavedFile, savedFileName, savedFiles } from '../../../shared/saved-files.ts';
import { fakeContents, preventable, silent } from '../../fake-electron.ts';

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
