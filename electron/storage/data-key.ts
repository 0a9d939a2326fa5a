import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cipher } from '../ports.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { isThere } from './file-place.ts';

export const dataKeyBytes = 32;

/** A data key with its sealed form; the sealed form is kept in a file and, as a second copy, in the database. */
export interface DataKey {
  readonly plain: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Opens a sealed data key; `undefined` when it is damaged or belongs to another machine or account. */
export async function openDataKey(cipher: Cipher, sealed: Uint8Array): Promise<DataKey | undefined> {
  try {
    const plain = await cipher.open(sealed);
    return plain.byteLength === dataKeyBytes ? { plain, sealed } : undefined;
  } catch {
    return undefined;
  }
}

/** The key in a file, or `undefined` when there is none or it cannot be opened. */
export async function readDataKey(cipher: Cipher, file: string): Promise<DataKey | undefined> {
  return isThere(file) ? openDataKey(cipher, readFileSync(file)) : undefined;
}

/**
 * Makes a random key and writes its sealed form durably, before anything is encrypted with it:
 * a photo whose key did not reach the disk would be lost at the next power cut.
 */
export async function createDataKey(cipher: Cipher, file: string): Promise<DataKey> {
  const plain = new Uint8Array(randomBytes(dataKeyBytes));
  const sealed = await cipher.seal(plain);
  writeFileDurably(file, sealed, { isSoleWriter: true });
  return { plain, sealed };
}
