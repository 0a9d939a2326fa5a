import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { createRendererFiles, securityHeaders } from '../../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import { encodeMessage } from '../../../shared/wire.ts';
import { createFakeCore } from '../../fake-core.ts';

interface Asked {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: Uint8Array | string;
  readonly host?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const silent = { info() {}, warn() {}, error() {} };

/** The two halves of a session. */
export const proof = ({ cookie, pageKey }: { readonly cookie: string; readonly pageKey: string }) => ({
  cookie,
  'kiosk-page-key': pageKey,
});

/** The files of a small page, and outside of them one that is not its own. */
function writeSite(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-loopback-'));
  mkdirSync(path.join(folder, 'site/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.html'), 'outside');
  writeFileSync(path.join(folder, 'site/index.html'), '<!doctype html><title>kiosk</title>');
  writeFileSync(path.join(folder, 'site/assets/page.js'), 'export {};');
  symlinkSync(path.join(folder, 'secret.html'), path.join(folder, 'site/link.html'));
  return folder;
}

function askAt(origin: string, target: string, options: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(origin);
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

async function streamAt(origin: string, headers: http.OutgoingHttpHeaders) {
  const { port } = new URL(origin);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http.get({ host: '127.0.0.1', port, path: '/api/events', headers }, resolve).on('error', reject);
  });
  expect(response.headers['content-type']).toBe('text/event-stream');
  response.setEncoding('utf8');
  response.on('error', () => {});
  const next = () => new Promise<string>((resolve) => response.once('data', resolve));
  expect(await next()).toBe(': open\n\n');
  return { next, pause: () => response.pause(), destroy: () => response.destroy() };
}

export type ServedStation = Awaited<ReturnType<typeof openServedStation>>;

/** A loopback server with a small page, before a core that notes what reaches it, and ways to ask it whatever one likes. */
export async function openServedStation() {
  const folder = writeSite();
  const core = createFakeCore();
  const answerFile = createRendererFiles(path.join(folder, 'site'));
  const serve = (more: { readonly port?: number } = {}) =>
    startLoopbackServer({ core, answerFile, securityHeaders, clock: createSystemClock(), log: silent, ...more });
  let server = await serve();
  const port = () => Number(new URL(server.origin).port);
  const ask = (target: string, options: Asked = {}) => askAt(server.origin, target, options);
  /** The headers that our own page's scripts have from the browser. */
  const own = () => ({ origin: server.origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' });
  const newSecret = () => new URL(server.issueLaunchUrl()).hash.slice(1);
  return {
    ...{ core, answerFile, serve, port, ask, own, newSecret },
    command: (name: string, request: unknown, headers: http.OutgoingHttpHeaders) =>
      ask(`/api/commands/${name}`, { method: 'POST', headers, body: encodeMessage(request) }),
    async openSession(secret = newSecret()) {
      const { status, headers, body } = await ask('/api/session', { method: 'POST', headers: own(), body: secret });
      const setCookie = headers['set-cookie']?.[0] ?? '';
      const pageKey = status === 200 ? (JSON.parse(body.toString()) as { pageKey: string }).pageKey : '';
      return { status, setCookie, cookie: setCookie.split(';')[0] ?? '', pageKey };
    },
    /** An open event stream, past its opening comment. */
    openStream: (session: Parameters<typeof proof>[0]) => streamAt(server.origin, { ...own(), ...proof(session) }),
    /** As after an end and a new start on the same port. */
    async restart() {
      const same = { port: port() };
      await server.close();
      server = await serve(same);
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
