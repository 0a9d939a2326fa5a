import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Log } from '../ports.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';

const requestFile = (dataFolder: string) => path.join(dataFolder, 'stop-when-idle.request');
const lookEveryMs = 2_000;

/** Asks the station of this data folder to stop as soon as nobody is there and nothing is being sent. */
export function askToStop(dataFolder: string): void {
  writeFileDurably(requestFile(dataFolder), Buffer.from('stop when idle\n'));
}

/** Whoever asked does so no more. */
export function withdrawStop(dataFolder: string): void {
  rmSync(requestFile(dataFolder), { force: true });
}

/** Looks for such a request and carries it out; one that an earlier run was asked is not for this one. Returns the end. */
export function heedStopRequests(parts: {
  readonly dataFolder: string;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly isIdle: () => boolean;
  readonly stop: () => void;
}): () => void {
  const { dataFolder, clock, log, isIdle, stop } = parts;
  let cancel = () => {};
  function look() {
    if (existsSync(requestFile(dataFolder)) && isIdle()) {
      log.info('station.stops-as-asked');
      stop();
      return;
    }
    cancel = clock.setTimer(lookEveryMs, look);
  }
  try {
    withdrawStop(dataFolder);
  } catch (cause) {
    // A disk that takes no changes is the queue's to tell; a station that would stop at once is worse than one that does not heed.
    log.warn('stop-request.not-removed', { cause });
    return () => {};
  }
  look();
  return () => cancel();
}
