import { z } from 'zod';
import type { Outcome } from '../../shared/outcome.ts';
import { type Person, personSchema } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SearchProblem } from '../../shared/search-problem.ts';
import { isSearchable } from '../../shared/search-query.ts';
import { createDeadline, DeadlineStop } from '../http/deadline.ts';
import type { Clock, Log } from '../ports.ts';
import type { DirectorySettings } from '../settings/settings-schema.ts';
import {
  everybodyRequest,
  meRequest,
  type PeopleRequest,
  peoplePage,
  personOf,
  searchRequests,
} from './graph-people.ts';
import { createPeopleSearch, mergePeople } from './people-search.ts';
import { searchProblemOf } from './search-problem.ts';

/** What the directory needs of the upload core: one authorised GET, answered as JSON or as an outcome. */
type GetJson = (
  path: string,
  options?: { headers?: Readonly<Record<string, string>>; query?: Readonly<Record<string, string>> },
) => Promise<Result<unknown, Outcome>>;

/** Small sealed documents on the station's disk. */
export interface DirectoryDocuments {
  get(key: string): Uint8Array | undefined;
  put(key: string, bytes: Uint8Array): void;
}

interface DirectoryParts {
  readonly settings: DirectorySettings;
  readonly getJson: GetJson;
  readonly documents: DirectoryDocuments;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a search found, and where. */
export interface Found {
  readonly people: Person[];
  readonly isFromCache: boolean;
  readonly problem?: SearchProblem;
}

/** Finds people, online in the directory and offline in the station's encrypted copy of it. */
export interface Directory {
  /** At most a handful of people; `isFromCache` when the directory was not heard, and then `problem` says why. */
  search(query: string): Promise<Result<Found, Outcome>>;
  /** Somebody in the offline copy. */
  person(id: string): Person | undefined;
  /** The signed-in person, of the self-service mode. */
  me(): Promise<Result<Person, Outcome>>;
  /** Brings the offline copy up to date; keeps the old one whole when the network goes in the middle. */
  refresh(): Promise<Result<{ count: number }, Outcome>>;
}

const documentKey = 'people';
const cachedPeopleSchema = z.object({ version: z.literal(1), people: z.array(personSchema) });
const onlineWaitMs = 4_000;
const pageLimit = 1_000;

function readCopy(parts: DirectoryParts): Person[] {
  try {
    const bytes = parts.documents.get(documentKey);
    if (bytes === undefined) return [];
    const copy = cachedPeopleSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return copy.success ? copy.data.people : [];
  } catch (cause) {
    parts.log.warn('directory.copy-unreadable', { cause });
    return [];
  }
}

/** Creates the directory; reads the offline copy at once, asks the network for nothing. */
export function createDirectory(parts: DirectoryParts): Directory {
  const { settings, getJson, documents, clock, log } = parts;
  const reading = settings.readingAttribute;
  let known = readCopy(parts);
  let searchKnown = createPeopleSearch(known);

  const ask = (request: PeopleRequest) => getJson(request.path, { headers: request.headers, query: request.query });

  async function searchOnline(query: string): Promise<Result<Person[], Outcome>> {
    const [main, ...others] = await Promise.all(searchRequests(query, reading).map(ask));
    if (main === undefined) return ok([]);
    if (main.kind === 'error') return main;
    // The further questions widen the answer; a tenant that does not support one still finds by name.
    const bodies = [main, ...others].filter((answer) => answer.kind === 'ok').map((answer) => answer.value);
    return ok(bodies.flatMap((body) => peoplePage(body, reading).people));
  }

  /** A person at the screen does not wait for a slow network when the copy can answer. */
  async function within<Value>(work: Promise<Value>): Promise<Value | undefined> {
    if (known.length === 0) return work;
    try {
      return await createDeadline(clock).race(work, onlineWaitMs);
    } catch (cause) {
      if (cause instanceof DeadlineStop) return undefined;
      throw cause;
    }
  }

  return {
    async search(query) {
      if (!isSearchable(query)) return ok({ people: [], isFromCache: false });
      const answer = await within(searchOnline(query));
      if (answer?.kind === 'ok') {
        return ok({ people: mergePeople(answer.value, searchKnown(query), query), isFromCache: false });
      }
      if (known.length === 0 && answer !== undefined) return answer;
      const problem = answer === undefined ? 'slow' : searchProblemOf(answer.error);
      return ok({ people: searchKnown(query), isFromCache: true, problem });
    },

    person: (id) => known.find((person) => person.id === id),

    async me() {
      const answer = await ask(meRequest());
      if (answer.kind === 'error') return answer;
      const person = personOf(answer.value, reading);
      if (person !== undefined) return ok(person);
      const at = new Date(clock.nowMs()).toISOString();
      return err({ kind: 'wrong-cloud-or-path', report: { kind: 'wrong-cloud-or-path', at } });
    },

    async refresh() {
      if (settings.offlineLimit === 0) return ok({ count: 0 });
      const people: Person[] = [];
      let request: PeopleRequest | undefined = everybodyRequest();
      // A server that hands out next links for ever must not keep the station busy for ever.
      for (let page = 0; request !== undefined && page < pageLimit && people.length < settings.offlineLimit; page++) {
        const answer: Result<unknown, Outcome> = await ask(request);
        if (answer.kind === 'error') return answer;
        const { people: found, nextLink }: ReturnType<typeof peoplePage> = peoplePage(answer.value, reading);
        people.push(...found);
        request = nextLink === undefined ? undefined : { path: nextLink, query: {}, headers: {} };
      }
      known = people.slice(0, settings.offlineLimit);
      searchKnown = createPeopleSearch(known);
      try {
        documents.put(documentKey, new TextEncoder().encode(JSON.stringify({ version: 1, people: known })));
      } catch (cause) {
        log.warn('directory.copy-not-kept', { cause });
      }
      return ok({ count: known.length });
    },
  };
}
