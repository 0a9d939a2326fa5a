import type { Outcome } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { stretches } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import { type DirectoryPage, readDirectoryPage } from './directory-page.ts';
import { changedUser, isNameless, selectedProperties } from './directory-user.ts';
import { type PeopleRequest, peoplePath } from './graph-people.ts';
import type { Change, PeopleStore, RowChange, SyncState } from './people-store.ts';

/** What is copied to the station. */
export type CopyScope = { readonly kind: 'everybody' } | { readonly kind: 'group'; readonly groupId: string };

/** How a reading ended. The next one goes on where this one stopped, after a restart too. */
export type SyncEnd =
  /** `followsChanges`: the next one asks for changes alone; else it reads everything again. */
  | {
      readonly kind: 'done';
      readonly followsChanges: boolean /** People came without names: a right is missing. */;
      readonly hidesNames: boolean;
    }
  | { readonly kind: 'failed'; readonly outcome: Outcome }
  /** Something answered that is no page of people; the copy stays as it is. */
  | { readonly kind: 'unreadable' }
  /** The copy could not be written. */
  | { readonly kind: 'not-kept'; readonly fault: SqliteFault }
  | { readonly kind: 'stopped' };

interface DirectorySyncParts {
  readonly scope: CopyScope;
  /** Whose directory it is. */
  readonly tenant: string;
  readonly readingAttribute: string;
  /** The most people kept. */
  readonly limit: number;
  readonly ask: (request: PeopleRequest) => Promise<Result<unknown, Outcome>>;
  readonly store: PeopleStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Lets everything else have its turn; between slices of a page. */
  readonly pause: () => Promise<void>;
  readonly onRows: (rows: readonly RowChange[]) => void;
}

const dayMs = 24 * 60 * 60_000;
/** A link to the next changes lives seven days; half a day is left for the clock and for a long reading. */
const linkLifeMs = 6.5 * dayMs;
/** Somebody restored is invisible among selected properties, so everything is read anew once a week. */
const wholeEachMs = 7 * dayMs;
/** Rows in one transaction: the main loop is free again after a few milliseconds. */
const sliceRows = 100;
/** A server that hands out next links for ever must not keep the station busy for ever. */
const pageLimit = 20_000;

function firstRequest({ scope }: DirectorySyncParts): PeopleRequest {
  return scope.kind === 'everybody'
    ? { path: '/users/delta', query: { $select: selectedProperties }, headers: {} }
    : listRequest(scope.groupId);
}

function listRequest(groupId: string | undefined): PeopleRequest {
  return { path: peoplePath(groupId), query: { $select: selectedProperties, $top: '999' }, headers: {} };
}

/** Whether an answer means that a stored link is over: 410, and the 40x of a token that is no longer known. */
function isLinkOver({ report }: Outcome): boolean {
  const { status = 0 } = report;
  return status >= 400 && status < 500 && ![401, 403, 407, 408, 429].includes(status);
}

/** Whether `/users/delta` is not to be had here, where the plain list may be: by permission, or by the API. */
function isDeltaClosed({ kind }: Outcome): boolean {
  return kind === 'refused' || kind === 'wrong-cloud-or-path' || kind === 'no-such-target' || kind === 'unsupported';
}

/** Keeps the station's copy equal to the directory: a whole reading first and each week, changes in between. */
export class DirectorySync {
  readonly #parts: DirectorySyncParts;
  readonly #scope: string;
  #isStopped = false;

  constructor(parts: DirectorySyncParts) {
    this.#parts = parts;
    const { scope, readingAttribute } = parts;
    this.#scope = `${scope.kind === 'group' ? `group ${scope.groupId.toLowerCase()}` : scope.kind} ${readingAttribute}`;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Reads until the copy is up to date or something is in the way. Never throws for what a network can do. */
  async run(): Promise<SyncEnd> {
    let state = this.#begin();
    let hasStartedAnew = state.nextLink === undefined && state.isWhole;
    let hidesNames = false;
    for (let page = 0; page < pageLimit; page += 1) {
      if (this.#isStopped) return { kind: 'stopped' };
      const link = state.nextLink ?? (state.isWhole ? undefined : state.deltaLink);
      const answer = await this.#fetch(link, state);
      if (this.#isStopped) return { kind: 'stopped' };
      if (answer.kind === 'error') {
        // Begun anew once: what refuses a first request as well is not about the link.
        if (link === undefined || hasStartedAnew || !isLinkOver(answer.error))
          return { kind: 'failed', outcome: answer.error };
        hasStartedAnew = true;
        state = this.#whole(state);
        continue;
      }
      const read = readDirectoryPage(answer.value, this.#parts.readingAttribute);
      if (read === undefined || (read.nextLink !== undefined && read.nextLink === link)) return { kind: 'unreadable' };
      hidesNames ||= state.isWhole && read.changes.some(isUnnamed);
      const applied = await this.#apply(state, read);
      if (applied.kind !== 'ok') return applied;
      state = applied.state;
      if (read.nextLink === undefined)
        return { kind: 'done', followsChanges: state.deltaLink !== undefined, hidesNames };
    }
    return { kind: 'unreadable' };
  }

  async #fetch(link: string | undefined, state: SyncState): Promise<Result<unknown, Outcome>> {
    const { ask, scope } = this.#parts;
    if (link !== undefined) return ask({ path: link, query: {}, headers: {} });
    const answer = await ask(firstRequest(this.#parts));
    if (answer.kind === 'ok' || scope.kind !== 'everybody' || !state.isWhole || !isDeltaClosed(answer.error))
      return answer;
    const list = await ask(listRequest(undefined));
    return list.kind === 'ok' ? list : answer;
  }

  /** Where to go on: in the middle of a reading, at the changes since the last one, or from the beginning. */
  #begin(): SyncState {
    const state = this.#parts.store.state();
    const nowMs = this.#parts.clock.nowMs();
    const isOther = state?.tenant !== undefined && state.tenant !== this.#parts.tenant;
    if (state === undefined || isOther || state.scope !== this.#scope) return this.#whole(state);
    // A clock that was set back makes any age negative; then nothing is known of it.
    const ageOf = (atMs: number | undefined) =>
      atMs === undefined || nowMs < atMs ? Number.POSITIVE_INFINITY : nowMs - atMs;
    if (state.isWhole && state.nextLink !== undefined && ageOf(state.wholeAtMs) < wholeEachMs) return state;
    const canGoOn = state.deltaLink !== undefined && ageOf(state.deltaAtMs) < linkLifeMs;
    return !state.isWhole && canGoOn && ageOf(state.wholeAtMs) < wholeEachMs ? state : this.#whole(state);
  }

  #whole(state: SyncState | undefined): SyncState {
    return {
      scope: this.#scope,
      tenant: this.#parts.tenant,
      pass: (state?.pass ?? this.#parts.store.lastPass()) + 1,
      isWhole: true,
      wholeAtMs: this.#parts.clock.nowMs(),
    };
  }

  async #apply(
    state: SyncState,
    page: DirectoryPage,
  ): Promise<
    | { readonly kind: 'ok'; readonly state: SyncState }
    | Extract<SyncEnd, { kind: 'unreadable' | 'not-kept' | 'stopped' }>
  > {
    const { store, limit, onRows, pause, scope } = this.#parts;
    const options = { isWhole: state.isWhole, limit };
    for (const part of stretches(page.changes, sliceRows)) {
      const rows = store.change(state.pass, part, options);
      if (rows.kind === 'error') return { kind: 'not-kept', fault: rows.error };
      onRows(rows.value);
      await pause();
      if (this.#isStopped) return { kind: 'stopped' };
    }
    const isEnd = page.nextLink === undefined;
    if (isEnd && state.isWhole) {
      // No tenant is without a single account: an answer that says so is not believed. A group may be.
      if (scope.kind === 'everybody' && !store.hasSeen(state.pass)) return { kind: 'unreadable' };
      for (let count = 1; count > 0; ) {
        const dropped = store.dropUnseen(state.pass, sliceRows);
        if (dropped.kind === 'error') return { kind: 'not-kept', fault: dropped.error };
        onRows(dropped.value);
        count = dropped.value.length;
        await pause();
      }
    }
    const next = this.#after(state, page);
    const kept = store.putState(next);
    return kept.kind === 'ok' ? { kind: 'ok', state: next } : { kind: 'not-kept', fault: kept.error };
  }

  #after({ nextLink: _, ...state }: SyncState, { nextLink, deltaLink }: DirectoryPage): SyncState {
    if (nextLink !== undefined) return { ...state, nextLink };
    const { deltaLink: _old, deltaAtMs: _at, ...rest } = state;
    const since = deltaLink === undefined ? {} : { deltaLink, deltaAtMs: this.#parts.clock.nowMs() };
    return { ...rest, isWhole: false, ...since };
  }
}

/** Whether a whole answer names nobody: a group's members come so where the token may not read users. */
function isUnnamed(change: Change): boolean {
  return change.kind === 'user' && isNameless(changedUser(undefined, change.user));
}
