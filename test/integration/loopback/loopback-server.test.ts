import type http from 'node:http';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { securityHeaders } from '../../../electron/host/renderer-files.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { decodeMessage, requestLimitBytes } from '../../../shared/wire.ts';
import { openServedStation, proof, type ServedStation } from './served-station.ts';

let station: ServedStation;
beforeEach(async () => {
  station = await openServedStation();
});
afterEach(() => station.close());

describe('the page of the kiosk itself', () => {
  test('gets its files with every guarding header', async () => {
    const index = await station.ask('/', { headers: { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' } });
    expect(index.status).toBe(200);
    expect(index.headers).toMatchObject({
      ...securityHeaders,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    const script = await station.ask('/assets/page.js', {
      headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
    });
    expect(script).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  });

  test('exchanges the launch secret for a cookie that scripts and other sites never see', async () => {
    const session = await station.openSession();
    expect(session.status).toBe(200);
    expect(session.setCookie).toMatch(/^kiosk-session-\d+=[\w-]{43}; Path=\/api\/; HttpOnly; SameSite=Strict$/);
    expect(session.pageKey).toMatch(/^[\w-]{43}$/);
  });

  test('carries a command with bytes to the core and its reply back', async () => {
    const session = await station.openSession();
    const photo = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251);
    station.core.answer('photos.open', { kind: 'ok', value: { capture: photo, widthPx: 4, heightPx: 3 } });
    const answer = await station.command('photos.open', { file: photo }, { ...station.own(), ...proof(session) });
    expect(answer.status).toBe(200);
    expect(decodeMessage(answer.body)).toEqual({
      kind: 'ok',
      value: { kind: 'ok', value: { capture: photo, widthPx: 4, heightPx: 3 } },
    });
    expect(station.core.calls).toEqual([{ name: 'photos.open', request: { file: photo } }]);
  });

  test('hears events as they happen, and every subscription ends with the connection', async () => {
    const session = await station.openSession();
    const stream = await station.openStream(session);
    expect(station.core.listenerCount()).toBeGreaterThan(0);
    station.core.emit('operator.changed', { isOperator: true });
    expect(await stream.next()).toBe('data: {"name":"operator.changed","value":{"isOperator":true}}\n\n');
    stream.destroy();
    await expect.poll(() => station.core.listenerCount()).toBe(0);
  });

  test('is cut off, not buffered without end, when it does not read', async () => {
    const session = await station.openSession();
    const stream = await station.openStream(session);
    stream.pause();
    const big = { text: 'x'.repeat(256 * 1024) };
    for (let sent = 0; sent < 400 && station.core.listenerCount() > 0; sent += 1)
      station.core.emit('queue.changed', big);
    expect(station.core.listenerCount()).toBe(0);
    stream.destroy();
  });

  test('is answered with bad-request when its message is none, and the core hears nothing', async () => {
    const session = await station.openSession();
    for (const body of ['', '{}', 'x'.repeat(100)]) {
      const answer = await station.ask('/api/commands/photos.open', {
        method: 'POST',
        headers: { ...station.own(), ...proof(session) },
        body,
      });
      expect(decodeMessage(answer.body)).toMatchObject({
        kind: 'ok',
        value: { kind: 'error', error: { code: 'bad-request' } },
      });
    }
    expect(station.core.calls).toEqual([]);
  });

  test("cannot fill the memory: a request above its command's cap is refused", async () => {
    const session = await station.openSession();
    const limitBytes = requestLimitBytes('people.search');
    expect(limitBytes).toBeLessThan(2048);
    const send = (sizeBytes: number, chunked: http.OutgoingHttpHeaders = {}) =>
      station.ask('/api/commands/people.search', {
        method: 'POST',
        headers: { ...station.own(), ...proof(session), ...chunked },
        body: new Uint8Array(sizeBytes),
      });
    for (const answer of [
      await send(limitBytes + 1),
      await send(limitBytes + 1, { 'transfer-encoding': 'chunked' }),
      await station.command('people.search', { query: 'x'.repeat(70_000) }, { ...station.own(), ...proof(session) }),
    ]) {
      expect(decodeMessage(answer.body)).toMatchObject({
        kind: 'ok',
        value: { kind: 'error', error: { code: 'bad-request', detail: { actual: `more than ${limitBytes} bytes` } } },
      });
    }
    // Of its size it is read: that it is no message is found out then.
    const { value } = decodeMessage((await send(limitBytes)).body) as { value?: { error?: Failure } };
    expect(value?.error?.detail?.actual).toBe('header-not-json');
    expect(station.core.calls).toEqual([]);
  });

  test('carries long lists and texts whole', async () => {
    const session = await station.openSession();
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
      const answer = await station.command(name, request, { ...station.own(), ...proof(session) });
      expect(decodeMessage(answer.body)).toEqual({ kind: 'ok', value: { kind: 'ok', value: {} } });
      expect(station.core.calls.pop()).toEqual({ name, request });
    }
  });
});

describe('another site in the same browser', () => {
  const sites = ['cross-site', 'same-site', 'none', undefined];
  test.each(sites)('reaches no command with Sec-Fetch-Site %s, even with a stolen session', async (site) => {
    const session = await station.openSession();
    const headers: http.OutgoingHttpHeaders = { ...station.own(), ...proof(session), 'sec-fetch-site': site };
    if (site === undefined) delete headers['sec-fetch-site'];
    expect((await station.command('operator.lock', {}, headers)).status).toBe(403);
    expect((await station.ask('/api/events', { headers })).status).toBe(403);
    expect(station.core.calls).toEqual([]);
  });

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1', 'http://localhost'])(
    'reaches no command from Origin %s, even with a stolen session',
    async (origin) => {
      const session = await station.openSession();
      expect((await station.command('operator.lock', {}, { ...station.own(), ...proof(session), origin })).status).toBe(
        403,
      );
      expect((await station.ask('/', { headers: { origin } })).status).toBe(403);
      expect(station.core.calls).toEqual([]);
    },
  );

  test('is known as one also when it writes the path in another way', async () => {
    const session = await station.openSession();
    const headers = { ...proof(session), 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };
    for (const target of ['/api/events', '/%61pi/events', '/api%2Fevents', '//api/events', '/x/../api/events']) {
      expect((await station.ask(target, { headers })).status, target).not.toBe(200);
    }
    expect((await station.ask('/%61pi/events', { headers })).status).toBe(403);
  });

  test('cannot frame, embed or link to the page', async () => {
    for (const mode of ['navigate', 'no-cors', 'cors']) {
      for (const site of ['cross-site', 'same-site']) {
        expect((await station.ask('/', { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': mode } })).status).toBe(
          403,
        );
      }
    }
  });

  test('on another port of 127.0.0.1 that was sent our cookie still lacks the page key', async () => {
    const session = await station.openSession();
    expect((await station.command('operator.lock', {}, { ...station.own(), cookie: session.cookie })).status).toBe(401);
    expect(
      (await station.command('operator.lock', {}, { ...station.own(), 'kiosk-page-key': session.pageKey })).status,
    ).toBe(401);
    expect(station.core.calls).toEqual([]);
  });
});

describe('DNS rebinding', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1', '[::1]', '0.0.0.0', '127.0.0.1.evil.example'])(
    'fails under the name %s, for files and for commands',
    async (name) => {
      const session = await station.openSession();
      const host = name === '127.0.0.1' ? name : `${name}:${station.port()}`;
      expect((await station.ask('/', { headers: { host } })).status).toBe(403);
      expect((await station.command('operator.lock', {}, { ...station.own(), ...proof(session), host })).status).toBe(
        403,
      );
      expect(station.core.calls).toEqual([]);
    },
  );
});

describe('another user of this machine', () => {
  test('without the secret gets nothing but the empty page', async () => {
    for (const guess of ['', 'x', 'A'.repeat(43), 'A'.repeat(10_000)]) {
      expect((await station.openSession(guess)).status).toBe(403);
    }
    expect((await station.command('station.snapshot', {}, station.own())).status).toBe(401);
    expect((await station.ask('/api/events', { headers: station.own() })).status).toBe(401);
    expect(station.core.calls).toEqual([]);
  });

  test('cannot mix the halves of two sessions', async () => {
    const first = await station.openSession();
    const second = await station.openSession();
    const mixed = { cookie: first.cookie, pageKey: second.pageKey };
    expect((await station.command('station.snapshot', {}, { ...station.own(), ...proof(mixed) })).status).toBe(401);
    expect((await station.command('station.snapshot', {}, { ...station.own(), ...proof(first) })).status).toBe(200);
  });

  test('on the network does not reach the server', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.internal === false && address.family === 'IPv4')
      .map((address) => address?.address ?? '');
    for (const host of [...outside, '127.0.0.2'])
      await expect(station.ask('/', { host })).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL/);
  });
});

describe('a replayed secret', () => {
  test('works once, whoever comes second', async () => {
    const secret = station.newSecret();
    expect((await station.openSession(secret)).status).toBe(200);
    expect((await station.openSession(secret)).status).toBe(403);
  });

  test('of an address that was replaced before anybody used it works no more', async () => {
    const old = station.newSecret();
    const fresh = station.newSecret();
    expect((await station.openSession(old)).status).toBe(403);
    expect((await station.openSession(fresh)).status).toBe(200);
  });

  test('of an earlier run of the station works no more', async () => {
    const session = await station.openSession();
    await station.restart();
    expect((await station.command('station.snapshot', {}, { ...station.own(), ...proof(session) })).status).toBe(401);
  });
});

test('10,000 hostile paths reach no file outside the list', async () => {
  const { answerFile } = station;
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
    expect((await station.ask(target)).status).toBe(404);
  }
});

test('a port that is taken is an error, not another port', async () => {
  await expect(station.serve({ port: station.port() })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
