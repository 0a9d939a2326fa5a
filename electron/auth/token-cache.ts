import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ICachePlugin } from '@azure/msal-node';
import type { SealedFile } from '../sealing/sealed-file.ts';

/** MSAL's cache is a JSON object of these sections, each an object of entries. */
const sections = ['Account', 'IdToken', 'AccessToken', 'RefreshToken', 'AppMetadata'];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether opened bytes are a cache that MSAL can load without throwing. */
export function isTokenCache(plain: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(plain).toString('utf8'));
    if (!isObject(value)) return false;
    return sections.every(
      (name) => value[name] === undefined || (isObject(value[name]) && Object.values(value[name]).every(isObject)),
    );
  } catch {
    return false;
  }
}

const lockRetryMs = 25;
const lockPatienceMs = 12_000;
const lockStaleMs = 10_000;

/** Keeps two processes from writing one cache at the same moment. Gives up its politeness after 12 s rather than hang. */
async function takeLock(file: string, wait: (delayMs: number) => Promise<void>): Promise<() => Promise<void>> {
  const free = () => rm(file, { force: true }).catch(() => {});
  // The first two processes of a station have no folder yet, and must be polite to each other too.
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 }).catch(() => {});
  for (let waitedMs = 0; waitedMs < lockPatienceMs; waitedMs += lockRetryMs) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.close();
      return free;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A full or read-only disk: the cache is read and written without politeness, or not at all.
      if (code !== 'EEXIST' && code !== 'EPERM') return async () => {};
    }
    const age = await stat(file).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (Math.abs(age) > lockStaleMs) await free();
    // Not in step with the other process, which would then win every time.
    else await wait(lockRetryMs * (0.2 + 0.8 * Math.random()));
  }
  return async () => {};
}

/** A cache plugin that can be ended, after which nothing is written, whatever is still on its way. */
export interface TokenCachePlugin extends ICachePlugin {
  /** Resolves when a write under way is done. */
  end(): Promise<void>;
}

/**
 * MSAL's token cache in a sealed file. A missing, damaged or foreign file is an empty cache. Reading and writing of one
 * access happen under a lock file, so that two processes at one cache lose nothing of each other's.
 */
export function createTokenCachePlugin(parts: {
  readonly sealedFile: SealedFile;
  readonly lockFile: string;
  wait(delayMs: number): Promise<void>;
  /** The file could not be read or written, with the file system's code. Sign-in goes on with what it has in memory. */
  onFileFault(code: string): void;
}): TokenCachePlugin {
  const { sealedFile } = parts;
  let isEnded = false;
  let writing: Promise<void> = Promise.resolve();
  const reportFault = (error: unknown): undefined =>
    void parts.onFileFault((error as NodeJS.ErrnoException).code ?? 'unknown');
  const locks = new WeakMap<object, () => Promise<void>>();
  return {
    async beforeCacheAccess(context) {
      locks.set(context, await takeLock(parts.lockFile, parts.wait));
      const content = isEnded ? undefined : await sealedFile.read().catch(reportFault);
      // An empty text would leave what MSAL has in memory; an empty object replaces it.
      const text = content?.kind === 'present' ? Buffer.from(content.plain).toString('utf8') : '{}';
      context.tokenCache.deserialize(text);
    },
    async afterCacheAccess(context) {
      try {
        if (!context.cacheHasChanged || isEnded) return;
        const write = sealedFile.write(Buffer.from(context.tokenCache.serialize()));
        writing = write.catch(reportFault);
        await writing;
      } finally {
        await locks.get(context)?.();
        locks.delete(context);
      }
    },
    async end() {
      isEnded = true;
      await writing;
    },
  };
}
