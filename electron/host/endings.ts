import { createDeadline } from '../http/deadline.ts';
import type { Clock } from '../ports.ts';

/** What a host has begun and must end, whatever its start came to. */
export interface Endings {
  add(end: () => unknown): void;
  /** Ends everything once, the last begun first. One that fails or does not come to its end keeps no other from theirs. */
  run(): Promise<void>;
}

/** An end that takes longer is left behind: what it was for is on the disk, and the station must go down when it is told to. */
const endLimitMs = 5_000;

/** Creates an empty list; `onFault` hears of an end that failed or took too long. */
export function createEndings(onFault: (cause: unknown) => void, clock: Clock): Endings {
  const ends: (() => unknown)[] = [];

  /** Resolves after the end, or at its limit; rejects when it failed. */
  async function within(end: () => unknown): Promise<void> {
    const limit = createDeadline(clock);
    try {
      await limit.race((async () => end())(), endLimitMs);
    } catch (cause) {
      throw limit.signal.aborted ? new Error(`an end took longer than ${endLimitMs} ms`) : cause;
    }
  }

  return {
    add: (end) => void ends.push(end),
    async run() {
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await within(end);
        } catch (cause) {
          onFault(cause);
        }
      }
    },
  };
}
