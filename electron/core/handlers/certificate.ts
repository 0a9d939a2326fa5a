import { ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** The station's certificate. Renewing goes on behind the reply; its news are events. */
export function certificateHandlers({ renewal }: HandlerParts): HandlersOf<'certificate'> {
  return {
    'certificate.look': async () => ok({ renewal: renewal.state() }),
    'certificate.renew': async () => {
      void renewal.renew();
      return ok({});
    },
    'certificate.removeFormer': async () => {
      void renewal.removeFormer();
      return ok({});
    },
    'certificate.stop': async () => {
      await renewal.stop();
      return ok({});
    },
  };
}
