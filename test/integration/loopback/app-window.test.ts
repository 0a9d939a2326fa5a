import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { securityHeaders } from '../../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { openAppWindow } from '../../../electron/loopback/app-window.ts';
import { findInstalledBrowser } from '../../../electron/loopback/installed-browser.ts';
import { startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import type { AnswerFile } from '../../../electron/ports.ts';
import { createFakeCore } from '../../fake-core.ts';

const found = findInstalledBrowser({ platform: process.platform, env: process.env });
const browser = found.kind === 'ok' ? found.value : undefined;

/** The command lines of every process of this machine. */
function commandLines(): string[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) ? [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')] : [];
    } catch {
      return [];
    }
  });
}

test.skipIf(browser === undefined || process.platform !== 'linux')(
  'the window opens the kiosk with its secret, which stands on no command line of the machine at any time',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-window-'));
    // Headless, for a machine without a display; the pipes go through.
    const headless = path.join(folder, 'browser.sh');
    writeFileSync(headless, `#!/bin/sh\nexec "${browser}" --headless=new --disable-gpu "$@"\n`);
    chmodSync(headless, 0o755);
    const page = `<!doctype html><script src="/a.js"></script>`;
    const script = `fetch('/api/session', { method: 'POST', body: location.hash.slice(1) });`;
    const answerFile: AnswerFile = async (urlPath) => ({
      status: 200,
      headers: { ...securityHeaders, 'content-type': urlPath === '/a.js' ? 'text/javascript' : 'text/html' },
      body: new TextEncoder().encode(urlPath === '/a.js' ? script : page),
    });
    const server = await startLoopbackServer({
      ...{ core: createFakeCore(), answerFile, securityHeaders, clock: createSystemClock() },
      log: { info() {}, warn() {}, error() {} },
    });
    const launched = new Promise<void>((resolve) => server.onLaunched(resolve));
    const url = server.issueLaunchUrl();
    const secret = new URL(url).hash.slice(1);
    const seen = new Set<string>();
    const look = () => commandLines().forEach((line) => void seen.add(line));
    const watch = setInterval(look, 250);
    const isRootOnLinux = process.getuid?.() === 0;
    const window = await openAppWindow({
      browser: headless,
      url,
      profileFolder: path.join(folder, 'profile'),
      isRootOnLinux,
    });
    await launched;
    clearInterval(watch);
    // However late this machine comes to its looks, there is one while the window is open.
    look();
    const ours = [...seen].filter((line) => line.includes(folder));
    expect(ours.some((line) => line.includes('/opening'))).toBe(true);
    expect([...seen].filter((line) => line.includes(secret))).toEqual([]);
    await window.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
);
