import { retryAfterMsIn } from '../../shared/outcome.ts';
import type { Clock } from '../ports.ts';
import type { Directory } from './directory.ts';
import type { SyncEnd } from './directory-sync.ts';

/** Somebody who has left is gone from every answer after this long. Asking for changes alone costs next to nothing. */
const changesEachMs = 10 * 60_000;
/** Where only everything can be read anew. */
const wholeEachMs = 6 * 60 * 60_000;
const retryMs = 10 * 60_000;
/** News of the network is believed again this soon after a failure. */
const failureRestMs = 30_000;
/** The service's own wish is followed, within reason. */
const longestWaitMs = 60 * 60_000;

interface DirectoryRefreshParts {
  readonly directory: Pick<Directory, 'refresh'>;
  readonly clock: Clock;
  /** False where nobody is looked for: the self-service mode. */
  readonly isWanted: boolean;
  /** Told how each reading ended. */
  readonly onEnd?: (end: SyncEnd) => void;
}

/** Keeps the offline copy of the directory fresh while the network and a token are there. */
export interface DirectoryRefresh {
  /** The network or the sign-in has come back. */
  onOnline(): void;
  close(): void;
}

/** When to read again: by itself, and at the soonest when the network is said to be back. Milliseconds. */
function waitsAfter(end: SyncEnd): { readonly againMs: number; readonly newsMs: number } {
  if (end.kind === 'done') {
    const againMs = end.followsChanges ? changesEachMs : wholeEachMs;
    return { againMs, newsMs: againMs };
  }
  // Microsoft's word holds for everybody: the page that was refused is asked for again then, and not before.
  const ownMs = end.kind === 'failed' ? retryAfterMsIn(end.outcome) : undefined;
  if (ownMs !== undefined) {
    const waitMs = Math.min(Math.max(ownMs, 1_000), longestWaitMs);
    return { againMs: waitMs, newsMs: waitMs };
  }
  return { againMs: retryMs, newsMs: failureRestMs };
}

/** Creates it; asks nothing before the first `onOnline`. */
export function createDirectoryRefresh({ directory, clock, isWanted, onEnd }: DirectoryRefreshParts): DirectoryRefresh {
  let isRunning = false;
  let isClosed = false;
  let nextAtMs = 0;
  let cancel = () => {};

  async function run() {
    isRunning = true;
    const end = await directory.refresh();
    isRunning = false;
    if (isClosed) return;
    onEnd?.(end);
    const { againMs, newsMs } = waitsAfter(end);
    nextAtMs = clock.monotonicMs() + newsMs;
    cancel();
    cancel = clock.setTimer(againMs, () => void run());
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
