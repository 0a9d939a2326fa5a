import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openStation, sha256 } from '../queue-station.ts';
import { type Campaign, finding } from './campaign.ts';
import { brokenPromises, type Comparison, noPromises, type Promises, takePromises } from './promises.ts';
import { runStation, type StationRunOptions } from './run-station.ts';
import { breaking, type ChangingCall, changingCalls, countCalls, whyNoTracing } from './system-calls.ts';

/** A step of the station's life, from a folder prepared for it. */
interface Operation {
  readonly name: string;
  /** What the folder holds before: the released file, or what a station did. */
  readonly before: 'released' | readonly Omit<StationRunOptions, 'folder'>[];
  readonly compared?: Comparison;
  readonly act: Omit<StationRunOptions, 'folder'>;
}

const operations: readonly Operation[] = [
  { name: 'first start and first photos', before: [], act: { mode: 'enqueue', count: 2 } },
  {
    name: 'photos, retakes, checkpoint',
    before: [{ mode: 'enqueue', count: 8 }],
    act: { mode: 'enqueue', count: 4, first: 47 },
  },
  { name: 'claim, complete, erase, checkpoint', before: [{ mode: 'enqueue', count: 3 }], act: { mode: 'drain' } },
  {
    name: 'a photo and what another room keeps of it',
    before: [{ mode: 'together', count: 3 }],
    act: { mode: 'together', count: 3, first: 48 },
    compared: { hasRows: true },
  },
  {
    name: 'keep the former photos and put them back',
    before: [{ mode: 'enqueue', count: 2 }],
    act: { mode: 'undo' },
    compared: { hasFormers: true },
  },
  // The next start finishes a migration; then the folder is compared by the version that knows it.
  {
    name: 'migrate to a next version',
    before: [{ mode: 'enqueue', count: 3 }],
    act: { mode: 'migrate' },
    compared: { version: 'next' },
  },
  { name: 'migrate the released file', before: 'released', act: { mode: 'enqueue', count: 1, first: 200 } },
  {
    name: 'migrate the released file to a next version',
    before: 'released',
    act: { mode: 'migrate' },
    compared: { version: 'next' },
  },
];

interface Point {
  readonly call: ChangingCall;
  readonly when: number;
}

const released = path.resolve(import.meta.dirname, '../integration/storage/golden/version-1');

/** What the file of the released version promises: read from a copy, so that the file itself stays as it was. */
async function releasedPromises(copy: string): Promise<Promises> {
  cpSync(released, path.join(copy, 'store'), { recursive: true });
  const { queue, close } = await openStation({ folder: copy });
  const promises = noPromises();
  for (const { id, target } of queue.list({ offset: 0, limit: 100, filter: 'all' }).jobs) {
    const person = Number(/\d+/.exec(target)?.[0]);
    promises.saved.set(id, { person, number: person, sha256: sha256(queue.thumbnail(id) ?? new Uint8Array()) });
  }
  await close();
  if (promises.saved.size === 0) throw new Error('the released file promises nothing');
  return promises;
}

async function prepare(operation: Operation, folder: string): Promise<Promises> {
  const promises = noPromises();
  mkdirSync(folder, { recursive: true });
  if (operation.before === 'released') {
    cpSync(released, path.join(folder, 'store'), { recursive: true });
    return releasedPromises(`${folder}-copy`);
  }
  for (const step of operation.before) takePromises(runStation({ ...step, folder }).output, promises);
  return promises;
}

/** Every n-th point of a list, always with its last. */
function thinned(points: readonly Point[], step: number): Point[] {
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}

async function runOperation(operation: Operation, scratch: string, step: number) {
  const prepared = path.join(scratch, operation.name.replaceAll(/\W+/g, '-'));
  const promises = await prepare(operation, prepared);
  const folder = path.join(scratch, 'victim');
  const fresh = () => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(prepared, folder, { recursive: true });
  };
  fresh();
  const counts = countCalls(folder, changingCalls, (wrapper) => void runStation({ ...operation.act, folder, wrapper }));
  const all = [...counts].flatMap(([call, count]) =>
    Array.from({ length: count }, (_, n): Point => ({ call, when: n + 1 })),
  );
  const points = thinned(all, step);
  const problems: string[] = [];
  let kills = 0;
  for (const { call, when } of points) {
    fresh();
    const wrapper = breaking(folder, call, `signal=SIGKILL:when=${when}`);
    const run = runStation({ ...operation.act, folder, wrapper });
    if (run.signal === 'SIGKILL' || run.code === 137) kills += 1;
    const known: Promises = { saved: new Map(promises.saved), told: new Map(promises.told), refused: 0 };
    takePromises(run.output, known);
    const broken = await brokenPromises(folder, known, operation.compared);
    problems.push(...broken.map((text) => `${operation.name}, ${call} ${when}: ${text}`));
  }
  rmSync(folder, { recursive: true, force: true });
  return { points: points.length, of: all.length, kills, problems };
}

/** A kill at every single write, sync, truncation, rename and unlink of each step of the station's life. */
export const killsAtEachWrite: Campaign = {
  name: 'kill at each write and sync',
  async run({ isShort, scratch }) {
    const reason = whyNoTracing();
    if (reason !== undefined) return [{ kind: 'skipped', text: reason }];
    const findings = [];
    for (const operation of operations) {
      const { points, of, kills, problems } = await runOperation(operation, scratch, isShort ? 23 : 1);
      if (kills < points) problems.push(`only ${kills} of ${points} kills hit`);
      findings.push(
        finding(`${operation.name}: ${kills} kills at ${of} points, ${problems.length} promises broken`, problems),
      );
    }
    return findings;
  },
};
