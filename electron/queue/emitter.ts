import type { Unsubscribe } from '../../shared/contract.ts';
import type { Log } from '../ports.ts';

/** Listeners of one kind of news; one that throws does not silence the others. */
export class Emitter<Value> {
  readonly #listeners = new Set<(value: Value) => void>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  subscribe(listener: (value: Value) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(value: Value): void {
    for (const listener of this.#listeners) {
      try {
        listener(value);
      } catch (cause) {
        this.#log.error('queue.listener-failed', { cause: String(cause) });
      }
    }
  }
}
