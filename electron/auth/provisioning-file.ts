import { randomBytes } from 'node:crypto';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/result.ts';
import { textOfBytes } from '../../shared/text-bytes.ts';

const limitBytes = 1024 * 1024;

/** Why a file that was to be handed over could not be read: what was expected and what is there. */
export interface ProvisioningFileFailure {
  readonly expected: string;
  readonly actual: string;
}

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException).code ?? 'unknown';

/** The bytes of a certificate, secret or passphrase file; at most 1 MB. */
export async function readProvisioningFile(file: string): Promise<Result<Uint8Array, ProvisioningFileFailure>> {
  try {
    const { size } = await stat(file);
    if (size > limitBytes) return err({ expected: `at most ${limitBytes} bytes`, actual: `${size} bytes` });
    return ok(await readFile(file));
  } catch (cause) {
    return err({ expected: 'a readable file', actual: codeOf(cause) });
  }
}

/**
 * Overwrites, syncs and removes a file that was read. A solid-state disk may still hold old blocks; so does every copy
 * made elsewhere. The error is the file system's code: the file is then still there, in part or whole.
 */
export async function wipeProvisioningFile(file: string): Promise<Result<undefined, string>> {
  try {
    const handle = await open(file, 'r+');
    try {
      const { size } = await handle.stat();
      await handle.write(randomBytes(size), 0, size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rm(file);
    return ok(undefined);
  } catch (cause) {
    return err(codeOf(cause));
  }
}

/**
 * A file's text on one line, as editors and shells leave it: UTF-8 or UTF-16, with or without a mark in front and a line
 * end behind. `undefined`: not one line of text.
 */
export function oneLineOf(bytes: Uint8Array): string | undefined {
  const text = textOfBytes(bytes)?.replace(/[\r\n]+$/, '') ?? '';
  return /^[^\p{Cc}]+$/u.test(text) ? text : undefined;
}
