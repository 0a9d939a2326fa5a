import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { link, lstat, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Cipher } from '../ports.ts';
import { syncFolder } from './durable-file.ts';

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
const ivBytes = 12;
const tagBytes = 16;
/** In front of everything sealed, and authenticated with it: another format is refused before the key is tried. */
const mark = Buffer.from('KF1\n');

/** A key file comes into being whole: drafted, synced, then linked to its name, which fails when another process was first. */
async function createKeyFile(file: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}.draft`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(randomBytes(keyBytes));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  syncFolder(folder);
}

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

/** AES-256-GCM with a random 96-bit IV each: `KF1\n`, IV, tag, sealed bytes. */
function cipherWith(key: Buffer): Cipher {
  return {
    async seal(plain) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes }).setAAD(mark);
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([mark, iv, cipher.getAuthTag(), sealed]);
    },
    async open(sealed) {
      const bytes = Buffer.from(sealed);
      const head = mark.byteLength + ivBytes + tagBytes;
      if (bytes.byteLength < head || !bytes.subarray(0, mark.byteLength).equals(mark)) {
        throw new Error('not sealed by this cipher');
      }
      const iv = bytes.subarray(mark.byteLength, mark.byteLength + ivBytes);
      const tag = bytes.subarray(mark.byteLength + ivBytes, head);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      decipher.setAAD(mark).setAuthTag(tag);
      return Buffer.concat([decipher.update(bytes.subarray(head)), decipher.final()]);
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
  if (!isThere) await createKeyFile(file);
  const key = await readKey(file);
  return key.kind === 'ok' ? ok(cipherWith(key.value)) : key;
}

/**
 * The cipher of a key file that is there already; never makes one. The command line seals with it what a station with
 * an operating system's key store then takes over.
 */
export async function openExistingKeyFile(file: string): Promise<Cipher | undefined> {
  const isThere = await lstat(file).then(
    () => true,
    () => false,
  );
  const key = isThere ? await readKey(file) : undefined;
  return key?.kind === 'ok' ? cipherWith(key.value) : undefined;
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
