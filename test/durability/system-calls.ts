import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The calls by which a file can change or be made to last. */
export const changingCalls = ['pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename'] as const;
export type ChangingCall = (typeof changingCalls)[number];
/** Every call that can be broken: those that change, and those that only ask or open. */
export const breakableCalls = [
  ...changingCalls,
  'openat',
  'pread64',
  'statx',
  'newfstatat',
  'statfs',
  'getdents64',
] as const;
export type BreakableCall = (typeof breakableCalls)[number];

/** Why calls cannot be watched or broken here; `undefined` when they can. */
export function whyNoTracing(): string | undefined {
  if (process.platform !== 'linux') return `${process.platform} has no strace`;
  const trial = spawnSync('strace', [
    '-f',
    '--seccomp-bpf',
    '-o',
    '/dev/null',
    '-e',
    'trace=fsync',
    process.execPath,
    '-e',
    '0',
  ]);
  if (trial.error !== undefined) return 'strace is not installed';
  return trial.status === 0 ? undefined : 'strace may not trace processes here';
}

/** The files of a data folder, by name: strace follows only calls on these. */
function pathFilter(folder: string): string[] {
  const store = path.join(folder, 'store');
  const names = ['kiosk.db', 'kiosk.db-wal', 'kiosk.db-journal', 'kiosk.key', 'kiosk.key.new', 'before-migration.db'];
  const beside = ['store-marker.json', 'store-marker.json.new', 'store.lock'].map((name) => path.join(folder, name));
  return [folder, store, ...beside, ...names.map((name) => path.join(store, name))].flatMap((file) => ['-P', file]);
}

/** A command prefix that breaks a call on the files of a folder: `fault` is strace's, e.g. `error=EIO:when=3`. */
export function breaking(folder: string, call: BreakableCall, fault: string): string[] {
  // Signals are delivered only where strace stops at every call; errors also behind the faster filter.
  const filter = fault.startsWith('signal') ? [] : ['--seccomp-bpf'];
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:${fault}`];
  return ['strace', '-f', ...filter, '-o', '/dev/null', ...pathFilter(folder), ...inject];
}

/** A command prefix that writes these calls, with the paths of their files, to a log in the order they happened. */
export function watching(log: string, calls: readonly string[]): string[] {
  return ['strace', '-f', '-y', '--seccomp-bpf', '-s', '12', '-o', log, '-e', `trace=${calls.join(',')}`];
}

/** Runs a command under watch and counts these calls on the folder's files. */
export function countCalls<Call extends BreakableCall>(
  folder: string,
  calls: readonly Call[],
  run: (wrapper: readonly string[]) => void,
): Map<Call, number> {
  const place = mkdtempSync(path.join(tmpdir(), 'kiosk-trace-'));
  const log = path.join(place, 'calls');
  try {
    run(['strace', '-f', '--seccomp-bpf', '-o', log, ...pathFilter(folder), '-e', `trace=${calls.join(',')}`]);
    const counts = new Map<Call, number>();
    for (const line of readFileSync(log, 'utf8').split('\n')) {
      const call = calls.find((name) => line.includes(` ${name}(`));
      if (call !== undefined) counts.set(call, (counts.get(call) ?? 0) + 1);
    }
    return counts;
  } finally {
    rmSync(place, { recursive: true });
  }
}
