import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Roster, RosterEntry, RosterMatch, RosterRow, RosterSession } from '../../shared/roster.ts';
import type { Clock } from '../ports.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { foldName } from './identity-keys.ts';
import { type IncomingRow, type ListChanges, listChanges } from './list-changes.ts';
import { RosterTable, type UnreadRows } from './roster-table.ts';
import { nextRowState, type RowEvent, type TransitionRefusal } from './row-transition.ts';

/** Why nothing was changed: the disk, or what was asked. */
export type RosterFailure =
  | { readonly kind: 'storage'; readonly fault: SqliteFault }
  | { readonly kind: 'no-such-roster' | 'no-such-row' | 'roster-closed' | 'roster-open' }
  | ({ readonly kind: 'not-from-here' } & TransitionRefusal);

type Done<Value> = Result<Value, RosterFailure>;

interface RosterStoreParts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** A fresh id that says nothing and is never given twice. */
  readonly randomId: () => string;
}

/** Rosters on the station's disk. When a change answers `ok`, it is on the disk; when not, nothing of it is promised. */
export interface RosterStore {
  list(): Done<{ readonly rosters: readonly Roster[]; readonly unread: UnreadRows }>;
  /** The roster of this name; names compare as people's do, without case and width. */
  byName(name: string): Done<Roster>;
  rows(rosterId: string): Done<{ readonly rows: readonly RosterRow[]; readonly unread: UnreadRows }>;
  /** Rows that say exactly this of themselves: a card's key, a badge's number, an address, a name. */
  find(rosterId: string, text: string): Done<readonly RosterRow[]>;
  /** What importing would do; writes nothing. */
  compare(name: string, incoming: readonly IncomingRow[]): Done<ListChanges>;
  /** Makes the roster, or imports into it again. States and captures stay as they are. */
  importList(
    name: string,
    incoming: readonly IncomingRow[],
  ): Done<{ readonly roster: Roster; readonly changes: ListChanges }>;
  /**
   * Lets something happen to a row, as the table of transitions allows. Inside a transaction it is a part of it, and a refusal
   * undoes the whole.
   */
  apply(rosterId: string, personKey: string, event: RowEvent): Done<RosterRow>;
  /** Mends what a row says or who it is, whatever its state. */
  mend(rosterId: string, personKey: string, mending: { entry?: RosterEntry; match?: RosterMatch }): Done<RosterRow>;
  addWalkIn(rosterId: string, entry: RosterEntry, match: RosterMatch): Done<RosterRow>;
  startSession(rosterId: string, station: string): Done<RosterSession>;
  endSession(rosterId: string, sessionId: string): Done<Roster>;
  /** No more photos for this roster; ends its sessions. */
  close(rosterId: string): Done<Roster>;
  /** Erases a closed roster with its names. */
  erase(rosterId: string): Done<void>;
  /** The mapping that was last used for a list with these headings. */
  rememberedMapping(headings: string): ColumnMapping | undefined;
  rememberMapping(headings: string, mapping: ColumnMapping): Done<void>;
}

/** A refusal on its way out of a transaction, so that nothing of it stays. */
class Refusal extends Error {
  readonly failure: RosterFailure;
  constructor(failure: RosterFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

function storedMatch({ match }: IncomingRow): RosterMatch {
  return match.kind === 'duplicate' ? match.match : match;
}

/** A person's own choice is not undone by a list; a list that now finds somebody is believed where nobody was found. */
function matchAfter(row: RosterRow, incoming: IncomingRow): RosterMatch {
  if (row.match.kind === 'matched' && row.match.by === 'person') return row.match;
  const found = storedMatch(incoming);
  return row.match.kind === 'matched' && found.kind !== 'matched' ? row.match : found;
}

class Rosters {
  readonly #parts: RosterStoreParts;
  readonly table: RosterTable;

  constructor(parts: RosterStoreParts) {
    this.#parts = parts;
    this.table = new RosterTable(parts.store);
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
    const roster = this.table.rosters().rosters.find((known) => known.id === id);
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

  addRow(rosterId: string, row: Pick<RosterRow, 'position' | 'entry' | 'match' | 'isWalkIn'>): RosterRow {
    const added: RosterRow = { ...row, personKey: this.#parts.randomId(), state: { kind: 'open' }, isGone: false };
    this.table.putRow(rosterId, added);
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
        this.addRow(roster.id, { position, entry: added.entry, match: storedMatch(added), isWalkIn: false });
        position += 1;
      }
      return { roster, changes };
    });
  }

  #update(rosterId: string, row: RosterRow, incoming: IncomingRow): void {
    const next = { ...row, entry: incoming.entry, match: matchAfter(row, incoming), isGone: false };
    if (!isDeepStrictEqual(next, row)) this.table.putRow(rosterId, next);
  }
}

function withSessionsEnded(roster: Roster, nowMs: number): Roster {
  const sessions = roster.sessions.map((session) => ({ ...session, endedAtMs: session.endedAtMs ?? nowMs }));
  return { ...roster, sessions };
}

const mappingKey = (headings: string) => `roster mapping ${headings}`;

/** The rosters of a station, over its store. Reads nothing before it is asked, but mends lookups that a rescue left out. */
export function createRosterStore(parts: RosterStoreParts): RosterStore {
  const { store, clock } = parts;
  const rosters = new Rosters(parts);
  const { table } = rosters;
  const missing = rosters.run('read', () => table.rowsWithoutLookups().length);
  if (missing.kind === 'ok' && missing.value > 0) rosters.run('transact', () => table.restoreLookups());
  return {
    list: () => rosters.run('read', () => table.rosters()),
    byName(name) {
      const found = rosters.run('read', () => rosters.named(name));
      if (found.kind === 'error') return found;
      return found.value === undefined ? err({ kind: 'no-such-roster' }) : ok(found.value);
    },
    rows: (id) => rosters.run('read', () => table.rows(rosters.roster(id).id)),
    find: (id, text) => rosters.run('read', () => table.find(id, text)),
    compare: (name, incoming) =>
      rosters.run('read', () => {
        const known = rosters.named(name);
        return listChanges(known === undefined ? [] : table.rows(known.id).rows, incoming);
      }),
    importList: (name, incoming) => rosters.importList(name, incoming),
    apply: (id, personKey, event) =>
      rosters.changeRow(id, personKey, (row) => {
        const next = nextRowState(row.state, event);
        if (next.kind === 'error') throw new Refusal({ kind: 'not-from-here', ...next.error });
        return { ...row, state: next.value };
      }),
    mend: (id, personKey, mending) => rosters.changeRow(id, personKey, (row) => ({ ...row, ...mending })),
    addWalkIn: (id, entry, match) =>
      rosters.run('transact', () => {
        rosters.openRoster(id);
        return rosters.addRow(id, { position: table.count(id), entry, match, isWalkIn: true });
      }),
    startSession(id, station) {
      const session = { id: parts.randomId(), station, startedAtMs: clock.nowMs() };
      const started = rosters.run('transact', () => {
        const roster = rosters.openRoster(id);
        table.putRoster({ ...roster, sessions: [...roster.sessions, session] });
      });
      return started.kind === 'ok' ? ok(session) : started;
    },
    endSession: (id, sessionId) =>
      rosters.changeRoster(id, (roster) => ({
        ...roster,
        sessions: roster.sessions.map((session) =>
          session.id === sessionId ? { ...session, endedAtMs: session.endedAtMs ?? clock.nowMs() } : session,
        ),
      })),
    close: (id) =>
      rosters.changeRoster(id, (roster) => ({
        ...withSessionsEnded(roster, clock.nowMs()),
        closedAtMs: roster.closedAtMs ?? clock.nowMs(),
      })),
    erase: (id) =>
      rosters.run('transact', () => {
        if (rosters.roster(id).closedAtMs === undefined) throw new Refusal({ kind: 'roster-open' });
        table.erase(id);
      }),
    rememberedMapping(headings) {
      const bytes = store.documents.get(mappingKey(headings));
      return bytes === undefined ? undefined : mappingOfBytes(bytes);
    },
    rememberMapping(headings, mapping) {
      const kept = store.documents.put(mappingKey(headings), new TextEncoder().encode(JSON.stringify(mapping)));
      return kept.kind === 'ok' ? kept : err({ kind: 'storage', fault: kept.error });
    },
  };
}

/** A mapping that does not read any more is none: the proposal of the table holds again. */
function mappingOfBytes(bytes: Uint8Array): ColumnMapping | undefined {
  try {
    const mapping: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isMapping(mapping) ? mapping : undefined;
  } catch {
    return undefined;
  }
}

function isMapping(value: unknown): value is ColumnMapping {
  if (typeof value !== 'object' || value === null || !('headerRows' in value) || !('columns' in value)) return false;
  const { headerRows, columns } = value;
  return (
    Number.isInteger(headerRows) &&
    typeof columns === 'object' &&
    columns !== null &&
    Object.values(columns).every((column) => Number.isInteger(column) && Number(column) >= 0)
  );
}
