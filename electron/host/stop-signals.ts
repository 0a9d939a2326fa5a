import type { Clock } from '../ports.ts';
import { stationExitCodes } from './exit-code.ts';

interface StopParts {
  /** The process, as far as it is asked to stop. */
  readonly process: Pick<NodeJS.Process, 'on' | 'exit'>;
  /** They must hold no process that has come to its end. */
  readonly timers: Pick<Clock, 'setTimer'>;
}

/** All ends together, however many there are; then the process goes with whatever still holds it. */
const stopLimitMs = 15_000;

/**
 * Resolves with the first signal that asks to stop. A second one ends the process at once, and so does the limit: a station
 * that is told to go down goes down.
 */
export function stopSignal({ process, timers }: StopParts): Promise<void> {
  return new Promise((resolve) => {
    let isStopping = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isStopping) return process.exit(stationExitCodes.failed);
        isStopping = true;
        timers.setTimer(stopLimitMs, () => process.exit(stationExitCodes.failed));
        resolve();
      });
    }
  });
}
