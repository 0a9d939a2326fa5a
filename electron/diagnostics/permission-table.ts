import type { Api } from '../settings/settings-schema.ts';

/** Something the kiosk does that needs a permission. */
export type Use =
  | 'own-photo'
  | 'any-user-photo'
  | 'group-photo'
  | 'team-photo'
  | 'contact-photo'
  | 'find-people'
  | 'read-group-members'
  | 'read-own-account'
  | 'photo-policy'
  | 'shared-roster';

/** Whose token: a person's of the organisation, or the application's own. */
export type Access = 'delegated' | 'application';

/** Directory roles by their template ids (Microsoft Entra "Built-in roles"), as a token's `wids` lists them. */
export const photoAdministratorRoles: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
  '024906de-61e5-49c8-8572-40335f1e0e10': 'People Administrator',
};

export interface PermissionRow {
  readonly use: Use;
  readonly access: Access;
  /** Absent: every API that has the target. */
  readonly apis?: readonly Api[];
  /** The least privileged permission; absent when this access cannot do it. */
  readonly least?: string;
  /** Higher privileged ones that also do, least first. */
  readonly higher: readonly string[];
  /** A delegated caller also needs one of `photoAdministratorRoles`. */
  readonly needsRole: boolean;
  /** Where an application is refused, no permission helps: a person must sign in. */
  readonly wantsPerson: boolean;
  /** Documents contradict each other, or the service was seen to: say so instead of promising. */
  readonly isDoubtful: boolean;
  readonly source: string;
}

const outlookApis = ['outlook-v2.0', 'outlook-beta'] as const;
const graphApis = ['v1.0', 'beta'] as const;
const updatePage = 'Microsoft Graph, "Update profilePhoto" (2024)';
const outlookPage = 'Outlook User Photo REST API reference';

const listMembersPage = 'Microsoft Graph, "List group transitive members"';
const groupReads = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'] as const;

function row(
  use: Use,
  access: Access,
  permissions: readonly [least: string | undefined, ...higher: string[]],
  source: string,
  more: Partial<Pick<PermissionRow, 'apis' | 'needsRole' | 'wantsPerson' | 'isDoubtful'>> = {},
): PermissionRow {
  const [least, ...higher] = permissions;
  const base = { use, access, higher, needsRole: false, wantsPerson: false, isDoubtful: false, source, ...more };
  return least === undefined ? base : { ...base, least };
}

/** Least privileged permissions for each use, as the documents list them. The first row that fits counts. */
export const permissionTable: readonly PermissionRow[] = [
  row('own-photo', 'delegated', ['User.ReadWrite', 'User.ReadWrite.All'], outlookPage, { apis: outlookApis }),
  row('any-user-photo', 'delegated', ['User.ReadWrite.All'], outlookPage, { apis: outlookApis, needsRole: true }),
  row('any-user-photo', 'application', ['User.ReadWrite.All'], outlookPage, { apis: outlookApis }),

  row('own-photo', 'delegated', ['User.ReadWrite', 'ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'], updatePage),
  row('own-photo', 'application', [undefined], updatePage),

  row('any-user-photo', 'delegated', ['ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'], updatePage, {
    apis: graphApis,
    needsRole: true,
  }),
  row('any-user-photo', 'application', ['ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'], updatePage, {
    apis: ['v1.0'],
  }),
  // The beta page itself names only the higher one; it is older than the lower one.
  row(
    'any-user-photo',
    'application',
    ['ProfilePhoto.ReadWrite.All', 'User.ReadWrite.All'],
    'Microsoft Graph beta, "Update profilephoto"',
    { apis: ['beta'], isDoubtful: true },
  ),

  row('group-photo', 'delegated', ['ProfilePhoto.ReadWrite.All', 'Group.ReadWrite.All'], updatePage),
  // Seen refused: AppOnlyTokenNotSupportedForGroupUpdate.
  row('group-photo', 'application', ['ProfilePhoto.ReadWrite.All', 'Group.ReadWrite.All'], updatePage, {
    isDoubtful: true,
    wantsPerson: true,
  }),

  row('team-photo', 'delegated', ['TeamSettings.ReadWrite.All'], updatePage),
  // Listed in the English page of 2024, "not supported" in the Chinese one, seen to answer 502.
  row('team-photo', 'application', ['TeamSettings.ReadWrite.All'], updatePage, { isDoubtful: true, wantsPerson: true }),

  row('contact-photo', 'delegated', ['Contacts.ReadWrite'], updatePage),
  row('contact-photo', 'application', ['Contacts.ReadWrite'], updatePage),

  row(
    'find-people',
    'delegated',
    ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
    'Microsoft Graph, "List users"',
  ),
  // User.ReadBasic.All exists as an application permission; some tenants were seen refusing it GET /users altogether.
  row(
    'find-people',
    'application',
    ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
    'Microsoft Graph, "List users" and "user: delta"',
  ),
  row('read-group-members', 'delegated', groupReads, listMembersPage),
  row('read-group-members', 'application', groupReads, listMembersPage),
  row(
    'read-own-account',
    'delegated',
    ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All'],
    'Microsoft Graph, "Get a user"',
  ),
  row(
    'photo-policy',
    'delegated',
    ['PeopleSettings.Read.All', 'PeopleSettings.ReadWrite.All'],
    'Microsoft Graph beta, "Get photoUpdateSettings"',
  ),
  row(
    'photo-policy',
    'application',
    ['PeopleSettings.Read.All', 'PeopleSettings.ReadWrite.All'],
    'Microsoft Graph beta, "Get photoUpdateSettings"',
  ),
  // Opens nothing by itself, only the lists that an administrator lets the application into. Pages of single requests name Sites.* alone.
  row(
    'shared-roster',
    'application',
    ['Lists.SelectedOperations.Selected'],
    'Microsoft Graph, "Selected permissions in OneDrive and SharePoint"',
    { isDoubtful: true },
  ),
];
