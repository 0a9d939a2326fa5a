import { randomBytes } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher } from '../ports.ts';
import { openBytes, type Seal, sealBytes } from './authenticated-encryption.ts';
import { writeFileDurably } from './durable-file.ts';

/** Why a key file was refused. Nothing is sealed with a key that others may have read. */
export type KeyFileFailure =
  | { readonly kind: 'too-open'; readonly file: string; readonly expected: '0600'; readonly actual: string }
  | { readonly kind: 'not-owned'; readonly file: string }
  | { readonly kind: 'not-a-file'; readonly file: string }
  | {
      readonly kind: 'wrong-size';
      readonly file: string;
      readonly expectedBytes: number;
      readonly actualBytes: number;
    };

const keyBytes = 32;
/** In front of everything sealed, and authenticated with it: another format is refused before the key is tried. */
const mark = Buffer.from('KF1\n');

async function readKey(file: string): Promise<Result<Buffer, KeyFileFailure>> {
  const found = await lstat(file);
  if (!found.isFile()) return err({ kind: 'not-a-file', file });
  // Windows keeps access in lists that Node does not show; the user's profile folder is private there.
  if (process.platform !== 'win32') {
    const actual = (found.mode & 0o777).toString(8).padStart(4, '0');
    if ((found.mode & 0o077) !== 0) return err({ kind: 'too-open', file, expected: '0600', actual });
    if (found.uid !== process.getuid?.()) return err({ kind: 'not-owned', file });
  }
  const key = await readFile(file);
  if (key.byteLength !== keyBytes) {
    return err({ kind: 'wrong-size', file, expectedBytes: keyBytes, actualBytes: key.byteLength });
  }
  return ok(key);
}

/** Sealed with the mark in front, which is authenticated too. */
function cipherWith(key: Uint8Array): Cipher {
  const seal: Seal = { key, head: mark, associatedData: mark };
  return {
    seal: async (plain) => sealBytes(seal, plain),
    async open(sealed) {
      const plain = openBytes(seal, sealed);
      if (plain === undefined) throw new Error('not sealed by this cipher');
      return plain;
    },
  };
}

/**
 * The cipher of a host without an operating system's key store: AES-256-GCM under a random key in `file`, made durable
 * before first use. A key file that anybody but its owner may read or write, or that is a link, is refused.
 * Rejects only on file system errors.
 */
export async function openKeyFileCipher(file: string): Promise<Result<Cipher, KeyFileFailure>> {
  const isThere = await lstat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  // Whole from the first moment; of several processes that begin at once, one makes the key.
  if (!isThere) writeFileDurably(file, randomBytes(keyBytes), { keepsPresent: true });
  const key = await readKey(file);
  return key.kind === 'ok' ? ok(cipherWith(key.value)) : key;
}

/**
 * The cipher of a key file that is there already; never makes one. The command line seals with it what a station with
 * an operating system's key store then takes over. Rejects on file system errors.
 */
export async function openExistingKeyFile(file: string): Promise<Cipher | undefined> {
  const isThere = await lstat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  const key = isThere ? await readKey(file) : undefined;
  return key?.kind === 'ok' ? cipherWith(key.value) : undefined;
}

/**
 * The cipher of a key that a service manager hands over for one run (systemd's LoadCredentialEncrypted): it lies in memory,
 * and who may read it is that manager's to say. Rejects on file system errors.
 */
export async function openHandedKey(file: string): Promise<Result<Cipher, KeyFileFailure>> {
  const key = await readFile(file);
  if (key.byteLength !== keyBytes) {
    return err({ kind: 'wrong-size', file, expectedBytes: keyBytes, actualBytes: key.byteLength });
  }
  return ok(cipherWith(key));
}

/** A key file's failure in words for whoever starts the station. */
export function keyFileFailureText(failure: KeyFileFailure): string {
  const { file } = failure;
  switch (failure.kind) {
    case 'too-open':
      return `The key file ${file} has mode ${failure.actual}, expected ${failure.expected}: others could have read it. If nobody has, run: chmod 600 ${file}`;
    case 'not-owned':
      return `The key file ${file} belongs to another user. Start the station as its owner.`;
    case 'not-a-file':
      return `The key file ${file} is not a regular file.`;
    case 'wrong-size':
      return `The key file ${file} has ${failure.actualBytes} bytes, expected ${failure.expectedBytes}. Restore it from a backup; with another key, what is sealed stays unreadable.`;
  }
}
