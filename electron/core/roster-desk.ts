import type { Failure } from '../../shared/error-code.ts';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson, Roster, RosterEntry, RosterMatch, RosterRow } from '../../shared/roster.ts';
import type { DraftChange, DraftMatch, LookedUpIn, RosterDraft } from '../../shared/roster-import.ts';
import { headingKey } from '../roster/column-mapping.ts';
import type { DirectoryPeople } from '../roster/directory-people.ts';
import { DirectoryFailure } from '../roster/directory-people.ts';
import type { IncomingRow } from '../roster/list-changes.ts';
import type { ListedPerson, RowMatch } from '../roster/matching.ts';
import {
  changeDraft,
  type DraftInput,
  draftMatchView,
  draftView,
  type HeldDraft,
  incomingRows,
  matchesOfPeople,
  openDraft,
} from '../roster/roster-draft.ts';
import { type LookUpParts, lookUpList } from '../roster/roster-people.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import { failureOf } from './outcome-failure.ts';
import { tableFailure, told } from './roster-failure.ts';
import { directoryPersonOf } from './roster-people.ts';

export interface RosterDeskParts {
  readonly rosters: RosterStore;
  readonly lookUp: LookUpParts;
  readonly membersOf: (groupId: string) => DirectoryPeople;
  /** Somebody whom the operator was shown, or who is in the station's copy. */
  readonly person: (personId: string) => Person | undefined;
  readonly randomId: () => string;
}

/** Where lists are handed over, looked up and kept. Holds one draft, in memory only. */
export interface RosterDesk {
  open(input: DraftInput): Promise<Result<{ draft: RosterDraft }, Failure>>;
  openGroup(groupId: string): Promise<Result<{ draft: RosterDraft }, Failure>>;
  /** A list of people that takes its time: locked meanwhile, or another one handed over, and it is not put back. */
  openRead(
    read: () => Promise<Result<readonly DirectoryPerson[], Failure>>,
  ): Promise<Result<{ draft: RosterDraft }, Failure>>;
  openPeople(personIds: readonly string[]): Promise<Result<{ draft: RosterDraft }, Failure>>;
  change(change: DraftChange): Promise<Result<{ draft: RosterDraft }, Failure>>;
  match(name: string): Promise<Result<{ match: DraftMatch }, Failure>>;
  keep(name: string): Promise<Result<Roster, Failure>>;
  forget(): void;
  /** Looks one row up again with what it says now, or takes whom a person chose. */
  mend(
    rosterId: string,
    personKey: string,
    mending: { readonly entry: RosterEntry | undefined; readonly personId: string | undefined },
  ): Promise<Result<RosterRow, Failure>>;
  addWalkIn(
    rosterId: string,
    entry: RosterEntry,
    known: { readonly personId?: string | undefined; readonly cardKey?: string | undefined },
  ): Promise<Result<RosterRow, Failure>>;
  /** Looks everybody up again who was not found; how many were. */
  matchAgain(rosterId: string): Promise<Result<number, Failure>>;
}

type Matched = { readonly lookedUpIn: LookedUpIn; readonly incoming: readonly IncomingRow[] };

/** The operator's screens were locked meanwhile, or another list was handed over. */
const notNow = err({ code: 'not-now', detail: { what: 'list' } } as const);

function foundMatch(match: RowMatch | undefined): RosterMatch {
  if (match === undefined) return { kind: 'unmatched' };
  return match.kind === 'duplicate' ? match.match : match;
}

/** Creates it, with nothing handed over. */
export function createRosterDesk(parts: RosterDeskParts): RosterDesk {
  const { rosters, lookUp, person } = parts;
  let draft: HeldDraft | undefined;
  let matched: (Matched & { readonly draft: HeldDraft }) | undefined;

  /** Counts the lists handed over, and the times that they were forgotten: what is read meanwhile is not put back. */
  let turn = 0;
  let changing: Promise<unknown> = Promise.resolve();

  async function open(input: DraftInput, mine = ++turn): Promise<Result<{ draft: RosterDraft }, Failure>> {
    const opened = await openDraft(parts.randomId(), input, rosters.rememberedMapping);
    if (mine !== turn) return notNow;
    if (opened.kind === 'error') return err(tableFailure(opened.error));
    draft = opened.value;
    return ok({ draft: draftView(opened.value) });
  }

  async function openRead(
    read: () => Promise<Result<readonly DirectoryPerson[], Failure>>,
  ): Promise<Result<{ draft: RosterDraft }, Failure>> {
    const mine = ++turn;
    const people = await read();
    return people.kind === 'ok' ? open({ kind: 'people', people: people.value }, mine) : people;
  }

  async function changeHeld(id: string, change: DraftChange): Promise<Result<{ draft: RosterDraft }, Failure>> {
    const held = draft;
    if (held?.id !== id) return notNow;
    const changed = await changeDraft(held, change, rosters.rememberedMapping);
    if (draft !== held) return notNow;
    if (changed.kind === 'error') return err(tableFailure(changed.error));
    draft = changed.value;
    return ok({ draft: draftView(changed.value) });
  }

  /** Who the people of the draft are; asked once for each state of it. */
  async function matches(held: HeldDraft): Promise<Matched> {
    if (matched?.draft === held) return matched;
    const { input, list } = held;
    const found =
      input.kind === 'people'
        ? ok({ lookedUpIn: 'directory' as const, matches: matchesOfPeople(list.people, input.people) })
        : await lookUpList(lookUp, list.people);
    const done: Matched =
      found.kind === 'ok'
        ? { lookedUpIn: found.value.lookedUpIn, incoming: incomingRows(held, found.value.matches) }
        : { lookedUpIn: 'nowhere', incoming: incomingRows(held, new Map()) };
    // The directory may be there the next time.
    if (done.lookedUpIn !== 'nowhere' && draft === held) matched = { ...done, draft: held };
    return done;
  }

  async function lookUpRows(rosterId: string, more: readonly ListedPerson[] = []) {
    const read = told(rosters.rows(rosterId));
    if (read.kind === 'error') return read;
    const changed = new Set(more.map(({ id }) => id));
    const listed = read.value.rows
      .filter(({ personKey }) => !changed.has(personKey))
      .map(({ personKey, entry }) => ({ id: personKey, entry }));
    const found = await lookUpList(lookUp, [...listed, ...more]);
    return found.kind === 'ok' ? ok(found.value.matches) : err(failureOf(found.error.outcome));
  }

  /** Whom an entry means; nobody while the directory cannot be asked, to be looked up again later. */
  async function matchOf(rosterId: string, id: string, entry: RosterEntry): Promise<RosterMatch> {
    const found = await lookUpRows(rosterId, [{ id, entry }]);
    return found.kind === 'ok' ? foundMatch(found.value.get(id)) : { kind: 'unmatched' };
  }

  function chosen(personId: string): RosterMatch | undefined {
    const known = person(personId);
    return known && { kind: 'matched', person: directoryPersonOf(known), by: 'person', differs: [] };
  }

  return {
    open: (input) => open(input),
    openGroup: (groupId) =>
      openRead(async () => {
        const people = [];
        try {
          for await (const member of parts.membersOf(groupId).people()) people.push(member);
        } catch (cause) {
          if (cause instanceof DirectoryFailure) return err(failureOf(cause.outcome));
          throw cause;
        }
        return ok(people);
      }),
    openRead,
    async openPeople(personIds) {
      const people = personIds.flatMap((id) => person(id) ?? []).map(directoryPersonOf);
      return people.length === personIds.length ? open({ kind: 'people', people }) : err({ code: 'not-found' });
    },
    async change(change) {
      const id = draft?.id;
      if (id === undefined) return err({ code: 'not-found' });
      // One after the other: each choice is made on what the one before has led to.
      const changed = changing.then(() => changeHeld(id, change));
      changing = changed.catch(() => {});
      return changed;
    },
    async match(name) {
      const held = draft;
      if (held === undefined) return err({ code: 'not-found' });
      const { incoming, lookedUpIn } = await matches(held);
      const changes = told(await rosters.compareInTurns(name, incoming));
      if (draft?.id !== held.id) return notNow;
      if (changes.kind === 'error') return changes;
      const isNew = rosters.byName(name).kind === 'error';
      return ok({ match: draftMatchView(held, incoming, changes.value, { lookedUpIn, isNew }) });
    },
    async keep(name) {
      const held = draft;
      if (held === undefined) return err({ code: 'not-found' });
      const { incoming } = await matches(held);
      const kept = told(await rosters.importInTurns(name, incoming));
      if (kept.kind === 'error') return kept;
      if (held.reading !== undefined) rosters.rememberMapping(headingKey(held.reading.rows), held.mapping);
      if (draft === held) draft = undefined;
      matched = undefined;
      return ok(kept.value.roster);
    },
    forget() {
      turn += 1;
      draft = undefined;
      matched = undefined;
    },
    async mend(rosterId, personKey, { entry, personId }) {
      const match =
        personId !== undefined
          ? chosen(personId)
          : entry === undefined
            ? undefined
            : await matchOf(rosterId, personKey, entry);
      if (match === undefined) return err({ code: 'not-found', detail: { what: 'person' } });
      return told(rosters.mend(rosterId, personKey, { match, ...(entry === undefined ? {} : { entry }) }));
    },
    async addWalkIn(rosterId, entry, { personId, cardKey }) {
      const match = personId === undefined ? await matchOf(rosterId, '', entry) : chosen(personId);
      if (match === undefined) return err({ code: 'not-found', detail: { what: 'person' } });
      return told(rosters.addWalkIn(rosterId, entry, match, cardKey));
    },
    async matchAgain(rosterId) {
      const found = await lookUpRows(rosterId);
      if (found.kind === 'error') return found;
      const all = new Map([...found.value].map(([key, match]) => [key, foundMatch(match)]));
      return told(rosters.matchAgain(rosterId, all));
    },
  };
}
