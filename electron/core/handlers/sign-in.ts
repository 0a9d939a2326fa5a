import { err, ok } from '../../../shared/result.ts';
import { personCards } from '../../directory/person-card.ts';
import { failureOf } from '../outcome-failure.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Signing in and out: the station's own account, or at a self-service station the visitor's. */
export function signInHandlers(parts: HandlerParts): HandlersOf<'signIn'> {
  const { signIn, signOut, directory, found } = parts;
  return {
    'signIn.start': async ({ method }) => {
      await signOut.ended();
      const started = await signIn.start({ method });
      return started.kind === 'ok' ? ok({}) : started;
    },
    'signIn.cancel': async () => {
      signIn.cancel();
      return ok({});
    },
    'signIn.signOut': async () => {
      await signOut.end();
      return ok({});
    },
    'signIn.me': async () => {
      const visit = found.visit();
      const me = await directory.me();
      if (me.kind === 'error') return err(failureOf(me.error));
      if (visit !== found.visit()) return err({ code: 'sign-in-needed' });
      found.note([me.value]);
      const [person] = personCards([me.value]);
      return person === undefined ? err({ code: 'not-found' }) : ok({ person });
    },
  };
}
