import path from 'node:path';
import type { TokenCacheContext } from '@azure/msal-node';
import { createTokenCachePlugin, isTokenCache } from '../../../electron/auth/token-cache.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { createSealedFile } from '../../../electron/sealing/sealed-file.ts';

/** Adds accounts to a cache as MSAL does, one access each: `cache-writer.ts FOLDER NAME COUNT`. */
const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const cipher = await openKeyFileCipher(path.join(folder, 'key'));
if (cipher.kind === 'error') throw new Error(cipher.error.kind);
const plugin = createTokenCachePlugin({
  sealedFile: createSealedFile({
    file: path.join(folder, 'sign-in', 'token-cache.sealed'),
    cipher: cipher.value,
    nowMs: Date.now,
    setsAside: true,
    isUsable: isTokenCache,
    onUnreadable: () => process.exit(1),
  }),
  lockFile: path.join(folder, 'sign-in', 'token-cache.lock'),
  onFileFault: () => process.exit(2),
  wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
});
for (let index = 0; index < Number(count); index += 1) {
  let text = '{}';
  const tokenCache = {
    deserialize: (read: string) => {
      text = read;
    },
    serialize: () => {
      const cache = JSON.parse(text) as { Account?: Record<string, object> };
      return JSON.stringify({ ...cache, Account: { ...cache.Account, [`${name}-${index}`]: {} } });
    },
  };
  const context = { tokenCache, cacheHasChanged: true } as unknown as TokenCacheContext;
  await plugin.beforeCacheAccess(context);
  await plugin.afterCacheAccess(context);
}
