import { isDeepStrictEqual } from 'node:util';
import { ok } from '../../shared/result.ts';
import type { Roster, RosterRow } from '../../shared/roster.ts';
import { loopTurn, partByPart } from '../process/loop-turn.ts';
import { type IncomingRow, type ListChanges, listChangesInParts } from './list-changes.ts';
import { type Done, type ImportedList, Refusal, type RosterParts, type Rosters, rowAfter } from './roster-changes.ts';

/** Rows that are read, reckoned or written in one go: some ten milliseconds. */
const rowsAtOnce = 50;
/** Where the id of a roster stands whose rows may be found by what they did not come to say. */
const lookupsKey = 'roster lookups';

/** A row as it will be, with its record ready to be written. */
interface Ready {
  readonly row: RosterRow;
  readonly record: Uint8Array;
}

/** What importing again would change, as it was reckoned; valid as long as nobody has changed what it was reckoned from. */
interface Reckoning {
  readonly known: Roster;
  readonly rows: ReadonlyMap<string, RosterRow>;
  readonly changes: ListChanges;
  /** What becomes of a row that has meanwhile moved on. */
  readonly next: ReadonlyMap<string, (row: RosterRow) => RosterRow>;
  readonly ready: readonly Ready[];
  /** Rows that were written meanwhile. */
  readonly written: ReadonlySet<string>;
}

/**
 * Imports a list into a roster again while everything else has its turn: what changes is reckoned and sealed ahead, a few rows at
 * a time, and written in one short transaction. Photos are taken meanwhile; their rows are reckoned anew in that transaction.
 */
export class RosterUpdate {
  readonly #parts: RosterParts;
  readonly #rosters: Rosters;

  constructor(parts: RosterParts, rosters: Rosters) {
    this.#parts = parts;
    this.#rosters = rosters;
  }

  /** Every row, read in turns. */
  async rows(rosterId: string): Promise<Done<readonly RosterRow[]>> {
    const all: RosterRow[] = [];
    for (let after = 0; ; await loopTurn()) {
      const part = this.#rosters.run('read', () => this.#rosters.table.rowsBehind(rosterId, after, rowsAtOnce));
      if (part.kind === 'error') return part;
      if (part.value.last === undefined) return ok(all);
      all.push(...part.value.rows);
      after = part.value.last;
    }
  }

  /**
   * Imports; `undefined` when somebody has meanwhile changed who or what the rows are, and nothing was written. `writeAhead` puts
   * the new rows under an id that nobody sees, and forgets it where the transaction does not follow.
   */
  async import(
    known: Roster,
    incoming: readonly IncomingRow[],
    writeAhead: (changes: ListChanges, firstPosition: number) => Promise<Done<{ readonly conclude: () => void }>>,
  ): Promise<Done<ImportedList | undefined>> {
    const written = new Set<string>();
    const stopListening = this.#rosters.listen((id, key) => {
      if (id === known.id) written.add(key);
    });
    try {
      const counted = this.#rosters.run('read', () => this.#rosters.table.count(known.id));
      const read = await this.rows(known.id);
      if (counted.kind === 'error') return counted;
      if (read.kind === 'error') return read;
      const changes = await partByPart(listChangesInParts(read.value, incoming));
      const ahead = await writeAhead(changes, counted.value);
      if (ahead.kind === 'error') return ahead;
      const begun = this.#note(known.id);
      if (begun.kind === 'error') return begun;
      const rows = new Map(read.value.map((row) => [row.personKey, row]));
      const next = nextOf(changes);
      const ready = await this.#prepare(known.id, rows, next);
      if (ready.kind === 'error') return ready;
      stopListening();
      const reckoning = { known, rows, changes, next, ready: ready.value, written };
      const done = this.#conclude(reckoning, counted.value, ahead.value.conclude);
      await this.#trim(
        known.id,
        ready.value.map(({ row }) => row.personKey),
      );
      return done;
    } finally {
      stopListening();
    }
  }

  /** What was cut off may have left rows that are found by what they do not say: nobody sees it, and it goes now. */
  async recover(): Promise<void> {
    const noted = this.#parts.store.documents.get(lookupsKey);
    if (noted === undefined) return;
    const rosterId = new TextDecoder().decode(noted);
    const read = await this.rows(rosterId);
    if (read.kind === 'ok')
      await this.#trim(
        rosterId,
        read.value.map(({ personKey }) => personKey),
      );
  }

  #note(rosterId: string): Done<void> {
    return this.#rosters.run('transact', () => {
      this.#parts.store.documents.put(lookupsKey, new TextEncoder().encode(rosterId));
    });
  }

  /** Seals what changes, and lets it be found by what it will say. */
  async #prepare(
    rosterId: string,
    rows: ReadonlyMap<string, RosterRow>,
    next: Reckoning['next'],
  ): Promise<Done<readonly Ready[]>> {
    const { table } = this.#rosters;
    const changing = [...next].flatMap(([key, change]) => {
      const row = rows.get(key);
      const changed = row && change(row);
      return changed === undefined || isDeepStrictEqual(changed, row) ? [] : [changed];
    });
    const ready: Ready[] = [];
    for (let at = 0; at < changing.length; at += rowsAtOnce) {
      const part = changing.slice(at, at + rowsAtOnce);
      for (const row of part) ready.push({ row, record: table.sealed(row) });
      const put = this.#rosters.run('transact', () => {
        for (const row of part) table.putLookups(rosterId, row);
      });
      if (put.kind === 'error') return put;
      await loopTurn();
    }
    return ok(ready);
  }

  #conclude(reckoning: Reckoning, counted: number, concludeAhead: () => void): Done<ImportedList | undefined> {
    const { known, changes, ready, written, next } = reckoning;
    const { table } = this.#rosters;
    return this.#rosters.run('transact', () => {
      const now = table.roster(known.id);
      if (now?.closedAtMs !== undefined) throw new Refusal({ kind: 'roster-closed' });
      if (now === undefined || table.count(known.id) !== counted || !this.#isStill(reckoning)) return undefined;
      for (const { row, record } of ready) {
        if (!written.has(row.personKey)) table.putSealed(known.id, row.personKey, record);
      }
      for (const key of [...written]) {
        const change = next.get(key);
        if (change !== undefined) table.putRow(known.id, change(this.#rosters.row(known.id, key)));
      }
      const roster: Roster = { ...now, importedAtMs: this.#parts.clock.nowMs() };
      table.putRoster(roster);
      concludeAhead();
      return { roster, changes };
    });
  }

  /** Whether the rows that were written meanwhile are and say what they did. */
  #isStill({ known, rows, written }: Reckoning): boolean {
    return [...written].every((key) => {
      const before = rows.get(key);
      const now = this.#rosters.table.row(known.id, key);
      return (
        before !== undefined &&
        now !== undefined &&
        before.isGone === now.isGone &&
        isDeepStrictEqual([before.entry, before.match], [now.entry, now.match])
      );
    });
  }

  /** Where the disk refuses, the next start does it. */
  async #trim(rosterId: string, keys: readonly string[]): Promise<void> {
    const { table } = this.#rosters;
    for (let at = 0; at < keys.length; at += rowsAtOnce) {
      const trimmed = this.#rosters.run('transact', () => {
        for (const key of keys.slice(at, at + rowsAtOnce)) {
          const row = table.row(rosterId, key);
          if (row !== undefined) table.trimLookups(rosterId, row);
        }
      });
      if (trimmed.kind === 'error') return;
      await loopTurn();
    }
    this.#rosters.run('transact', () => this.#parts.store.documents.delete(lookupsKey));
  }
}

/** What becomes of each row that the list names, or names no longer. */
function nextOf({ changed, same, gone }: ListChanges): Reckoning['next'] {
  const next = new Map<string, (row: RosterRow) => RosterRow>();
  for (const { row, incoming } of [...changed, ...same]) next.set(row.personKey, (now) => rowAfter(now, incoming));
  for (const { personKey } of gone) next.set(personKey, (now) => ({ ...now, isGone: true }));
  return next;
}
