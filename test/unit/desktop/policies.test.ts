import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditArgv } from '../../../electron/desktop/argv-audit.ts';
import { isOwnOrigin, isOwnUrl, ownOrigin, ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { isPermitted, pagePermissions } from '../../../electron/desktop/permission-policy.ts';
import { isNavigationAllowed, isRequestAllowed } from '../../../electron/desktop/request-filter.ts';
import { isOwnSender } from '../../../electron/desktop/sender-policy.ts';

const typings = readFileSync(new URL('../../../node_modules/electron/electron.d.ts', import.meta.url), 'utf8');

describe('permissions', () => {
  const known = new Set(
    [...typings.matchAll(/setPermission(?:Check|Request)Handler\(handler: .*/g)].flatMap(([line]) =>
      [...line.matchAll(/'([^']+)'/g)].map(([, name]) => name ?? ''),
    ),
  );
  const camera = { permission: 'media', isMainFrame: true, origin: ownOrigin, media: ['video'] };

  test('every name that the typings know has been decided, and no other is on the list', () => {
    expect(known.size).toBeGreaterThan(40);
    expect(Object.keys(pagePermissions).sort()).toEqual([...known].sort());
  });

  test('the camera alone, for our own main frame alone, is granted', () => {
    expect(isPermitted(camera)).toBe(true);
    for (const permission of known) expect(isPermitted({ ...camera, permission })).toBe(permission === 'media');
  });

  test.each([
    ['the microphone', { media: ['audio'] }],
    ['camera and microphone together', { media: ['video', 'audio'] }],
    ['media of no known kind', { media: [] }],
    ['media of an unknown kind', { media: ['unknown'] }],
    ['a frame inside the page', { isMainFrame: false }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an empty origin', { origin: '' }],
    ['no origin', { origin: undefined }],
    ['a file', { origin: 'file:///' }],
    ['an origin that begins like ours', { origin: 'app://kiosk.evil' }],
  ])('%s is refused', (_what, change) => {
    expect(isPermitted({ ...camera, ...change })).toBe(false);
  });

  test('names nobody has heard of, inherited ones included, are refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'toString', 'Media')),
        (permission) => {
          fc.pre(permission !== 'media');
          expect(isPermitted({ ...camera, permission })).toBe(false);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  test('10,000 questions of whatever kind: the camera is granted to our main frame for pictures alone, and nothing else ever', () => {
    const question = fc.record({
      permission: fc.constantFrom(...known, 'Media', 'constructor'),
      isMainFrame: fc.boolean(),
      origin: fc.constantFrom(ownOrigin, ownPageUrl, `${ownOrigin}.evil`, 'https://kiosk', 'null', '', undefined),
      media: fc.array(fc.constantFrom('video', 'audio', 'unknown', ''), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(question, (asked) => {
        const { permission, isMainFrame, origin, media } = asked;
        const isOurs = isMainFrame && (origin === ownOrigin || origin === ownPageUrl);
        const isVideo = media.length > 0 && media.every((kind) => kind === 'video');
        expect(isPermitted(asked)).toBe(permission === 'media' && isOurs && isVideo);
      }),
      { numRuns: 10_000 },
    );
  });

  test('every permission handler of the typings is one that the lockdown sets or that is off by default', () => {
    const handlers = [
      ...new Set([...typings.matchAll(/^ {4}(set\w*(?:Handler|Proc)|register\w*Handler)\(/gm)].map(([, name]) => name)),
    ];
    expect(handlers.sort()).toEqual([
      'registerLocalAIHandler',
      'setBluetoothPairingHandler',
      'setCertificateVerifyProc',
      'setClientCertRequestPasswordHandler',
      'setDevicePermissionHandler',
      'setDisplayMediaRequestHandler',
      'setPermissionCheckHandler',
      'setPermissionRequestHandler',
      'setPromptAPIHandler',
      'setUSBProtectedClassesHandler',
      'setWindowOpenHandler',
    ]);
  });
});

describe('addresses', () => {
  const foreign = fc.oneof(
    fc.webUrl(),
    fc.constantFrom(
      'about:blank',
      'about:srcdoc',
      '',
      'app:',
      'app://',
      'app://evil/',
      'app://kiosk.evil/',
      'app://kiosk@evil/',
      'app://evil@kiosk/',
      'app://user:word@kiosk/',
      'app://kiosk:80/',
      'APP://KIOSK.evil/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,hi',
      'blob:https://evil.example/1',
      'https://app://kiosk/',
      ' app://kiosk/',
      'app:\\\\kiosk\\',
      'view-source:app://kiosk/',
      'chrome://settings',
      'devtools://devtools/bundled/',
      'ws://127.0.0.1:1/',
      'filesystem:app://kiosk/temporary/',
    ),
    fc
      .tuple(fc.constantFrom('http', 'https', 'ftp', 'file', 'ws', 'mailto', 'intent'), fc.string())
      .map(([scheme, rest]) => `${scheme}:${rest}`),
    fc
      .string()
      .map((text) => `app://kiosk${text}`)
      .filter((url) => !url.startsWith(ownPageUrl)),
  );

  test('10,000 foreign ones are not ours, lead nowhere and may not be asked for', () => {
    fc.assert(
      fc.property(foreign, (url) => {
        expect(isOwnUrl(url)).toBe(false);
        expect(isNavigationAllowed(url, true)).toBe(false);
        if (!url.startsWith('data:')) expect(isRequestAllowed(url, false)).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });

  test('our own files and pictures may be asked for, and only the page itself may be gone to', () => {
    for (const url of [ownPageUrl, `${ownPageUrl}assets/a.js`, `blob:${ownOrigin}/1-2`, 'data:image/png;base64,AA']) {
      expect(isRequestAllowed(url, false)).toBe(true);
    }
    expect(isNavigationAllowed(ownPageUrl, true)).toBe(true);
    expect(isNavigationAllowed(`${ownPageUrl}#step`, true)).toBe(true);
    expect(isNavigationAllowed(ownPageUrl, false)).toBe(false);
    expect(isNavigationAllowed(`${ownPageUrl}assets/a.js`, true)).toBe(false);
    expect(isRequestAllowed('devtools://devtools/bundled/x.html', true)).toBe(true);
  });
});

describe('senders of messages', () => {
  const own = { frame: { origin: ownOrigin, url: ownPageUrl, parent: null }, webContentsId: 3 };
  const ids = new Set([3]);

  test('the main frame of our own window is heard', () => {
    expect(isOwnSender(own, ids)).toBe(true);
  });

  test.each([
    ['a frame that is gone', { ...own, frame: null }],
    ['a frame inside the page', { ...own, frame: { ...own.frame, parent: {} } }],
    ['an unknown window', { ...own, webContentsId: 4 }],
    ['a blank page', { ...own, frame: { origin: 'null', url: 'about:blank', parent: null } }],
    ['a page without an address', { ...own, frame: { ...own.frame, url: '' } }],
    ['a page without an origin', { ...own, frame: { ...own.frame, origin: '' } }],
    ['another site', { ...own, frame: { origin: 'https://evil.example', url: 'https://evil.example/', parent: null } }],
    ['a sandboxed copy of our page', { ...own, frame: { ...own.frame, origin: 'null' } }],
  ])('%s is not', (_who, sender) => {
    expect(isOwnSender(sender, ids)).toBe(false);
  });

  test('an origin is ours exactly or not at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(text !== '' && text !== '/');
        expect(isOwnOrigin(`${ownOrigin}${text}`)).toBe(false);
        expect(isOwnOrigin(`${text}${ownOrigin}`)).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });

  test('of 10,000 frames only the main one of a known window, of our origin and at our address, is heard', () => {
    const frame = fc.record({
      origin: fc.oneof(fc.constantFrom(ownOrigin, ownPageUrl, 'null', '', 'app://kiosk.evil'), fc.webUrl()),
      url: fc.oneof(
        fc.constantFrom(ownPageUrl, `${ownPageUrl}assets/a.js`, '', 'about:blank', 'app://kiosk.evil/'),
        fc.webUrl(),
      ),
      parent: fc.constantFrom(null, {}, undefined),
    });
    const sender = fc.record({ frame: fc.option(frame), webContentsId: fc.constantFrom(3, 4, -1, Number.NaN) });
    fc.assert(
      fc.property(sender, (asked) => {
        const { frame: from, webContentsId } = asked;
        const isOurs = from?.origin === ownOrigin || from?.origin === ownPageUrl;
        const isThere = from?.url.startsWith(ownPageUrl) === true && from.parent === null && webContentsId === 3;
        expect(isOwnSender(asked, ids)).toBe(isOurs && isThere);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the command line of a packaged station', () => {
  test.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--no-sandbox',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--host-resolver-rules=MAP * 1.2.3.4',
    '--host-rules=x',
    '--proxy-server=evil:1',
    '--proxy-pac-url=x',
    '--load-extension=/tmp/x',
    '--js-flags=--expose-gc',
    '--log-net-log=/tmp/x',
    '--user-data-dir=/tmp/x',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--use-file-for-fake-video-capture=/tmp/face.mjpeg',
    '--NO-SANDBOX',
    '-no-sandbox',
    '--unsafely-treat-insecure-origin-as-secure=x',
    '--renderer-cmd-prefix=gdb',
    '--trace-startup',
    '--password-store=basic',
    '--use-mock-keychain',
    '--locked',
    '--',
  ])('is refused with %s', (word) => {
    expect(auditArgv(['kiosk', word], 'linux')).toHaveLength(1);
    expect(auditArgv(['kiosk', '--', word], 'linux')).toHaveLength(2);
  });

  test('is refused with any switch that is not on the list: 10,000 that nobody has heard of', () => {
    const name = fc
      .stringMatching(/^[a-z][a-z0-9-]{0,30}$/)
      .filter((word) => !/^(lang|data|json|wipe|check|config|status)$/.test(word));
    const word = fc.tuple(fc.constantFrom('-', '--'), name, fc.constantFrom('', '=', '=1'));
    fc.assert(
      fc.property(word, ([dashes, unknown, value]) => {
        expect(auditArgv(['kiosk', `${dashes}${unknown}${value}`], 'linux')).toEqual([unknown]);
      }),
      { numRuns: 10_000 },
    );
  });

  test('on Windows a slash begins a switch too; elsewhere it begins a path', () => {
    expect(auditArgv(['/no-sandbox'], 'win32')).toEqual(['no-sandbox']);
    expect(auditArgv(['/no-sandbox'], 'linux')).toEqual([]);
  });

  test('its own options and what systems add are let through', () => {
    const words = [
      'kiosk',
      '--config=/etc/photo-kiosk/settings.json',
      '--data=/var/lib/kiosk',
      '--ozone-platform=wayland',
      '-psn_0_1',
    ];
    expect(auditArgv(words, 'linux')).toEqual([]);
  });
});
