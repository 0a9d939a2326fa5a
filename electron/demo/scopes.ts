import { err, ok, type Result } from '../../shared/result.ts';
import type { Registration } from './registrations.ts';
import { type SignInRefusal, signInRefusals } from './sign-in-error.ts';

const protocolScopes = new Set(['openid', 'profile', 'offline_access', 'email']);

/** What a scope request comes to: for which API, with which delegated permissions. */
export interface RequestedScopes {
  /** The resource as the client named it, e.g. `https://graph.microsoft.com`; undefined for protocol scopes alone. */
  readonly resource: string | undefined;
  readonly permissions: readonly string[];
  readonly isDefault: boolean;
  readonly hasOfflineAccess: boolean;
}

/** Reads `scope`: `resource/.default`, `resource/Permission`, bare permission names and OpenID's own. */
export function readScopes(text: string, defaultResource: string): Result<RequestedScopes, SignInRefusal> {
  const permissions: string[] = [];
  let resource: string | undefined;
  let isDefault = false;
  const scopes = text.split(' ').filter((scope) => scope !== '');
  for (const scope of scopes.filter((entry) => !protocolScopes.has(entry.toLowerCase()))) {
    const slash = scope.lastIndexOf('/');
    const named = slash < 0 ? defaultResource : scope.slice(0, slash);
    if (resource !== undefined && resource !== named) return err(signInRefusals.badScope);
    resource = named;
    const permission = scope.slice(slash + 1);
    if (permission === '.default') isDefault = true;
    else permissions.push(permission);
  }
  if (scopes.length === 0) return err(signInRefusals.badScope);
  return ok({ resource, permissions, isDefault, hasOfflineAccess: scopes.includes('offline_access') });
}

/** The delegated permissions that a person's token gets, or Entra's consent error. */
export function grantedScopes(
  registration: Registration,
  asked: RequestedScopes,
): Result<readonly string[], SignInRefusal> {
  const known = new Map(registration.scopes.map((scope) => [scope.toLowerCase(), scope]));
  if (asked.isDefault) return known.size === 0 ? err(signInRefusals.consentMissing) : ok(registration.scopes);
  // Asking for less than a consented permission is consent, too: reading is part of writing.
  if (known.has('user.readwrite')) known.set('user.read', 'User.Read');
  const granted = asked.permissions.map((permission) => known.get(permission.toLowerCase()));
  return granted.every((scope) => scope !== undefined) ? ok(granted) : err(signInRefusals.consentMissing);
}
