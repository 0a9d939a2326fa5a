import type { Person } from '../../shared/person.ts';
import type { PersonCard } from '../../shared/person-card.ts';

/**
 * A mail address of which only its owner recognises the rest: first and last character of the account stay, and the domain.
 * `a.lefevre@contoso.com` becomes `a•••e@contoso.com`; an account of one or two characters shows the first only.
 */
export function maskMail(mail: string): string {
  const at = mail.lastIndexOf('@');
  if (at <= 0) return '•••';
  const account = [...mail.slice(0, at)];
  const last = account.length > 2 ? (account.at(-1) ?? '') : '';
  return `${account[0] ?? ''}•••${last}${mail.slice(at)}`;
}

function sharedNames(people: readonly Person[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { displayName } of people) {
    if (seen.has(displayName)) shared.add(displayName);
    seen.add(displayName);
  }
  return shared;
}

/**
 * What the screen shows of the people in one list. An address goes along, masked, only where somebody else in the list has
 * the same name or nothing stands beside it.
 */
export function personCards(people: readonly Person[]): PersonCard[] {
  const shared = sharedNames(people);
  return people.map(({ id, displayName, reading, department, jobTitle, mail, userPrincipalName }) => ({
    id,
    displayName,
    ...(reading === undefined ? {} : { reading }),
    ...(department === undefined ? {} : { department }),
    ...(jobTitle === undefined ? {} : { jobTitle }),
    ...(shared.has(displayName) || (department === undefined && jobTitle === undefined)
      ? { maskedMail: maskMail(mail ?? userPrincipalName) }
      : {}),
  }));
}
