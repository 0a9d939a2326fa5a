import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRendererFiles, securityHeaders } from '../../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { ownHostOnly } from '../../../electron/loopback/app-window.ts';
import { findInstalledBrowser } from '../../../electron/loopback/installed-browser.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import { createFakeCore } from '../../fake-core.ts';
import { attackNetwork, type Listeners, listenForAnything } from '../../network-attacks.ts';

const found = findInstalledBrowser({ platform: process.platform, env: process.env });
const executablePath = found.kind === 'ok' ? found.value : undefined;
const isRoot = process.getuid?.() === 0;
const name = 'asked-ahead.example';
let folder: string;
let server: LoopbackServer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-page-network-'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>kiosk</title><h1>kiosk</h1>');
  server = await startLoopbackServer({
    core: createFakeCore(),
    answerFile: createRendererFiles(folder),
    securityHeaders,
    clock: createSystemClock(),
    log: { info() {}, warn() {}, error() {} },
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What arrives at sockets when a hostile script runs in our page, until it has tried everything or `isEnough`. */
async function attacked(
  switches: readonly string[],
  isEnough: (listeners: Listeners) => Promise<void> = () => new Promise(() => {}),
): Promise<number> {
  const listeners: Listeners = await listenForAnything();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : []), ...switches],
  });
  try {
    const page = await browser.newPage();
    // The test's own limit ends what hangs.
    page.setDefaultTimeout(0);
    await page.goto(`${server.origin}/`);
    const { tcpPort, udpPort } = listeners;
    await Promise.race([page.evaluate(attackNetwork, { tcpPort, udpPort, name }), isEnough(listeners)]);
  } finally {
    await browser.close();
    await listeners.close();
  }
  return listeners.arrivals();
}

describe.skipIf(executablePath === undefined)('a hostile script in the page', () => {
  test('gets out of a browser as it is installed, and not out of the kiosk’s window', async () => {
    // One arrival shows that the attack is one; WebRTC takes a quarter of a minute to give up.
    expect(await attacked([], (listeners) => listeners.first)).toBeGreaterThan(0);
    const host = new URL(server.origin).host;
    expect(await attacked(ownHostOnly(host))).toBe(0);
  });
});
