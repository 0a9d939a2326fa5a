import { type Roster, type RosterRow, rosterRowSchema, rosterSchema } from '../../shared/roster.ts';
import { createRecordFormat } from '../storage/record-format.ts';
import type { Store } from '../storage/store.ts';
import { foldIdentifier, foldName, identifiersOf, nameKeys } from './identity-keys.ts';
import { photoPlace, rosterPlace, rowPlace } from './roster-section.ts';

const rosterFormat = createRecordFormat(rosterSchema, []);
const rowFormat = createRecordFormat(rosterRowSchema, []);

/** Rows that are there and were not read: damaged ones, and those that only a newer program reads. */
export interface UnreadRows {
  readonly damaged: number;
  readonly newer: number;
}

/** What a row says: what was written ahead from the moment at which that holds for its roster. */
const recordNow =
  'CASE WHEN next_of = (SELECT import FROM roster_turn WHERE roster_turn.roster = roster_row.roster) ' +
  'THEN next ELSE record END AS record';
/** Rows that a roster has: also those that lie under the id of an import that holds. The roster's id is asked for twice. */
const ofRoster = 'roster IN (SELECT ? UNION ALL SELECT import FROM roster_turn WHERE roster_turn.roster = ?)';

/** What a row can be found by: its key, its identifiers and names, and those of its person. */
function lookupTexts({ personKey, entry, match }: RosterRow): string[] {
  const person = match.kind === 'matched' ? match.person : undefined;
  const sources = person === undefined ? [entry] : [entry, person];
  const texts = sources.flatMap((source) => [...identifiersOf(source).map(([, text]) => text), ...nameKeys(source)]);
  return [...new Set([foldIdentifier(personKey), ...texts])];
}

/** Reads and writes rosters and their rows. Every call belongs inside `store.read` or `store.transact`; SQLite's errors are thrown. */
export class RosterTable {
  readonly #store: Store;
  readonly #onRow: ((rosterId: string, personKey: string) => void) | undefined;

  constructor(store: Store, onRow?: (rosterId: string, personKey: string) => void) {
    this.#store = store;
    this.#onRow = onRow;
  }

  #hash(rosterId: string, text: string): string {
    return this.#store.keyedHash('roster lookup', `${rosterId}\0${text}`);
  }

  rosters(): { readonly rosters: Roster[]; readonly unread: UnreadRows } {
    const rosters: Roster[] = [];
    const unread = { damaged: 0, newer: 0 };
    for (const { id, record } of this.#store.prepare('SELECT id, record FROM roster ORDER BY seq').iterate()) {
      const sealed = record instanceof Uint8Array ? record : new Uint8Array();
      const read = rosterFormat.read(this.#store.open(rosterPlace(String(id)), sealed));
      if (read.kind === 'ok') rosters.push(read.value);
      else unread[read.kind] += 1;
    }
    return { rosters, unread };
  }

  /** One roster; `undefined` where it is not there, or does not read. */
  roster(id: string): Roster | undefined {
    const found = this.#store.prepare('SELECT record FROM roster WHERE id = ?').get(id);
    if (!(found?.record instanceof Uint8Array)) return undefined;
    const read = rosterFormat.read(this.#store.open(rosterPlace(id), found.record));
    return read.kind === 'ok' ? read.value : undefined;
  }

  /** The keys of a roster's rows, in order, without opening any. */
  keys(rosterId: string): string[] {
    const select = 'SELECT person_key FROM roster_row WHERE roster = ? ORDER BY seq';
    return this.#store
      .prepare(select)
      .all(rosterId)
      .map((row) => String(row.person_key));
  }

  rows(rosterId: string): { readonly rows: RosterRow[]; readonly unread: UnreadRows } {
    const rows: RosterRow[] = [];
    const unread = { damaged: 0, newer: 0 };
    const select = `SELECT person_key, ${recordNow} FROM roster_row WHERE ${ofRoster} ORDER BY seq`;
    for (const { person_key: key, record } of this.#store.prepare(select).iterate(rosterId, rosterId)) {
      const read = this.#readRow(String(key), record);
      if (read.kind === 'ok') rows.push(read.value);
      else unread[read.kind] += 1;
    }
    return { rows, unread };
  }

  /**
   * Rows behind a place, a few of them, with the place of the last; without one there are no more. Those that lie under the id
   * of an import are not among them.
   */
  rowsBehind(rosterId: string, after: number, limit: number): { readonly rows: RosterRow[]; readonly last?: number } {
    const select = `SELECT seq, person_key, ${recordNow} FROM roster_row WHERE roster = ? AND seq > ? ORDER BY seq LIMIT ?`;
    const found = this.#store.prepare(select).all(rosterId, after, limit);
    const rows = found.flatMap(({ person_key: key, record }) => {
      const read = this.#readRow(String(key), record);
      return read.kind === 'ok' ? [read.value] : [];
    });
    const last = found.at(-1)?.seq;
    return { rows, ...(last === undefined ? {} : { last: Number(last) }) };
  }

  #readRow(personKey: string, record: unknown) {
    const sealed = record instanceof Uint8Array ? record : new Uint8Array();
    return rowFormat.read(this.#store.open(rowPlace(personKey), sealed));
  }

  row(rosterId: string, personKey: string): RosterRow | undefined {
    const select = `SELECT ${recordNow} FROM roster_row WHERE person_key = ? AND ${ofRoster}`;
    const found = this.#store.prepare(select).get(personKey, rosterId, rosterId);
    const read = found === undefined ? undefined : this.#readRow(personKey, found.record);
    return read?.kind === 'ok' ? read.value : undefined;
  }

  /** Whether somebody of any roster has this key. */
  isTaken(personKey: string): boolean {
    return this.#store.prepare('SELECT 1 FROM roster_row WHERE person_key = ?').get(personKey) !== undefined;
  }

  /** Rows that say exactly this of themselves: a card, a badge, an address, a name. */
  find(rosterId: string, text: string): RosterRow[] {
    const hashes = new Set([foldIdentifier(text), ...nameKeys({ displayName: text }), foldName(text)]);
    const select = 'SELECT person_key FROM roster_lookup WHERE hash = ?';
    const keys = [...hashes].flatMap((folded) =>
      this.#store
        .prepare(select)
        .all(this.#hash(rosterId, folded))
        .map((row) => String(row.person_key)),
    );
    const rows = [...new Set(keys)].flatMap((key) => this.row(rosterId, key) ?? []);
    // While a list is imported again rows can already be found by what they will say.
    const saying = rows.filter((row) => lookupTexts(row).some((said) => hashes.has(said)));
    return saying.sort((a, b) => a.position - b.position);
  }

  putRoster(roster: Roster): void {
    const record = this.#store.seal(rosterPlace(roster.id), rosterFormat.write(roster));
    this.#store
      .prepare('INSERT INTO roster (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record')
      .run(roster.id, record);
  }

  /** `lookupsOf`: the roster that it is found in, where it does not belong to it yet. */
  putRow(rosterId: string, row: RosterRow, lookupsOf = rosterId): void {
    this.#putRecord(rosterId, row.personKey, this.sealed(row));
    this.#store.prepare('DELETE FROM roster_lookup WHERE person_key = ?').run(row.personKey);
    this.putLookups(lookupsOf, row);
    this.#onRow?.(rosterId, row.personKey);
  }

  /** A row's record as it is written: so that the writing alone is left to be done at the moment that counts. */
  sealed(row: RosterRow): Uint8Array {
    return this.#store.seal(rowPlace(row.personKey), rowFormat.write(row));
  }

  /** Writes ahead what a row will say. What finds it is put and trimmed by itself. */
  putNext(importId: string, personKey: string, record: Uint8Array): void {
    const put = 'UPDATE roster_row SET next = ?, next_of = ? WHERE person_key = ?';
    this.#store.prepare(put).run(record, importId, personKey);
  }

  /** From now on all that was written ahead by this import holds, and the rows under its id are the roster's. */
  turn(rosterId: string, importId: string): void {
    this.#store.prepare('INSERT INTO roster_turn (roster, import) VALUES (?, ?)').run(rosterId, importId);
  }

  /** Whether what this import wrote ahead holds. */
  holds(importId: string): boolean {
    return this.#store.prepare('SELECT 1 FROM roster_turn WHERE import = ?').get(importId) !== undefined;
  }

  /** Moves what a row says to its place, or forgets what it was to say and does not. */
  putInPlace(rosterId: string, personKey: string): void {
    const move =
      'UPDATE roster_row SET record = next, next = NULL, next_of = NULL WHERE person_key = ? ' +
      'AND next_of = (SELECT import FROM roster_turn WHERE roster_turn.roster = roster_row.roster)';
    if (Number(this.#store.prepare(move).run(personKey).changes) > 0) this.#onRow?.(rosterId, personKey);
    else {
      const forget = 'UPDATE roster_row SET next = NULL, next_of = NULL WHERE person_key = ? AND next_of IS NOT NULL';
      this.#store.prepare(forget).run(personKey);
    }
  }

  /** Moves some of the rows that lie under the id of an import to their roster; how many. */
  takeOver(rosterId: string, limit: number): number {
    const select =
      'SELECT person_key FROM roster_row WHERE roster = (SELECT import FROM roster_turn WHERE roster_turn.roster = ?) LIMIT ?';
    const keys = this.#store.prepare(select).all(rosterId, limit);
    const move = this.#store.prepare('UPDATE roster_row SET roster = ? WHERE person_key = ?');
    for (const { person_key: key } of keys) {
      move.run(rosterId, String(key));
      this.#onRow?.(rosterId, String(key));
    }
    return keys.length;
  }

  /** Rosters of which not everything is in its place. */
  turning(): string[] {
    return this.#store
      .prepare('SELECT roster FROM roster_turn')
      .all()
      .map(({ roster }) => String(roster));
  }

  /** Everything of the import is in its place. */
  endTurn(rosterId: string): void {
    this.#store.prepare('DELETE FROM roster_turn WHERE roster = ?').run(rosterId);
  }

  #putRecord(rosterId: string, personKey: string, record: Uint8Array): void {
    this.#store
      .prepare(
        'INSERT INTO roster_row (person_key, roster, record) VALUES (?, ?, ?) ' +
          'ON CONFLICT (person_key) DO UPDATE SET record = excluded.record, next = NULL, next_of = NULL',
      )
      .run(personKey, rosterId, record);
  }

  /** Takes away what a row was found by before, and says no more. */
  trimLookups(rosterId: string, row: RosterRow): void {
    const said = new Set(lookupTexts(row).map((text) => this.#hash(rosterId, text)));
    const held = this.#store.prepare('SELECT hash FROM roster_lookup WHERE person_key = ?').all(row.personKey);
    const drop = this.#store.prepare('DELETE FROM roster_lookup WHERE person_key = ? AND hash = ?');
    for (const { hash } of held) if (!said.has(String(hash))) drop.run(row.personKey, String(hash));
  }

  /** Lets a row be found by what it says, whatever else finds it. */
  putLookups(rosterId: string, row: RosterRow): void {
    const put = this.#store.prepare('INSERT OR IGNORE INTO roster_lookup (hash, person_key) VALUES (?, ?)');
    for (const text of lookupTexts(row)) put.run(this.#hash(rosterId, text), row.personKey);
  }

  putPhoto(rosterId: string, personKey: string, photo: Uint8Array): void {
    this.#store
      .prepare(
        'INSERT INTO roster_photo (person_key, roster, photo) VALUES (?, ?, ?) ' +
          'ON CONFLICT (person_key) DO UPDATE SET photo = excluded.photo',
      )
      .run(personKey, rosterId, this.#store.seal(photoPlace(personKey), photo));
  }

  /** The photo that is held for a row; `undefined` when there is none, or when it is damaged. */
  photo(personKey: string): Uint8Array | undefined {
    const found = this.#store.prepare('SELECT photo FROM roster_photo WHERE person_key = ?').get(personKey);
    return found?.photo instanceof Uint8Array ? this.#store.open(photoPlace(personKey), found.photo) : undefined;
  }

  deletePhoto(personKey: string): void {
    this.#store.prepare('DELETE FROM roster_photo WHERE person_key = ?').run(personKey);
  }

  photoKeys(): { readonly rosterId: string; readonly personKey: string }[] {
    const rows = this.#store.prepare('SELECT roster, person_key FROM roster_photo ORDER BY seq').all();
    return rows.map(({ roster, person_key: key }) => ({ rosterId: String(roster), personKey: String(key) }));
  }

  /** How many rows a roster has; rows never leave one by one. */
  count(rosterId: string): number {
    const found = this.#store
      .prepare(`SELECT count(*) AS count FROM roster_row WHERE ${ofRoster}`)
      .get(rosterId, rosterId);
    return Number(found?.count ?? 0);
  }

  /** Rows that nothing finds, as those that were saved from a damaged file. */
  rowsWithoutLookups() {
    const select =
      'SELECT person_key, coalesce((SELECT roster FROM roster_turn WHERE import = roster_row.roster), roster) AS roster, ' +
      `${recordNow} FROM roster_row WHERE NOT EXISTS ` +
      '(SELECT 1 FROM roster_lookup WHERE roster_lookup.person_key = roster_row.person_key)';
    return this.#store.prepare(select).all();
  }

  /** Draws up the lookups of rows that have none. */
  restoreLookups(): void {
    for (const { person_key: key, roster, record } of this.rowsWithoutLookups()) {
      const read = this.#readRow(String(key), record);
      if (read.kind === 'ok') this.putLookups(String(roster), read.value);
    }
  }

  /** Erases a roster with all its rows, readable or not. */
  erase(rosterId: string): void {
    const keys = `SELECT person_key FROM roster_row WHERE ${ofRoster}`;
    this.#store.prepare(`DELETE FROM roster_lookup WHERE person_key IN (${keys})`).run(rosterId, rosterId);
    this.#store.prepare('DELETE FROM roster_photo WHERE roster = ?').run(rosterId);
    this.#store.prepare(`DELETE FROM roster_row WHERE ${ofRoster}`).run(rosterId, rosterId);
    this.endTurn(rosterId);
    this.#store.prepare('DELETE FROM roster WHERE id = ?').run(rosterId);
  }
}
