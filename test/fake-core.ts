import type { KioskCore } from '../electron/ports.ts';
import { type CommandName, type EventName, eventNames } from '../shared/contract.ts';

/** A core that records what reaches it and answers as told: for tests of the hosts, which only carry. */
export interface FakeCore extends KioskCore {
  readonly calls: { readonly name: string; readonly request: unknown }[];
  /** Sets the reply of one command; the rest answer with an empty success. */
  answer(name: CommandName, reply: unknown): void;
  emit(name: EventName, value: unknown): void;
  /** How many subscriptions are open. */
  listenerCount(): number;
}

export function createFakeCore(): FakeCore {
  const replies = new Map<string, unknown>();
  const listeners = new Map<EventName, Set<(value: unknown) => void>>(eventNames.map((name) => [name, new Set()]));
  const calls: { name: string; request: unknown }[] = [];
  return {
    calls,
    answer: (name, reply) => void replies.set(name, reply),
    emit(name, value) {
      for (const listener of listeners.get(name) ?? []) listener(value);
    },
    listenerCount: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
    async invoke(name, request) {
      calls.push({ name, request });
      return replies.get(name) ?? { kind: 'ok', value: {} };
    },
    subscribe(name, listener) {
      listeners.get(name)?.add(listener);
      return () => void listeners.get(name)?.delete(listener);
    },
  };
}
