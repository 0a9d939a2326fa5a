import { createServer, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { DemoTenant } from './demo-tenant.ts';
import type { DemoAnswer } from './faulty-answer.ts';

/** The demo tenant on a socket of this machine. */
export interface DemoServer {
  /** `http://127.0.0.1:<port>`: root of Graph, of the sign-in authority and of the pages. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

const headLine = (status: number): string => `HTTP/1.1 ${status} Demo\r\n`;

function breakOff(outgoing: ServerResponse, answer: Extract<DemoAnswer, { kind: 'reset' | 'hang' }>): void {
  const { socket } = outgoing;
  if (socket === null) return;
  if (answer.at !== 'before-headers') socket.write(`${headLine(answer.response.status)}Content-Type: applica`);
  if (answer.at === 'mid-body') {
    const headers = [...answer.response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.write(
      `tion/json\r\n${headers.replace(/^content-(type|length):.*\r\n/gim, '')}Content-Length: 999\r\n\r\n{"brok`,
    );
  }
  // A hanging answer keeps its connection until the client gives up or the server closes.
  if (answer.kind === 'reset') socket.end(() => socket.destroy());
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Serves a demo tenant on 127.0.0.1. Requests whose Host is not this socket are refused, so that a web page elsewhere
 * cannot reach it by a name of its own (DNS rebinding). Rejects when the port is taken.
 */
export async function serveDemoTenant(tenant: DemoTenant, options: { readonly port: number }): Promise<DemoServer> {
  let ownPort = options.port;
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      const answer = await tenant.answer(request).catch((cause: unknown) => {
        // A client that gave up while a slow answer was on its way needs none.
        if (request.signal.aborted) return undefined;
        throw cause;
      });
      if (answer === undefined) return RESPONSE_ALREADY_SENT;
      if (answer.kind === 'whole') return answer.response;
      breakOff(outgoing as ServerResponse, answer);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => {
    if (isOwnHost(incoming.headers.host, ownPort)) void listener(incoming, outgoing);
    else outgoing.writeHead(421, { 'content-type': 'text/plain', connection: 'close' }).end('Unknown host.\n');
  });
  ownPort = await listen(server, options.port);
  const url = `http://127.0.0.1:${ownPort}`;
  tenant.addOrigin(url);
  tenant.addOrigin(`http://localhost:${ownPort}`);
  return {
    url,
    port: ownPort,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
