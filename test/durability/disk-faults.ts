import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Campaign, type Finding, finding } from './campaign.ts';
import { brokenPromises, noPromises, type Promises, takePromises } from './promises.ts';
import { runStation } from './run-station.ts';
import { type BreakableCall, breakableCalls, breaking, countCalls, whyNoTracing } from './system-calls.ts';

interface Fault {
  readonly call: BreakableCall;
  readonly error: string;
}

const faults: readonly Fault[] = [
  { call: 'fsync', error: 'EIO' },
  { call: 'pwrite64', error: 'EIO' },
  { call: 'pwrite64', error: 'ENOSPC' },
  { call: 'pread64', error: 'EIO' },
  { call: 'ftruncate', error: 'EIO' },
  { call: 'openat', error: 'EMFILE' },
  { call: 'openat', error: 'EROFS' },
  { call: 'rename', error: 'EIO' },
  { call: 'write', error: 'ENOSPC' },
  { call: 'unlink', error: 'EIO' },
  { call: 'statx', error: 'EIO' },
  { call: 'statx', error: 'EACCES' },
  { call: 'statx', error: 'ELOOP' },
  { call: 'newfstatat', error: 'EIO' },
  { call: 'statfs', error: 'EIO' },
  { call: 'getdents64', error: 'EIO' },
  { call: 'rename', error: 'EACCES' },
  { call: 'unlink', error: 'EACCES' },
  { call: 'getdents64', error: 'EMFILE' },
];

interface Tally {
  cases: number;
  saved: number;
  refused: number;
  notOpened: number;
  readonly problems: string[];
}

const photos = 10;

/** Runs the station under one fault, then opens the folder without it. */
async function tryFault(
  prepared: string,
  known: Promises,
  folder: string,
  wrapper: string[],
  about: string,
  tally: Tally,
) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(prepared, folder, { recursive: true });
  const run = runStation({ folder, mode: 'enqueue', count: photos, first: 43, wrapper });
  const promises: Promises = { saved: new Map(known.saved), told: new Map(), refused: 0 };
  takePromises(run.output, promises);
  const isRefusedAtStart = run.errors.includes('store not opened');
  tally.cases += 1;
  tally.saved += promises.saved.size - known.saved.size;
  tally.refused += promises.refused;
  if (isRefusedAtStart) tally.notOpened += 1;
  else if (run.code !== 0) tally.problems.push(`${about}: ended with ${run.code} ${run.errors.slice(0, 300)}`);
  else if (promises.refused + promises.saved.size - known.saved.size !== photos) {
    tally.problems.push(`${about}: some photos were neither saved nor refused`);
  }
  const broken = await brokenPromises(folder, promises);
  tally.problems.push(...broken.map((text) => `${about}: ${text}`));
}

function summary(name: string, { cases, saved, refused, notOpened, problems }: Tally): Finding {
  const text = `${name}: ${cases} cases, ${saved} saved, ${refused} refused, ${notOpened} times not opened, ${problems.length} promises broken`;
  return finding(text, problems);
}

interface Break {
  readonly k: number;
  /** Whether every later call breaks as well. */
  readonly isLasting: boolean;
}

/** Which of `count` calls to break: every one, or in short the first and the last alone, and all from the middle on. */
function callsToBreak(count: number, isShort: boolean): Break[] {
  const alone = isShort ? [...new Set([1, count])] : Array.from({ length: count }, (_, index) => index + 1);
  const lasting = isShort ? [Math.ceil(count / 2)] : alone.filter((k) => k % 5 === 1);
  return [...alone.map((k) => ({ k, isLasting: false })), ...lasting.map((k) => ({ k, isLasting: true }))];
}

async function injectedFaults(prepared: string, known: Promises, folder: string, isShort: boolean): Promise<Finding> {
  const tally: Tally = { cases: 0, saved: 0, refused: 0, notOpened: 0, problems: [] };
  cpSync(prepared, folder, { recursive: true });
  const counts = countCalls(folder, breakableCalls, (wrapper) =>
    runStation({ folder, mode: 'enqueue', count: photos, first: 43, wrapper }),
  );
  for (const { call, error } of faults) {
    const count = counts.get(call) ?? 0;
    if (count === 0) tally.problems.push(`no ${call} to break: the station does not call it`);
    for (const { k, isLasting } of callsToBreak(Math.min(count, 60), isShort)) {
      const wrapper = breaking(folder, call, `error=${error}:when=${k}${isLasting ? '+' : ''}`);
      const name = isLasting ? `${error} from ${call} ${k} on` : `${error} at ${call} ${k}`;
      await tryFault(prepared, known, folder, wrapper, name, tally);
    }
  }
  return summary('faults of single calls', tally);
}

async function sizeLimits(prepared: string, known: Promises, folder: string, isShort: boolean): Promise<Finding> {
  const tally: Tally = { cases: 0, saved: 0, refused: 0, notOpened: 0, problems: [] };
  for (let blocks = 8; blocks <= 480; blocks += isShort ? 120 : 16) {
    // The signal ignored, a write beyond the limit answers EFBIG.
    const wrapper = ['sh', '-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`, 'sh'];
    await tryFault(prepared, known, folder, wrapper, `files limited to ${blocks} blocks`, tally);
  }
  return summary('file-size limit', tally);
}

/** A real full disk: a small file system in memory, filled up, then emptied again. */
async function fullDisk(scratch: string): Promise<Finding> {
  const folder = path.join(scratch, 'small-disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]);
  if (mounted.status !== 0) return { kind: 'skipped', text: 'full disk: mounting a small disk needs root' };
  try {
    const promises = noPromises();
    const full = runStation({ folder, mode: 'enqueue', count: 60, sizeBytes: 100_000 });
    takePromises(full.output, promises);
    const { saved, refused } = { saved: promises.saved.size, refused: promises.refused };
    const problems = await brokenPromises(folder, promises);
    if (saved === 0 || refused === 0)
      problems.push(`expected some saved and some refused, got ${saved} and ${refused}`);
    if (!full.output.includes('refused not-saved-disk-full')) problems.push('no refusal said that the disk is full');
    spawnSync('mount', ['-o', 'remount,size=8m', folder]);
    const later = runStation({ folder, mode: 'enqueue', count: 5, first: 1_000, sizeBytes: 100_000 });
    takePromises(later.output, promises);
    if (promises.refused !== refused) problems.push('still refused after space returned');
    problems.push(...(await brokenPromises(folder, promises)));
    return finding(
      `full disk: ${saved} saved, ${refused} refused, then space again, ${problems.length} promises broken`,
      problems,
    );
  } finally {
    spawnSync('umount', [folder]);
  }
}

/** Disks that fail: full, broken, read-only, out of handles. What was called saved stays; the rest was called not saved. */
export const diskFaults: Campaign = {
  name: 'disk faults',
  async run({ isShort, scratch }) {
    const prepared = path.join(scratch, 'prepared');
    const known = noPromises();
    takePromises(runStation({ folder: prepared, mode: 'enqueue', count: 5 }).output, known);
    const folder = path.join(scratch, 'victim');
    const reason = whyNoTracing();
    const injected: Finding =
      reason === undefined
        ? await injectedFaults(prepared, known, folder, isShort)
        : { kind: 'skipped', text: `faults of single calls: ${reason}` };
    const limits: Finding =
      process.platform === 'win32'
        ? { kind: 'skipped', text: 'file-size limit: not on Windows' }
        : await sizeLimits(prepared, known, folder, isShort);
    return [injected, limits, await fullDisk(scratch)];
  },
};
