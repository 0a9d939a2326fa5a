import type { DemoCall } from './demo-world.ts';
import { type GraphRefusal, refusals } from './graph-error.ts';
import type { UserProperties } from './people-filter.ts';
import { holds } from './permissions.ts';
import type { DemoPerson } from './sample-people.ts';

/** What Graph shows of a user who was not asked for otherwise. */
export const defaultProperties =
  'businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName id';
/** What `User.ReadBasic.All` alone shows (Graph permissions reference). */
const basicProperties = new Set(
  'displayName givenName id mail photo securityIdentifier surname userPrincipalName'.split(' '),
);

const extensionNames = Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`);

/**
 * A person as Graph's `user`. Graph has no phonetic name on users (contacts have `yomiGivenName`); tenants that need
 * a reading keep it in an extension attribute, here in number 1.
 */
export function userProperties(person: DemoPerson): UserProperties {
  return {
    id: person.id,
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    userPrincipalName: person.userPrincipalName,
    mailNickname: person.userPrincipalName.split('@')[0],
    mail: person.mail ?? null,
    employeeId: person.employeeId ?? null,
    department: person.department,
    jobTitle: person.jobTitle,
    accountEnabled: person.isEnabled,
    userType: person.isGuest ? 'Guest' : 'Member',
    businessPhones: [],
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    onPremisesExtensionAttributes: Object.fromEntries(
      extensionNames.map((name, index) => [name, index === 0 ? (person.reading ?? null) : null]),
    ),
  };
}

const wholeReads = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

/** Whether the token shows only the basic profile. */
export function isBasicOnly(call: DemoCall): boolean {
  return !holds(call.claims, wholeReads);
}

/** Since January 2024 a filter on what the token may not read is refused instead of finding nobody. */
export function filterRefusal(call: DemoCall): GraphRefusal | undefined {
  const filter = call.url.searchParams.get('$filter');
  if (filter === null || !isBasicOnly(call)) return undefined;
  const named = filter.replace(/'(?:[^']|'')*'/g, '').match(/\b[a-zA-Z]+\b/g) ?? [];
  const beyond = [
    'employeeId',
    'department',
    'jobTitle',
    'accountEnabled',
    'userType',
    'onPremisesExtensionAttributes',
  ];
  return named.some((name) => beyond.includes(name)) ? refusals.denied : undefined;
}

/** The properties that were asked for; those that the token may not see are null. */
export function selected(user: UserProperties, select: string | null, isBasic: boolean): UserProperties {
  const names = (select ?? defaultProperties).split(/[ ,]+/).filter((name) => name !== '');
  if (select !== null && !names.includes('id')) names.push('id');
  const known = names.filter((name) => name in user);
  return Object.fromEntries(known.map((name) => [name, isBasic && !basicProperties.has(name) ? null : user[name]]));
}
