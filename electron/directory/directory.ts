import type { Outcome } from '../../shared/outcome.ts';
import type { Person } from '../../shared/person.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { SearchProblem } from '../../shared/search-problem.ts';
import { isSearchable } from '../../shared/search-query.ts';
import { createDeadline, DeadlineStop } from '../http/deadline.ts';
import type { Clock } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { type BadgeCode, fitsBadge } from './badge.ts';
import { DirectoryCopy, type DirectoryCopyParts } from './directory-copy.ts';
import { createOnlineDirectory, type GetJson, type OnlineDirectory } from './directory-online.ts';
import { DirectorySync, type SyncEnd } from './directory-sync.ts';
import { type DirectoryUser, isFindable, personOfUser } from './directory-user.ts';
import type { PeopleRequest } from './graph-people.ts';
import { mergePeople } from './people-search.ts';
import type { ExactKey } from './people-store.ts';
import { searchProblemOf } from './search-problem.ts';

interface DirectoryParts extends DirectoryCopyParts {
  readonly getJson: GetJson;
  /** Whether the token sees whole profiles; `undefined` where that is not known (yet). */
  readonly canReadAll: () => boolean | undefined;
}

type AskPeople = (request: PeopleRequest) => ReturnType<GetJson>;

/** What a search found, and where. */
export interface Found {
  readonly people: Person[];
  readonly isFromCache: boolean;
  /** Nobody is called so; these are whom one slip of the hand keeps from it. */
  readonly isNear?: true;
  readonly problem?: SearchProblem;
}

/** Finds people, online in the directory and offline in the station's encrypted copy of it. */
export interface Directory {
  /** At most a handful of people; `isFromCache` when the directory was not heard, and then `problem` says why. */
  search(query: string): Promise<Result<Found, Outcome>>;
  /** Somebody in the offline copy, whoever is left out of answers included. */
  person(id: string): Person | undefined;
  /** Everybody in the offline copy with exactly this account name, address or employee number. */
  exact(key: ExactKey, text: string): Person[];
  /** The one person with exactly this employee number, or at stations where it may be so this address; `undefined`: nobody, or several. */
  identify(code: BadgeCode): Promise<Result<Person | undefined, Outcome>>;
  /** Whether the copy holds everybody that the settings name, as of its last reading. */
  isWhole(): boolean;
  /** Everybody in the copy, whoever is left out of answers included, with pauses in which everything else has its turn. */
  everybody(): AsyncIterable<DirectoryUser>;
  /** The signed-in person, of the self-service mode. */
  me(): Promise<Result<Person, Outcome>>;
  /** Brings the offline copy up to date, or as far as it gets; what is there stays when the network goes in the middle. */
  refresh(): Promise<SyncEnd>;
  /** How many people the copy holds. */
  count(): number;
  /** Reads the copy into memory, in small slices. Resolves when everybody can be found in it; searches wait for that. */
  open(): Promise<void>;
  close(): void;
}

/** A person at the screen does not wait longer for a slow network when the copy can answer. */
const onlineWaitMs = 4_000;

/** Each person once. */
function onlyOnce(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

function createSync({ settings, tenant, clock }: DirectoryParts, ask: AskPeople, copy: DirectoryCopy) {
  const { people: scope, readingAttribute, offlineLimit } = settings;
  if (scope === 'rosters') return undefined;
  return new DirectorySync({
    ...{ tenant, readingAttribute, ask, clock },
    scope: typeof scope === 'object' ? { kind: 'group', groupId: scope.groupId } : { kind: 'everybody' },
    limit: offlineLimit,
    store: copy.store,
    pause: loopTurn,
    onRows: (rows) => copy.note(rows),
  });
}

/** The people of a badge that both ways of finding share: the copy first, then the service. */
async function identifyIn(
  { settings }: DirectoryParts,
  { store }: DirectoryCopy,
  online: OnlineDirectory,
  code: BadgeCode,
): Promise<Result<Person | undefined, Outcome>> {
  const keys: readonly ExactKey[] = code.kind === 'number' ? ['number'] : ['mail', 'account'];
  const known = keys.flatMap((key) => store.exact(key, code.text)).filter((user) => isFindable(user, settings));
  const people = onlyOnce(known.flatMap((user) => personOfUser(user) ?? []));
  if (people.length > 0) return ok(people.length === 1 ? people[0] : undefined);
  const answer = await online.identify(code);
  if (answer === undefined) return ok(undefined);
  // Without a line the copy is all there is, and it knows nobody.
  if (answer.kind === 'error') return answer;
  const fitting = onlyOnce(answer.value.filter((person) => fitsBadge(person, code)));
  return ok(fitting.length === 1 ? fitting[0] : undefined);
}

/** Searches the service and the copy together; the copy alone when the service is not heard in time. */
async function searchIn(
  copy: DirectoryCopy,
  online: OnlineDirectory,
  query: string,
  clock: Clock,
): Promise<Result<Found, Outcome>> {
  const answer = await within(clock, copy.store.isEmpty(), online.search(query));
  if (answer?.kind === 'ok') {
    return withNear(copy, query, {
      people: mergePeople(answer.value, await copy.search(query), query),
      isFromCache: false,
    });
  }
  await copy.open();
  if (answer !== undefined && copy.store.isEmpty()) return answer;
  const problem = answer === undefined ? 'slow' : searchProblemOf(answer.error);
  return withNear(copy, query, { people: await copy.search(query), isFromCache: true, problem });
}

/** Where nobody fits, whom the copy knows under nearly that name. */
async function withNear(copy: DirectoryCopy, query: string, found: Found): Promise<Result<Found, Outcome>> {
  if (found.people.length > 0) return ok(found);
  const people = await copy.searchNearly(query);
  return ok(people.length === 0 ? found : { ...found, people, isNear: true });
}

async function within<Value>(clock: Clock, isAllThereIs: boolean, work: Promise<Value>): Promise<Value | undefined> {
  if (isAllThereIs) return work;
  try {
    return await createDeadline(clock).race(work, onlineWaitMs);
  } catch (cause) {
    if (cause instanceof DeadlineStop) return undefined;
    throw cause;
  }
}

/** Creates the directory over the station's copy; asks the network for nothing, reads nothing before it is opened or asked. */
export function createDirectory(parts: DirectoryParts): Directory {
  const { settings, getJson, canReadAll, clock, log } = parts;
  const ask: AskPeople = ({ path, headers, query }) => getJson(path, { headers, query });
  const copy = new DirectoryCopy(parts);
  const online = createOnlineDirectory({ settings, ask, canReadAll, clock });
  const sync = createSync(parts, ask, copy);
  const isOfRosters = settings.people === 'rosters';
  return {
    search: async (query) =>
      isOfRosters || !isSearchable(query)
        ? ok({ people: [], isFromCache: false })
        : searchIn(copy, online, query, clock),
    person: (id) => copy.person(id),
    exact: (key, text) => copy.exact(key, text),
    identify: async (code) => (isOfRosters ? ok(undefined) : identifyIn(parts, copy, online, code)),
    isWhole: () => copy.isWhole(),
    everybody: () => copy.everybody(),
    me: online.me,
    async refresh() {
      await copy.prepare();
      if (sync === undefined || !copy.isKept) return { kind: 'done', followsChanges: false, hidesNames: false };
      const end = await sync.run();
      if (end.kind === 'failed') log.warn('directory.not-read', { ...end.outcome.report });
      if (end.kind === 'unreadable') log.warn('directory.no-page');
      if (end.kind === 'not-kept') log.error('directory.copy-not-kept', { fault: end.fault });
      return end;
    },
    count: copy.store.count,
    open: () => copy.open(),
    close() {
      copy.close();
      sync?.stop();
    },
  };
}
