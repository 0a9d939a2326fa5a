import { readFile, stat } from 'node:fs/promises';
import { jpegSize } from '../graph/photo-metadata.ts';
import { inputError } from './command.ts';

const limitBytes = 4 * 1024 * 1024;

/** Reads a JPEG that can be sent as it is. A file that cannot ends the command with what was expected and what it is. */
export async function readPictureFile(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) throw inputError(file, 'a readable picture file', found.code ?? 'an unreadable one');
  if (!found.isFile()) throw inputError(file, 'a picture file', 'something that is not a file');
  if (found.size === 0) throw inputError(file, 'a picture file', 'an empty file');
  if (found.size > limitBytes) throw inputError(file, `at most ${limitBytes} bytes`, `${found.size} bytes`);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (bytes instanceof Error) throw inputError(file, 'a readable picture file', bytes.code ?? 'an unreadable one');
  const size = jpegSize(bytes);
  if (size === undefined) throw inputError(file, 'a JPEG picture', 'another kind of file');
  return bytes;
}
