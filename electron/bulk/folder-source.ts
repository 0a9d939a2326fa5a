import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  byName,
  fileCountLimit,
  isLitter,
  type PictureSource,
  SourceFailure,
  type SourceFile,
} from './picture-source.ts';

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new SourceFailure('source-gone', { cause });
  });
}

/** A file's bytes in memory that is taken once: Node's own `readFile` takes it in pieces, and then once more for the whole. */
async function readWhole(file: string, limitBytes: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > limitBytes) throw new SourceFailure('file-unreadable');
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await handle.read(bytes, filled);
      // Cut short meanwhile.
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/** A folder with those below it, but for the one file `leftOut`. Links to files are followed, links to folders are not: they may lead in circles. */
export function openFolder(root: string, leftOut?: string): PictureSource {
  return {
    async list() {
      const files: SourceFile[] = [];
      const waiting = [''];
      for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
        for (const entry of await entriesOf(path.join(root, below))) {
          const name = below === '' ? entry.name : `${below}/${entry.name}`;
          if (isLitter(name)) continue;
          if (entry.isDirectory()) waiting.push(name);
          if (!entry.isFile() && !entry.isSymbolicLink()) continue;
          // What vanished since, and links that lead nowhere, are no files any more.
          if (leftOut !== undefined && path.resolve(root, name) === path.resolve(leftOut)) continue;
          const found = await stat(path.join(root, name)).catch(() => undefined);
          if (found?.isFile() !== true) continue;
          files.push({ name, sizeBytes: found.size, modifiedMs: found.mtimeMs });
          if (files.length > fileCountLimit) throw new SourceFailure('too-many-files');
        }
      }
      return files.sort(byName);
    },
    async read(name, limitBytes) {
      try {
        return await readWhole(path.join(root, name), limitBytes);
      } catch (cause) {
        if (cause instanceof SourceFailure) throw cause;
        throw new SourceFailure('file-unreadable', { cause });
      }
    },
    async close() {},
  };
}
