import { z } from 'zod';
import { type Person, personSchema } from '../../shared/person.ts';

/** One request to Microsoft Graph below its version root. */
export interface PeopleRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

// Advanced queries ($search, and $filter on extension attributes) need this header and $count
// (Microsoft Graph, "Advanced query capabilities on Microsoft Entra ID objects").
const eventual = { ConsistencyLevel: 'eventual' };

const selected = 'id,displayName,userPrincipalName,mail,employeeId,department,jobTitle,onPremisesExtensionAttributes';

function quotedForSearch(text: string): string {
  return text.replace(/["\\]/g, ' ').trim();
}

function quotedForFilter(text: string): string {
  return text.replace(/'/g, "''");
}

/** The requests that find people by what a person types: name, mail, employee number, reading. */
export function searchRequests(query: string, readingAttribute: string): PeopleRequest[] {
  const text = query.normalize('NFC').trim();
  const base = { $select: selected, $top: '12', $count: 'true' };
  const words = quotedForSearch(text);
  const requests: PeopleRequest[] = [];
  if (words !== '') {
    const search = ['displayName', 'mail', 'userPrincipalName'].map((field) => `"${field}:${words}"`).join(' OR ');
    requests.push({ path: '/users', query: { ...base, $search: search }, headers: eventual });
  }
  if (/^[\w-]+$/.test(text) && /\d/.test(text)) {
    const filter = `employeeId eq '${quotedForFilter(text)}'`;
    requests.push({ path: '/users', query: { ...base, $filter: filter }, headers: eventual });
  }
  const filter = `startsWith(onPremisesExtensionAttributes/${readingAttribute},'${quotedForFilter(text)}')`;
  requests.push({ path: '/users', query: { ...base, $filter: filter }, headers: eventual });
  return requests;
}

/** The first page of everybody, for the offline copy; further pages are `@odata.nextLink`s. */
export function everybodyRequest(): PeopleRequest {
  return { path: '/users', query: { $select: selected, $top: '999' }, headers: {} };
}

/** The signed-in person. */
export function meRequest(): PeopleRequest {
  return { path: '/me', query: { $select: selected }, headers: {} };
}

const optionalText = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((text) => (text === null || text === '' ? undefined : text));

const userSchema = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  mail: optionalText,
  employeeId: optionalText,
  department: optionalText,
  jobTitle: optionalText,
  onPremisesExtensionAttributes: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

/** Reads one user; `undefined` when the value is none. */
export function personOf(value: unknown, readingAttribute: string): Person | undefined {
  const user = userSchema.safeParse(value);
  if (!user.success) return undefined;
  const { id, displayName, userPrincipalName, onPremisesExtensionAttributes: extra, ...rest } = user.data;
  const reading = extra?.[readingAttribute];
  const person = personSchema.safeParse({
    id,
    displayName: displayName ?? userPrincipalName ?? id,
    userPrincipalName: userPrincipalName ?? '',
    ...(typeof reading === 'string' && reading !== '' ? { reading } : {}),
    ...Object.fromEntries(Object.entries(rest).filter(([, text]) => text !== undefined)),
  });
  return person.success ? person.data : undefined;
}

/** Reads a page of users. Entries that are no users are left out; a body that is no page is an empty one. */
export function peoplePage(
  body: unknown,
  readingAttribute: string,
): { readonly people: Person[]; readonly nextLink?: string } {
  const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() }).safeParse(body);
  if (!page.success) return { people: [] };
  const people = page.data.value
    .map((value) => personOf(value, readingAttribute))
    .filter((person): person is Person => person !== undefined);
  const nextLink = page.data['@odata.nextLink'];
  return nextLink === undefined ? { people } : { people, nextLink };
}
