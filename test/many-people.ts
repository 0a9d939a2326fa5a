import { ok } from '../shared/result.ts';

const givenNames = [
  'Anna',
  'Mei',
  'Ken',
  'Sora',
  'José',
  'Liam',
  'Olivia',
  'Noah',
  'Wei',
  'Ngozi',
  'Łukasz',
  'Zoë',
  'Hana',
  'Ivan',
];
const surnames = [
  'Tanaka',
  'Müller',
  'Smith',
  'García',
  'Okafor',
  'Nguyễn',
  'Kowalski',
  'Silva',
  'Rossi',
  'Kim',
  'Dvořák',
  'Haddad',
];
const kanji = ['田中', '佐藤', '山本', '小林', '渡邉', '髙木'];

/** A person of a large company, the same for the same number: names in several scripts, as many namesakes as there are. */
export function manyPeopleUser(index: number): Record<string, unknown> {
  const given = givenNames[index % givenNames.length] ?? '';
  const surname = `${surnames[(index * 7) % surnames.length]}${'aeiou'[index % 5]}${String.fromCharCode(97 + (index % 26))}`;
  const isKanji = index % 5 === 0;
  const account = `${given[0]?.toLowerCase()}.${surname.toLowerCase()}${index}`
    .normalize('NFKD')
    .replace(/[^a-z0-9.]/g, '');
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    displayName: isKanji
      ? `${kanji[index % kanji.length]} ${String.fromCharCode(0x4e00 + (index % 3_000))}`
      : `${given} ${surname}`,
    givenName: given,
    surname,
    userPrincipalName: `${account}@contoso.example`,
    mail: `${account}@mail.contoso.example`,
    mailNickname: account,
    employeeId: String(100_000 + index),
    department: `Department ${index % 40}`,
    jobTitle: `Job ${index % 90}`,
    userType: 'Member',
    accountEnabled: true,
    onPremisesExtensionAttributes: { extensionAttribute1: isKanji ? 'たなか けん' : null },
  };
}

/** Answers `/users/delta` of a company of so many people, 200 on a page. */
export function manyPeoplePages(count: number) {
  return async (path: string) => {
    const from = Number(/from=(\d+)/.exec(path)?.[1] ?? 0);
    const to = Math.min(from + 200, count);
    const value = Array.from({ length: to - from }, (_, index) => manyPeopleUser(from + index));
    const link =
      to < count ? { '@odata.nextLink': `https://x/d?from=${to}` } : { '@odata.deltaLink': 'https://x/d?end' };
    return ok(JSON.parse(JSON.stringify({ value, ...link })) as unknown);
  };
}
