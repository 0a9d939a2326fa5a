import type { Clock } from '../ports.ts';

/** Asks about a path, and waits for the answer no longer than a limit; `undefined`: none in time, or what was asked failed. */
export type WithinLimit<Answer> = (
  named: string,
  ask: () => Promise<Answer | undefined>,
) => Promise<Answer | undefined>;

/** What does not answer in time is not asked again before it has answered: what asks a dead one is a thread that is missing until then. */
export function createAnswerLimit<Answer>(clock: Pick<Clock, 'setTimer'>, limitMs: number): WithinLimit<Answer> {
  const silent = new Set<string>();
  return async (named, ask) => {
    if (silent.has(named)) return undefined;
    const answer = ask().catch(() => undefined);
    return new Promise((resolve) => {
      const cancel = clock.setTimer(limitMs, () => {
        silent.add(named);
        resolve(undefined);
      });
      void answer.then((told) => {
        cancel();
        silent.delete(named);
        resolve(told);
      });
    });
  };
}
