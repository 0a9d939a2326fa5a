import type { Unsubscribe } from './contract.ts';

/** Who hears how something stands. One that is told may add or end others. */
export interface Listeners<State> {
  add(listener: (state: State) => void): Unsubscribe;
  tell(state: State): void;
  clear(): void;
}

export function createListeners<State>(): Listeners<State> {
  const listeners = new Set<(state: State) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(state) {
      for (const listener of [...listeners]) listener(state);
    },
    clear() {
      listeners.clear();
    },
  };
}
