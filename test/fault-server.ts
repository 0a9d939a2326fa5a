import { createServer, type Socket } from 'node:net';

/** Where an answer breaks off. */
export const breakPoints = ['before-headers', 'mid-headers', 'mid-body'] as const;
/** How it breaks off: a TCP reset, an orderly close in the wrong place, or silence. */
export const breakages = ['reset', 'close', 'hang'] as const;

/** One answer of the fault server, raw, and where it breaks off. */
export interface FaultScript {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly breakAt?: (typeof breakPoints)[number];
  readonly breakage?: (typeof breakages)[number];
  /** Break before the request was read whole; otherwise the server has stored what it was sent. */
  readonly isUnread?: boolean;
  /** These bytes instead of an answer. */
  readonly raw?: Uint8Array;
}

/** A request as it came in. */
export interface SeenRequest {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An HTTP server on 127.0.0.1 that speaks raw TCP, so that it can break the protocol anywhere. */
export interface FaultServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** What a PUT left behind; the newest last. */
  readonly stored: readonly Buffer[];
  /** The answer to every request from now on. */
  play(script: FaultScript): void;
  close(): Promise<void>;
}

function headBytes({ status, headers = {} }: FaultScript, bodyBytes: number): Buffer {
  const all = { 'request-id': 'rrrr', 'content-length': String(bodyBytes), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`HTTP/1.1 ${status} Something\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function breakOff(socket: Socket, how: FaultScript['breakage']): void {
  if (how === 'reset') socket.resetAndDestroy();
  else if (how === 'close') socket.end();
  // A hang keeps the connection open until the client gives up.
}

function answer(socket: Socket, script: FaultScript): void {
  if (script.raw !== undefined) {
    socket.end(script.raw);
    return;
  }
  const body = Buffer.from(script.body ?? '');
  const head = headBytes(script, body.byteLength);
  switch (script.breakAt) {
    case 'before-headers':
      breakOff(socket, script.breakage);
      return;
    case 'mid-headers':
      socket.write(head.subarray(0, head.byteLength - 12), () => breakOff(socket, script.breakage));
      return;
    case 'mid-body': {
      const half = body.subarray(0, Math.floor(body.byteLength / 2));
      socket.write(Buffer.concat([head, half]), () => {
        // The client, on this same event loop, must have read the headers, or a reset would overtake them: what is
        // written is there to be read, and between two immediates everything readable is read.
        setImmediate(() => setImmediate(() => breakOff(socket, script.breakage)));
      });
      return;
    }
    case undefined:
      socket.write(Buffer.concat([head, body]));
  }
}

function parseHead(text: string): { line: string; headers: Record<string, string> } {
  const [line = '', ...rest] = text.split('\r\n');
  const headers = Object.fromEntries(
    rest.map((entry) => [entry.slice(0, entry.indexOf(':')).toLowerCase(), entry.slice(entry.indexOf(':') + 1).trim()]),
  );
  return { line, headers };
}

/** Starts a fault server. It answers 200 until it is told otherwise. */
export async function startFaultServer(): Promise<FaultServer> {
  const seen: SeenRequest[] = [];
  const stored: Buffer[] = [];
  const sockets = new Set<Socket>();
  let script: FaultScript = { status: 200 };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let buffered = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      buffered = Buffer.concat([buffered, chunk]);
      const end = buffered.indexOf('\r\n\r\n');
      if (end < 0) return;
      const { line, headers } = parseHead(buffered.subarray(0, end).toString('latin1'));
      if (script.isUnread === true) {
        seen.push({ line, headers, body: Buffer.alloc(0) });
        buffered = Buffer.alloc(0);
        answer(socket, script);
        return;
      }
      const wholeBytes = end + 4 + Number(headers['content-length'] ?? 0);
      if (buffered.byteLength < wholeBytes) return;
      const body = Buffer.from(buffered.subarray(end + 4, wholeBytes));
      buffered = buffered.subarray(wholeBytes);
      seen.push({ line, headers, body });
      if (line.startsWith('PUT')) stored.push(body);
      answer(socket, script);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    stored,
    play(next) {
      script = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
