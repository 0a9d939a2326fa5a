import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import { type CertificateBook, checkCredential } from './client-credential.ts';
import type { DemoWorld } from './demo-world.ts';
import type { Registration } from './registrations.ts';
import { adminRoles, type DemoPerson, demoTenantId } from './sample-people.ts';
import { grantedScopes, readScopes } from './scopes.ts';
import { type SignInRefusal, signInRefusals } from './sign-in-error.ts';
import type { Grant, SignInFlows } from './sign-in-flows.ts';

/** What the sign-in endpoints need besides the tenant. */
export interface SignInParts {
  readonly world: DemoWorld;
  readonly tenantId: string;
  readonly flows: SignInFlows;
  readonly certificates: CertificateBook;
  readonly tokenLifetimeSeconds: number;
  registration(clientId: string): Registration | undefined;
  /** Whether tokens may be asked for this resource at all. */
  isResource(resource: string): boolean;
}

type Answer = Result<object, SignInRefusal>;

/** RFC 8628's name, and the one from before it that MSAL Node still sends. */
const deviceGrants = ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'];

function accessToken(parts: SignInParts, resource: string, clientId: string, extra: object): string {
  const nowSeconds = Math.floor(parts.world.nowMs() / 1000);
  return parts.world.tokens.sign({
    aud: resource,
    iss: `https://sts.windows.net/${demoTenantId}/`,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + parts.tokenLifetimeSeconds,
    appid: clientId,
    tid: demoTenantId,
    uti: randomUUID(),
    ver: '1.0',
    ...extra,
  });
}

function times(parts: SignInParts): object {
  return { expires_in: parts.tokenLifetimeSeconds, ext_expires_in: parts.tokenLifetimeSeconds };
}

function applicationToken(parts: SignInParts, form: URLSearchParams, registration: Registration): Answer {
  if (!parts.world.applications.isPresent(registration.clientId)) return err(signInRefusals.noPrincipal);
  const credential = checkCredential(form, registration, parts.certificates, parts.world.nowMs());
  if (credential.kind === 'error') return credential;
  const asked = readScopes(form.get('scope') ?? '', 'https://graph.microsoft.com');
  if (asked.kind === 'error') return asked;
  const { resource, isDefault, permissions } = asked.value;
  if (!isDefault || permissions.length > 0 || resource === undefined) return err(signInRefusals.badScope);
  if (!parts.isResource(resource)) return err(signInRefusals.unknownResource);
  const roles = registration.roles.length === 0 ? {} : { roles: registration.roles };
  return ok({
    token_type: 'Bearer',
    ...times(parts),
    access_token: accessToken(parts, resource, registration.clientId, { idtyp: 'app', ...roles }),
  });
}

function idToken(parts: SignInParts, person: DemoPerson, grant: Grant, issuer: string): string {
  const nowSeconds = Math.floor(parts.world.nowMs() / 1000);
  return parts.world.tokens.sign({
    aud: grant.clientId,
    iss: issuer,
    iat: nowSeconds,
    nbf: nowSeconds,
    exp: nowSeconds + parts.tokenLifetimeSeconds,
    name: person.displayName,
    preferred_username: person.userPrincipalName,
    oid: person.id,
    sub: person.id,
    tid: demoTenantId,
    ver: '2.0',
    ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
  });
}

function roleIds(person: DemoPerson): readonly string[] {
  const id = person.role === undefined ? undefined : adminRoles[person.role];
  // Everybody has the "Default user" template.
  return [...(id === undefined ? [] : [id]), 'b79fbf4d-3ef9-4689-8143-76b194e85509'];
}

/** Permissions over other applications: people without a role are told to ask for consent. */
function needsAdministrator(scope: string): boolean {
  return /^(?:(?:Application|AppRoleAssignment|DelegatedPermissionGrant)\.ReadWrite|Sites\.FullControl)/.test(scope);
}

function personToken(parts: SignInParts, registration: Registration, grant: Grant, issuer: string): Answer {
  const person = parts.world.directory.person(grant.personId);
  if (person === undefined || !person.isEnabled) return err(signInRefusals.accountDisabled);
  const scopes = grantedScopes(registration, grant.asked);
  if (scopes.kind === 'error') return scopes;
  if (person.role === undefined && scopes.value.some(needsAdministrator)) return err(signInRefusals.adminConsentNeeded);
  const resource = grant.asked.resource ?? 'https://graph.microsoft.com';
  if (!parts.isResource(resource)) return err(signInRefusals.unknownResource);
  const claims = { oid: person.id, scp: scopes.value.join(' '), wids: roleIds(person), idtyp: 'user' };
  const clientInfo = { uid: person.id, utid: demoTenantId };
  return ok({
    token_type: 'Bearer',
    scope: [...scopes.value.map((scope) => `${resource}/${scope}`), 'openid', 'profile'].join(' '),
    ...times(parts),
    access_token: accessToken(parts, resource, registration.clientId, claims),
    id_token: idToken(parts, person, grant, issuer),
    client_info: Buffer.from(JSON.stringify(clientInfo)).toString('base64url'),
    ...(grant.asked.hasOfflineAccess ? { refresh_token: parts.flows.issueRefreshToken(grant) } : {}),
  });
}

function redeemed(parts: SignInParts, form: URLSearchParams, registration: Registration): Result<Grant, SignInRefusal> {
  const { flows } = parts;
  const { clientId } = registration;
  const grantType = form.get('grant_type') ?? '';
  if (deviceGrants.includes(grantType)) return flows.pollDevice(form.get('device_code') ?? '', clientId);
  switch (grantType) {
    case 'authorization_code': {
      const verifier = form.get('code_verifier') ?? undefined;
      return flows.redeemCode(form.get('code') ?? '', clientId, form.get('redirect_uri') ?? '', verifier);
    }
    case 'refresh_token': {
      const grant = flows.redeemRefreshToken(form.get('refresh_token') ?? '', clientId);
      const scope = form.get('scope');
      if (grant.kind === 'error' || scope === null) return grant;
      const asked = readScopes(scope, grant.value.asked.resource ?? 'https://graph.microsoft.com');
      return asked.kind === 'error' ? asked : ok({ ...grant.value, asked: asked.value });
    }
    default:
      return err(signInRefusals.badGrant);
  }
}

/** Answers `POST {tenant}/oauth2/v2.0/token` for all four grants. */
export function answerToken(parts: SignInParts, form: URLSearchParams, issuer: string): Answer {
  const registration = parts.registration(form.get('client_id') ?? '');
  if (registration === undefined) return err(signInRefusals.unknownClient);
  if (form.get('grant_type') === 'client_credentials') return applicationToken(parts, form, registration);
  if (!registration.isPublicClient) return err(signInRefusals.notPublic);
  const grant = redeemed(parts, form, registration);
  return grant.kind === 'error' ? grant : personToken(parts, registration, grant.value, issuer);
}

/** Answers `POST {tenant}/oauth2/v2.0/devicecode`. `pageUrl` is where a person types the code. */
export function answerDeviceCode(parts: SignInParts, form: URLSearchParams, pageUrl: string): Answer {
  const registration = parts.registration(form.get('client_id') ?? '');
  if (registration === undefined) return err(signInRefusals.unknownClient);
  if (!registration.isPublicClient) return err(signInRefusals.notPublic);
  const asked = readScopes(form.get('scope') ?? '', 'https://graph.microsoft.com');
  if (asked.kind === 'error') return asked;
  const { flows } = parts;
  const { deviceCode, userCode } = flows.startDevice(registration.clientId, asked.value);
  return ok({
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: pageUrl,
    expires_in: flows.lifetimeSeconds,
    interval: flows.intervalSeconds,
    message: `To sign in, use a web browser to open the page ${pageUrl} and enter the code ${userCode} to authenticate.`,
  });
}
