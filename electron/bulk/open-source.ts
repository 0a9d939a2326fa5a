import { stat } from 'node:fs/promises';
import { openFolder } from './folder-source.ts';
import { type PictureSource, SourceFailure } from './picture-source.ts';
import { openZip } from './zip-source.ts';

/** Opens a folder (without the file `leftOut`) or a ZIP archive, whichever is at the path. Rejects with {@link SourceFailure}. */
export async function openSource(place: string, leftOut?: string): Promise<PictureSource> {
  const found = await stat(place).catch((cause: unknown) => {
    throw new SourceFailure('source-gone', { cause });
  });
  return found.isDirectory() ? openFolder(place, leftOut) : openZip(place);
}
