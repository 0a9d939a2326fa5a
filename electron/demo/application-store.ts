import { randomUUID, X509Certificate } from 'node:crypto';
import type { Registration } from './registrations.ts';
import { stableGuid } from './sample-people.ts';

/** A certificate of an app registration, as Graph's `keyCredential`; `key` is the DER in base64. */
export interface DemoKeyCredential {
  readonly keyId: string;
  readonly type: 'AsymmetricX509Cert';
  readonly usage: 'Verify';
  readonly key: string;
  readonly displayName: string | null;
  /** SHA-1 thumbprint, as Graph fills it in. */
  readonly customKeyIdentifier: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
}

/** An app registration that somebody made while the tenant ran. */
export interface DemoApplication {
  readonly id: string;
  readonly appId: string;
  readonly uniqueName: string | null;
  displayName: string;
  tags: readonly string[];
  signInAudience: string;
  isFallbackPublicClient: boolean;
  requiredResourceAccess: unknown;
  keyCredentials: readonly DemoKeyCredential[];
  /** Who made it, and so may change it. */
  readonly ownerId: string | undefined;
}

export interface DemoServicePrincipal {
  readonly id: string;
  readonly appId: string;
}

/** An application permission with admin consent. */
interface DemoRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
  readonly grantedAtMs: number;
}

/** Delegated permissions with consent for everybody. */
interface DemoPermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly resourceId: string;
  readonly consentType: 'AllPrincipals';
  scope: string;
  readonly grantedAtMs: number;
}

/** Microsoft Graph's own application id, the same in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';
export const graphPrincipal: DemoServicePrincipal = { id: stableGuid('principal of Graph'), appId: graphAppId };

/** Application permissions that can be granted here; the ids are this tenant's own, so that clients look them up. */
export const grantableRoles = [
  'ProfilePhoto.ReadWrite.All',
  'User.Read.All',
  'User.ReadBasic.All',
  'User.ReadWrite.All',
  'GroupMember.Read.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'TeamSettings.ReadWrite.All',
  'Contacts.ReadWrite',
  'PeopleSettings.Read.All',
  'Lists.SelectedOperations.Selected',
  'Application.ReadWrite.OwnedBy',
  'Directory.ReadWrite.All',
].map((value) => ({ id: stableGuid(`app role ${value}`), value }));

/** Delegated permissions that can be asked for here. */
export const grantableScopes = [
  'User.Read',
  'User.ReadWrite',
  'User.ReadBasic.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'ProfilePhoto.ReadWrite.All',
  'GroupMember.Read.All',
  'Group.ReadWrite.All',
  'TeamSettings.ReadWrite.All',
  'Contacts.ReadWrite',
].map((value) => ({ id: stableGuid(`scope ${value}`), value }));

interface Times {
  readonly nowMs: () => number;
  /** How long a new consent takes to reach tokens. */
  readonly consentDelayMs: () => number;
}

/** Registrations, their presence in the tenant, and what they may do; all in memory. */
export interface ApplicationStore {
  readonly applications: ReadonlyMap<string, DemoApplication>;
  readonly principals: ReadonlyMap<string, DemoServicePrincipal>;
  readonly assignments: readonly DemoRoleAssignment[];
  readonly grants: readonly DemoPermissionGrant[];
  add(application: Omit<DemoApplication, 'id' | 'appId'>): DemoApplication;
  remove(id: string): void;
  addPrincipal(appId: string): DemoServicePrincipal;
  removePrincipal(id: string): void;
  assign(assignment: Omit<DemoRoleAssignment, 'id' | 'grantedAtMs'>): DemoRoleAssignment;
  unassign(id: string): void;
  grant(grant: Omit<DemoPermissionGrant, 'id' | 'grantedAtMs'>): DemoPermissionGrant;
  ungrant(id: string): void;
  principalOf(appId: string): DemoServicePrincipal | undefined;
  certificates(appId: string): readonly X509Certificate[];
  /** The registration as the sign-in endpoints see it, with what consent has reached them. */
  registration(appId: string): Registration | undefined;
  /** Whether the tenant has a service principal for a registration of this store. */
  isPresent(appId: string): boolean;
}

function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Creates an empty store; only Microsoft Graph itself is there. */
export function createApplicationStore(times: Times): ApplicationStore {
  const applications = new Map<string, DemoApplication>();
  const principals = new Map<string, DemoServicePrincipal>([[graphPrincipal.id, graphPrincipal]]);
  let assignments: DemoRoleAssignment[] = [];
  let grants: DemoPermissionGrant[] = [];

  const byAppId = (appId: string) => [...applications.values()].find((one) => sameId(one.appId, appId));
  const principalOf = (appId: string) => [...principals.values()].find((one) => sameId(one.appId, appId));
  const hasArrived = ({ grantedAtMs }: { readonly grantedAtMs: number }): boolean =>
    grantedAtMs + times.consentDelayMs() <= times.nowMs();

  function removePrincipal(id: string): void {
    principals.delete(id);
    assignments = assignments.filter((one) => one.principalId !== id);
    grants = grants.filter((one) => one.clientId !== id);
  }

  function registration(appId: string): Registration | undefined {
    const application = byAppId(appId);
    if (application === undefined) return undefined;
    const principal = principalOf(appId);
    const roles = assignments
      .filter((one) => one.principalId === principal?.id && hasArrived(one))
      .flatMap(({ appRoleId }) => grantableRoles.find(({ id }) => id === appRoleId)?.value ?? []);
    const scopes = grants
      .filter((one) => one.clientId === principal?.id && hasArrived(one))
      .flatMap(({ scope }) => scope.split(' '));
    const { displayName: name, isFallbackPublicClient: isPublicClient } = application;
    return { clientId: application.appId, name, secrets: [], roles, scopes, isPublicClient };
  }

  return {
    applications,
    principals,
    get assignments() {
      return assignments;
    },
    get grants() {
      return grants;
    },
    add(made) {
      const application = { ...made, id: randomUUID(), appId: randomUUID() };
      applications.set(application.id, application);
      return application;
    },
    remove(id) {
      const application = applications.get(id);
      applications.delete(id);
      const principal = application === undefined ? undefined : principalOf(application.appId);
      if (principal !== undefined) removePrincipal(principal.id);
    },
    addPrincipal(appId) {
      const principal = { id: randomUUID(), appId };
      principals.set(principal.id, principal);
      return principal;
    },
    removePrincipal,
    assign(made) {
      const assignment = { ...made, id: randomUUID(), grantedAtMs: times.nowMs() };
      assignments = [...assignments, assignment];
      return assignment;
    },
    unassign(id) {
      assignments = assignments.filter((one) => one.id !== id);
    },
    grant(made) {
      const grant = { ...made, id: randomUUID(), grantedAtMs: times.nowMs() };
      grants = [...grants, grant];
      return grant;
    },
    ungrant(id) {
      grants = grants.filter((one) => one.id !== id);
    },
    principalOf,
    certificates: (appId) =>
      (byAppId(appId)?.keyCredentials ?? []).map(({ key }) => new X509Certificate(Buffer.from(key, 'base64'))),
    registration,
    isPresent: (appId) => byAppId(appId) === undefined || principalOf(appId) !== undefined,
  };
}
