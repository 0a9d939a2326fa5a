import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TokenCacheContext } from '@azure/msal-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTokenCachePlugin } from '../../../electron/auth/token-cache.ts';
import type { SealedContent } from '../../../electron/sealing/sealed-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-ended-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A sealed file in memory, and MSAL's side of one access that changed the cache. */
function accessOf(kept: SealedContent) {
  const writes: string[] = [];
  const loaded: string[] = [];
  const plugin = createTokenCachePlugin({
    sealedFile: {
      read: async () => kept,
      write: async (plain) => void writes.push(Buffer.from(plain).toString('utf8')),
      remove: async () => {},
    },
    lockFile: path.join(folder, 'token-cache.lock'),
    wait: async () => {},
    onFileFault: () => {},
  });
  const context = {
    cacheHasChanged: true,
    tokenCache: { deserialize: (text: string) => void loaded.push(text), serialize: () => '{"RefreshToken":{}}' },
  } as unknown as TokenCacheContext;
  return { plugin, context, writes, loaded };
}

test('a session that still lives is read and written', async () => {
  const { plugin, context, writes, loaded } = accessOf({ kind: 'present', plain: Buffer.from('{"Account":{}}') });
  await plugin.beforeCacheAccess(context);
  await plugin.afterCacheAccess(context);
  expect(loaded).toEqual(['{"Account":{}}']);
  expect(writes).toEqual(['{"RefreshToken":{}}']);
});

test('an answer that comes after the sign-out does not put the session back on the disk', async () => {
  const { plugin, context, writes } = accessOf({ kind: 'absent' });
  await plugin.beforeCacheAccess(context);
  await plugin.end();
  await plugin.afterCacheAccess(context);
  expect(writes).toEqual([]);
});

test('whoever asks after the sign-out finds nobody, whatever is still on the disk', async () => {
  const { plugin, context, loaded } = accessOf({ kind: 'present', plain: Buffer.from('{"Account":{}}') });
  await plugin.end();
  await plugin.beforeCacheAccess(context);
  await plugin.afterCacheAccess(context);
  expect(loaded).toEqual(['{}']);
});
