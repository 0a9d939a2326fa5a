import { z } from 'zod';
import type { Outcome } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import { type DirectoryPerson, directoryPersonSchema } from '../../shared/roster.ts';

/** Everybody in the directory, with what tells people apart. Iterating throws {@link DirectoryFailure}. */
export interface DirectoryPeople {
  people(): AsyncIterable<DirectoryPerson>;
}

/** The directory could not be read to its end: nothing may be concluded from what came before. */
export class DirectoryFailure extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super(`the directory could not be read: ${outcome.kind}`);
    this.outcome = outcome;
  }
}

type GetJson = (
  path: string,
  options?: { query?: Readonly<Record<string, string>> },
) => Promise<Result<unknown, Outcome>>;

const selected =
  'id,userPrincipalName,mail,mailNickname,employeeId,displayName,givenName,surname,department,accountEnabled,userType';

const optionalText = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((text) => (text === null || text === '' ? undefined : text));

const userSchema = z.object({
  id: z.string().min(1),
  userPrincipalName: optionalText,
  mail: optionalText,
  mailNickname: optionalText,
  employeeId: optionalText,
  displayName: optionalText,
  givenName: optionalText,
  surname: optionalText,
  department: optionalText,
  accountEnabled: z.boolean().nullish().catch(undefined),
  userType: z.string().nullish().catch(undefined),
});

const pageSchema = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

/** Reads one user of Microsoft Graph; `undefined` when the value is none. */
export function directoryPerson(value: unknown): DirectoryPerson | undefined {
  const user = userSchema.safeParse(value);
  if (!user.success) return undefined;
  const { id, employeeId, displayName, accountEnabled, userType, ...rest } = user.data;
  const person = {
    ...rest,
    objectId: id,
    employeeNumber: employeeId,
    displayName: displayName ?? rest.userPrincipalName ?? id,
    isEnabled: accountEnabled ?? undefined,
    isGuest: typeof userType === 'string' ? userType === 'Guest' : undefined,
  };
  const present = Object.fromEntries(Object.entries(person).filter(([, field]) => field !== undefined));
  const parsed = directoryPersonSchema.safeParse(present);
  return parsed.success ? parsed.data : undefined;
}

/** A server that hands out next links for ever must not keep anybody busy for ever; 10 million people are beyond any tenant. */
const pageLimit = 10_000;

/**
 * Pages through `/users`, or through the members of a group with those of the groups within it. Everybody counts, guests and
 * disabled accounts too: a namesake who may not sign in is still a namesake, and new people are often enabled on their first
 * day only.
 */
export function createDirectoryPeople(getJson: GetJson, groupId?: string): DirectoryPeople {
  const whole = groupId === undefined;
  const path = whole ? '/users' : `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user`;
  return {
    async *people() {
      let request: { path: string; query?: Readonly<Record<string, string>> } | undefined = {
        path,
        query: { $select: selected, $top: '999' },
      };
      for (let count = 0; request !== undefined && count < pageLimit; count += 1) {
        const { path, query }: { path: string; query?: Readonly<Record<string, string>> } = request;
        const answer = await getJson(path, query === undefined ? {} : { query });
        if (answer.kind === 'error') throw new DirectoryFailure(answer.error);
        const page = pageSchema.safeParse(answer.value);
        if (!page.success) {
          const at = new Date().toISOString();
          throw new DirectoryFailure({ kind: 'wrong-cloud-or-path', report: { kind: 'wrong-cloud-or-path', at } });
        }
        for (const value of page.data.value) {
          const person = directoryPerson(value);
          if (person !== undefined) yield person;
        }
        const next = page.data['@odata.nextLink'];
        request = next === undefined ? undefined : { path: next };
      }
    },
  };
}
