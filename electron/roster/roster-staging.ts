import { ok } from '../../shared/result.ts';
import type { Roster } from '../../shared/roster.ts';
import { loopTurn, partByPart, stretches } from '../process/loop-turn.ts';
import { type IncomingRow, type ListChanges, listChangesInParts } from './list-changes.ts';
import { type Done, type ImportedList, type RosterParts, type Rosters, storedMatch } from './roster-changes.ts';
import { RosterUpdate } from './roster-update.ts';

/** Rows that are written in one go: some ten milliseconds. */
const rowsAtOnce = 100;
/** So often it is reckoned again what a list changes while somebody mends its rows; then in one piece. */
const mostTries = 3;
/** Where the id of a roster stands whose rows are being written and that is not there yet. */
const stagingKey = 'roster staging';

/**
 * Makes long lists into rosters while everything else has its turn: the rows are written ahead, a few at a time, under an id that
 * nobody sees before the roster's own record is there, which is written last. So it is there whole or not at all, whatever
 * happens in between. A roster that is there already is changed whole or not at all, too.
 */
export class RosterStaging {
  readonly #parts: RosterParts;
  readonly #rosters: Rosters;
  readonly #update: RosterUpdate;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: RosterParts, rosters: Rosters) {
    this.#parts = parts;
    this.#rosters = rosters;
    this.#update = new RosterUpdate(parts, rosters);
  }

  /** Erases what an import that came to no end has written ahead. */
  recover(): void {
    const noted = this.#parts.store.documents.get(stagingKey);
    if (noted !== undefined) this.#erase(new TextDecoder().decode(noted));
    // Lists that are imported meanwhile wait for it: both put lookups of the same rows.
    this.#last = this.#update.recover().catch(() => undefined);
  }

  /** One after the other: two lists of one name become one roster. */
  importList(name: string, incoming: readonly IncomingRow[]): Promise<Done<ImportedList>> {
    const next = this.#last.then(() => this.#import(name, incoming));
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** What importing would do; writes nothing. */
  async compare(name: string, incoming: readonly IncomingRow[]): Promise<Done<ListChanges>> {
    // An import that is under way has rows that are not in their place.
    await this.#last;
    const known = this.#rosters.run('read', () => this.#rosters.named(name));
    if (known.kind === 'error') return known;
    const rows = known.value === undefined ? ok([]) : await this.#update.rows(known.value.id);
    return rows.kind === 'error' ? rows : ok(await partByPart(listChangesInParts(rows.value, incoming)));
  }

  async #import(name: string, incoming: readonly IncomingRow[]): Promise<Done<ImportedList>> {
    const rosters = this.#rosters;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const known = rosters.run('read', () => {
        const roster = rosters.named(name);
        return { roster, count: roster === undefined ? 0 : rosters.table.count(roster.id) };
      });
      if (known.kind === 'error') return known;
      const { roster, count } = known.value;
      if (Math.max(incoming.length, count) <= rowsAtOnce || roster?.closedAtMs !== undefined) break;
      const kept = roster === undefined ? await this.#make(name, incoming) : await this.#importAgain(roster, incoming);
      if (kept.kind === 'error') return kept;
      if (kept.value !== undefined) return ok(kept.value);
    }
    return rosters.importList(name, incoming);
  }

  /** A new roster; `undefined` when there is one of this name by now. */
  async #make(name: string, incoming: readonly IncomingRow[]): Promise<Done<ImportedList | undefined>> {
    const id = this.#parts.randomId();
    const changes = await partByPart(listChangesInParts([], incoming));
    const written = await this.#writeAhead(id, changes.added, { lookupsOf: id, firstPosition: 0 });
    const kept = written.kind === 'error' ? written : this.#conclude({ id, name }, changes);
    if (kept.kind === 'error' || kept.value === undefined) this.#erase(id);
    return kept;
  }

  async #importAgain(known: Roster, incoming: readonly IncomingRow[]): Promise<Done<ImportedList | undefined>> {
    const id = this.#parts.randomId();
    const kept = await this.#update.import({ known, importId: id }, incoming, async ({ added }, firstPosition) => {
      const written = await this.#writeAhead(id, added, { lookupsOf: known.id, firstPosition });
      if (written.kind === 'error') return written;
      return ok({ conclude: () => this.#parts.store.documents.delete(stagingKey) });
    });
    if (kept.kind === 'error' || kept.value === undefined) this.#erase(id);
    return kept;
  }

  /** Writes rows under an id that nobody sees. `lookupsOf`: the roster whose rows they will be. */
  async #writeAhead(
    id: string,
    added: readonly IncomingRow[],
    { lookupsOf, firstPosition }: { readonly lookupsOf: string; readonly firstPosition: number },
  ): Promise<Done<void>> {
    const rosters = this.#rosters;
    // What a disk did not let go before has no other name than the one that is written over now.
    const noted = this.#parts.store.documents.get(stagingKey);
    if (noted !== undefined) this.#erase(new TextDecoder().decode(noted));
    const begun = rosters.run('transact', () => {
      this.#parts.store.documents.put(stagingKey, new TextEncoder().encode(id));
    });
    if (begun.kind === 'error') return begun;
    let position = firstPosition;
    for (const some of stretches(added, rowsAtOnce)) {
      const from = position;
      const written = rosters.run('transact', () => {
        for (const [index, { entry, match }] of some.entries()) {
          rosters.addRow(
            id,
            { position: from + index, entry, match: storedMatch(match), isWalkIn: false },
            { lookupsOf },
          );
        }
      });
      if (written.kind === 'error') return written;
      position += some.length;
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
      // A transaction that was answered with an error can be on the disk all the same.
      if (!this.#rosters.table.holds(id)) this.#rosters.table.erase(id);
      this.#parts.store.documents.delete(stagingKey);
    });
  }
}
