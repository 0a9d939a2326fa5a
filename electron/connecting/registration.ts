import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import { type CallDirectory, type CallFailure, listOf, present, textAt } from './directory-call.ts';
import { keyIdOf } from './registered-keys.ts';
import { certificateFacts } from './station-certificate.ts';

/** A permission of Microsoft Graph that the registration needs. */
export interface NeededPermission {
  readonly name: string;
  readonly kind: 'application' | 'delegated';
}

/** Microsoft Graph's own application id, the same in every tenant and cloud. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';
/** Marks every registration of this program, for whoever looks through a tenant. */
export const registrationTag = 'PhotoKiosk';

type Call<Value> = Promise<Result<Value, CallFailure>>;

export interface RegistrationIds {
  readonly applicationId: string;
  readonly clientId: string;
}

/** Graph itself in this tenant, with the ids of its permissions by name. */
export interface GraphPermissions {
  readonly resourceId: string;
  idOf(permission: NeededPermission): string | undefined;
}

const quoted = (text: string): string => encodeURIComponent(`'${text.replaceAll("'", "''")}'`);
const byUniqueName = (uniqueName: string): string => `/applications(uniqueName=${quoted(uniqueName)})`;

/** Graph's service principal, and what its permissions are called there. */
export async function readGraphPermissions(call: CallDirectory): Call<GraphPermissions> {
  const path = `/servicePrincipals(appId=${quoted(graphAppId)})?$select=id,appRoles,oauth2PermissionScopes`;
  const answer = await call({ method: 'GET', path });
  if (answer.kind === 'error') return answer;
  const resourceId = textAt(answer.value, 'id');
  const entries = (key: string) => listOf({ value: (answer.value as Record<string, unknown>)[key] });
  const idIn = (list: ReturnType<typeof entries>, name: string) =>
    textAt(
      list.find((one) => one.value === name),
      'id',
    );
  const [roles, scopes] = [entries('appRoles'), entries('oauth2PermissionScopes')];
  return present(
    resourceId === undefined
      ? undefined
      : { resourceId, idOf: ({ name, kind }) => idIn(kind === 'application' ? roles : scopes, name) },
  );
}

/** The ids of a list of permissions, or the name of the first that this cloud does not know. */
export function permissionIds(
  graph: GraphPermissions,
  needed: readonly NeededPermission[],
): Result<readonly { readonly id: string; readonly permission: NeededPermission }[], string> {
  const found: { id: string; permission: NeededPermission }[] = [];
  for (const permission of needed) {
    const id = graph.idOf(permission);
    if (id === undefined) return err(permission.name);
    found.push({ id, permission });
  }
  return ok(found);
}

/**
 * Makes the registration, or brings the one of this unique name up to date: an upsert, so that no repetition and no lost
 * answer ever makes a second one (Microsoft Graph, "Upsert application"; available in all four clouds).
 */
export async function upsertRegistration(
  call: CallDirectory,
  wanted: {
    readonly uniqueName: string;
    readonly displayName: string;
    readonly isPublicClient: boolean;
    readonly permissions: readonly { readonly id: string; readonly permission: NeededPermission }[];
  },
): Call<RegistrationIds> {
  const path = byUniqueName(wanted.uniqueName);
  const answer = await call({
    method: 'PATCH',
    path,
    prefer: 'create-if-missing',
    body: {
      displayName: wanted.displayName,
      signInAudience: 'AzureADMyOrg',
      tags: [registrationTag],
      isFallbackPublicClient: wanted.isPublicClient,
      requiredResourceAccess: [
        {
          resourceAppId: graphAppId,
          resourceAccess: wanted.permissions.map(({ id, permission }) => ({
            id,
            type: permission.kind === 'application' ? 'Role' : 'Scope',
          })),
        },
      ],
    },
  });
  if (answer.kind === 'error') return answer;
  return findRegistration(call, wanted.uniqueName);
}

/** The registration of a unique name. */
export async function findRegistration(call: CallDirectory, uniqueName: string): Call<RegistrationIds> {
  const answer = await call({ method: 'GET', path: `${byUniqueName(uniqueName)}?$select=id,appId` });
  if (answer.kind === 'error') return answer;
  const [applicationId, clientId] = [textAt(answer.value, 'id'), textAt(answer.value, 'appId')];
  return present(applicationId === undefined || clientId === undefined ? undefined : { applicationId, clientId });
}

/** Graph's `keyCredential` of a certificate's public part. */
export function keyCredentialOf(certificatePem: string, displayName: string): object {
  const { derBase64, startsAtMs, endsAtMs, thumbprintSha256 } = certificateFacts(certificatePem);
  return {
    keyId: keyIdOf(thumbprintSha256),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: derBase64,
    displayName,
    startDateTime: new Date(startsAtMs).toISOString(),
    endDateTime: new Date(endsAtMs).toISOString(),
  };
}

type ListedKeys = ReturnType<typeof listOf>;

/** The certificates of a registration with their bytes, which `$select` gives: the list is written whole. */
async function readKeys(call: CallDirectory, path: string): Call<ListedKeys> {
  const answer = await call({ method: 'GET', path: `${path}?$select=keyCredentials` });
  if (answer.kind === 'error') return answer;
  return ok(listOf({ value: (answer.value as Record<string, unknown> | undefined)?.keyCredentials }));
}

/** Never a station without a certificate that is known there. */
const inUseMissing: Result<never, CallFailure> = err({ kind: 'unsupported', code: 'certificate-in-use-missing' });

/** Takes a certificate out of the registration, as long as the one that the station signs in with is in it. One that is gone is fine. */
export async function takeOutCertificate(
  call: CallDirectory,
  applicationId: string,
  { former, inUse }: { readonly former: string; readonly inUse: string | undefined },
): Call<'removed' | 'gone'> {
  const path = `/applications/${encodeURIComponent(applicationId)}`;
  const listed = await readKeys(call, path);
  if (listed.kind === 'error') return listed;
  const keys = listed.value.map((key) => ({ key, thumbprint: thumbprintOf(key.key) }));
  if (keys.every(({ thumbprint }) => thumbprint !== former)) return ok('gone');
  if (inUse === undefined || keys.every(({ thumbprint }) => thumbprint !== inUse)) return inUseMissing;
  const keyCredentials = keys.filter(({ thumbprint }) => thumbprint !== former).map(({ key }) => key);
  const put = await call({ method: 'PATCH', path, body: { keyCredentials } });
  return put.kind === 'ok' ? ok('removed') : put;
}

/** SHA-256 of a listed certificate's bytes. */
function thumbprintOf(derBase64: unknown): string | undefined {
  if (typeof derBase64 !== 'string') return undefined;
  return createHash('sha256').update(Buffer.from(derBase64, 'base64')).digest('hex').toUpperCase();
}

/**
 * Puts a certificate's public part beside those that the registration has; one that it has already is left alone. Resolves with the
 * id that the directory lists it under, where it has said so.
 */
export async function addCertificate(
  call: CallDirectory,
  applicationId: string,
  certificatePem: string,
  displayName: string,
): Call<{ readonly keyId?: string | undefined }> {
  const path = `/applications/${encodeURIComponent(applicationId)}`;
  const listed = await readKeys(call, path);
  if (listed.kind === 'error') return listed;
  const { derBase64 } = certificateFacts(certificatePem);
  const present = listed.value.find((one) => one.key === derBase64);
  if (present !== undefined) return ok({ keyId: textAt(present, 'keyId') });
  const body = { keyCredentials: [...listed.value, keyCredentialOf(certificatePem, displayName)] };
  const put = await call({ method: 'PATCH', path, body });
  if (put.kind === 'error') return put;
  // The id was asked for; only the list says whether it was taken.
  const after = await readKeys(call, path);
  const added = after.kind === 'ok' ? after.value.find((one) => one.key === derBase64) : undefined;
  return ok({ keyId: textAt(added, 'keyId') });
}

/** The registration's service principal in the tenant, made when it is not there. */
export async function ensurePrincipal(call: CallDirectory, clientId: string): Call<string> {
  const path = `/servicePrincipals(appId=${quoted(clientId)})?$select=id`;
  const found = await call({ method: 'GET', path });
  if (found.kind === 'ok') return present(textAt(found.value, 'id'));
  if (found.error.kind !== 'no-such-target') return found;
  const made = await call({ method: 'POST', path: '/servicePrincipals', body: { appId: clientId } });
  if (made.kind === 'ok') {
    const id = textAt(made.value, 'id');
    if (id !== undefined) return ok(id);
  } else if (made.error.status !== 409) return made;
  const again = await call({ method: 'GET', path });
  return again.kind === 'ok' ? present(textAt(again.value, 'id')) : again;
}

/** What a principal is to hold of a resource. */
interface Holding {
  readonly wanted: readonly string[];
  /** What plans of a station take: held beyond `wanted`, it is taken back. Anything else somebody has granted for another purpose. */
  readonly ofAnyPlan: readonly string[];
}

/** Grants the application permissions of a resource (by id) that are wanted, and takes back what another plan has left. */
export async function assignRoles(
  call: CallDirectory,
  principalId: string,
  resourceId: string,
  { wanted, ofAnyPlan }: Holding,
): Call<undefined> {
  const path = `/servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignments`;
  const held = await call({ method: 'GET', path });
  if (held.kind === 'error') return held;
  const ofResource = listOf(held.value).filter((one) => one.resourceId === resourceId);
  const has = (roleId: string) => ofResource.some((one) => one.appRoleId === roleId);
  const isLeft = (roleId: string) => ofAnyPlan.includes(roleId) && !wanted.includes(roleId);
  for (const extra of ofResource.filter((one) => isLeft(String(one.appRoleId)))) {
    const taken = await call({ method: 'DELETE', path: `${path}/${encodeURIComponent(String(extra.id))}` });
    if (taken.kind === 'error' && taken.error.kind !== 'no-such-target') return taken;
  }
  for (const appRoleId of wanted.filter((id) => !has(id))) {
    const made = await call({ method: 'POST', path, body: { principalId, resourceId, appRoleId } });
    if (made.kind === 'ok') continue;
    // An answer that got lost: it is there, which the next look shows.
    const look = await call({ method: 'GET', path });
    const isThere = look.kind === 'ok' && listOf(look.value).some((one) => one.appRoleId === appRoleId);
    if (!isThere) return made;
  }
  return ok(undefined);
}

/** Consents for everybody of the tenant to the delegated permissions that are wanted, and takes back what another plan has left. */
export async function grantScopes(
  call: CallDirectory,
  principalId: string,
  resourceId: string,
  { wanted, ofAnyPlan }: Holding,
): Call<undefined> {
  const filter = encodeURIComponent(`clientId eq '${principalId}'`);
  const found = await call({ method: 'GET', path: `/oauth2PermissionGrants?$filter=${filter}` });
  if (found.kind === 'error') return found;
  const present = listOf(found.value).find(
    (one) => one.resourceId === resourceId && one.consentType === 'AllPrincipals',
  );
  const id = textAt(present, 'id');
  const before = (textAt(present, 'scope') ?? '').split(' ').filter((scope) => scope !== '');
  const scopes = [...wanted, ...before.filter((scope) => !wanted.includes(scope) && !ofAnyPlan.includes(scope))];
  const isSame = before.length === scopes.length && scopes.every((scope) => before.includes(scope));
  if (isSame) return ok(undefined);
  const scope = scopes.join(' ');
  const made =
    id === undefined
      ? await call({
          method: 'POST',
          path: '/oauth2PermissionGrants',
          body: { clientId: principalId, consentType: 'AllPrincipals', resourceId, scope },
        })
      : await call({ method: 'PATCH', path: `/oauth2PermissionGrants/${encodeURIComponent(id)}`, body: { scope } });
  return made.kind === 'ok' ? ok(undefined) : made;
}

/** Removes the registration with its service principal and consents; one that is gone already is fine. */
export async function removeRegistration(call: CallDirectory, uniqueName: string): Call<undefined> {
  const found = await findRegistration(call, uniqueName);
  if (found.kind === 'error') return found.error.kind === 'no-such-target' ? ok(undefined) : found;
  const path = `/applications/${encodeURIComponent(found.value.applicationId)}`;
  const removed = await call({ method: 'DELETE', path });
  if (removed.kind === 'ok' || removed.error.kind === 'no-such-target') return ok(undefined);
  return removed;
}
