import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Directory } from '../../electron/directory/directory.ts';
import { foldText } from '../../electron/directory/folded-text.ts';
import { createSystemClock } from '../../electron/host/system-clock.ts';
import { err } from '../../shared/result.ts';
import { openDirectoryStation } from '../directory-station.ts';
import { manyPeoplePages, manyPeopleUser } from '../many-people.ts';
import { type Bench, type BenchRow, valueAtMost } from './bench.ts';

const people = 100_000;
/** Names, readings and numbers as they are typed: a search after each letter. */
const typed = ['anna tanaka', 'jose', 'okafor n', '田中', 'たなか', '106000', 'muller', 'lukasz kow', 'zoe', 'a.smith'];

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function keystrokes(): string[] {
  return typed.flatMap((text) => [...text].map((_, end) => [...text].slice(0, end + 1).join('')));
}

/** A look at every folded name, one after another: what a list without an index costs. */
function bareScan(): number {
  const folded = Array.from({ length: people }, (_, index) => foldText(String(manyPeopleUser(index).displayName)));
  const times = keystrokes().map((query) => {
    const startMs = performance.now();
    const wanted = foldText(query);
    folded.filter((name) => name.split(' ').some((word) => word.startsWith(wanted))).slice(0, 8);
    return performance.now() - startMs;
  });
  return median(times);
}

async function searchMs(directory: Directory): Promise<number> {
  const times: number[] = [];
  for (const query of keystrokes()) {
    const startMs = performance.now();
    await directory.search(query);
    times.push(performance.now() - startMs);
  }
  return median(times);
}

async function run(): Promise<BenchRow[]> {
  let isOffline = false;
  const pages = manyPeoplePages(people);
  const offline = { kind: 'offline', report: { kind: 'offline', at: '' } } as const;
  const station = await openDirectoryStation(
    async (path) => (isOffline ? err(offline) : pages(path)),
    createSystemClock(),
  );
  const silence = monitorEventLoopDelay({ resolution: 1 });
  try {
    let startMs = performance.now();
    const end = await station.create().refresh();
    const fillSeconds = (performance.now() - startMs) / 1000;
    if (end.kind !== 'done') throw new Error(`the first fill ended with ${end.kind}`);
    isOffline = true;
    const before = process.memoryUsage().heapUsed;
    const directory = station.create();
    silence.enable();
    startMs = performance.now();
    await directory.open();
    const openMs = performance.now() - startMs;
    silence.disable();
    const scanMs = bareScan();
    const keystrokeMs = await searchMs(directory);
    return [
      { name: 'first fill of 100,000 people', value: fillSeconds, unit: 's', goal: valueAtMost(60) },
      { name: 'opening the index of 100,000', value: openMs, unit: 'ms', goal: valueAtMost(10_000) },
      { name: 'longest silence of the loop meanwhile', value: silence.max / 1e6, unit: 'ms', goal: valueAtMost(50) },
      {
        name: 'heap that the index takes',
        value: (process.memoryUsage().heapUsed - before) / 1e6,
        unit: 'MB',
        goal: valueAtMost(100),
      },
      {
        name: 'search at 100,000: a keystroke (median)',
        value: keystrokeMs,
        unit: 'ms',
        peer: 'bare scan of the names',
        ratio: keystrokeMs / scanMs,
        goal: valueAtMost(16),
      },
    ];
  } finally {
    station.store.close();
  }
}

export const bench: Bench = { topic: 'directory', run };
