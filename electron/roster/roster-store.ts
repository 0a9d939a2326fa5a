import { err, ok } from '../../shared/result.ts';
import type { Roster, RosterCapture, RosterEntry, RosterMatch, RosterRow, RosterSession } from '../../shared/roster.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { type IncomingRow, type ListChanges, listChanges } from './list-changes.ts';
import {
  type Done,
  type ImportedList,
  isHolding,
  Refusal,
  type RosterParts,
  Rosters,
  withSessionsEnded,
} from './roster-changes.ts';
import { RosterStaging } from './roster-staging.ts';
import type { UnreadRows } from './roster-table.ts';
import { nextRowState, type RowEvent } from './row-transition.ts';

export type { RosterFailure } from './roster-changes.ts';

/** Rosters on the station's disk. When a change answers `ok`, it is on the disk; when not, nothing of it is promised. */
export interface RosterStore {
  list(): Done<{ readonly rosters: readonly Roster[]; readonly unread: UnreadRows }>;
  get(rosterId: string): Done<Roster>;
  /** The roster of this name; names compare as people's do, without case and width. */
  byName(name: string): Done<Roster>;
  /** The keys of everybody on it in the order in which they came, which is not the list's; nothing that is sealed is opened. */
  keys(rosterId: string): Done<readonly string[]>;
  rows(rosterId: string): Done<{ readonly rows: readonly RosterRow[]; readonly unread: UnreadRows }>;
  /** One row; a part of a transaction does not fail where there is none. */
  row(rosterId: string, personKey: string): Done<RosterRow | undefined>;
  /** Rows that say exactly this of themselves: a card's key, a badge's number, an address, a name. */
  find(rosterId: string, text: string): Done<readonly RosterRow[]>;
  /** What importing would do; writes nothing. */
  compareInTurns(name: string, incoming: readonly IncomingRow[]): Promise<Done<ListChanges>>;
  /** The same in one piece. */
  compare(name: string, incoming: readonly IncomingRow[]): Done<ListChanges>;
  /** Makes the roster, or imports into it again. States and captures stay as they are. */
  importList(name: string, incoming: readonly IncomingRow[]): Done<ImportedList>;
  /** The same for lists of any length: everything else has its turn in between. */
  importInTurns(name: string, incoming: readonly IncomingRow[]): Promise<Done<ImportedList>>;
  /** Several changes as one: all of them are on the disk, or none. */
  together<Value>(body: () => Done<Value>): Done<Value>;
  /**
   * Lets something happen to a row, as the table of transitions allows. Inside a transaction it is a part of it, and a refusal
   * undoes the whole.
   */
  apply(rosterId: string, personKey: string, event: RowEvent): Done<RosterRow>;
  /** Mends what a row says or who it is, whatever its state. */
  mend(rosterId: string, personKey: string, mending: { entry?: RosterEntry; match?: RosterMatch }): Done<RosterRow>;
  /** `cardKey`: the key on the card that they were given; refused when somebody has it already. */
  addWalkIn(rosterId: string, entry: RosterEntry, match: RosterMatch, cardKey?: string): Done<RosterRow>;
  startSession(rosterId: string, station: string): Done<RosterSession>;
  /** Whose turn it is in an open session; absent: nobody's. */
  setCurrent(rosterId: string, sessionId: string, personKey: string | undefined): Done<RosterSession>;
  endSession(rosterId: string, sessionId: string): Done<Roster>;
  /** No more photos for this roster; ends its sessions. */
  close(rosterId: string): Done<Roster>;
  /** Keeps a photo of somebody whose account is not known, with its capture, until {@link handOver}. */
  holdPhoto(rosterId: string, personKey: string, photo: Uint8Array, capture: RosterCapture): Done<RosterRow>;
  /** The photo that is held for a row; `undefined` when there is none, or when it is damaged. */
  heldPhoto(rosterId: string, personKey: string): Uint8Array | undefined;
  /** Rows with a held photo whose person is known by now. */
  readyToHandOver(): Done<
    readonly { readonly rosterId: string; readonly row: RosterRow; readonly photo: Uint8Array }[]
  >;
  /** An upload job carries the held photo from now on. Inside a transaction it is a part of it, and a refusal undoes the whole. */
  handOver(rosterId: string, personKey: string, jobId: string): Done<RosterRow>;
  /** Rows that nobody was found for get who was found now. What a person chose stays. */
  matchAgain(rosterId: string, matches: ReadonlyMap<string, RosterMatch>): Done<number>;
  /** Puts rows as the stations of a shared roster know them. Inside a transaction it is a part of it. */
  adopt(rosterId: string, rows: readonly RosterRow[]): Done<void>;
  /** Makes an empty roster, to be filled from a shared list; refused where one of this name is there. */
  startEmpty(name: string): Done<Roster>;
  /** Erases each closed roster that is over, which is asked inside the transaction, as `alongside` runs in it for each; how many. */
  eraseClosed(
    isOver: (rosterId: string, closedAtMs: number) => boolean,
    alongside?: (rosterId: string) => void,
  ): Done<number>;
  /** Erases a closed roster with its names. */
  erase(rosterId: string): Done<void>;
  /** The mapping that was last used for a list with these headings. */
  rememberedMapping(headings: string): ColumnMapping | undefined;
  rememberMapping(headings: string, mapping: ColumnMapping): Done<void>;
}

const mappingKey = (headings: string) => `roster mapping ${headings}`;

function changeState(rosters: Rosters, id: string, personKey: string, event: RowEvent): RosterRow {
  const changed = rosters.changeRow(id, personKey, (row) => {
    const next = nextRowState(row.state, event);
    if (next.kind === 'error') throw new Refusal({ kind: 'not-from-here', ...next.error });
    return { ...row, state: next.value };
  });
  if (changed.kind === 'error') throw new Refusal(changed.error);
  return changed.value;
}

/** The rosters of a station, over its store. Reads nothing before it is asked, but mends lookups that a rescue left out. */
export function createRosterStore(parts: RosterParts): RosterStore {
  const { store, clock } = parts;
  const rosters = new Rosters(parts);
  const { table } = rosters;
  const staging = new RosterStaging(parts, rosters);
  staging.recover();
  const missing = rosters.run('read', () => table.rowsWithoutLookups().length);
  if (missing.kind === 'ok' && missing.value > 0) rosters.run('transact', () => table.restoreLookups());
  return {
    list: () => rosters.run('read', () => table.rosters()),
    get: (id) => rosters.run('read', () => rosters.roster(id)),
    byName(name) {
      const found = rosters.run('read', () => rosters.named(name));
      if (found.kind === 'error') return found;
      return found.value === undefined ? err({ kind: 'no-such-roster' }) : ok(found.value);
    },
    rows: (id) => rosters.run('read', () => table.rows(rosters.roster(id).id)),
    keys: (id) => rosters.run('read', () => table.keys(rosters.roster(id).id)),
    row: (id, personKey) => rosters.run('read', () => table.row(id, personKey)),
    find: (id, text) => rosters.run('read', () => table.find(id, text)),
    compare: (name, incoming) =>
      rosters.run('read', () => {
        const known = rosters.named(name);
        return listChanges(known === undefined ? [] : table.rows(known.id).rows, incoming);
      }),
    importList: (name, incoming) => rosters.importList(name, incoming),
    compareInTurns: (name, incoming) => staging.compare(name, incoming),
    importInTurns: (name, incoming) => staging.importList(name, incoming),
    together: (body) => rosters.together(body),
    apply: (id, personKey, event) => rosters.run('transact', () => changeState(rosters, id, personKey, event)),
    mend: (id, personKey, mending) => rosters.changeRow(id, personKey, (row) => ({ ...row, ...mending })),
    addWalkIn: (id, entry, match, cardKey) =>
      rosters.run('transact', () => {
        rosters.openRoster(id);
        if (cardKey !== undefined && table.isTaken(cardKey)) throw new Refusal({ kind: 'card-taken' });
        return rosters.addRow(id, { position: table.count(id), entry, match, isWalkIn: true }, { personKey: cardKey });
      }),
    startSession(id, station) {
      const session = { id: parts.randomId(), station, startedAtMs: clock.nowMs() };
      const started = rosters.run('transact', () => {
        const roster = rosters.openRoster(id);
        table.putRoster({ ...roster, sessions: [...roster.sessions, session] });
      });
      return started.kind === 'ok' ? ok(session) : started;
    },
    setCurrent: (id, sessionId, personKey) =>
      rosters.changeSession(id, sessionId, ({ current: _, ...session }) =>
        personKey === undefined ? session : { ...session, current: rosters.row(id, personKey).personKey },
      ),
    holdPhoto: (id, personKey, photo, capture) =>
      rosters.run('transact', () => {
        table.putPhoto(id, personKey, photo);
        return changeState(rosters, id, personKey, { kind: 'capture', capture });
      }),
    heldPhoto: (id, personKey) => {
      const read = rosters.run('read', () =>
        table.row(id, personKey) === undefined ? undefined : table.photo(personKey),
      );
      return read.kind === 'ok' ? read.value : undefined;
    },
    readyToHandOver: () =>
      rosters.run('read', () =>
        table.photoKeys().flatMap(({ rosterId, personKey }) => {
          const row = table.row(rosterId, personKey);
          if (row === undefined || row.match.kind !== 'matched' || !isHolding(row)) return [];
          const photo = table.photo(personKey);
          return photo === undefined ? [] : [{ rosterId, row, photo }];
        }),
      ),
    handOver: (id, personKey, jobId) =>
      rosters.changeRow(id, personKey, (row) => {
        if (!('capture' in row.state)) throw new Refusal({ kind: 'no-such-row' });
        return { ...row, state: { ...row.state, capture: { ...row.state.capture, jobId } } };
      }),
    matchAgain: (id, matches) =>
      rosters.run('transact', () => {
        rosters.openRoster(id);
        let count = 0;
        for (const row of table.rows(id).rows) {
          const match = matches.get(row.personKey);
          if (row.match.kind === 'matched' || match === undefined || match.kind === 'unmatched') continue;
          table.putRow(id, { ...row, match });
          if (match.kind === 'matched') count += 1;
        }
        return count;
      }),
    adopt: (id, rows) =>
      rosters.run('transact', () => {
        rosters.roster(id);
        for (const row of rows) {
          table.putRow(id, row);
          if (!isHolding(row)) table.deletePhoto(row.personKey);
        }
      }),
    startEmpty: (name) =>
      rosters.run('transact', () => {
        if (rosters.named(name) !== undefined) throw new Refusal({ kind: 'name-taken' });
        const nowMs = clock.nowMs();
        const roster = { id: parts.randomId(), name, createdAtMs: nowMs, importedAtMs: nowMs, sessions: [] };
        table.putRoster(roster);
        return roster;
      }),
    eraseClosed: (isOver, alongside) =>
      rosters.run('transact', () => {
        const over = table
          .rosters()
          .rosters.filter(({ id, closedAtMs }) => closedAtMs !== undefined && isOver(id, closedAtMs));
        for (const { id } of over) alongside?.(id);
        rosters.erase(over.map(({ id }) => id));
        return over.length;
      }),
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
        rosters.erase([id]);
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
