import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerAppRequest, safePageUrl, serveAppScheme, serveNotice } from '../../../electron/desktop/app-scheme.ts';
import { auditArgv } from '../../../electron/desktop/argv-audit.ts';
import { noticePage } from '../../../electron/desktop/notice-page.ts';
import { ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { createSafeStorageCipher } from '../../../electron/desktop/safe-storage-cipher.ts';
import { shellOptions } from '../../../electron/desktop/shell-options.ts';
import { keepStarting } from '../../../electron/desktop/start-attempts.ts';
import type { AnswerFile } from '../../../electron/ports.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

describe('the key store', () => {
  const clock = createFakeClock();
  const store = (change: object = {}) => ({
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => Buffer.from(`sealed:${text}`),
    decryptStringAsync: async (sealed: Buffer) => {
      if (!sealed.toString().startsWith('sealed:')) throw new Error('not sealed here');
      return { result: sealed.toString().slice(7), shouldReEncrypt: false };
    },
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    ...change,
  });

  test('seals and opens any bytes', async () => {
    const cipher = await createSafeStorageCipher({ safeStorage: store(), platform: 'linux', clock });
    if (cipher.kind === 'error') throw new Error(cipher.error);
    const key = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await cipher.value.open(await cipher.value.seal(key))).toEqual(key);
    await expect(cipher.value.open(new Uint8Array([1, 2]))).rejects.toThrow();
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  test('is refused where it only pretends, or is not there', async () => {
    const plain = store({ getSelectedStorageBackend: () => 'basic_text' });
    expect(await createSafeStorageCipher({ safeStorage: plain, platform: 'linux', clock })).toEqual({
      kind: 'error',
      error: 'plain-text',
    });
    // What Chromium fell back to is not asked: the keyring was left out.
    const left = { safeStorage: plain, platform: 'linux', clock, isKeyringLocked: true } as const;
    expect(await createSafeStorageCipher(left)).toEqual({ kind: 'error', error: 'locked' });
    const none = store({ isAsyncEncryptionAvailable: async () => false });
    expect(await createSafeStorageCipher({ safeStorage: none, platform: 'win32', clock })).toEqual({
      kind: 'error',
      error: 'unavailable',
    });
  });
});

test('a key store that waits for somebody to type is given up after half a minute', async () => {
  const clock = createFakeClock();
  const safeStorage = { isAsyncEncryptionAvailable: () => new Promise<boolean>(() => {}) } as never;
  const opened = createSafeStorageCipher({ safeStorage, platform: 'darwin', clock });
  clock.advance(30_000);
  expect(await opened).toEqual({ kind: 'error', error: 'no-answer' });
});

describe('a start that does not work', () => {
  interface Obstacle {
    readonly text: string;
    readonly needsFreshProcess?: boolean;
  }
  /** A station whose tries end as they are told, one after the other; the last one again and again. */
  function starting(...results: readonly [Result<undefined, Obstacle>, ...Result<undefined, Obstacle>[]]) {
    const clock = createFakeClock();
    const seen: string[] = [];
    let tries = 0;
    const attempt = async () => results[Math.min(tries++, results.length - 1)] ?? results[0];
    const begun = (restart?: () => void) =>
      keepStarting({
        ...{ clock, attempt, isQuitting: () => false },
        show: ({ text }) => void seen.push(text),
        ...(restart === undefined ? {} : { restart }),
      });
    const later = async (byMs: number) => {
      clock.advance(byMs);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { begun, later, seen, clock, tries: () => tries };
  }

  test('is tried again every five seconds until it works, and shows a reason once, until there is another', async () => {
    const full = err({ text: 'The disk is full.' });
    const station = starting(full, full, err({ text: 'No settings.' }), ok(undefined));
    await station.begun();
    for (let count = 0; count < 3; count += 1) await station.later(5_000);
    expect(station.seen).toEqual(['The disk is full.', 'No settings.']);
    expect(station.tries()).toBe(4);
    expect(station.clock.nextTimerMs()).toBeUndefined();
  });

  test('that needs a fresh process gets one after a minute, where somebody starts it again', async () => {
    const locked = err({ text: 'No keyring.', needsFreshProcess: true });
    const station = starting(locked);
    let restarts = 0;
    await station.begun(() => {
      restarts += 1;
    });
    await station.later(59_999);
    expect(restarts).toBe(0);
    await station.later(1);
    expect(restarts).toBe(1);
    const alone = starting(locked, ok(undefined));
    await alone.begun();
    await alone.later(5_000);
    expect(alone.tries()).toBe(2);
  });
});

test('a notice takes the place of the page, and the page the place of the notice', async () => {
  let answer: ((request: { url: string }) => Response | Promise<Response>) | undefined;
  const protocol = {
    isProtocolHandled: () => answer !== undefined,
    unhandle: () => {
      answer = undefined;
    },
    handle: (_scheme: string, next: typeof answer) => {
      if (answer !== undefined) throw new Error('already handled');
      answer = next;
    },
  } as never;
  const page = async () => (await answer?.({ url: ownPageUrl }))?.text();
  serveNotice(protocol, { title: 'No', paragraphs: ['The disk is full.'] });
  expect(await page()).toContain('The disk is full.');
  serveAppScheme(protocol, async () => ({ status: 200, headers: {}, body: new Uint8Array([65]) }));
  expect(await page()).toBe('A');
  serveNotice(protocol, { title: 'No', paragraphs: ['Another.'] });
  expect(await page()).toContain('Another.');
});

describe('the app scheme', () => {
  const answerFile: AnswerFile = async (urlPath) =>
    urlPath === '/' || urlPath === '/a.js'
      ? { status: 200, headers: { 'content-type': 'text/plain' }, body: new Uint8Array([65]) }
      : { status: 404, headers: {}, body: new Uint8Array(0) };

  test('answers our own files, whatever query or fragment, and no other host or scheme', async () => {
    for (const url of [ownPageUrl, `${ownPageUrl}?x`, `${ownPageUrl}#s`, `${ownPageUrl}a.js`]) {
      expect((await answerAppRequest(url, answerFile)).status, url).toBe(200);
    }
    for (const url of [
      'app://evil/a.js',
      'file:///a.js',
      'app://kiosk@evil/',
      `${ownPageUrl}b.js`,
      `${ownPageUrl}..%2fa.js`,
      'nonsense',
    ]) {
      expect((await answerAppRequest(url, answerFile)).status, url).toBe(404);
    }
  });

  test('has a page for bad moments: every language, no scripts', async () => {
    const answer = await answerAppRequest(safePageUrl, answerFile);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'");
    const text = await answer.text();
    for (const words of ['Photos that were saved are safe', '保存済みの写真', '已保存的照片', 'الصور المحفوظة'])
      expect(text).toContain(words);
    expect(text).not.toContain('<script');
  });

  test('a notice shows text as text', async () => {
    const text = await noticePage({ title: '<b>', paragraphs: ['"a" & <img src=x onerror=alert(1)>'] }).text();
    expect(text).not.toMatch(/<b>|<img/);
    expect(text).toContain('&#60;img');
  });
});

const plain = { isSupervised: false, isLocked: false, shouldBeginAnew: false };

test('the command line is read for our own options, in one form', () => {
  expect(shellOptions(['electron', '.', '--config=/a.json', '--data=/d', '--data=/e'])).toEqual({
    ...plain,
    config: '/a.json',
    data: '/e',
  });
  expect(shellOptions(['kiosk', '--config', '/a.json', '--data=', '--dataset=/x'])).toEqual(plain);
  expect(shellOptions(['kiosk', '--supervised', '--locked', '--begin-anew'])).toEqual({
    isSupervised: true,
    isLocked: true,
    shouldBeginAnew: true,
  });
});

test('what an administrator asks of the installed app becomes a command of the terminal, with or without JSON', () => {
  const commandOf = (...words: string[]) => shellOptions(['photo-kiosk', ...words]).command;
  expect(commandOf('--check')).toEqual(['check']);
  expect(commandOf('--status', '--json')).toEqual(['status', '--json']);
  expect(commandOf('--audit')).toEqual(['audit']);
  expect(commandOf('--stop-when-idle', '--json')).toEqual(['stop', '--json', '--when-idle']);
  expect(commandOf('--set-pin=/p.txt')).toEqual(['set-pin', '--file', '/p.txt']);
  expect(commandOf('--json', '--export-log=-odd')).toEqual(['export-log', '--json', '--', '-odd']);
  expect(commandOf('--set-pin', '--json', '--supervised')).toBeUndefined();
  const words = ['--check', '--status', '--json', '--set-pin=/p', '--export-log=/l', '--supervised', '--begin-anew'];
  for (const platform of ['linux', 'darwin', 'win32'] as const) expect(auditArgv(words, platform)).toEqual([]);
});

test('a credential is handed over with options that a packaged station tolerates', () => {
  const words = ['--provision=/k.pfx', '--passphrase-file=/p.txt', '--wipe'];
  expect(shellOptions(['kiosk', ...words])).toEqual({
    ...plain,
    provisioning: { file: '/k.pfx', passphraseFile: '/p.txt', shouldWipe: true },
  });
  expect(shellOptions(['kiosk', '--provision=/k.pem'])).toEqual({
    ...plain,
    provisioning: { file: '/k.pem', shouldWipe: false },
  });
  expect(shellOptions(['kiosk', '--wipe', '--passphrase-file=/p.txt'])).toEqual(plain);
  for (const platform of ['linux', 'darwin', 'win32'] as const) expect(auditArgv(words, platform)).toEqual([]);
});

// The one script that it runs in a page is the question whether that answers (page-pulse.ts); the one restart, of a station that
// was not set up and that nothing else starts again, is onto the settings that an administrator put in place (main.ts).
test('the shell never accepts a certificate, opens a program or a link, or lifts the policy, and restarts itself only onto the settings that set it up or with its keyring open', () => {
  const folder = path.resolve(import.meta.dirname, '../../../electron');
  const sources = [
    'boot.ts',
    'main.ts',
    'preload.ts',
    ...readdirSync(path.join(folder, 'desktop')).map((name) => `desktop/${name}`),
  ];
  const forbidden =
    /'certificate-error'|setCertificateVerifyProc|shell\.open|relaunch\(|bypassCSP|setUsePlainTextEncryption|executeJavaScript(?!\('0'\))|nodeIntegration: true|sandbox: false|contextIsolation: false|webSecurity: false|uploadToServer: true/;
  const startAnew =
    /function startAnew\(\): void \{\n {2}if \(!options\.isSupervised\) app\.relaunch\(\);\n {2}void life\.quit\(.*\n\}\n/;
  for (const source of sources) {
    const whole = readFileSync(path.join(folder, source), 'utf8');
    const text = source === 'main.ts' ? whole.replace(startAnew, '') : whole;
    expect(text.match(forbidden)?.[0], source).toBeUndefined();
    if (source !== 'main.ts') continue;
    expect(text.match(/.*\bstartAnew\b.*/g)).toEqual([
      expect.stringMatching(/if \(isLocked\) .*heedSettings\(.*restart: startAnew/),
      // A keyring that was left alone, and is open now, is asked by the next process.
      expect.stringMatching(/if \(started\.kind === 'error' && isKeyringLocked && .* startAnew\(\);/),
    ]);
  }
});
