import type { Outcome } from '../../shared/outcome.ts';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { DirectorySettings } from '../settings/settings-schema.ts';
import type { BadgeCode } from './badge.ts';
import { readDirectoryPage } from './directory-page.ts';
import { changedUser, isFindable, personOfUser, readUser } from './directory-user.ts';
import { identifyRequest, meRequest, type PeopleRequest, searchRequests } from './graph-people.ts';

/** What the directory needs of the upload core: one authorised GET, answered as JSON or as an outcome. */
export type GetJson = (
  path: string,
  options?: { headers?: Readonly<Record<string, string>>; query?: Readonly<Record<string, string>> },
) => Promise<Result<unknown, Outcome>>;

interface OnlineDirectoryParts {
  readonly settings: DirectorySettings;
  readonly ask: (request: PeopleRequest) => ReturnType<GetJson>;
  /** Whether the token sees whole profiles; `undefined` where that is not known (yet). */
  readonly canReadAll: () => boolean | undefined;
  readonly clock: Clock;
}

/** People as the service itself knows them at this moment. */
export interface OnlineDirectory {
  search(query: string): Promise<Result<Person[], Outcome>>;
  /** Everybody whom a badge may mean; `undefined` where nobody can be asked for it. */
  identify(code: BadgeCode): Promise<Result<Person[], Outcome>> | undefined;
  me(): Promise<Result<Person, Outcome>>;
}

/** Creates it; asks for nothing by itself. */
export function createOnlineDirectory({ settings, ask, canReadAll, clock }: OnlineDirectoryParts): OnlineDirectory {
  const { readingAttribute, people: scope } = settings;
  const inGroup = typeof scope === 'object' ? { groupId: scope.groupId } : {};
  const reach = () => ({ readingAttribute, canReadAll: canReadAll() !== false, ...inGroup });

  function unreadable(): Outcome {
    const at = new Date(clock.nowMs()).toISOString();
    return { kind: 'transient', report: { kind: 'transient', code: 'answer-unreadable', at } };
  }

  function findable(body: unknown): Person[] | undefined {
    return readDirectoryPage(body, readingAttribute)?.changes.flatMap((change) => {
      if (change.kind === 'gone') return [];
      const user = changedUser(undefined, change.user);
      return isFindable(user, settings) ? (personOfUser(user) ?? []) : [];
    });
  }

  async function people(request: PeopleRequest): Promise<Result<Person[], Outcome>> {
    const answer = await ask(request);
    if (answer.kind === 'error') return answer;
    const found = findable(answer.value);
    return found === undefined ? err(unreadable()) : ok(found);
  }

  return {
    async search(query) {
      const [main, ...others] = await Promise.all(searchRequests(query, reach()).map(people));
      if (main === undefined || main.kind === 'error') return main ?? ok([]);
      // The further questions widen the answer; a tenant that does not support one still finds by name.
      return ok([...main.value, ...others.flatMap((answer) => (answer.kind === 'ok' ? answer.value : []))]);
    },
    identify(code) {
      const request = identifyRequest(code, reach());
      return request && people(request);
    },
    async me() {
      const answer = await ask(meRequest());
      if (answer.kind === 'error') return answer;
      const change = readUser(answer.value, readingAttribute);
      const person = change === undefined ? undefined : personOfUser(changedUser(undefined, change));
      return person === undefined ? err(unreadable()) : ok(person);
    },
  };
}
