import { ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Rehearsing faults with the demo tenant. */
export function demoHandlers({ setDemoFault }: HandlerParts): HandlersOf<'demo'> {
  return {
    'demo.setFault': async ({ fault }) => {
      setDemoFault(fault);
      return ok({});
    },
  };
}
