/**
 * Permissions that show whole profiles of people. `User.ReadBasic.All` alone shows names and addresses: no employee number,
 * department or reading, and a filter on these is refused (Microsoft Graph permissions reference).
 */
const wholeProfileReads = [
  'user.read.all',
  'user.readwrite.all',
  'directory.read.all',
  'directory.readwrite.all',
  'directory.accessasuser.all',
];

/** Whether a token with these permissions (by name, or as URLs of their resource) sees whole profiles. */
export function readsWholeProfiles(permissions: readonly string[]): boolean {
  const bare = permissions.map((permission) => permission.slice(permission.lastIndexOf('/') + 1).toLowerCase());
  return bare.some((permission) => wholeProfileReads.includes(permission));
}
