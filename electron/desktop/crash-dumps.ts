import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Crash dumps never leave the machine; they may hold pieces of what was in memory, so few are kept, and not for long. */
const keepCount = 3;
const keepMs = 7 * 24 * 3_600_000;

/** Removes all but the newest three dumps of the last seven days below `folder` (Crashpad's `*.dmp`). A missing folder is empty. */
export function pruneCrashDumps(folder: string, nowMs: number): void {
  const dumps = dumpsIn(folder)
    .map((file) => ({ file, atMs: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((one, other) => other.atMs - one.atMs);
  for (const [index, { file, atMs }] of dumps.entries()) {
    if (index >= keepCount || nowMs - atMs > keepMs) rmSync(file, { force: true });
  }
}

function dumpsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dmp'))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
