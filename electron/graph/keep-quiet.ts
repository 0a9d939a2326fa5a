import { type Outcome, retryAfterMsIn } from '../../shared/outcome.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

/** Without a word of the service: long enough that a person's next letter does not ask again. Milliseconds. */
const unsaidMs = 5_000;
/** A word that is longer is not believed, as in the queue. Milliseconds. */
const longestMs = 3_600_000;

/**
 * Lets a question that people ask by typing or looking wait as long as the service asked for: until then each is answered at
 * once by the same outcome, with the time that is left, and nothing is sent.
 */
export function keepQuiet<Arguments extends unknown[], Value>(
  ask: (...args: Arguments) => Promise<Result<Value, Outcome>>,
  clock: Pick<Clock, 'monotonicMs'>,
): (...args: Arguments) => Promise<Result<Value, Outcome>> {
  let throttled: { readonly outcome: Outcome & { readonly kind: 'throttled' }; readonly untilMs: number } | undefined;
  return async (...args) => {
    const leftMs = throttled === undefined ? 0 : throttled.untilMs - clock.monotonicMs();
    if (throttled !== undefined && leftMs > 0) return err({ ...throttled.outcome, retryAfterMs: leftMs });
    const answer = await ask(...args);
    if (answer.kind === 'error' && answer.error.kind === 'throttled') {
      const askedMs = Math.min(longestMs, retryAfterMsIn(answer.error) ?? unsaidMs);
      // Of several that were under way together the longest word holds.
      const untilMs = Math.max(throttled?.untilMs ?? 0, clock.monotonicMs() + askedMs);
      throttled = { outcome: answer.error, untilMs };
    }
    return answer;
  };
}
