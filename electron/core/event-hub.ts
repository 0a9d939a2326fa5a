import type { EventName, EventValue, Unsubscribe } from '../../shared/contract.ts';
import type { Log } from '../ports.ts';

type Listener = (value: unknown) => void;

/** Carries the contract's events from the rooms to the hosts. One failing listener does not silence the others. */
export interface EventHub {
  emit<Name extends EventName>(name: Name, value: EventValue<Name>): void;
  subscribe(name: EventName, listener: Listener): Unsubscribe;
}

/** Creates an empty hub. */
export function createEventHub(log: Log): EventHub {
  const listeners = new Map<EventName, Set<Listener>>();
  return {
    emit(name, value) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(value);
        } catch (cause) {
          log.error('event.listener-failed', { name, cause });
        }
      }
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
}
