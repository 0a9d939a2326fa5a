import type { TokenClaims } from './access-token.ts';
import { type GraphRefusal, refusals } from './graph-error.ts';
import { adminRoles } from './sample-people.ts';

/** What a route asks of a token: any one of the permissions of the token's kind. */
export interface Requirement {
  readonly delegated: readonly string[];
  readonly application: readonly string[];
  /** For a person's token: whose things these are, besides what an administrator may reach. */
  readonly administratorOnly?: true;
}

const userReads = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];
const photoReads = ['ProfilePhoto.Read.All', 'ProfilePhoto.ReadWrite.All'];
const groupReads = ['Group.Read.All', 'Group.ReadWrite.All', 'GroupMember.Read.All', 'Directory.Read.All'];
const teamReads = ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All', ...groupReads];
const contactReads = ['Contacts.Read', 'Contacts.ReadWrite'];
const applicationReads = [
  'Application.Read.All',
  'Application.ReadWrite.OwnedBy',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const ownReads = ['User.Read', 'User.ReadWrite', ...userReads];

function both(permissions: readonly string[]): Requirement {
  return { delegated: permissions, application: permissions };
}

/** Least permission first; the tables of "Update profilePhoto" and "Get profilePhoto" (reference §4). */
export const requirements = {
  'read own photo': { delegated: [...ownReads, ...photoReads], application: [] },
  'write own photo': {
    delegated: ['User.ReadWrite', 'ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'],
    application: [],
  },
  'read user photo': both([...userReads, ...photoReads]),
  'write user photo': {
    delegated: ['ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'],
    application: ['ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'],
    administratorOnly: true,
  },
  'read group photo': both([...photoReads, ...groupReads]),
  'write group photo': both(['ProfilePhoto.ReadWrite.All', 'Group.ReadWrite.All']),
  'read team photo': both([...photoReads, ...teamReads]),
  // Not supported for applications in the seed documents, listed in newer ones: see `appOnlyTeamWrites`.
  'write team photo': { delegated: ['TeamSettings.ReadWrite.All'], application: ['TeamSettings.ReadWrite.All'] },
  'read contact photo': both(contactReads),
  'write contact photo': both(['Contacts.ReadWrite']),
  'read me': { delegated: ownReads, application: [] },
  'read users': both(userReads),
  'read groups': both(groupReads),
  'read teams': both(teamReads),
  'read contacts': both(contactReads),
  'read applications': both(applicationReads),
  'change applications': {
    delegated: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  'assign roles': both(['AppRoleAssignment.ReadWrite.All']),
  'grant permissions': both(['DelegatedPermissionGrant.ReadWrite.All']),
  /** Nothing by itself: it opens the lists that an administrator lets this application into. */
  'use granted lists': { delegated: [], application: ['Lists.SelectedOperations.Selected'] },
  'manage lists': { delegated: ['Sites.FullControl.All'], application: ['Sites.FullControl.All'] },
  'read photo policy': both(['PeopleSettings.Read.All', 'PeopleSettings.ReadWrite.All']),
} as const satisfies Record<string, Requirement>;
export type Operation = keyof typeof requirements;

/** Whether the token belongs to an application alone, without a person. */
export function isAppOnly(claims: TokenClaims): boolean {
  return claims.scp === undefined;
}

/** Whether the token holds one of the permissions. Outlook writes them in lower case, so case makes no difference. */
export function holds(claims: TokenClaims, permissions: readonly string[]): boolean {
  const held = claims.scp === undefined ? (claims.roles ?? []) : claims.scp.split(' ');
  const known = new Set(held.map((permission) => permission.toLowerCase()));
  return permissions.some((permission) => known.has(permission.toLowerCase()));
}

/** Whether the person of the token is a User, Global or People Administrator of the whole tenant. */
export function isPhotoAdministrator(claims: TokenClaims): boolean {
  const roles = Object.values(adminRoles).filter((role) => role !== undefined);
  return roles.some((role) => claims.wids?.includes(role));
}

/** Whether the person may change every app registration: here the Global Administrator alone. */
export function isApplicationAdministrator(claims: TokenClaims): boolean {
  return claims.wids?.includes(adminRoles['global-administrator']) === true;
}

/**
 * Whether the person may consent to Graph's application permissions for the whole tenant (Privileged Role or Global
 * Administrator; Microsoft Entra "Grant tenant-wide admin consent"). Here that is the Global Administrator.
 */
export function isConsentAdministrator(claims: TokenClaims): boolean {
  return isApplicationAdministrator(claims);
}

/** Judges a token for an operation: `undefined` when it may, else Graph's refusal. */
export function refusalFor(claims: TokenClaims, operation: Operation): GraphRefusal | undefined {
  const requirement: Requirement = requirements[operation];
  if (isAppOnly(claims)) {
    if (operation === 'read me' || operation === 'read own photo' || operation === 'write own photo') {
      return refusals.delegatedOnly;
    }
    return holds(claims, requirement.application) ? undefined : refusals.denied;
  }
  if (!holds(claims, requirement.delegated)) return refusals.denied;
  if (requirement.administratorOnly && !isPhotoAdministrator(claims)) return refusals.denied;
  return undefined;
}
