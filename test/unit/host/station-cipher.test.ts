import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { handedKeyFile, keyFileOf, openBrowserCipher, openShellCipher } from '../../../electron/host/station-cipher.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'station-cipher-'));
const keyStore = createFixedCipher();
const withStore = async () => ok(keyStore);
const withoutStore = async () => err('plain-text');

describe('the browser host', () => {
  test('seals with a key file beside the data, the same at every start', async () => {
    const dataFolder = newFolder();
    const first = await openBrowserCipher(dataFolder);
    const second = await openBrowserCipher(dataFolder);
    if (first.kind === 'error' || second.kind === 'error') throw new Error('no cipher');
    const text = new TextEncoder().encode('Aiko');
    expect(Buffer.from(await second.value.open(await first.value.seal(text))).toString()).toBe('Aiko');
  });

  test('does not start on data that Electron sealed, and makes no key beside it', async () => {
    const dataFolder = newFolder();
    mkdirSync(path.join(dataFolder, 'store'));
    writeFileSync(path.join(dataFolder, 'store/kiosk.db'), '');
    const unknown = await openBrowserCipher(dataFolder);
    expect(unknown).toMatchObject({ error: { code: 69, text: expect.stringContaining('or with the key file') } });
    await openShellCipher({ dataFolder, isPackaged: true, openKeyStore: withStore });
    const opened = await openBrowserCipher(dataFolder);
    expect(opened).toMatchObject({
      error: { code: 69, text: expect.stringContaining('is sealed by the Electron app') },
    });
    expect(existsSync(keyFileOf(dataFolder))).toBe(false);
  });

  test('says that its own key file is gone, and makes no other, whichever host is started', async () => {
    const dataFolder = newFolder();
    await openBrowserCipher(dataFolder);
    mkdirSync(path.join(dataFolder, 'store'));
    writeFileSync(path.join(dataFolder, 'store/kiosk.db'), '');
    rmSync(keyFileOf(dataFolder));
    const missing = { error: { code: 69, text: expect.stringContaining('Put it back from a backup') } };
    expect(await openBrowserCipher(dataFolder)).toMatchObject(missing);
    for (const openKeyStore of [withStore, withoutStore]) {
      expect(await openShellCipher({ dataFolder, isPackaged: false, openKeyStore })).toMatchObject(missing);
    }
    expect(existsSync(keyFileOf(dataFolder))).toBe(false);
  });

  test('does not start on a key file that it cannot ask for, and makes no other', async () => {
    const dataFolder = newFolder();
    symlinkSync('station.key', keyFileOf(dataFolder));
    expect(await openBrowserCipher(dataFolder)).toMatchObject({ error: { code: 69 } });
  });

  test('does not start on a key file that is none', async () => {
    const dataFolder = newFolder();
    writeFileSync(keyFileOf(dataFolder), 'short', { mode: 0o600 });
    expect(await openBrowserCipher(dataFolder)).toMatchObject({ error: { code: 69 } });
  });
});

describe('the Electron app', () => {
  test('seals with the system’s key store', async () => {
    const dataFolder = newFolder();
    for (const isPackaged of [true, false]) {
      expect(await openShellCipher({ dataFolder, isPackaged, openKeyStore: withStore })).toEqual(ok(keyStore));
    }
    expect(existsSync(keyFileOf(dataFolder))).toBe(false);
  });

  test('packaged, does not start without one: a station in a lobby keeps no key in a file', async () => {
    const dataFolder = newFolder();
    const opened = await openShellCipher({ dataFolder, isPackaged: true, openKeyStore: withoutStore });
    expect(opened).toEqual(
      err({
        code: 69,
        text: "The system's key store cannot be used (plain-text: there is no keyring, and a key in clear protects nothing). Nothing was changed.",
        needsFreshProcess: true,
      }),
    );
    expect(existsSync(keyFileOf(dataFolder))).toBe(false);
  });

  test('packaged, never opens a key file that somebody put there', async () => {
    const dataFolder = newFolder();
    await openBrowserCipher(dataFolder);
    expect(await openShellCipher({ dataFolder, isPackaged: true, openKeyStore: withStore })).toEqual(ok(keyStore));
  });

  test('from the sources, takes a key file where there is no store or the data has one', async () => {
    const without = newFolder();
    expect(await openShellCipher({ dataFolder: without, isPackaged: false, openKeyStore: withoutStore })).toMatchObject(
      {
        kind: 'ok',
      },
    );
    expect(existsSync(keyFileOf(without))).toBe(true);
    const opened = await openShellCipher({ dataFolder: without, isPackaged: false, openKeyStore: withStore });
    expect(opened.kind === 'ok' && opened.value !== keyStore).toBe(true);
  });
});

describe('a key that a service hands over', () => {
  test('goes before every key store, and opens what it sealed at the next start', async () => {
    const dataFolder = newFolder();
    const handedKey = path.join(newFolder(), 'photo-kiosk.key');
    writeFileSync(handedKey, Buffer.alloc(32, 7));
    const open = () => openShellCipher({ dataFolder, isPackaged: true, handedKey, openKeyStore: withoutStore });
    const first = await open();
    const second = await open();
    if (first.kind === 'error' || second.kind === 'error') throw new Error('not opened');
    expect([...(await second.value.open(await first.value.seal(new Uint8Array([1, 2]))))]).toEqual([1, 2]);
    expect(existsSync(keyFileOf(dataFolder))).toBe(false);
    writeFileSync(handedKey, 'short');
    expect(await open()).toMatchObject({
      kind: 'error',
      error: { code: 69, text: expect.stringContaining('5 bytes') },
    });
  });

  test('is found where systemd lays it, and nowhere else', () => {
    const folder = newFolder();
    expect(handedKeyFile({})).toBeUndefined();
    expect(handedKeyFile({ CREDENTIALS_DIRECTORY: folder })).toBeUndefined();
    writeFileSync(path.join(folder, 'photo-kiosk.key'), '');
    expect(handedKeyFile({ CREDENTIALS_DIRECTORY: folder })).toBe(path.join(folder, 'photo-kiosk.key'));
  });

  test('that is missed is asked for by its name, before anything is called lost', async () => {
    const dataFolder = newFolder();
    mkdirSync(path.join(dataFolder, 'store'));
    writeFileSync(path.join(dataFolder, 'store/kiosk.db'), '');
    writeFileSync(path.join(dataFolder, 'sealed-by.txt'), 'handed-key\n');
    const opened = await openShellCipher({ dataFolder, isPackaged: true, openKeyStore: withStore });
    expect(opened).toMatchObject({
      kind: 'error',
      error: { text: expect.stringContaining('Start the station through') },
    });
  });
});
