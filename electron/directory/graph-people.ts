import type { BadgeCode } from './badge.ts';
import { selectedProperties } from './directory-user.ts';
import { foldedWords } from './folded-text.ts';
import { kanaForms } from './kana-forms.ts';

/** One request to Microsoft Graph below its version root. */
export interface PeopleRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whom searches are about, and what of people the token may read. */
export interface PeopleReach {
  /** Everybody when absent. */
  readonly groupId?: string;
  readonly readingAttribute: string;
  /** False: only the basic profile, so that a filter on anything else is answered with 403. */
  readonly canReadAll: boolean;
}

// Advanced queries ($search, and $filter on extension attributes) need this header and $count
// (Microsoft Graph, "Advanced query capabilities on Microsoft Entra ID objects").
export const eventual = { ConsistencyLevel: 'eventual' };

/** The path of everybody, or of a group's members with those of the groups within it. */
export function peoplePath(groupId: string | undefined): string {
  return groupId === undefined
    ? '/users'
    : `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user`;
}

/** A `$search` value: letters, figures and what names and addresses hold. Everything else is an operator somewhere. */
export function searchText(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}@._'’-]+/gu, ' ').trim();
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

export function startsWith(property: string, text: string): string {
  return `startsWith(${property},${quoted(text)})`;
}

function mainQuery(text: string): Record<string, string> | undefined {
  // An address is whole: its dots and signs are no places to cut it.
  if (text.includes('@')) return { $filter: `${startsWith('mail', text)} or ${startsWith('userPrincipalName', text)}` };
  const words = searchText(text);
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  const names = kanaForms(words).map((form) => `"displayName:${form}"`);
  return { $search: [...names, `"mail:${words}"`, `"userPrincipalName:${words}"`].join(' OR ') };
}

/** Given name and surname, whichever comes first. */
function nameFilter(text: string): string | undefined {
  const words = foldedWords(text);
  const first = words[0];
  if (first === undefined || words.length < 2) return undefined;
  const rest = words.slice(1).join(' ');
  const pair = (given: string, family: string) =>
    `(${startsWith('givenName', given)} and ${startsWith('surname', family)})`;
  return `${pair(first, rest)} or ${pair(rest, first)}`;
}

/**
 * The requests that find people by what a person types: name, address, and where the token may, employee number and reading.
 * The first one decides whether the directory has answered.
 */
export function searchRequests(query: string, { groupId, readingAttribute, canReadAll }: PeopleReach): PeopleRequest[] {
  const text = query.normalize('NFC').trim();
  const filters: (string | undefined)[] = [text.includes('@') ? undefined : nameFilter(text)];
  if (canReadAll) {
    if (/^[\w-]+$/.test(text) && /\d/.test(text)) filters.push(`employeeId eq ${quoted(text)}`);
    const reading = `onPremisesExtensionAttributes/${readingAttribute}`;
    filters.push(
      kanaForms(text)
        .map((form) => startsWith(reading, form))
        .join(' or '),
    );
  }
  const queries = [mainQuery(text), ...filters.map((filter) => filter && { $filter: filter })];
  const base = { $select: selectedProperties, $top: '12', $count: 'true' };
  return queries.flatMap((one) =>
    one === undefined || one === ''
      ? []
      : [{ path: peoplePath(groupId), query: { ...base, ...one }, headers: eventual }],
  );
}

/** The request that finds whose badge it is; `undefined` where the token may not ask for it. */
export function identifyRequest(
  { kind, text }: BadgeCode,
  { groupId, canReadAll }: PeopleReach,
): PeopleRequest | undefined {
  if (kind === 'number' && !canReadAll) return undefined;
  const $filter =
    kind === 'number'
      ? `employeeId eq ${quoted(text)}`
      : `mail eq ${quoted(text)} or userPrincipalName eq ${quoted(text)}`;
  const query = { $select: selectedProperties, $top: '3', $count: 'true', $filter };
  return { path: peoplePath(groupId), query, headers: eventual };
}

/** The signed-in person. */
export function meRequest(): PeopleRequest {
  return { path: '/me', query: { $select: selectedProperties }, headers: {} };
}
