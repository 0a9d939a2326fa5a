import { fork } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PublicClientApplication, TokenCacheContext } from '@azure/msal-node';
import { expect, test } from 'vitest';
import { createTokenCachePlugin, isTokenCache } from '../../../electron/auth/token-cache.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { createSealedFile, type SealedFile } from '../../../electron/sealing/sealed-file.ts';

const clientId = '33333333-3333-4333-8333-333333333333';
const nowMs = Date.UTC(2026, 10, 22, 9, 30, 15);

async function cacheIn(folder: string, wait?: () => Promise<void>) {
  const cipher = await openKeyFileCipher(path.join(folder, 'key'));
  if (cipher.kind === 'error') throw new Error(cipher.error.kind);
  let unreadable = 0;
  const sealedFile: SealedFile = createSealedFile({
    file: path.join(folder, 'sign-in', 'token-cache.sealed'),
    cipher: cipher.value,
    nowMs: () => nowMs,
    setsAside: true,
    isUsable: isTokenCache,
    onUnreadable: () => {
      unreadable += 1;
    },
  });
  const plugin = createTokenCachePlugin({
    sealedFile,
    lockFile: path.join(folder, 'sign-in', 'token-cache.lock'),
    onFileFault: () => {},
    wait: wait ?? ((delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs))),
  });
  const newCache = () =>
    new PublicClientApplication({ auth: { clientId }, cache: { cachePlugin: plugin } }).getTokenCache();
  return {
    sealedFile,
    plugin,
    accounts: () => newCache().getAllAccounts(),
    newCache,
    unreadable: () => unreadable,
    file: path.join(folder, 'sign-in', 'token-cache.sealed'),
  };
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'token-cache-'));
}

/** One account as MSAL writes it. */
function cacheText(name: string): string {
  const account = {
    home_account_id: `${name}.t`,
    environment: 'login.test',
    realm: 't',
    local_account_id: name,
    username: `${name}@contoso.test`,
    authority_type: 'MSSTS',
  };
  return JSON.stringify({
    Account: { [`${name}.t-login.test-t`]: account },
    IdToken: {},
    AccessToken: {},
    RefreshToken: {},
    AppMetadata: {},
  });
}

test('A cache cut off at every offset, and at every offset with a flipped byte, is an empty cache that is set aside.', async () => {
  const folder = newFolder();
  const { sealedFile, accounts, file, unreadable } = await cacheIn(folder);
  await sealedFile.write(Buffer.from(cacheText('alice')));
  const whole = readFileSync(file);
  expect(await accounts()).toHaveLength(1);
  let tried = 0;
  for (let offset = 0; offset < whole.byteLength; offset += 1) {
    const flipped = Buffer.from(whole);
    flipped[offset] = (flipped[offset] ?? 0) ^ 0x41;
    for (const bytes of [whole.subarray(0, offset), flipped]) {
      writeFileSync(file, bytes);
      expect(await accounts()).toEqual([]);
      tried += 1;
    }
  }
  expect(unreadable()).toBe(tried);
  expect(readdirSync(path.dirname(file))).toEqual(['token-cache.sealed.unreadable-2026-11-22T09-30-15.000Z']);
  writeFileSync(file, whole);
  expect(await accounts()).toHaveLength(1);
});

test('Bytes that open but make no cache are an empty cache: random bytes, foreign JSON, damaged sections.', async () => {
  const { sealedFile, accounts } = await cacheIn(newFolder());
  let seed = 7;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed & 255;
  };
  const random = (count: number) => Buffer.from(Array.from({ length: count }, next));
  const foreign = [
    '',
    'null',
    '[]',
    '7',
    '"x"',
    '{"Account":7}',
    '{"Account":[]}',
    '{"Account":{"a":null}}',
    '{"AccessToken":{"a":"text"}}',
    cacheText('bob').slice(0, -1),
  ];
  for (const bytes of [
    ...foreign.map((text) => Buffer.from(text)),
    ...Array.from({ length: 200 }, (_, size) => random(size * 3)),
  ]) {
    await sealedFile.write(bytes);
    expect(await accounts()).toEqual([]);
  }
});

test('Removing the cache removes what was set aside too.', async () => {
  const folder = newFolder();
  const { sealedFile, accounts, file } = await cacheIn(folder);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'damaged');
  await accounts();
  await sealedFile.write(Buffer.from(cacheText('alice')));
  copyFileSync(file, `${file}.0123456789ab.draft`);
  writeFileSync(path.join(path.dirname(file), 'credential.sealed'), 'stays');
  await sealedFile.remove();
  expect(readdirSync(path.dirname(file))).toEqual(['credential.sealed']);
});

test('After its end a cache plugin writes nothing more.', async () => {
  const { plugin, newCache, sealedFile } = await cacheIn(newFolder());
  const context = new TokenCacheContext(newCache() as never, true);
  await plugin.beforeCacheAccess(context);
  await plugin.end();
  await plugin.afterCacheAccess(context);
  expect(await sealedFile.read()).toEqual({ kind: 'absent' });
});

test('Two processes at one cache lose nothing of each other’s.', async () => {
  const folder = newFolder();
  await cacheIn(folder);
  const script = new URL('./cache-writer.ts', import.meta.url);
  const ends = ['left', 'right'].map(
    (side) =>
      new Promise<number | null>((resolve) =>
        fork(script, [folder, side, '40'], { stdio: 'ignore' }).once('exit', resolve),
      ),
  );
  expect(await Promise.all(ends)).toEqual([0, 0]);
  const { sealedFile, unreadable } = await cacheIn(folder);
  const content = await sealedFile.read();
  const text = content.kind === 'present' ? Buffer.from(content.plain).toString('utf8') : '{}';
  const kept = Object.keys((JSON.parse(text) as { Account: object }).Account);
  expect(kept).toHaveLength(80);
  expect(unreadable()).toBe(0);
  expect(readdirSync(path.join(folder, 'sign-in'))).toEqual(['token-cache.sealed']);
});

test('A lock that a killed process left behind does not stop the next one.', async () => {
  const folder = newFolder();
  const { accounts, file } = await cacheIn(folder, async () => {});
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(path.join(path.dirname(file), 'token-cache.lock'), '');
  expect(await accounts()).toEqual([]);
});

test('A folder that cannot be listed is no proof that nothing is in it: removing says so.', async () => {
  const { sealedFile, file } = await cacheIn(newFolder());
  await sealedFile.remove();
  writeFileSync(path.dirname(file), 'a file in place of the folder');
  await expect(sealedFile.remove()).rejects.toMatchObject({ code: 'ENOTDIR' });
});
