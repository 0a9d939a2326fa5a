import type { Outcome } from '../../shared/outcome.ts';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SearchProblem } from '../../shared/search-problem.ts';
import { isSearchable } from '../../shared/search-query.ts';
import { createDeadline, DeadlineStop } from '../http/deadline.ts';
import type { Clock, Log } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { DirectorySettings } from '../settings/settings-schema.ts';
import { type BadgeCode, fitsBadge } from './badge.ts';
import { readDirectoryPage } from './directory-page.ts';
import { DirectorySync, type SyncEnd } from './directory-sync.ts';
import { changedUser, type DirectoryUser, isFindable, personOfUser, readUser } from './directory-user.ts';
import { adoptFormerCopy } from './former-copy.ts';
import { identifyRequest, meRequest, type PeopleRequest, searchRequests } from './graph-people.ts';
import { createPeopleIndex } from './people-index.ts';
import { mergePeople } from './people-search.ts';
import { createPeopleStore, type ExactKey, type PeopleRows, type RowChange } from './people-store.ts';
import { searchProblemOf } from './search-problem.ts';

/** What the directory needs of the upload core: one authorised GET, answered as JSON or as an outcome. */
type GetJson = (
  path: string,
  options?: { headers?: Readonly<Record<string, string>>; query?: Readonly<Record<string, string>> },
) => Promise<Result<unknown, Outcome>>;

interface DirectoryParts {
  readonly settings: DirectorySettings;
  /** Whose directory it is: the tenant's id. */
  readonly tenant: string;
  readonly getJson: GetJson;
  /** The station's store, with the directory's section in it. */
  readonly rows: PeopleRows;
  /** Where former versions kept the copy. */
  readonly documents: Parameters<typeof adoptFormerCopy>[0];
  /** Whether the token sees whole profiles; `undefined` where that is not known (yet). */
  readonly canReadAll: () => boolean | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

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

const onlineWaitMs = 4_000;
const sliceRows = 60;

/** Lets the loop turn: everything that waits comes first. */

/** Each person once. */
function onlyOnce(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** Creates the directory over the station's copy; asks the network for nothing, reads nothing before it is opened or asked. */
export function createDirectory(parts: DirectoryParts): Directory {
  const { settings, getJson, clock, log } = parts;
  const { readingAttribute, people: scope } = settings;
  const groupId = typeof scope === 'object' ? scope.groupId : undefined;
  const inGroup = groupId === undefined ? {} : { groupId };
  const store = createPeopleStore(parts.rows);
  const index = createPeopleIndex();
  let preparing: Promise<void> | undefined;
  let opening: Promise<void> | undefined;
  let generation = parts.rows.generation();
  let isClosed = false;

  const ask = (request: PeopleRequest) => getJson(request.path, { headers: request.headers, query: request.query });
  const sync =
    scope === 'rosters'
      ? undefined
      : new DirectorySync({
          scope: groupId === undefined ? { kind: 'everybody' } : { kind: 'group', groupId },
          tenant: parts.tenant,
          readingAttribute,
          limit: settings.offlineLimit,
          ask,
          store,
          clock,
          pause: loopTurn,
          onRows: noteRows,
        });

  const keepsCopy = sync !== undefined && settings.offlineLimit > 0;

  /** Before the copy is read or written: what a former version left goes along, and what the settings no longer want goes. */
  async function makeReady(): Promise<void> {
    await adoptFormerCopy(parts.documents, store, keepsCopy ? settings.offlineLimit : 0, loopTurn);
    // People of another company are nobody's to find here.
    const kept = store.state()?.tenant;
    const isOther = kept !== undefined && kept !== parts.tenant;
    for (let isMore = (!keepsCopy || isOther) && !store.isEmpty(); isMore && !isClosed; await loopTurn()) {
      const forgotten = store.forget(sliceRows);
      isMore = forgotten.kind === 'ok' && forgotten.value > 0;
    }
  }
  function prepare(): Promise<void> {
    preparing ??= makeReady();
    return preparing;
  }

  function noteRow(seq: number, user: DirectoryUser | undefined): void {
    const person = user === undefined || !isFindable(user, settings) ? undefined : personOfUser(user);
    if (person === undefined) index.remove(seq);
    else index.put(seq, person);
  }
  function noteRows(rows: readonly RowChange[]): void {
    // Before the copy was opened there is nothing to keep equal.
    if (opening !== undefined) for (const { seq, user } of rows) noteRow(seq, user);
  }

  async function read(): Promise<void> {
    const startMs = clock.monotonicMs();
    await prepare();
    for (let last: number | undefined = 0; last !== undefined && !isClosed; ) {
      const slice = store.slice(last, sliceRows);
      for (const [seq, user] of slice.rows) noteRow(seq, user);
      last = slice.lastSeq;
      await loopTurn();
    }
    log.info('directory.opened', { count: index.size, tookMs: Math.round(clock.monotonicMs() - startMs) });
  }
  function open(): Promise<void> {
    // After a fault of the disk, rows may have changed that nobody was told of.
    if (generation !== parts.rows.generation()) {
      generation = parts.rows.generation();
      index.clear();
      opening = undefined;
    }
    opening ??= read();
    return opening;
  }

  const searchCopy = (query: string) => inCopy(() => index.search(query));

  async function inCopy(search: () => readonly number[]): Promise<Person[]> {
    await open();
    return search().flatMap((seq) => {
      const user = store.row(seq);
      const person = user === undefined ? undefined : personOfUser(user);
      return person === undefined ? [] : [person];
    });
  }

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

  async function searchOnline(query: string): Promise<Result<Person[], Outcome>> {
    const reach = { readingAttribute, canReadAll: parts.canReadAll() !== false };
    const requests = searchRequests(query, { ...reach, ...inGroup });
    const [main, ...others] = await Promise.all(requests.map(ask));
    if (main === undefined) return ok([]);
    if (main.kind === 'error') return main;
    const people = findable(main.value);
    if (people === undefined) return err(unreadable());
    // The further questions widen the answer; a tenant that does not support one still finds by name.
    return ok([...people, ...others.flatMap((answer) => (answer.kind === 'ok' ? (findable(answer.value) ?? []) : []))]);
  }

  /** Where nobody fits, whom the copy knows under nearly that name. */
  async function withNear(query: string, found: Found): Promise<Result<Found, Outcome>> {
    if (found.people.length > 0) return ok(found);
    const people = await inCopy(() => index.searchNearly(query));
    return ok(people.length === 0 ? found : { ...found, people, isNear: true });
  }

  /** A person at the screen does not wait for a slow network when the copy can answer. */
  async function within<Value>(work: Promise<Value>): Promise<Value | undefined> {
    if (store.isEmpty()) return work;
    try {
      return await createDeadline(clock).race(work, onlineWaitMs);
    } catch (cause) {
      if (cause instanceof DeadlineStop) return undefined;
      throw cause;
    }
  }

  return {
    async search(query) {
      if (!isSearchable(query) || scope === 'rosters') return ok({ people: [], isFromCache: false });
      const answer = await within(searchOnline(query));
      if (answer?.kind === 'ok') {
        return withNear(query, {
          people: mergePeople(answer.value, await searchCopy(query), query),
          isFromCache: false,
        });
      }
      await open();
      if (answer !== undefined && store.isEmpty()) return answer;
      const problem = answer === undefined ? 'slow' : searchProblemOf(answer.error);
      return withNear(query, { people: await searchCopy(query), isFromCache: true, problem });
    },

    person(id) {
      const user = store.user(id);
      return user === undefined ? undefined : personOfUser(user);
    },
    async identify(code) {
      if (scope === 'rosters') return ok(undefined);
      const keys: readonly ExactKey[] = code.kind === 'number' ? ['number'] : ['mail', 'account'];
      const known = keys.flatMap((key) => store.exact(key, code.text)).filter((user) => isFindable(user, settings));
      const people = onlyOnce(known.flatMap((user) => personOfUser(user) ?? []));
      if (people.length > 0) return ok(people.length === 1 ? people[0] : undefined);
      const request = identifyRequest(code, { readingAttribute, canReadAll: parts.canReadAll() !== false, ...inGroup });
      if (request === undefined) return ok(undefined);
      const answer = await ask(request);
      // Without a line the copy is all there is, and it knows nobody.
      if (answer.kind === 'error') return answer;
      const found = findable(answer.value);
      if (found === undefined) return err(unreadable());
      const fitting = onlyOnce(found.filter((person) => fitsBadge(person, code)));
      return ok(fitting.length === 1 ? fitting[0] : undefined);
    },
    isWhole() {
      const state = store.state();
      return state !== undefined && !state.isWhole && store.count() < settings.offlineLimit;
    },
    async *everybody() {
      await prepare();
      for (let last: number | undefined = 0; last !== undefined && !isClosed; await loopTurn()) {
        const slice = store.slice(last, sliceRows);
        for (const [, user] of slice.rows) yield user;
        last = slice.lastSeq;
      }
    },
    exact: (key, text) => store.exact(key, text).flatMap((user) => personOfUser(user) ?? []),

    async me() {
      const answer = await ask(meRequest());
      if (answer.kind === 'error') return answer;
      const change = readUser(answer.value, readingAttribute);
      const person = change === undefined ? undefined : personOfUser(changedUser(undefined, change));
      return person === undefined ? err(unreadable()) : ok(person);
    },

    async refresh() {
      await prepare();
      if (sync === undefined || !keepsCopy) return { kind: 'done', followsChanges: false, hidesNames: false };
      const end = await sync.run();
      if (end.kind === 'failed') log.warn('directory.not-read', { ...end.outcome.report });
      if (end.kind === 'unreadable') log.warn('directory.no-page');
      if (end.kind === 'not-kept') log.error('directory.copy-not-kept', { fault: end.fault });
      return end;
    },
    count: store.count,
    open,
    close() {
      isClosed = true;
      sync?.stop();
    },
  };
}
