import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createListExchange } from '../../electron/graph/list-exchange.ts';
import { createSystemClock } from '../../electron/host/system-clock.ts';
import { createRosterStore } from '../../electron/roster/roster-store.ts';
import { createRosterSync } from '../../electron/roster/roster-sync.ts';
import type { ListPlace } from '../../electron/roster/shared-list.ts';
import { ok } from '../../shared/result.ts';
import { openStation } from '../queue-station.ts';
import { type Bench, type BenchRow, valueAtMost } from './bench.ts';

/** The demo tenant with a long list, in a process of its own: what it computes is not the station's. */
async function openTenant(people: number) {
  const script = path.join(import.meta.dirname, 'long-list.ts');
  const child = spawn(process.execPath, [script, String(people)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => JSON.parse(String((await lines.next()).value)) as unknown;
  const opened = (await line()) as { readonly url: string; readonly place: ListPlace; readonly token: string };
  return {
    ...opened,
    /** Changes a row, deletes one, or nothing; how many requests were answered so far. */
    async ask(what: 'change' | 'delete' | 'count'): Promise<number> {
      child.stdin.write(`${what}\n`);
      return ((await line()) as { readonly requests: number }).requests;
    },
    end: () => void child.kill(),
  };
}

/** The most that this process's thread computed between two turns of its loop, and the most memory that it took more. */
async function costOf(work: () => Promise<unknown>): Promise<{ readonly cpuMs: number; readonly bytes: number }> {
  const computedMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const startBytes = process.memoryUsage.rss();
  const most = { cpuMs: 0, bytes: 0 };
  let before = computedMs();
  const look = () => {
    const now = computedMs();
    most.cpuMs = Math.max(most.cpuMs, now - before);
    most.bytes = Math.max(most.bytes, process.memoryUsage.rss() - startBytes);
    before = now;
  };
  const looking = setInterval(look, 2);
  await work();
  look();
  clearInterval(looking);
  return most;
}

/** A station that takes part in a list of so many people: the first reading, one change, one deletion, and the next start. */
async function takePartIn(people: number) {
  const tenant = await openTenant(people);
  const folder = mkdtempSync(path.join(tmpdir(), 'shared-bench-'));
  const clock = createSystemClock();
  const station = await openStation({ folder, clock });
  try {
    const rosters = createRosterStore({
      ...{ store: station.store, clock },
      randomId: () => randomUUID().replaceAll('-', '').slice(0, 24),
    });
    const open = () =>
      createRosterSync({
        ...{ store: station.store, rosters, clock, log: station.log, random: Math.random, stationName: 'Second' },
        call: createListExchange({
          ...{ graphUrl: tenant.url, fetch, clock, randomId: randomUUID },
          getAccessToken: async () => ok(tenant.token),
        }),
        jobs: station.queue,
        sendAgain: () => ok(undefined),
        onChanged: () => {},
        onErasingChanged: () => {},
      });
    let sync = open();
    const started = rosters.startEmpty('Long');
    if (started.kind === 'error') throw new Error(started.error.kind);
    const rosterId = started.value.id;
    sync.add({ rosterId, ...tenant.place, sharing: 'long', stationId: 'second', name: 'Long' });
    const exchanged = async () => {
      const done = await sync.exchange(rosterId);
      if (done?.kind !== 'ok') throw new Error(`not read: ${JSON.stringify(done)}`);
    };
    const before = await tenant.ask('count');
    const first = await costOf(exchanged);
    const requests = (await tenant.ask('count')) - before;
    await tenant.ask('change');
    const change = await costOf(exchanged);
    await tenant.ask('delete');
    const deletion = await costOf(exchanged);
    sync.close();
    // What has to have its turn begins with the next one.
    await new Promise((resolve) => setImmediate(resolve));
    const start = await costOf(async () => {
      sync = open();
      await exchanged();
    });
    sync.close();
    return { first, change, deletion, start, requests };
  } finally {
    await station.close();
    rmSync(folder, { recursive: true, force: true });
    tenant.end();
  }
}

/** A list of a hundred thousand: what taking part in it costs a station beside which everything else goes on. */
export const bench: Bench = {
  topic: 'shared',
  async run({ isShort }): Promise<BenchRow[]> {
    const people = isShort ? 2_000 : 100_000;
    const { first, change, deletion, start, requests } = await takePartIn(people);
    const count = people.toLocaleString('en');
    return [
      { name: `${count} rows read first: most at once`, value: first.cpuMs, unit: 'ms', goal: valueAtMost(50) },
      { name: '– requests for 1,000 rows', value: (requests / people) * 1_000, unit: 'requests', goal: valueAtMost(8) },
      { name: '– memory more', value: first.bytes / 1e6, unit: 'MB', goal: valueAtMost(400) },
      { name: '– then one change: most at once', value: change.cpuMs, unit: 'ms', goal: valueAtMost(50) },
      { name: '– then one row deleted: most at once', value: deletion.cpuMs, unit: 'ms', goal: valueAtMost(50) },
      { name: '– then started again: most at once', value: start.cpuMs, unit: 'ms', goal: valueAtMost(50) },
    ];
  },
};
