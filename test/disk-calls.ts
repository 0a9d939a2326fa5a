import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/** What was done to a path, in the order it was done. */
export interface DiskCall {
  readonly kind: 'folder-made' | 'synced';
  readonly path: string;
}

/**
 * Runs `body` and keeps which folders it made and what it synced, as Node's own functions were asked. The calls are made
 * all the same: nothing is replaced, so the record is true on every system and needs no rights.
 */
export async function watchDisk<Value>(body: () => Promise<Value>): Promise<{ value: Value; calls: DiskCall[] }> {
  const calls: DiskCall[] = [];
  const names = new Map<number, string>();
  const { openSync, fsyncSync, mkdirSync } = fs;
  fs.openSync = (file, ...rest) => {
    const descriptor = openSync(file, ...rest);
    names.set(descriptor, path.resolve(String(file)));
    return descriptor;
  };
  fs.fsyncSync = (descriptor) => {
    fsyncSync(descriptor);
    calls.push({ kind: 'synced', path: names.get(descriptor) ?? '' });
  };
  fs.mkdirSync = ((folder: string, options: fs.MakeDirectoryOptions) => {
    const first = mkdirSync(folder, options);
    // Only a recursive call answers with what it made; another one made just this.
    if (options?.recursive !== true) calls.push({ kind: 'folder-made', path: path.resolve(folder) });
    const above = first === undefined ? undefined : path.dirname(path.resolve(first));
    for (let made = path.resolve(folder); above !== undefined && made !== above; made = path.dirname(made)) {
      calls.push({ kind: 'folder-made', path: made });
    }
    return first;
  }) as typeof fs.mkdirSync;
  syncBuiltinESMExports();
  try {
    return { value: await body(), calls };
  } finally {
    Object.assign(fs, { openSync, fsyncSync, mkdirSync });
    syncBuiltinESMExports();
  }
}
