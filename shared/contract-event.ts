import type { z } from 'zod';

/**
 * Who hears an event; `core/event-hub.ts` keeps it, whoever tells one knows nothing of it:
 *
 * - `anyone`: whoever is at the screen, locked or not; no job's name goes with it while the operator's screens are locked.
 * - `operator`: nobody while they are. What changed meanwhile is asked for by the screen that opens afterwards.
 */
export type Audience = 'anyone' | 'operator';

/** The rules of one event. */
interface EventRules<Heard extends Audience> {
  readonly heardBy: Heard;
}

export function event<Heard extends Audience, Value extends z.ZodType>(rules: EventRules<Heard>, value: Value) {
  return { ...rules, value } as const;
}

export const heardByAnyone = { heardBy: 'anyone' } as const;
export const heardByOperator = { heardBy: 'operator' } as const;
