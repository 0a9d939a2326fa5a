import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

/** Where `run.ts` names the bundled station process to its campaigns. */
export const stationVariable = 'KIOSK_DURABILITY_STATION';
const script = process.env[stationVariable] ?? path.join(import.meta.dirname, 'station-process.ts');

export interface StationRun {
  readonly output: string;
  readonly errors: string;
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
}

export interface StationRunOptions {
  readonly folder: string;
  readonly mode: 'enqueue' | 'together' | 'drain' | 'undo' | 'migrate';
  readonly count?: number;
  readonly first?: number;
  readonly sizeBytes?: number;
  /** A command before node: `strace …`, `sh -c "ulimit …"`. */
  readonly wrapper?: readonly string[];
}

function commandOf(options: StationRunOptions): { command: string; args: string[] } {
  const { folder, mode, count = 1, first = 0, sizeBytes = 3_000, wrapper = [] } = options;
  const station = [process.execPath, script, folder, mode, String(count), String(first), String(sizeBytes)];
  const [command = process.execPath, ...args] = [...wrapper, ...station];
  return { command, args };
}

/** Runs a station process to its end, whichever that is. */
export function runStation(options: StationRunOptions): StationRun {
  const { command, args } = commandOf(options);
  const { stdout, stderr, signal, status, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 600_000 });
  if (error !== undefined) throw error;
  return { output: stdout, errors: stderr, signal, code: status };
}

/** Starts a station process and kills it `afterMs` milliseconds after it said that it is ready. */
export function killStation(options: StationRunOptions, afterMs: number): Promise<StationRun> {
  const { command, args } = commandOf(options);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  let isAimed = false;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isAimed || !output.includes('ready\n')) return;
      isAimed = true;
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ output, errors, signal, code }));
  });
}
