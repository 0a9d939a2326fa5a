import { vi } from 'vitest';

/**
 * Looks again and again until nothing is thrown any more, and resolves with what was returned. The limit ends only what will never
 * come: how long it takes says nothing on a busy machine.
 */
export function eventually<Value>(look: () => Value | Promise<Value>): Promise<Value> {
  return vi.waitFor(look, { timeout: 240_000, interval: 50 });
}
