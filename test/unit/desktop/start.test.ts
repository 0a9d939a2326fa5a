import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { answerAppRequest, safePageUrl } from '../../../electron/desktop/app-scheme.ts';
import { auditArgv } from '../../../electron/desktop/argv-audit.ts';
import { noticePage } from '../../../electron/desktop/notice-page.ts';
import { ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { createSafeStorageCipher } from '../../../electron/desktop/safe-storage-cipher.ts';
import { shellOptions } from '../../../electron/desktop/shell-options.ts';
import type { AnswerFile } from '../../../electron/ports.ts';

describe('the key store', () => {
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
    const cipher = await createSafeStorageCipher({ safeStorage: store(), platform: 'linux' });
    if (cipher.kind === 'error') throw new Error(cipher.error);
    const key = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await cipher.value.open(await cipher.value.seal(key))).toEqual(key);
    await expect(cipher.value.open(new Uint8Array([1, 2]))).rejects.toThrow();
  });

  test('is refused where it only pretends, or is not there', async () => {
    const plain = store({ getSelectedStorageBackend: () => 'basic_text' });
    expect(await createSafeStorageCipher({ safeStorage: plain, platform: 'linux' })).toEqual({
      kind: 'error',
      error: 'plain-text',
    });
    const none = store({ isAsyncEncryptionAvailable: async () => false });
    expect(await createSafeStorageCipher({ safeStorage: none, platform: 'win32' })).toEqual({
      kind: 'error',
      error: 'unavailable',
    });
  });
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

test('the command line is read for our own two options, in one form', () => {
  expect(shellOptions(['electron', '.', '--config=/a.json', '--data=/d', '--data=/e'])).toEqual({
    config: '/a.json',
    data: '/e',
  });
  expect(shellOptions(['kiosk', '--config', '/a.json', '--data=', '--dataset=/x'])).toEqual({});
});

test('a credential is handed over with options that a packaged station tolerates', () => {
  const words = ['--provision=/k.pfx', '--passphrase-file=/p.txt', '--wipe'];
  expect(shellOptions(['kiosk', ...words])).toEqual({
    provisioning: { file: '/k.pfx', passphraseFile: '/p.txt', shouldWipe: true },
  });
  expect(shellOptions(['kiosk', '--provision=/k.pem'])).toEqual({
    provisioning: { file: '/k.pem', shouldWipe: false },
  });
  expect(shellOptions(['kiosk', '--wipe', '--passphrase-file=/p.txt'])).toEqual({});
  for (const platform of ['linux', 'darwin', 'win32'] as const) expect(auditArgv(words, platform)).toEqual([]);
});

test('the shell never accepts a certificate, opens a program or a link, restarts itself or lifts the policy', () => {
  const folder = path.resolve(import.meta.dirname, '../../../electron');
  const sources = [
    'main.ts',
    'preload.ts',
    ...readdirSync(path.join(folder, 'desktop')).map((name) => `desktop/${name}`),
  ];
  const forbidden =
    /'certificate-error'|setCertificateVerifyProc|shell\.open|relaunch\(|bypassCSP|setUsePlainTextEncryption|executeJavaScript|nodeIntegration: true|sandbox: false|contextIsolation: false|webSecurity: false|uploadToServer: true/;
  for (const source of sources) {
    expect(readFileSync(path.join(folder, source), 'utf8').match(forbidden)?.[0], source).toBeUndefined();
  }
});
