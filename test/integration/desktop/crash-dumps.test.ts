import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pruneCrashDumps } from '../../../electron/desktop/crash-dumps.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-dumps-'));
  mkdirSync(path.join(folder, 'completed'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowMs = Date.UTC(2026, 0, 20);
function dump(name: string, days: number) {
  const file = path.join(folder, 'completed', name);
  writeFileSync(file, 'memory');
  const at = new Date(nowMs - days * 24 * 3_600_000);
  utimesSync(file, at, at);
}

test('of crash dumps the newest three of the last seven days stay; what is no dump stays too', () => {
  for (const [name, days] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['d', 4],
  ] as const)
    dump(`${name}.dmp`, days);
  writeFileSync(path.join(folder, 'settings.dat'), '');
  pruneCrashDumps(folder, nowMs);
  expect(readdirSync(path.join(folder, 'completed')).sort()).toEqual(['a.dmp', 'b.dmp', 'c.dmp']);
  pruneCrashDumps(folder, nowMs + 5.5 * 24 * 3_600_000);
  expect(readdirSync(path.join(folder, 'completed'))).toEqual(['a.dmp']);
  expect(readdirSync(folder)).toContain('settings.dat');
  pruneCrashDumps(path.join(folder, 'none'), nowMs);
});
