/** What a host has begun and must end, whatever its start came to. */
export interface Endings {
  add(end: () => unknown): void;
  /** Ends everything once, the last begun first. One that fails does not keep the others from their end. */
  run(): Promise<void>;
}

/** Creates an empty list; `onFault` hears of an end that failed. */
export function createEndings(onFault: (cause: unknown) => void): Endings {
  const ends: (() => unknown)[] = [];
  return {
    add: (end) => void ends.push(end),
    async run() {
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await end();
        } catch (cause) {
          onFault(cause);
        }
      }
    },
  };
}
