import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRendererFiles, securityHeaders } from '../../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { findInstalledBrowser } from '../../../electron/loopback/installed-browser.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import { createFakeCore } from '../../fake-core.ts';

const found = findInstalledBrowser({ platform: process.platform, env: process.env });
const executablePath = found.kind === 'ok' ? found.value : undefined;
const isRoot = process.getuid?.() === 0;
const core = createFakeCore();
let folder: string;
let server: LoopbackServer;
let evil: http.Server;
let browser: Browser;
let context: BrowserContext;

/** Opens a session the way the kiosk's page does and leaves its cookie in the browser, as after a normal start. */
async function openKioskPage() {
  const page = await context.newPage();
  const secret = new URL(server.issueLaunchUrl()).hash.slice(1);
  await page.goto(`${server.origin}/`);
  await page.evaluate(async (body) => {
    const answer = await fetch('/api/session', { method: 'POST', body });
    const { pageKey } = (await answer.json()) as { pageKey: string };
    sessionStorage.setItem('kiosk-page-key', pageKey);
  }, secret);
  return page;
}

describe.skipIf(executablePath === undefined)('in a real browser', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'kiosk-attack-'));
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>kiosk</title><h1>kiosk</h1>');
    server = await startLoopbackServer({
      core,
      answerFile: createRendererFiles(folder),
      securityHeaders,
      clock: createSystemClock(),
      log: { info() {}, warn() {}, error() {} },
    });
    // The attacker's page: its policy allows everything, and it may be reached under several names.
    evil = http.createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><body></body>');
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--disable-gpu', '--disable-quic', ...(isRoot ? ['--no-sandbox'] : [])],
    });
    context = await browser.newContext();
    // The tests' own limit ends what hangs.
    context.setDefaultTimeout(0);
  });
  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => evil.close(resolve));
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the kiosk page itself reaches its commands, and no script reads its cookie', async () => {
    const page = await openKioskPage();
    const seen = await page.evaluate(async () => {
      const key = sessionStorage.getItem('kiosk-page-key') ?? '';
      const body = new Uint8Array([0, 0, 0, 23, ...new TextEncoder().encode('{"value":{},"parts":[]}')]);
      const answer = await fetch('/api/commands/station.snapshot', {
        method: 'POST',
        headers: { 'kiosk-page-key': key },
        body,
      });
      return { status: answer.status, cookie: document.cookie };
    });
    expect(seen).toEqual({ status: 200, cookie: '' });
    expect(core.calls).toEqual([{ name: 'station.snapshot', request: {} }]);
    await page.close();
  });

  test.each(['127.0.0.1', 'localhost'])(
    'a site at %s on another port, in the same browser, reads nothing, commands nothing and shows nothing of the kiosk',
    async (name) => {
      const kioskPage = await openKioskPage();
      const before = core.calls.length;
      const page = await context.newPage();
      const { port } = evil.address() as AddressInfo;
      await page.goto(`http://${name}:${port}/`);
      const outcome = await page.evaluate(async (origin) => {
        const tryFetch = (target: string, init: RequestInit) =>
          fetch(`${origin}${target}`, { credentials: 'include', ...init }).then(
            (answer) => (answer.type === 'opaque' ? 'opaque' : String(answer.status)),
            () => 'refused',
          );
        const framed = await new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = `${origin}/`;
          frame.onload = () => {
            // A refused frame shows the browser's own error page.
            resolve(frame.contentDocument === null ? 'unreadable' : 'readable');
          };
          document.body.append(frame);
        });
        const image = await new Promise((resolve) => {
          const element = new Image();
          element.onload = () => resolve('shown');
          element.onerror = () => resolve('refused');
          element.src = `${origin}/`;
        });
        return {
          read: await tryFetch('/', {}),
          command: await tryFetch('/api/commands/uploads.retryAll', { method: 'POST', body: 'x' }),
          withHeader: await tryFetch('/api/commands/uploads.retryAll', {
            method: 'POST',
            headers: { 'kiosk-page-key': 'x' },
            body: 'x',
          }),
          blind: await tryFetch('/api/commands/uploads.retryAll', { method: 'POST', mode: 'no-cors', body: 'x' }),
          events: await tryFetch('/api/events', {}),
          framed,
          image,
        };
      }, server.origin);
      expect(outcome).toEqual({
        read: 'refused',
        command: 'refused',
        withHeader: 'refused',
        // Sent and refused by the kiosk: the site cannot even see that.
        blind: expect.stringMatching(/opaque|refused/),
        events: 'refused',
        framed: 'unreadable',
        image: 'refused',
      });
      for (const frame of page.frames().slice(1))
        expect(await frame.content().catch(() => '')).not.toContain('<h1>kiosk</h1>');

      await page.evaluate((origin) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = `${origin}/api/commands/uploads.retryAll`;
        document.body.append(form);
        form.submit();
      }, server.origin);
      await page.waitForURL(/uploads\.retryAll/).catch(() => {});
      expect(core.calls).toHaveLength(before);
      await page.close();
      await kioskPage.close();
    },
  );

  test('DNS rebinding: a foreign name that leads to the kiosk is turned away', async () => {
    const rebound = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : []), '--host-resolver-rules=MAP evil.example 127.0.0.1'],
    });
    const before = core.calls.length;
    try {
      const page = await rebound.newPage();
      page.setDefaultTimeout(0);
      const answered = page.waitForEvent('response');
      await page.goto(`http://evil.example:${new URL(server.origin).port}/`).catch(() => {});
      expect((await answered).status()).toBe(403);
      expect(core.calls).toHaveLength(before);
    } finally {
      await rebound.close();
    }
  });
});
