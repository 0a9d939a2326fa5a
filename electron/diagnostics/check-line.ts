import type { CheckItem, CheckLine } from '../../shared/station-check.ts';
import { createDeadline } from '../http/deadline.ts';
import { networkFailureCode } from '../http/network-failure.ts';
import type { Clock } from '../ports.ts';

type Detail = Readonly<Record<string, string | number>>;

/** One line of the station check. */
export function checkLine(item: CheckItem, light: CheckLine['light'], code: string, detail?: Detail): CheckLine {
  return detail === undefined ? { item, light, code } : { item, light, code, detail: { ...detail } };
}

/** A line for what could not be looked at because something before it failed. */
export function notReached(item: CheckItem): CheckLine {
  return checkLine(item, 'skipped', 'not-reached');
}

export type Attempt<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'error'; readonly reason: string };

/** Runs a probe for at most `limitMs`. A failure is its code, never its message: messages hold addresses and names. */
export async function attemptWithin<Value>(
  clock: Clock,
  limitMs: number,
  work: () => Promise<Value>,
): Promise<Attempt<Value>> {
  const deadline = createDeadline(clock);
  try {
    // Begun in a promise so that a probe that throws at once is a failure like any other.
    return { kind: 'ok', value: await deadline.race(Promise.resolve().then(work), limitMs) };
  } catch (cause) {
    return { kind: 'error', reason: networkFailureCode(cause) };
  } finally {
    deadline.close();
  }
}
