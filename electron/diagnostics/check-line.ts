import type { CheckItem, CheckLine } from '../../shared/station-check.ts';
import { networkFailureCode } from '../http/exchange.ts';
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
export function attemptWithin<Value>(
  clock: Clock,
  limitMs: number,
  work: () => Promise<Value>,
): Promise<Attempt<Value>> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(limitMs, () => resolve({ kind: 'error', reason: 'timeout' }));
    const finish = (attempt: Attempt<Value>) => {
      cancel();
      resolve(attempt);
    };
    // Begun in a promise so that a probe that throws at once is a failure like any other.
    Promise.resolve()
      .then(work)
      .then(
        (value) => finish({ kind: 'ok', value }),
        (cause: unknown) => finish({ kind: 'error', reason: networkFailureCode(cause) }),
      );
  });
}
