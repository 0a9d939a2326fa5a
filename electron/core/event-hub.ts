import { contract, type EventName, type EventValue, type Unsubscribe } from '../../shared/contract.ts';
import type { Log } from '../ports.ts';
import { fitTo, withoutNames } from './outgoing.ts';

type Listener = (value: unknown) => void;

/** Carries the contract's events from the rooms to the hosts. One failing listener does not silence the others. */
export interface EventHub {
  emit<Name extends EventName>(name: Name, value: EventValue<Name>): void;
  subscribe(name: EventName, listener: Listener): Unsubscribe;
}

interface EventHubParts {
  readonly log: Log;
  /** Whether the operator's screens are unlocked at this moment. */
  readonly isOperator: () => boolean;
}

/**
 * Creates an empty hub, and keeps the contract's rules for all events. Nobody hears the operator's while their screens are
 * locked. The others leave by the rules of replies: what does not fit the contract is a log line instead, and while the
 * operator's screens are locked no event carries a name.
 */
export function createEventHub({ log, isOperator }: EventHubParts): EventHub {
  const listeners = new Map<EventName, Set<Listener>>();
  return {
    emit(name, value) {
      const { heardBy, value: schema } = contract.events[name];
      if (heardBy === 'operator' && !isOperator()) return;
      const fitted = fitTo(schema, value);
      if (fitted.kind === 'misfit') {
        log.error('event.misfit', { name, at: fitted.at, expected: fitted.expected });
        return;
      }
      const sent = isOperator() ? fitted.value : withoutNames(fitted.value);
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(sent);
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
