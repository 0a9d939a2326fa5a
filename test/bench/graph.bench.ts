import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createPhotoApi } from '../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../electron/host/system-clock.ts';
import type { Clock } from '../../electron/ports.ts';
import { type Bench, type BenchRow, ratioAtLeast, ratioAtMost } from './bench.ts';

const photoBytes = 100 * 1024;
const inFlight = 4;
const rounds = 40;
const requestsARound = 60;
const warmUpRequests = 500;

function photoOf100Kilobytes(): Uint8Array<ArrayBuffer> {
  const jpeg = new Uint8Array(photoBytes).fill(0x55);
  jpeg.set([0xff, 0xd8, 0xff, 0xe0]);
  return jpeg;
}

/** A server that reads what it is sent and answers as Graph does; it costs both sides the same. */
async function startSink() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'request-id': 'r', 'content-length': '0' }).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Runs `work` so often with so many at a time; milliseconds in all. */
async function timed(clock: Clock, count: number, atATime: number, work: () => Promise<unknown>): Promise<number> {
  const startMs = clock.monotonicMs();
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return clock.monotonicMs() - startMs;
}

/** The upload core against a bare `fetch` of the same bytes to the same server, in turns so that both meet the same machine. */
export const bench: Bench = {
  topic: 'graph',
  async run(): Promise<BenchRow[]> {
    const sink = await startSink();
    const clock = createSystemClock();
    const jpeg = photoOf100Kilobytes();
    const target = { kind: 'user', user: 'aoi.tanaka@tidewater.example' } as const;
    const api = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: sink.url,
      fetch,
      clock,
      randomId: randomUUID,
      getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    });
    const ours = async () => {
      const outcome = await api.put(target, jpeg, { priority: 'high' });
      if (outcome.kind !== 'accepted') throw new Error(`the bench's server answered ${outcome.kind}`);
    };
    const url = `${sink.url}/v1.0/users/aoi.tanaka%40tidewater.example/photo/$value`;
    const bare = async () => {
      const headers = { Authorization: 'Bearer token', 'Content-Type': 'image/jpeg' };
      const response = await fetch(url, { method: 'PUT', headers, body: jpeg });
      await response.arrayBuffer();
    };

    const rows: BenchRow[] = [];
    for (const atATime of [1, inFlight]) {
      const mine: number[] = [];
      const peers: number[] = [];
      await timed(clock, warmUpRequests, atATime, ours);
      await timed(clock, warmUpRequests, atATime, bare);
      for (let round = 0; round < rounds; round += 1) {
        mine.push(await timed(clock, requestsARound, atATime, ours));
        peers.push(await timed(clock, requestsARound, atATime, bare));
      }
      // The fastest round of each is the one that other work on the machine disturbed least.
      const oursMs = Math.min(...mine);
      const ratio = oursMs / Math.min(...peers);
      if (atATime === 1) {
        const name = 'put of a 100 KB photo over loopback';
        rows.push({
          name,
          value: oursMs / requestsARound,
          unit: 'ms',
          peer: 'bare fetch',
          ratio,
          goal: ratioAtMost(1.15),
        });
      } else {
        const value = requestsARound / (oursMs / 1000);
        rows.push({
          name: `puts a second, ${atATime} in flight`,
          value,
          unit: '1/s',
          peer: 'bare fetch',
          ratio: 1 / ratio,
          goal: ratioAtLeast(0.87),
        });
      }
    }
    await sink.close();
    return rows;
  },
};
