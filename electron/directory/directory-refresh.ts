import type { Clock } from '../ports.ts';
import type { Directory } from './directory.ts';

const refreshMs = 6 * 60 * 60_000;
const retryMs = 10 * 60_000;
/** News of the network is believed again this soon after a failure. */
const failureRestMs = 30_000;

interface DirectoryRefreshParts {
  readonly directory: Pick<Directory, 'refresh'>;
  readonly clock: Clock;
  /** False where nobody is looked for: the self-service mode. */
  readonly isWanted: boolean;
}

/** Keeps the offline copy of the directory fresh: when the network and a token are there, at most every six hours. */
export interface DirectoryRefresh {
  /** The network or the sign-in has come back. */
  onOnline(): void;
  close(): void;
}

/** Creates it; asks nothing before the first `onOnline`. */
export function createDirectoryRefresh({ directory, clock, isWanted }: DirectoryRefreshParts): DirectoryRefresh {
  let isRunning = false;
  let isClosed = false;
  let nextAtMs = 0;
  let cancel = () => {};

  async function run() {
    isRunning = true;
    const refreshed = await directory.refresh();
    isRunning = false;
    if (isClosed) return;
    const waitMs = refreshed.kind === 'ok' ? refreshMs : retryMs;
    nextAtMs = clock.monotonicMs() + (refreshed.kind === 'ok' ? refreshMs : failureRestMs);
    cancel();
    cancel = clock.setTimer(waitMs, () => void run());
  }
  return {
    onOnline() {
      if (!isWanted || isRunning || isClosed || clock.monotonicMs() < nextAtMs) return;
      void run();
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}
