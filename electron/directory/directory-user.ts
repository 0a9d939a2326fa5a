import { z } from 'zod';
import { type Person, personSchema } from '../../shared/person.ts';

const text = z.string().max(1024).optional();

/** Somebody as the station's copy keeps them: what finding, telling apart and matching need. */
export const directoryUserSchema = z.object({
  id: z.string().min(1).max(200),
  displayName: text,
  givenName: text,
  surname: text,
  userPrincipalName: text,
  mail: text,
  mailNickname: text,
  employeeId: text,
  department: text,
  jobTitle: text,
  /** The name in another script or its reading, from the extension attribute that the settings name. */
  reading: text,
  userType: text,
  accountEnabled: z.boolean().optional(),
});
export type DirectoryUser = z.infer<typeof directoryUserSchema>;

/** What an answer says of somebody: a field that is `null` is empty there, one that is absent was not spoken of. */
export type UserChange = { readonly id: string } & {
  readonly [Field in Exclude<keyof DirectoryUser, 'id'>]?: DirectoryUser[Field] | null;
};

const textFields = [
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'mail',
  'mailNickname',
  'employeeId',
  'department',
  'jobTitle',
  'userType',
] as const;

/** The properties asked of Microsoft Graph for each person. */
export const selectedProperties = ['id', ...textFields, 'accountEnabled', 'onPremisesExtensionAttributes'].join(',');

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 1024) : null;
}

/** Reads one user of an answer; `undefined` when the value is none. A property of another type than its own counts as empty. */
export function readUser(value: unknown, readingAttribute: string): UserChange | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const user = value as Record<string, unknown>;
  if (typeof user.id !== 'string' || user.id === '' || user.id.length > 200) return undefined;
  const fields: Record<string, string | boolean | null> = {};
  for (const field of textFields) if (field in user) fields[field] = asText(user[field]);
  if ('accountEnabled' in user)
    fields.accountEnabled = typeof user.accountEnabled === 'boolean' ? user.accountEnabled : null;
  if ('onPremisesExtensionAttributes' in user) {
    const extra = user.onPremisesExtensionAttributes as Record<string, unknown> | null;
    fields.reading = asText(typeof extra === 'object' ? extra?.[readingAttribute] : undefined);
  }
  return { id: user.id, ...fields };
}

/** What is known of somebody after an answer that may speak of some fields only. */
export function changedUser(known: DirectoryUser | undefined, change: UserChange): DirectoryUser {
  const merged: Record<string, unknown> = { ...known, ...change };
  for (const [field, value] of Object.entries(merged)) if (value === null || value === undefined) delete merged[field];
  return merged as DirectoryUser;
}

/** Whether an answer names nobody: members of a group come so where the token may not read users. */
export function isNameless({ displayName, userPrincipalName }: DirectoryUser): boolean {
  return displayName === undefined && userPrincipalName === undefined;
}

/** Who is left out of every answer, by the settings. */
export interface LeftOut {
  readonly includesGuests: boolean;
  readonly includesDisabled: boolean;
}

/**
 * Whether somebody may be found. Accounts of rooms and shared mailboxes are disabled ones. Where the token does not see
 * the account's type a guest is told by their account name, and nobody is known to be disabled.
 */
export function isFindable(user: DirectoryUser, { includesGuests, includesDisabled }: LeftOut): boolean {
  if (isNameless(user)) return false;
  const isGuest = user.userType === undefined ? user.userPrincipalName?.includes('#EXT#') : user.userType === 'Guest';
  return (includesGuests || isGuest !== true) && (includesDisabled || user.accountEnabled !== false);
}

/** The person that the rest of the kiosk knows; `undefined` when a field is beyond what it takes. */
export function personOfUser(user: DirectoryUser): Person | undefined {
  const { displayName, userPrincipalName, ...rest } = user;
  const person = personSchema.safeParse({
    ...rest,
    displayName: displayName ?? userPrincipalName ?? user.id,
    userPrincipalName: userPrincipalName ?? '',
  });
  return person.success ? person.data : undefined;
}
