import { isDeepStrictEqual } from 'node:util';
import { ok } from '../../shared/result.ts';
import type { Roster, RosterRow } from '../../shared/roster.ts';
import { inTurns, loopTurn, partByPart, stretches } from '../process/loop-turn.ts';
import { type IncomingRow, type ListChanges, listChangesInParts } from './list-changes.ts';
import { type Done, type ImportedList, Refusal, type RosterParts, type Rosters, rowAfter } from './roster-changes.ts';

/** Rows that are read, reckoned or written in one go: some ten milliseconds. */
const rowsAtOnce = 50;
/** Rows that are only noted in one go. */
const fewAtOnce = 500;
/** Where the id of a roster stands whose rows may be found by what they did not come to say. */
const lookupsKey = 'roster lookups';

/** What importing again would change, as it was reckoned; valid as long as nobody has changed what it was reckoned from. */
interface Reckoning {
  readonly known: Roster;
  /** Under this id everything was written ahead. */
  readonly importId: string;
  readonly rows: ReadonlyMap<string, RosterRow>;
  readonly changes: ListChanges;
  /** What becomes of a row that has meanwhile moved on. */
  readonly next: ReadonlyMap<string, (row: RosterRow) => RosterRow>;
  /** Rows that were written meanwhile. */
  readonly written: ReadonlySet<string>;
}

/**
 * Imports a list into a roster again while everything else has its turn: what changes is reckoned, sealed and written ahead, a
 * few rows at a time, and holds from one short transaction on, the same for every length. Photos are taken meanwhile; their rows
 * are reckoned anew in that transaction. Afterwards what holds is moved to its place, again a few rows at a time.
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
   * the new rows under the import's id, which nobody sees, and forgets it where the transaction does not follow.
   */
  async import(
    { known, importId }: Pick<Reckoning, 'known' | 'importId'>,
    incoming: readonly IncomingRow[],
    writeAhead: (changes: ListChanges, firstPosition: number) => Promise<Done<{ readonly conclude: () => void }>>,
  ): Promise<Done<ImportedList | undefined>> {
    // What the disk did not let move before goes first.
    const placed = await this.#putNotedInPlace();
    if (placed.kind === 'error') return placed;
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
      const rows = new Map<string, RosterRow>();
      await inTurns(read.value, fewAtOnce, (row) => rows.set(row.personKey, row));
      const reckoning = { known, importId, rows, changes, next: await nextOf(changes), written };
      const ready = await this.#prepare(reckoning);
      if (ready.kind === 'error') return ready;
      stopListening();
      const done = this.#conclude(reckoning, counted.value, ahead.value.conclude);
      await this.#putInPlace(known.id, ready.value);
      return done;
    } finally {
      stopListening();
    }
  }

  /** What was cut off may have left rows that are found by what they do not say, or are not in their place: nobody sees it. */
  async recover(): Promise<void> {
    await loopTurn();
    await this.#putNotedInPlace();
  }

  async #putNotedInPlace(): Promise<Done<void>> {
    const turning = this.#rosters.run('read', () => this.#rosters.table.turning());
    if (turning.kind === 'error') return turning;
    const noted = this.#parts.store.documents.get(lookupsKey);
    const rosterIds = new Set([...turning.value, ...(noted === undefined ? [] : [new TextDecoder().decode(noted)])]);
    for (const rosterId of rosterIds) {
      const read = await this.rows(rosterId);
      if (read.kind === 'error') return read;
      const keys = read.value.map(({ personKey }) => personKey);
      const placed = await this.#putInPlace(rosterId, keys);
      if (placed.kind === 'error') return placed;
    }
    return ok(undefined);
  }

  #note(rosterId: string): Done<void> {
    return this.#rosters.run('transact', () => {
      this.#parts.store.documents.put(lookupsKey, new TextEncoder().encode(rosterId));
    });
  }

  /** Seals what changes and writes it ahead, and lets it be found by what it will say; the keys of these rows. */
  async #prepare({ known, importId, rows, next }: Reckoning): Promise<Done<readonly string[]>> {
    const { table } = this.#rosters;
    const keys: string[] = [];
    for (const part of stretches([...next], rowsAtOnce)) {
      const changing = part.flatMap(([key, change]) => {
        const row = rows.get(key);
        const changed = row && change(row);
        return changed === undefined || isDeepStrictEqual(changed, row) ? [] : [changed];
      });
      keys.push(...changing.map(({ personKey }) => personKey));
      const put = this.#rosters.run('transact', () => {
        for (const row of changing) {
          table.putNext(importId, row.personKey, table.sealed(row));
          table.putLookups(known.id, row);
        }
      });
      if (put.kind === 'error') return put;
      await loopTurn();
    }
    return ok(keys);
  }

  #conclude(reckoning: Reckoning, counted: number, concludeAhead: () => void): Done<ImportedList | undefined> {
    const { known, importId, changes, written, next } = reckoning;
    const { table } = this.#rosters;
    return this.#rosters.run('transact', () => {
      const now = table.roster(known.id);
      if (now?.closedAtMs !== undefined) throw new Refusal({ kind: 'roster-closed' });
      if (now === undefined || table.count(known.id) !== counted || !this.#isStill(reckoning)) return undefined;
      for (const key of [...written]) {
        const change = next.get(key);
        if (change !== undefined) table.putRow(known.id, change(this.#rosters.row(known.id, key)));
      }
      const roster: Roster = { ...now, importedAtMs: this.#parts.clock.nowMs() };
      table.putRoster(roster);
      table.turn(known.id, importId);
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

  /** Where the disk refuses, the next import or the next start does it. */
  async #putInPlace(rosterId: string, keys: readonly string[]): Promise<Done<void>> {
    const { table } = this.#rosters;
    for (const part of stretches(keys, rowsAtOnce)) {
      const placed = this.#rosters.run('transact', () => {
        for (const key of part) {
          table.putInPlace(rosterId, key);
          const row = table.row(rosterId, key);
          if (row !== undefined) table.trimLookups(rosterId, row);
        }
      });
      if (placed.kind === 'error') return placed;
      await loopTurn();
    }
    for (;;) {
      const taken = this.#rosters.run('transact', () => table.takeOver(rosterId, rowsAtOnce));
      if (taken.kind === 'error') return taken;
      if (taken.value === 0) break;
      await loopTurn();
    }
    return this.#rosters.run('transact', () => {
      table.endTurn(rosterId);
      this.#parts.store.documents.delete(lookupsKey);
    });
  }
}

/** What becomes of each row that the list names, or names no longer. */
async function nextOf({ changed, same, gone }: ListChanges): Promise<Reckoning['next']> {
  const next = new Map<string, (row: RosterRow) => RosterRow>();
  for (const pairs of [changed, same]) {
    await inTurns(pairs, fewAtOnce, ({ row, incoming }) => next.set(row.personKey, (now) => rowAfter(now, incoming)));
  }
  await inTurns(gone, fewAtOnce, ({ personKey }) => next.set(personKey, (now) => ({ ...now, isGone: true })));
  return next;
}
