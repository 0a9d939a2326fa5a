import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRendererFiles, securityHeaders } from '../../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import { createLoopbackTransport, type Page } from '../../../renderer/api/loopback-transport.ts';
import { createFakeCore, type FakeCore } from '../../fake-core.ts';

const silent = { info() {}, warn() {}, error() {} };
let folder: string;
let core: FakeCore;
let server: LoopbackServer;

async function start(port = 0) {
  server = await startLoopbackServer({
    core,
    answerFile: createRendererFiles(folder),
    securityHeaders,
    clock: createSystemClock(),
    log: silent,
    port,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-transport-'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
  core = createFakeCore();
  await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a browser adds to the page's requests: origin, fetch metadata and the cookie. */
function browserPage(secret: string) {
  const kept = new Map<string, string>();
  const timers: (() => void)[] = [];
  let cookie = '';
  let unused = secret;
  const page: Page = {
    async fetch(target, init) {
      const headers = new Headers(init?.headers);
      headers.set('origin', server.origin);
      headers.set('sec-fetch-site', 'same-origin');
      headers.set('cookie', cookie);
      const response = await fetch(`${server.origin}${target}`, { ...init, headers });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return response;
    },
    takeSecret() {
      const taken = unused;
      unused = '';
      return taken;
    },
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    setTimer: (_delayMs, action) => void timers.push(action),
  };
  return { page, timers, reload: () => createLoopbackTransport(page) };
}

const secretOf = (url: string) => new URL(url).hash.slice(1);
const launch = () => browserPage(secretOf(server.issueLaunchUrl()));

const snapshot = {
  kind: 'ok',
  value: {
    signIn: { kind: 'signed-out' },
    isOperator: true,
    demo: { fault: 'slow' },
    queue: { waiting: 3 },
  },
};

test('nothing is sent before the first call', async () => {
  const { page } = launch();
  let requests = 0;
  createLoopbackTransport({ ...page, fetch: async (...all) => page.fetch(...all).finally(() => (requests += 1)) });
  expect(requests).toBe(0);
});

test('commands and events go through, bytes included, and a reload keeps the session', async () => {
  const { page, reload } = launch();
  const transport = createLoopbackTransport(page);
  const photo = new Uint8Array([255, 216, 0, 7]);
  core.answer('people.photo', { kind: 'ok', value: { photo } });
  expect(await transport.invoke('people.photo', { personId: 'a', edgePx: 48 })).toEqual({
    kind: 'ok',
    value: { photo },
  });

  const heard = new Promise((resolve) => transport.subscribe('operator.changed', resolve));
  await expect.poll(() => core.listenerCount()).toBeGreaterThan(0);
  core.emit('operator.changed', { isOperator: true });
  expect(await heard).toEqual({ isOperator: true });

  expect(await reload().invoke('station.snapshot', {})).toEqual({ kind: 'ok', value: {} });
});

test('a listener that left hears nothing more, and one function may listen twice', async () => {
  const { page } = launch();
  const transport = createLoopbackTransport(page);
  const heard: unknown[] = [];
  const listener = (value: unknown) => void heard.push(value);
  const leave = transport.subscribe('demo.changed', listener);
  transport.subscribe('demo.changed', listener);
  await expect.poll(() => core.listenerCount()).toBeGreaterThan(0);
  core.emit('demo.changed', { fault: 'slow' });
  await expect.poll(() => heard.length).toBe(2);
  leave();
  leave();
  core.emit('demo.changed', { fault: 'none' });
  await expect.poll(() => heard.length).toBe(3);
});

test("a page without a session is told not-allowed, in the contract's own form", async () => {
  const transport = createLoopbackTransport(browserPage('').page);
  expect(await transport.invoke('station.snapshot', {})).toMatchObject({
    kind: 'error',
    error: { code: 'not-allowed' },
  });
  expect(core.calls).toEqual([]);
});

test('a host that is gone is a Result, not an exception', async () => {
  const { page } = launch();
  const transport = createLoopbackTransport(page);
  await transport.invoke('station.snapshot', {});
  await server.close();
  expect(await transport.invoke('station.snapshot', {})).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
});

test('what happened during a break is said again after it: queue, sign-in, operator, fault and jobs on their way', async () => {
  const { page, timers } = launch();
  let cutEvents: () => void = () => {};
  let opened = 0;
  const transport = createLoopbackTransport({
    ...page,
    async fetch(target, init) {
      if (target !== '/api/events') return page.fetch(target, init);
      const cut = new AbortController();
      cutEvents = () => cut.abort();
      const response = await page.fetch(target, { ...init, signal: cut.signal });
      opened += 1;
      return response;
    },
  });
  core.answer('uploads.enqueue', { kind: 'ok', value: { job: { id: 'job-1', state: { kind: 'waiting' } } } });
  const heard = new Map<string, unknown>();
  for (const name of [
    'uploads.changed',
    'queue.changed',
    'signIn.changed',
    'operator.changed',
    'demo.changed',
  ] as const) {
    transport.subscribe(name, (value) => void heard.set(name, value));
  }
  // Whoever asks before the events are open is told anew once they are: not what this is about.
  await expect.poll(() => opened).toBe(1);
  await transport.invoke('uploads.enqueue', {});
  expect(core.listenerCount()).toBeGreaterThan(0);
  cutEvents();
  await expect.poll(() => core.listenerCount()).toBe(0);
  await expect.poll(() => timers.length).toBe(1);
  heard.clear();

  const confirmed = { job: { id: 'job-1', state: { kind: 'confirmed', confirmedAtMs: 1 } } };
  core.answer('station.snapshot', snapshot);
  core.answer('uploads.get', { kind: 'ok', value: confirmed });
  timers.shift()?.();
  await expect.poll(() => heard.size).toBe(5);
  expect(Object.fromEntries(heard)).toEqual({
    'uploads.changed': confirmed,
    'queue.changed': { queue: { waiting: 3 } },
    'signIn.changed': { signIn: { kind: 'signed-out' } },
    'operator.changed': { isOperator: true },
    'demo.changed': { fault: 'slow' },
  });
  expect(core.calls.at(-1)).toEqual({ name: 'uploads.get', request: { jobId: 'job-1' } });
});
