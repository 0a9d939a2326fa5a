import { err, ok } from '../../../shared/result.ts';
import { hashPin } from '../../operator/operator-pin.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

const tenantForm = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;
const clientForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Connecting with a company's Microsoft 365. Long work goes on behind a reply; its news are events. */
export function connectHandlers(parts: HandlerParts): HandlersOf<'connect'> {
  const { connection, connectSheet, recognise, renewAsWritten, settings, settingsHome } = parts;
  const needsPin = settingsHome.isLocked === true && settings.station.operatorPinHash === undefined;
  return {
    'connect.look': async () => ok({ connection: connection.state() }),
    'connect.begin': async (plan) => {
      void connection.begin(plan);
      return ok({});
    },
    'connect.recognise': async ({ typed }) => ok(await recognise(typed)),
    'connect.proceed': async () => {
      void connection.proceed();
      return ok({});
    },
    'connect.answer': async ({ tenantId, clientId }) => {
      const ids = { tenantId: tenantId.trim(), clientId: clientId.trim() };
      if (!tenantForm.test(ids.tenantId)) return ok({ misfit: 'tenantId' });
      if (!clientForm.test(ids.clientId)) return ok({ misfit: 'clientId' });
      void connection.answer(ids);
      return ok({});
    },
    'connect.stop': async () => {
      await connection.stop();
      return ok({});
    },
    'connect.finish': async ({ pin }) => {
      const isRehearsal = connection.state().plan?.cloud === 'demo';
      // Without one the station would not open at its next start.
      if (needsPin && pin === undefined && !isRehearsal) return err({ code: 'not-now', detail: { problem: 'pin' } });
      const pinHash = needsPin && pin !== undefined ? await hashPin(pin) : undefined;
      const finished = await connection.finish(pinHash);
      // Why not is in the state, in better words than a code has.
      if (finished.kind === 'error') return err({ code: 'not-now', detail: { problem: finished.error.code } });
      return renewAsWritten();
    },
    'connect.remove': async () => {
      void connection.remove().then(() => {
        const { phase, problem } = connection.state();
        // Where the settings could not be written there are none to run on, and the words that say so would be gone.
        return phase === 'removed' && problem?.code !== 'settings-not-written' ? renewAsWritten() : undefined;
      });
      return ok({});
    },
    'connect.sheet': async () => {
      const sheet = await connectSheet();
      return sheet === undefined ? err({ code: 'not-now' }) : ok({ sheet });
    },
  };
}
