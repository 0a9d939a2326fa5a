import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

/**
 * Proves that a data folder can be written to: a small file is written, synced to the disk and removed. Rejects with the
 * operating system's code (`EACCES`, `ENOSPC`, `EROFS`). `freeBytes` is what this user may still write.
 */
export async function probeFolder(
  folder: string,
  floorBytes: number,
): Promise<{ readonly freeBytes: number; readonly floorBytes: number }> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `.probe-${randomUUID()}`);
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile('probe');
    await handle.sync();
  } finally {
    await handle.close();
    await rm(file, { force: true });
  }
  const { bavail, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, floorBytes };
}
