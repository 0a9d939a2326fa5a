import { readFileSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher } from '../ports.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { openHandedKey, openKeyFileCipher } from '../sealing/key-file-cipher.ts';
import { isThere } from '../storage/file-place.ts';
import {
  dataFolderFailure,
  keyFileFailure,
  keyStoreFailure,
  missingKeyFailure,
  type Sealer,
  type StartFailure,
  sealers,
} from './failure.ts';

/** Where a key file lies below the data folder. */
export function keyFileOf(dataFolder: string): string {
  return path.join(dataFolder, 'station.key');
}

/** Who sealed the data of a folder is kept: whose key must be found before it is called unreadable. */
const sealerFileOf = (dataFolder: string) => path.join(dataFolder, 'sealed-by.txt');

/** `undefined` when nobody kept it. Throws disk faults other than an absence. */
function readSealer(dataFolder: string): Sealer | undefined {
  const file = sealerFileOf(dataFolder);
  const text = isThere(file) ? readFileSync(file, 'utf8').trim() : undefined;
  return sealers.find((sealer) => sealer === text);
}

/** Keeps who seals the data from now on. */
function keepSealer(dataFolder: string, sealer: Sealer): void {
  if (readSealer(dataFolder) !== sealer) writeFileDurably(sealerFileOf(dataFolder), Buffer.from(`${sealer}\n`));
}

/** Runs `body`; a fault of the data folder becomes why the station does not start. */
async function guarded<Value>(
  dataFolder: string,
  body: () => Promise<Result<Value, StartFailure>>,
): Promise<Result<Value, StartFailure>> {
  try {
    return await body();
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    return err(dataFolderFailure(dataFolder, cause));
  }
}

async function openKeyFile(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const cipher = await openKeyFileCipher(keyFileOf(dataFolder));
  if (cipher.kind === 'error') return err(keyFileFailure(cipher.error));
  keepSealer(dataFolder, 'key-file');
  return cipher;
}

const hasStore = (dataFolder: string) => isThere(path.join(dataFolder, 'store/kiosk.db'));

/** The browser host's cipher: a key file beside the data. Data without one was sealed by Electron, or has lost it. */
export function openBrowserCipher(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  return guarded(dataFolder, async () => {
    const isKeyMissing = !isThere(keyFileOf(dataFolder)) && hasStore(dataFolder);
    return isKeyMissing ? err(missingKeyFailure(dataFolder, readSealer(dataFolder))) : openKeyFile(dataFolder);
  });
}

/** Where systemd lays the key that an administrator chose in the place of a keyring; `undefined`: none was handed over. */
export function handedKeyFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = env.CREDENTIALS_DIRECTORY;
  const file = folder === undefined || folder === '' ? undefined : path.join(folder, 'photo-kiosk.key');
  return file !== undefined && isThere(file) ? file : undefined;
}

/**
 * Electron's cipher: the operating system's key store. Only from the sources (`isPackaged` false) also a key file, where
 * there is no store to be had or the data has such a file already; data that has lost its key file is left as it is. A key
 * that was handed over goes before both: whoever set that up wants no keyring.
 */
export function openShellCipher(parts: {
  readonly dataFolder: string;
  readonly isPackaged: boolean;
  readonly handedKey?: string | undefined;
  readonly openKeyStore: () => Promise<Result<Cipher, string>>;
}): Promise<Result<Cipher, StartFailure>> {
  const { dataFolder, isPackaged } = parts;
  return guarded(dataFolder, async () => {
    if (parts.handedKey !== undefined) {
      const handed = await openHandedKey(parts.handedKey);
      if (handed.kind === 'error') return err(keyFileFailure(handed.error));
      keepSealer(dataFolder, 'handed-key');
      return handed;
    }
    const kept = await parts.openKeyStore();
    if (isPackaged && kept.kind === 'error') return err(keyStoreFailure(kept.error));
    const hasKeyFile = !isPackaged && isThere(keyFileOf(dataFolder));
    if (!hasKeyFile && hasStore(dataFolder)) {
      const sealedBy = readSealer(dataFolder);
      const isLost =
        sealedBy === 'key-file' || sealedBy === 'handed-key' || (sealedBy === 'key-store' && kept.kind === 'error');
      if (isLost) return err(missingKeyFailure(dataFolder, sealedBy));
    }
    if (kept.kind === 'error' || hasKeyFile) return openKeyFile(dataFolder);
    keepSealer(dataFolder, 'key-store');
    return ok(kept.value);
  });
}
