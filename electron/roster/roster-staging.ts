import { ok } from '../../shared/result.ts';
import type { Roster } from '../../shared/roster.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { type IncomingRow, type ListChanges, listChanges } from './list-changes.ts';
import { type Done, type RosterParts, type Rosters, storedMatch } from './roster-changes.ts';

/** What importing a list came to. */
export interface ImportedList {
  readonly roster: Roster;
  readonly changes: ListChanges;
}

/** Rows that are written in one go: some ten milliseconds. */
const rowsAtOnce = 100;
/** Where the id of a roster stands whose rows are being written and that is not there yet. */
const stagingKey = 'roster staging';

/**
 * Makes long lists into rosters while everything else has its turn: the rows are written ahead, a few at a time, under an id that
 * nobody sees before the roster's own record is there, which is written last. So it is there whole or not at all, whatever
 * happens in between.
 */
export class RosterStaging {
  readonly #parts: RosterParts;
  readonly #rosters: Rosters;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: RosterParts, rosters: Rosters) {
    this.#parts = parts;
    this.#rosters = rosters;
  }

  /** Erases what an import that came to no end has written ahead. */
  recover(): void {
    const noted = this.#parts.store.documents.get(stagingKey);
    if (noted !== undefined) this.#erase(new TextDecoder().decode(noted));
  }

  /** One after the other: two lists of one name become one roster. */
  importList(name: string, incoming: readonly IncomingRow[]): Promise<Done<ImportedList>> {
    const next = this.#last.then(() => this.#import(name, incoming));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #import(name: string, incoming: readonly IncomingRow[]): Promise<Done<ImportedList>> {
    const rosters = this.#rosters;
    const known = rosters.run('read', () => rosters.named(name));
    if (known.kind === 'error') return known;
    if (known.value !== undefined || incoming.length <= rowsAtOnce) return rosters.importList(name, incoming);
    const id = this.#parts.randomId();
    const changes = listChanges([], incoming);
    const written = await this.#writeAhead(id, changes.added);
    const kept = written.kind === 'error' ? written : this.#conclude({ id, name }, changes);
    if (kept.kind === 'ok' && kept.value !== undefined) return ok(kept.value);
    this.#erase(id);
    return kept.kind === 'error' ? kept : rosters.importList(name, incoming);
  }

  async #writeAhead(id: string, added: readonly IncomingRow[]): Promise<Done<void>> {
    const rosters = this.#rosters;
    // What a disk did not let go before has no other name than the one that is written over now.
    this.recover();
    const begun = rosters.run('transact', () => {
      this.#parts.store.documents.put(stagingKey, new TextEncoder().encode(id));
    });
    if (begun.kind === 'error') return begun;
    for (let at = 0; at < added.length; at += rowsAtOnce) {
      const written = rosters.run('transact', () => {
        for (const [index, { entry, match }] of added.slice(at, at + rowsAtOnce).entries()) {
          rosters.addRow(id, { position: at + index, entry, match: storedMatch(match), isWalkIn: false });
        }
      });
      if (written.kind === 'error') return written;
      await loopTurn();
    }
    return ok(undefined);
  }

  /** Makes the roster of the rows that were written ahead; `undefined` when there is one of this name by now. */
  #conclude({ id, name }: Pick<Roster, 'id' | 'name'>, changes: ListChanges): Done<ImportedList | undefined> {
    const rosters = this.#rosters;
    return rosters.run('transact', () => {
      if (rosters.named(name) !== undefined) return undefined;
      const nowMs = this.#parts.clock.nowMs();
      const roster: Roster = { id, name, createdAtMs: nowMs, importedAtMs: nowMs, sessions: [] };
      rosters.table.putRoster(roster);
      this.#parts.store.documents.delete(stagingKey);
      return { roster, changes };
    });
  }

  /** Where the disk refuses, the next start does it. */
  #erase(id: string): void {
    this.#rosters.run('transact', () => {
      this.#rosters.table.erase(id);
      this.#parts.store.documents.delete(stagingKey);
    });
  }
}
