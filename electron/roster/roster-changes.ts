import { isDeepStrictEqual } from 'node:util';
import { err, type Result } from '../../shared/result.ts';
import type { Roster, RosterMatch, RosterRow, RosterSession } from '../../shared/roster.ts';
import type { Clock } from '../ports.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { foldName } from './identity-keys.ts';
import { type IncomingRow, type ListChanges, listChanges } from './list-changes.ts';
import { RosterTable } from './roster-table.ts';
import type { TransitionRefusal } from './row-transition.ts';

/** Why nothing was changed: the disk, or what was asked. */
export type RosterFailure =
  | { readonly kind: 'storage'; readonly fault: SqliteFault }
  | {
      readonly kind:
        | 'no-such-roster'
        | 'no-such-row'
        | 'no-such-session'
        | 'card-taken'
        | 'name-taken'
        | 'roster-closed'
        | 'roster-open';
    }
  | ({ readonly kind: 'not-from-here' } & TransitionRefusal);

export type Done<Value> = Result<Value, RosterFailure>;

/** What importing a list came to. */
export interface ImportedList {
  readonly roster: Roster;
  readonly changes: ListChanges;
}

export interface RosterParts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** A fresh id that says nothing and is never given twice. */
  readonly randomId: () => string;
  /** Hears of every row that is written, inside the transaction. */
  readonly onRow?: (rosterId: string, personKey: string) => void;
  /** Hears of every roster that is erased, inside the transaction. */
  readonly onErased?: (rosterId: string) => void;
}

/** Whether a row's photo waits here because nobody knows yet whose account it is for. */
export function isHolding({ state }: Pick<RosterRow, 'state'>): boolean {
  return 'capture' in state && state.capture.jobId === undefined && state.capture.elsewhere === undefined;
}

/** A refusal on its way out of a transaction, so that nothing of it stays. */
export class Refusal extends Error {
  readonly failure: RosterFailure;
  constructor(failure: RosterFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** What a row keeps of what matching said of it. */
export function storedMatch(match: IncomingRow['match']): RosterMatch {
  return match.kind === 'duplicate' ? match.match : match;
}

/** A person's own choice is not undone by a list; a list that now finds somebody is believed where nobody was found. */
function matchAfter(row: RosterRow, incoming: IncomingRow): RosterMatch {
  if (row.match.kind === 'matched' && row.match.by === 'person') return row.match;
  const found = storedMatch(incoming.match);
  return row.match.kind === 'matched' && found.kind !== 'matched' ? row.match : found;
}

/** The row as a list says it that is imported again: its state and its capture stay. */
export function rowAfter(row: RosterRow, incoming: IncomingRow): RosterRow {
  return { ...row, entry: incoming.entry, match: matchAfter(row, incoming), isGone: false };
}

/** What happens to rosters, each call one transaction of the store or a part of one. */
export class Rosters {
  readonly #parts: RosterParts;
  readonly table: RosterTable;

  readonly #listeners = new Set<NonNullable<RosterParts['onRow']>>();

  constructor(parts: RosterParts) {
    this.#parts = parts;
    this.table = new RosterTable(parts.store, (rosterId, personKey) => {
      for (const listener of this.#listeners) listener(rosterId, personKey);
      parts.onRow?.(rosterId, personKey);
    });
  }

  /** Hears of every row that is written, also where the transaction does not come to its end; until the call of what is returned. */
  listen(listener: NonNullable<RosterParts['onRow']>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Several changes as one: all of them are on the disk, or none. */
  together<Value>(body: () => Done<Value>): Done<Value> {
    return this.run('transact', () => {
      const done = body();
      if (done.kind === 'error') throw new Refusal(done.error);
      return done.value;
    });
  }

  run<Value>(way: 'read' | 'transact', body: () => Value): Done<Value> {
    try {
      const result = this.#parts.store[way](body);
      return result.kind === 'ok' ? result : err({ kind: 'storage', fault: result.error });
    } catch (cause) {
      if (cause instanceof Refusal) return err(cause.failure);
      throw cause;
    }
  }

  named(name: string): Roster | undefined {
    return this.table.rosters().rosters.find((roster) => foldName(roster.name) === foldName(name));
  }

  roster(id: string): Roster {
    const roster = this.table.roster(id);
    if (roster === undefined) throw new Refusal({ kind: 'no-such-roster' });
    return roster;
  }

  openRoster(id: string): Roster {
    const roster = this.roster(id);
    if (roster.closedAtMs !== undefined) throw new Refusal({ kind: 'roster-closed' });
    return roster;
  }

  row(rosterId: string, personKey: string): RosterRow {
    const row = this.table.row(rosterId, personKey);
    if (row === undefined) throw new Refusal({ kind: 'no-such-row' });
    return row;
  }

  changeRow(rosterId: string, personKey: string, change: (row: RosterRow) => RosterRow): Done<RosterRow> {
    return this.run('transact', () => {
      this.openRoster(rosterId);
      const changed = change(this.row(rosterId, personKey));
      this.table.putRow(rosterId, changed);
      // A photo is held for a row only as long as its capture has no upload job.
      if (!isHolding(changed)) this.table.deletePhoto(personKey);
      return changed;
    });
  }

  changeSession(id: string, sessionId: string, change: (session: RosterSession) => RosterSession): Done<RosterSession> {
    return this.run('transact', () => {
      const roster = this.openRoster(id);
      const session = roster.sessions.find((one) => one.id === sessionId && one.endedAtMs === undefined);
      if (session === undefined) throw new Refusal({ kind: 'no-such-session' });
      const changed = change(session);
      const sessions = roster.sessions.map((one) => (one.id === sessionId ? changed : one));
      this.table.putRoster({ ...roster, sessions });
      return changed;
    });
  }

  changeRoster(id: string, change: (roster: Roster) => Roster): Done<Roster> {
    return this.run('transact', () => {
      const changed = change(this.roster(id));
      this.table.putRoster(changed);
      return changed;
    });
  }

  /** Erases rosters with all that was held for them. Part of a transaction. */
  erase(rosterIds: readonly string[]): void {
    for (const id of rosterIds) {
      this.table.erase(id);
      this.#parts.onErased?.(id);
    }
  }

  addRow(
    rosterId: string,
    row: Pick<RosterRow, 'position' | 'entry' | 'match' | 'isWalkIn'>,
    {
      personKey = this.#parts.randomId(),
      lookupsOf = rosterId,
    }: { readonly personKey?: string | undefined; readonly lookupsOf?: string } = {},
  ): RosterRow {
    const added: RosterRow = { ...row, personKey, state: { kind: 'open' }, isGone: false };
    this.table.putRow(rosterId, added, lookupsOf);
    return added;
  }

  importList(name: string, incoming: readonly IncomingRow[]) {
    return this.run('transact', () => {
      const nowMs = this.#parts.clock.nowMs();
      const known = this.named(name);
      if (known?.closedAtMs !== undefined) throw new Refusal({ kind: 'roster-closed' });
      const fresh = { id: this.#parts.randomId(), name, createdAtMs: nowMs, sessions: [] };
      const roster: Roster = { ...(known ?? fresh), importedAtMs: nowMs };
      const { rows } = this.table.rows(roster.id);
      const changes = listChanges(rows, incoming);
      this.table.putRoster(roster);
      for (const pair of [...changes.changed, ...changes.same]) this.#update(roster.id, pair.row, pair.incoming);
      for (const row of changes.gone) this.table.putRow(roster.id, { ...row, isGone: true });
      let position = this.table.count(roster.id);
      for (const added of changes.added) {
        this.addRow(roster.id, { position, entry: added.entry, match: storedMatch(added.match), isWalkIn: false });
        position += 1;
      }
      return { roster, changes };
    });
  }

  #update(rosterId: string, row: RosterRow, incoming: IncomingRow): void {
    const next = rowAfter(row, incoming);
    if (!isDeepStrictEqual(next, row)) this.table.putRow(rosterId, next);
  }
}

/** The roster with every session over. */
export function withSessionsEnded(roster: Roster, nowMs: number): Roster {
  const sessions = roster.sessions.map((session) => ({ ...session, endedAtMs: session.endedAtMs ?? nowMs }));
  return { ...roster, sessions };
}
