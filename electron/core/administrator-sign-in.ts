import path from 'node:path';
import { err } from '../../shared/result.ts';
import { createSignIn } from '../auth/sign-in.ts';
import type { Administrator } from '../connecting/administrator.ts';
import type { CallDirectory } from '../connecting/directory-call.ts';
import { createDirectoryExchange } from '../graph/directory-exchange.ts';
import { readTokenClaims } from '../http/token-claims.ts';
import type { Log } from '../ports.ts';
import { commandLineToolsId, type Settings } from '../settings/settings-schema.ts';
import type { Endpoints } from './connect-endpoints.ts';
import type { TenantAccessParts } from './tenant-access.ts';

/** What an administrator's sign-in needs of a station. */
type AdministratorParts = Pick<
  TenantAccessParts,
  'settings' | 'dataFolder' | 'clock' | 'randomId' | 'fetch' | 'cipher' | 'log'
>;

/** Calls of Graph with whatever token is given, their outcomes as connecting understands them. */
export function directoryCalls(parts: Parameters<typeof createDirectoryExchange>[0]): CallDirectory {
  const exchange = createDirectoryExchange(parts);
  return async (request) => {
    const answer = await exchange(request);
    if (answer.kind === 'ok') return answer;
    const { report } = answer.error;
    const { status, code, requestId } = report;
    const retryAfterMs = 'retryAfterMs' in answer.error ? answer.error.retryAfterMs : undefined;
    return err({
      kind: answer.error.kind,
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { code }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  };
}

/** In the station's log an administrator's sign-in is told apart from its own. */
function asAdministrator(log: Log): Log {
  const told =
    (level: keyof Log) =>
    (event: string, fields: object = {}) =>
      log[level](event, { ...fields, mode: 'administrator' });
  return { info: told('info'), warn: told('warn'), error: told('error') };
}

/** An administrator's sign-in by code for these permissions and nothing else; it leaves nothing on the disk. */
export function openAdministratorAt(
  { authority, graphUrl }: Endpoints,
  delegatedPermissions: readonly string[],
  parts: AdministratorParts,
): Administrator {
  const { clock, randomId, fetch, settings } = parts;
  const signIn = createSignIn({
    // As at a self-service station: in memory alone, and the next one starts from nothing.
    settings: { mode: 'self-service' },
    delegatedPermissions,
    tenant: { tenantId: 'organizations', clientId: settings.connecting.administratorClientId, authority, graphUrl },
    cipher: parts.cipher,
    dataFolder: path.join(parts.dataFolder, 'connecting'),
    fetch,
    clock,
    log: asAdministrator(parts.log),
  });
  const { getAccessToken } = signIn;
  const call = directoryCalls({ graphUrl, fetch, getAccessToken, clock, randomId });
  return {
    start: () => signIn.start({ method: 'device-code' }),
    state: signIn.state,
    onChange: signIn.onChange,
    async tenantId() {
      const token = await getAccessToken();
      return token.kind === 'ok' ? readTokenClaims(token.value)?.tenantId : undefined;
    },
    call,
    async close() {
      await signIn.signOut();
      await signIn.close();
    },
  };
}

/** The public client that administrators sign in to, and whether it is Microsoft's own. */
export function administratorClientOf({ connecting }: Settings): { clientId: string; isMicrosofts: boolean } {
  const { administratorClientId: clientId } = connecting;
  return { clientId, isMicrosofts: clientId.toLowerCase() === commandLineToolsId };
}
