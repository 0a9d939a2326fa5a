import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findHeadlessShell } from '../../../build/browser-finder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-browsers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says which version it is. */
function install(name: string, said: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '${said}'\n`, { mode: 0o755 });
  return file;
}

test.runIf(process.platform === 'linux')(
  'the tests draw without windows where the same version of their browser can, and in no other',
  () => {
    const env = { PATH: `/nowhere:${folder}` };
    const browser = install('chromium', 'Chromium 156.0.8078.108 built on Debian GNU/Linux 12 (bookworm)');
    expect(findHeadlessShell(browser, env)).toBeUndefined();
    const shell = install('chromium-headless-shell', 'Chromium 156.0.8078.108');
    expect(findHeadlessShell(browser, env)).toBe(shell);
    expect(findHeadlessShell(install('chrome', 'Google Chrome 155.0.7000.1'), env)).toBeUndefined();
    expect(findHeadlessShell(path.join(folder, 'not-there'), env)).toBeUndefined();
  },
);
