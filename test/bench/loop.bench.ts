import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { securityHeaders } from '../../electron/host/renderer-files.ts';
import { createSystemClock } from '../../electron/host/system-clock.ts';
import { startLoopbackServer } from '../../electron/loopback/loopback-server.ts';
import { sealTransfer, type TransferItem } from '../../electron/queue/job-transfer.ts';
import { encodeMessage } from '../../shared/wire.ts';
import { openCoreStation } from '../core-station.ts';
import { openStation, type QueueStation, sha256 } from '../queue-station.ts';
import { type Bench, type BenchRow, valueAtMost } from './bench.ts';

/** A process that sends twelve huge pictures at once, as often as it is asked. */
function startStorm() {
  const script = path.join(import.meta.dirname, 'picture-storm.ts');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  return {
    ready: line,
    async blow(origin: string, secret = ''): Promise<string[]> {
      child.stdin.write(`${origin} ${secret}\n`);
      return JSON.parse(await line()) as string[];
    },
    end: () => void child.kill(),
  };
}

interface Silence {
  /** The longest time in which the loop of this process did not turn. */
  readonly wallMs: number;
  /** The most that its thread computed between two looks five milliseconds apart: what other programs do is not in it. */
  readonly cpuMs: number;
}

/** How long the loop of this process was silent while something went on. */
async function silenceOf(work: () => Promise<void>): Promise<Silence> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const computedMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let cpuMs = 0;
  let before = computedMs();
  const looking = setInterval(() => {
    const now = computedMs();
    cpuMs = Math.max(cpuMs, now - before);
    before = now;
  }, 5);
  delay.enable();
  await work();
  delay.disable();
  clearInterval(looking);
  return { wallMs: delay.max / 1e6, cpuMs };
}

/** Reads requests and forgets them: what the bytes cost whoever they are sent to. */
async function startSink() {
  const reply = encodeMessage({ kind: 'ok', value: {} });
  const server = createServer((request, response) => request.resume().on('end', () => response.end(reply)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

async function stormRows(): Promise<BenchRow[]> {
  const storm = startStorm();
  const sink = await startSink();
  const station = await openCoreStation();
  const server = await startLoopbackServer({
    core: station.core,
    answerFile: async () => ({ status: 404, headers: {}, body: new Uint8Array() }),
    securityHeaders,
    clock: createSystemClock(),
    log: { info() {}, warn() {}, error() {} },
  });
  try {
    await storm.ready();
    const floor = await silenceOf(async () => void (await storm.blow(sink.origin)));
    let kinds: string[] = [];
    const ours = await silenceOf(async () => {
      kinds = await storm.blow(server.origin, new URL(server.issueLaunchUrl()).hash.slice(1));
    });
    if (kinds.some((kind) => kind !== 'ok')) throw new Error(`twelve pictures came to ${kinds.join(', ')}`);
    const peer = 'a server that forgets them';
    const name = 'twelve pictures of 100 megapixels or 64 MB: longest silence';
    return [
      { name, value: ours.wallMs, unit: 'ms', peer, ratio: ours.wallMs / floor.wallMs, goal: valueAtMost(200) },
      {
        name: '  of it, computing',
        value: ours.cpuMs,
        unit: 'CPU ms',
        peer,
        ratio: ours.cpuMs / floor.cpuMs,
        goal: valueAtMost(200),
      },
    ];
  } finally {
    storm.end();
    sink.close();
    await server.close();
    await station.core.stop();
  }
}

/** Silence as two rows: what a person meets, and what of it is our own doing. */
function silenceRows(name: string, ours: Silence, goal: number): BenchRow[] {
  return [
    { name: `${name}: longest silence`, value: ours.wallMs, unit: 'ms', goal: valueAtMost(goal) },
    { name: '  of it, computing', value: ours.cpuMs, unit: 'CPU ms', goal: valueAtMost(goal) },
  ];
}

function parkedPhotos(count: number): TransferItem[] {
  return Array.from({ length: count }, (_, person) => {
    const photo = new Uint8Array(randomBytes(15_000));
    const about = { personName: `Person ${person}`, noticeVersion: '1', savedAtMs: Date.now() - count + person };
    return { ...about, target: `user:person${person}@example.com`, photoSha256: sha256(photo), photo };
  });
}

/** 4,000 photos of another station, and then a start at which they wait, beside an empty one. */
async function carriedRows(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-loop-'));
  const options = { folder, settings: { jobLimit: 20_000 } };
  try {
    const file = await sealTransfer('long enough', parkedPhotos(4_000));
    const station = await openStation(options);
    const importing = await silenceOf(async () => {
      const imported = await station.queue.importParked('long enough', file);
      if (imported.kind === 'error') throw new Error(imported.error.code);
    });
    await station.close();
    let again: QueueStation | undefined;
    const starting = await silenceOf(async () => {
      again = await openStation(options);
    });
    await again?.close();
    return [
      ...silenceRows('importing 4,000 photos', importing, 200),
      ...silenceRows('a start with 4,000 waiting', starting, 200),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long the main loop is silent where there is much to do: meanwhile nobody is answered. */
export const bench: Bench = {
  topic: 'loop',
  run: async () => [...(await stormRows()), ...(await carriedRows())],
};
