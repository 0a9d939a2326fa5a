import { readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { healthEveryMs, type StationHealth, stationHealthSchema } from '../../shared/station-health.ts';
import type { Clock, Log } from '../ports.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';

/** Where a station's health lies below its data folder. */
export function healthFileOf(dataFolder: string): string {
  return path.join(dataFolder, 'health.json');
}

/** The health of a station as it was last written; `undefined`: none, or none that can be read. */
export function readHealth(dataFolder: string): StationHealth | undefined {
  try {
    return stationHealthSchema.safeParse(JSON.parse(readFileSync(healthFileOf(dataFolder), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** What a running station is asked for its health. */
type Running = Omit<
  StationHealth,
  'format' | 'version' | 'state' | 'writtenAt' | 'startedAt' | 'lastExit' | 'isIdle'
> & {
  readonly isSending: boolean;
};

export interface HealthFile {
  /** The station runs: from now on it is asked every 30 seconds. */
  runs(read: () => Running): void;
  /** It cannot start, with the exit code that says why. */
  cannotStart(exitCode: number): void;
  /** Somebody is at the station. */
  touched(): void;
  /** Nobody has been there for ten minutes, and nothing is being sent. */
  isIdle(): boolean;
  /** The last word: ended in order. */
  stop(exitCode: number): void;
}

/** A visit ends by itself much sooner. */
const quietMs = 10 * 60_000;

/** Keeps the health file of a data folder, replaced whole each time. A full disk is the queue's to tell: it changes nothing here. */
export function keepHealthFile(parts: {
  readonly dataFolder: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}): HealthFile {
  const { dataFolder, version, clock, log } = parts;
  const before = readHealth(dataFolder);
  const now = () => new Date(clock.nowMs()).toISOString();
  const startedAt = now();
  let touchedAtMs = clock.monotonicMs();
  let read: (() => Running) | undefined;
  let cancel = () => {};

  const isIdle = () => clock.monotonicMs() - touchedAtMs >= quietMs && read?.().isSending !== true;

  function write(state: StationHealth['state'], exitCode?: number) {
    const { isSending: _, ...running } =
      state === 'running' ? (read?.() ?? { isSending: false }) : { isSending: false };
    const health: StationHealth = {
      ...{ format: 1, version, state, writtenAt: now(), startedAt },
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(before === undefined ? {} : { lastExit: lastExitOf(before) }),
      needsAttention: state === 'cannot-start',
      isIdle: state === 'stopped' || isIdle(),
      ...running,
      ...freeSpaceOf(dataFolder),
    };
    try {
      writeFileDurably(healthFileOf(dataFolder), Buffer.from(`${JSON.stringify(health, undefined, 2)}\n`));
    } catch (cause) {
      log.warn('health.not-written', { cause });
    }
  }
  function again() {
    cancel();
    write('running');
    cancel = clock.setTimer(healthEveryMs, again);
  }
  return {
    runs(next) {
      read = next;
      again();
    },
    cannotStart(exitCode) {
      write('cannot-start', exitCode);
    },
    touched() {
      touchedAtMs = clock.monotonicMs();
    },
    isIdle,
    stop(exitCode) {
      cancel();
      write('stopped', exitCode);
    },
  };
}

function lastExitOf({ state, exitCode, writtenAt }: StationHealth): NonNullable<StationHealth['lastExit']> {
  return { ...(state === 'stopped' && exitCode !== undefined ? { code: exitCode } : {}), at: writtenAt };
}

function freeSpaceOf(folder: string): { freeDiskMb?: number } {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return { freeDiskMb: Math.floor((bavail * bsize) / 1024 ** 2) };
  } catch {
    return {};
  }
}
