import { ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** The lock of the operator's screens. */
export function operatorHandlers({ operatorLock, closeStation }: HandlerParts): HandlersOf<'operator'> {
  return {
    'operator.unlock': async ({ pin }) => operatorLock.unlock(pin),
    'operator.lock': async () => {
      operatorLock.lock();
      return ok({});
    },
    // The dispatch has touched the operator's timer already: that is all there is to it.
    'operator.stay': async () => ok({}),
    'operator.close': async () => {
      closeStation();
      return ok({});
    },
  };
}
