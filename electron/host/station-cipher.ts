import { existsSync } from 'node:fs';
import path from 'node:path';
import { err, type Result } from '../../shared/result.ts';
import type { Cipher } from '../ports.ts';
import { openKeyFileCipher } from '../sealing/key-file-cipher.ts';
import { foreignSealFailure, keyFileFailure, keyStoreFailure, type StartFailure } from './failure.ts';

/** Where a key file lies below the data folder. */
export function keyFileOf(dataFolder: string): string {
  return path.join(dataFolder, 'station.key');
}

async function openKeyFile(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const cipher = await openKeyFileCipher(keyFileOf(dataFolder));
  return cipher.kind === 'ok' ? cipher : err(keyFileFailure(cipher.error));
}

/** The browser host's cipher: a key file beside the data. Data without one was sealed by Electron, whose key is elsewhere. */
export async function openBrowserCipher(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const isForeign = !existsSync(keyFileOf(dataFolder)) && existsSync(path.join(dataFolder, 'store/kiosk.db'));
  return isForeign ? err(foreignSealFailure(dataFolder)) : openKeyFile(dataFolder);
}

/**
 * Electron's cipher: the operating system's key store. Only from the sources (`isPackaged` false) also a key file, where
 * there is no store to be had or the data has such a file already.
 */
export async function openShellCipher(parts: {
  readonly dataFolder: string;
  readonly isPackaged: boolean;
  readonly openKeyStore: () => Promise<Result<Cipher, string>>;
}): Promise<Result<Cipher, StartFailure>> {
  const { dataFolder, isPackaged } = parts;
  const kept = await parts.openKeyStore();
  if (isPackaged) return kept.kind === 'ok' ? kept : err(keyStoreFailure(kept.error));
  return kept.kind === 'ok' && !existsSync(keyFileOf(dataFolder)) ? kept : openKeyFile(dataFolder);
}
