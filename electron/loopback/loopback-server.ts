import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type CommandName, commandNames } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import { decodeRequest, encodeMessage, requestLimitBytes } from '../../shared/wire.ts';
import type { AnswerFile, Clock, KioskCore, Log } from '../ports.ts';
import { createEventStream } from './event-stream.ts';
import { openingPage, openingPath } from './opening-page.ts';
import { judgeRequest } from './request-guard.ts';
import { createSessions, type Sessions } from './sessions.ts';

interface LoopbackParts {
  readonly core: KioskCore;
  readonly answerFile: AnswerFile;
  readonly securityHeaders: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 or absent: any free port. */
  readonly port?: number;
}

/** The contract over HTTP on 127.0.0.1, for a page in a browser on the same machine and for nobody else. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** An address that opens the kiosk once. Any address given out before and not yet used stops working. */
  issueLaunchUrl(): string;
  /** Called whenever a launch address has been used. */
  onLaunched(listener: () => void): void;
  /** Ends streams and connections. */
  close(): Promise<void>;
}

type Env = { Bindings: HttpBindings };

interface Living {
  readonly sessions: Sessions;
  /** Ends of the open event streams. */
  readonly streams: Set<() => void>;
  readonly launchListeners: Set<() => void>;
}

/** Starts to listen. Rejects when the port cannot be had (`EADDRINUSE`, `EACCES`). */
export async function startLoopbackServer(parts: LoopbackParts): Promise<LoopbackServer> {
  const living: Living = { sessions: createSessions(), streams: new Set(), launchListeners: new Set() };
  const app = new Hono<Env>();
  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1' }) as Server;
  const { port } = await listen(server, parts.port ?? 0);
  const host = `127.0.0.1:${port}`;
  addGuard(app, parts, host);
  addSession(app, parts, living, `kiosk-session-${port}`);
  addContract(app, parts, living);
  addFiles(app, parts);
  return {
    origin: `http://${host}`,
    issueLaunchUrl: () => `http://${host}/#${living.sessions.issueSecret()}`,
    onLaunched: (listener) => void living.launchListeners.add(listener),
    close: () =>
      new Promise((resolve) => {
        for (const close of [...living.streams]) close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Before everything else: who asks, and for what. */
function addGuard(app: Hono<Env>, parts: LoopbackParts, host: string): void {
  app.use(async (context, next) => {
    // The path as the routes see it, decoded: `/%61pi/events` is the api, too.
    const verdict = judgeRequest(factsOf(context), host, context.req.path.startsWith('/api/') ? 'api' : 'file');
    if (verdict.kind === 'refused') {
      parts.log.warn('loopback.refused', { reason: verdict.reason });
      return context.body(null, 403, headersOf(parts));
    }
    await next();
  });
}

/** The launch secret becomes a session; everything of the api behind it needs one. */
function addSession(app: Hono<Env>, parts: LoopbackParts, living: Living, cookieName: string): void {
  const { sessions, launchListeners } = living;
  app.post('/api/session', async (context) => {
    const proof = sessions.exchange(await readText(context, 256));
    if (proof === undefined) return context.body(null, 403, headersOf(parts));
    for (const listener of launchListeners) listener();
    setCookie(context, cookieName, proof.cookie, { httpOnly: true, sameSite: 'Strict', path: '/api/' });
    return context.json({ pageKey: proof.pageKey }, 200, headersOf(parts));
  });
  app.use('/api/*', async (context, next) => {
    if (sessions.isValid(getCookie(context, cookieName), context.req.header('kiosk-page-key'))) return next();
    return context.body(null, 401, headersOf(parts));
  });
}

/** Commands and events. */
function addContract(app: Hono<Env>, parts: LoopbackParts, { streams }: Living): void {
  app.post('/api/commands/:name', async (context) => {
    const name = commandNames.find((known) => known === context.req.param('name'));
    if (name === undefined) return context.body(null, 404, headersOf(parts));
    const reply = await carry(context, name, parts.core);
    return context.body(encodeMessage(reply), 200, {
      ...headersOf(parts),
      'content-type': 'application/octet-stream',
    });
  });
  app.get('/api/events', (context) => {
    const stream = createEventStream(parts.core, parts.clock);
    streams.add(stream.close);
    context.env.outgoing.once('close', () => {
      streams.delete(stream.close);
      stream.close();
    });
    return context.body(stream.body, 200, { ...headersOf(parts), 'content-type': 'text/event-stream' });
  });
}

/** The built renderer, and what is left: nothing found, something failed. */
function addFiles(app: Hono<Env>, parts: LoopbackParts): void {
  app.get(openingPath, (context) => context.html(openingPage, 200, headersOf(parts)));
  app.get('*', async (context) => {
    const { status, headers, body } = await parts.answerFile(rawPath(context));
    return context.body(body, status, { ...headers });
  });
  app.notFound((context) => context.body(null, 404, headersOf(parts)));
  app.onError((cause, context) => {
    parts.log.error('loopback.failed', { cause });
    return context.body(null, 500, headersOf(parts));
  });
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function headersOf(parts: LoopbackParts): Record<string, string> {
  return { ...parts.securityHeaders, 'cache-control': 'no-store' };
}

function factsOf(context: Context<Env>) {
  const { headers } = context.env.incoming;
  return {
    method: context.req.method,
    host: headers.host,
    origin: headers.origin,
    fetchSite: single(headers['sec-fetch-site']),
    fetchMode: single(headers['sec-fetch-mode']),
  };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}

/** The path as the browser sent it, without the query. */
function rawPath(context: Context<Env>): string {
  return (context.env.incoming.url ?? '/').split('?', 1)[0] ?? '/';
}

async function carry(context: Context<Env>, name: CommandName, core: KioskCore): Promise<unknown> {
  const body = await readBody(context, requestLimitBytes(name));
  if (body.kind === 'error') return body;
  const request = decodeRequest(name, body.value);
  return request.kind === 'ok' ? core.invoke(name, request.value) : err(badRequest(request.error));
}

function badRequest(actual: string): Failure {
  return { code: 'bad-request', detail: { expected: 'a message of the contract', actual } };
}

async function readText(context: Context<Env>, limitBytes: number): Promise<string> {
  const body = await readBody(context, limitBytes);
  return body.kind === 'ok' ? new TextDecoder().decode(body.value) : '';
}

/**
 * Reads a body of at most `limitBytes`; a larger one is refused as soon as that is known. Each piece goes to its place when it
 * comes: a large body put together at its end would be one long copy.
 */
async function readBody(context: Context<Env>, limitBytes: number): Promise<Result<Uint8Array, Failure>> {
  const { incoming } = context.env;
  const tooLarge = err(badRequest(`more than ${limitBytes} bytes`));
  const announced = Number(incoming.headers['content-length'] ?? limitBytes);
  if (announced > limitBytes) return tooLarge;
  const body = new Uint8Array(announced);
  let sizeBytes = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (sizeBytes + chunk.byteLength > announced) return tooLarge;
    body.set(chunk, sizeBytes);
    sizeBytes += chunk.byteLength;
  }
  return { kind: 'ok', value: body.subarray(0, sizeBytes) };
}
