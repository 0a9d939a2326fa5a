import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRendererFiles, securityHeaders } from '../../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { decodeMessage, encodeMessage, requestLimitBytes } from '../../../shared/wire.ts';
import { createFakeCore, type FakeCore } from '../../fake-core.ts';

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

let folder: string;
let core: FakeCore;
let server: LoopbackServer;
const silent = { info() {}, warn() {}, error() {} };

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-loopback-'));
  mkdirSync(path.join(folder, 'site/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.html'), 'outside');
  writeFileSync(path.join(folder, 'site/index.html'), '<!doctype html><title>kiosk</title>');
  writeFileSync(path.join(folder, 'site/assets/page.js'), 'export {};');
  symlinkSync(path.join(folder, 'secret.html'), path.join(folder, 'site/link.html'));
  core = createFakeCore();
  server = await startLoopbackServer({
    core,
    answerFile: createRendererFiles(path.join(folder, 'site')),
    securityHeaders,
    clock: createSystemClock(),
    log: silent,
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function ask(
  target: string,
  options: { method?: string; headers?: http.OutgoingHttpHeaders; body?: Uint8Array | string; host?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    const request = http.request(
      // `path` goes out exactly as written: no URL parser tidies it up on the way.
      {
        agent: false,
        host: options.host ?? '127.0.0.1',
        port,
        path: target,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

/** The headers that our own page's scripts have from the browser. */
const own = () => ({ origin: server.origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' });
const secretOf = (url: string) => new URL(url).hash.slice(1);

async function openSession(secret = secretOf(server.issueLaunchUrl())) {
  const answer = await ask('/api/session', { method: 'POST', headers: own(), body: secret });
  const cookie = answer.headers['set-cookie']?.[0] ?? '';
  const pageKey = answer.status === 200 ? (JSON.parse(answer.body.toString()) as { pageKey: string }).pageKey : '';
  return { status: answer.status, setCookie: cookie, cookie: cookie.split(';')[0] ?? '', pageKey };
}
type Session = Awaited<ReturnType<typeof openSession>>;
const proof = ({ cookie, pageKey }: Pick<Session, 'cookie' | 'pageKey'>) => ({ cookie, 'kiosk-page-key': pageKey });

function command(name: string, request: unknown, headers: http.OutgoingHttpHeaders) {
  return ask(`/api/commands/${name}`, { method: 'POST', headers, body: encodeMessage(request) });
}

describe('the page of the kiosk itself', () => {
  test('gets its files with every guarding header', async () => {
    const index = await ask('/', { headers: { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' } });
    expect(index.status).toBe(200);
    expect(index.headers).toMatchObject({
      ...securityHeaders,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    const script = await ask('/assets/page.js', {
      headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    });
    expect(script).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  });

  test('exchanges the launch secret for a cookie that scripts and other sites never see', async () => {
    const session = await openSession();
    expect(session.status).toBe(200);
    expect(session.setCookie).toMatch(/^kiosk-session-\d+=[\w-]{43}; Path=\/api\/; HttpOnly; SameSite=Strict$/);
    expect(session.pageKey).toMatch(/^[\w-]{43}$/);
  });

  test('carries a command with bytes to the core and its reply back', async () => {
    const session = await openSession();
    const photo = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251);
    core.answer('photos.open', { kind: 'ok', value: { capture: photo, widthPx: 4, heightPx: 3 } });
    const answer = await command('photos.open', { file: photo }, { ...own(), ...proof(session) });
    expect(answer.status).toBe(200);
    expect(decodeMessage(answer.body)).toEqual({
      kind: 'ok',
      value: { kind: 'ok', value: { capture: photo, widthPx: 4, heightPx: 3 } },
    });
    expect(core.calls).toEqual([{ name: 'photos.open', request: { file: photo } }]);
  });

  test('hears events as they happen, and every subscription ends with the connection', async () => {
    const session = await openSession();
    const stream = await openStream(session);
    expect(core.listenerCount()).toBeGreaterThan(0);
    core.emit('operator.changed', { isOperator: true });
    expect(await stream.next()).toBe('data: {"name":"operator.changed","value":{"isOperator":true}}\n\n');
    stream.destroy();
    await expect.poll(() => core.listenerCount()).toBe(0);
  });

  test('is cut off, not buffered without end, when it does not read', async () => {
    const session = await openSession();
    const stream = await openStream(session);
    stream.pause();
    const big = { text: 'x'.repeat(256 * 1024) };
    for (let sent = 0; sent < 400 && core.listenerCount() > 0; sent += 1) core.emit('queue.changed', big);
    expect(core.listenerCount()).toBe(0);
    stream.destroy();
  });

  test('is answered with bad-request when its message is none, and the core hears nothing', async () => {
    const session = await openSession();
    for (const body of ['', '{}', 'x'.repeat(100)]) {
      const answer = await ask('/api/commands/photos.open', {
        method: 'POST',
        headers: { ...own(), ...proof(session) },
        body,
      });
      expect(decodeMessage(answer.body)).toMatchObject({
        kind: 'ok',
        value: { kind: 'error', error: { code: 'bad-request' } },
      });
    }
    expect(core.calls).toEqual([]);
  });

  test("cannot fill the memory: a request above its command's cap is refused", async () => {
    const session = await openSession();
    const limitBytes = requestLimitBytes('people.search');
    expect(limitBytes).toBeLessThan(2048);
    const send = (sizeBytes: number, chunked: http.OutgoingHttpHeaders = {}) =>
      ask('/api/commands/people.search', {
        method: 'POST',
        headers: { ...own(), ...proof(session), ...chunked },
        body: new Uint8Array(sizeBytes),
      });
    for (const answer of [
      await send(limitBytes + 1),
      await send(limitBytes + 1, { 'transfer-encoding': 'chunked' }),
      await command('people.search', { query: 'x'.repeat(70_000) }, { ...own(), ...proof(session) }),
    ]) {
      expect(decodeMessage(answer.body)).toMatchObject({
        kind: 'ok',
        value: { kind: 'error', error: { code: 'bad-request', detail: { actual: `more than ${limitBytes} bytes` } } },
      });
    }
    // Of its size it is read: that it is no message is found out then.
    const { value } = decodeMessage((await send(limitBytes)).body) as { value?: { error?: Failure } };
    expect(value?.error?.detail?.actual).toBe('header-not-json');
    expect(core.calls).toEqual([]);
  });

  test('carries what a command allows at its largest, and each of them whole', async () => {
    const session = await openSession();
    const people = Array.from({ length: 2_500 }, (_, index) => `Somebody ${index};somebody.${index}@tidewater.example`);
    const requests = {
      'rosters.openText': { text: people.join('\n') },
      'rosters.openPeople': { personIds: Array.from({ length: 400 }, (_, at) => String(at).padStart(200, '語')) },
      'settings.check': { document: '語'.repeat(60_000) },
      'files.choose': {
        paths: Array.from({ length: 1000 }, (_, at) => `/media/card/DCIM/${at}/${'語'.repeat(80)}.jpg`),
      },
    } as const;
    for (const [name, request] of Object.entries(requests)) {
      const answer = await command(name, request, { ...own(), ...proof(session) });
      expect(decodeMessage(answer.body)).toEqual({ kind: 'ok', value: { kind: 'ok', value: {} } });
      expect(core.calls.pop()).toEqual({ name, request });
    }
  });
});

describe('another site in the same browser', () => {
  const sites = ['cross-site', 'same-site', 'none', undefined];
  test.each(sites)('reaches no command with Sec-Fetch-Site %s, even with a stolen session', async (site) => {
    const session = await openSession();
    const headers: http.OutgoingHttpHeaders = { ...own(), ...proof(session), 'sec-fetch-site': site };
    if (site === undefined) delete headers['sec-fetch-site'];
    expect((await command('operator.lock', {}, headers)).status).toBe(403);
    expect((await ask('/api/events', { headers })).status).toBe(403);
    expect(core.calls).toEqual([]);
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1', 'http://localhost'])(
    'reaches no command from Origin %s, even with a stolen session',
    async (origin) => {
      const session = await openSession();
      expect((await command('operator.lock', {}, { ...own(), ...proof(session), origin })).status).toBe(403);
      expect((await ask('/', { headers: { origin } })).status).toBe(403);
      expect(core.calls).toEqual([]);
    },
  );

  test('is known as one also when it writes the path in another way', async () => {
    const session = await openSession();
    const headers = { ...proof(session), 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };
    for (const target of ['/api/events', '/%61pi/events', '/api%2Fevents', '//api/events', '/x/../api/events']) {
      expect((await ask(target, { headers })).status, target).not.toBe(200);
    }
    expect((await ask('/%61pi/events', { headers })).status).toBe(403);
  });

  test('cannot frame, embed or link to the page', async () => {
    for (const mode of ['navigate', 'no-cors', 'cors']) {
      for (const site of ['cross-site', 'same-site']) {
        expect((await ask('/', { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } })).status).toBe(403);
      }
    }
  });

  test('on another port of 127.0.0.1 that was sent our cookie still lacks the page key', async () => {
    const session = await openSession();
    expect((await command('operator.lock', {}, { ...own(), cookie: session.cookie })).status).toBe(401);
    expect((await command('operator.lock', {}, { ...own(), 'kiosk-page-key': session.pageKey })).status).toBe(401);
    expect(core.calls).toEqual([]);
  });
});

describe('DNS rebinding', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1', '[::1]', '0.0.0.0', '127.0.0.1.evil.example'])(
    'fails under the name %s, for files and for commands',
    async (name) => {
      const session = await openSession();
      const { port } = new URL(server.origin);
      const host = name === '127.0.0.1' ? name : `${name}:${port}`;
      expect((await ask('/', { headers: { host } })).status).toBe(403);
      expect((await command('operator.lock', {}, { ...own(), ...proof(session), host })).status).toBe(403);
      expect(core.calls).toEqual([]);
    },
  );
});

describe('another user of this machine', () => {
  test('without the secret gets nothing but the empty page', async () => {
    for (const guess of ['', 'x', 'A'.repeat(43), 'A'.repeat(10_000)]) {
      expect((await openSession(guess)).status).toBe(403);
    }
    expect((await command('station.snapshot', {}, own())).status).toBe(401);
    expect((await ask('/api/events', { headers: own() })).status).toBe(401);
    expect(core.calls).toEqual([]);
  });

  test('cannot mix the halves of two sessions', async () => {
    const first = await openSession();
    const second = await openSession();
    const mixed = { cookie: first.cookie, pageKey: second.pageKey };
    expect((await command('station.snapshot', {}, { ...own(), ...proof(mixed) })).status).toBe(401);
    expect((await command('station.snapshot', {}, { ...own(), ...proof(first) })).status).toBe(200);
  });

  test('on the network does not reach the server', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.internal === false && address.family === 'IPv4')
      .map((address) => address?.address ?? '');
    for (const host of [...outside, '127.0.0.2'])
      await expect(ask('/', { host })).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL/);
  });
});

describe('a replayed secret', () => {
  test('works once, whoever comes second', async () => {
    const secret = secretOf(server.issueLaunchUrl());
    expect((await openSession(secret)).status).toBe(200);
    expect((await openSession(secret)).status).toBe(403);
  });

  test('of an address that was replaced before anybody used it works no more', async () => {
    const old = secretOf(server.issueLaunchUrl());
    const fresh = secretOf(server.issueLaunchUrl());
    expect((await openSession(old)).status).toBe(403);
    expect((await openSession(fresh)).status).toBe(200);
  });

  test('of an earlier run of the station works no more', async () => {
    const session = await openSession();
    const port = Number(new URL(server.origin).port);
    await server.close();
    server = await startLoopbackServer({
      core,
      answerFile: createRendererFiles(path.join(folder, 'site')),
      securityHeaders,
      clock: createSystemClock(),
      log: silent,
      port,
    });
    expect((await command('station.snapshot', {}, { ...own(), ...proof(session) })).status).toBe(401);
  });
});

test('10,000 hostile paths reach no file outside the list', async () => {
  const answerFile = createRendererFiles(path.join(folder, 'site'));
  const pieces = fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2E.',
    '/',
    '//',
    '\\',
    '%5c',
    '%2f',
    '%00',
    '\0',
    'secret.html',
    'link.html',
    'index.html',
    'INDEX.HTML',
    'index.html::$DATA',
    'INDEX~1.HTM',
    'assets',
    'page.js',
    'C:',
    '\\\\host\\share',
    'file://',
    '?',
    '#',
    '%',
    '%zz',
    'constructor',
    '__proto__',
  );
  const known = new Set(['/', '/index.html', '/assets/page.js']);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 8 }), async (parts) => {
      const target = `/${parts.join('')}`;
      const answer = await answerFile(target);
      if (answer.status === 200) found += 1;
      expect(answer.status).toBe(known.has(target) ? 200 : 404);
      expect(Buffer.from(answer.body).includes('outside')).toBe(false);
    }),
    { numRuns: 10_000, examples: [[['index.html']], [['assets', '/', 'page.js']], [['link.html']]] },
  );
  expect(found).toBeGreaterThan(0);
  for (const target of [
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/assets/..%2f..%2fsecret.html',
    '/link.html',
    '//secret.html',
  ]) {
    expect((await ask(target)).status).toBe(404);
  }
});

test('a port that is taken is an error, not another port', async () => {
  const port = Number(new URL(server.origin).port);
  await expect(
    startLoopbackServer({
      core,
      answerFile: createRendererFiles(path.join(folder, 'site')),
      securityHeaders,
      clock: createSystemClock(),
      log: silent,
      port,
    }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

/** An open event stream, past its opening comment. */
async function openStream(session: Session) {
  const { port } = new URL(server.origin);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: '/api/events', headers: { ...own(), ...proof(session) } }, resolve)
      .on('error', reject);
  });
  expect(response.headers['content-type']).toBe('text/event-stream');
  response.setEncoding('utf8');
  response.on('error', () => {});
  const next = () => new Promise<string>((resolve) => response.once('data', resolve));
  expect(await next()).toBe(': open\n\n');
  return { next, pause: () => response.pause(), destroy: () => response.destroy() };
}
