import type { Log } from '../ports.ts';

/** A log whose lines go where they are handed to: the terminal, until the data folder's own log is open. */
export interface HandedLog extends Log {
  handTo(log: Log): void;
}

/** Creates it with its first goal. */
export function createHandedLog(first: Log): HandedLog {
  let log = first;
  return {
    info: (event, fields) => log.info(event, fields),
    warn: (event, fields) => log.warn(event, fields),
    error: (event, fields) => log.error(event, fields),
    handTo(next) {
      log = next;
    },
  };
}
