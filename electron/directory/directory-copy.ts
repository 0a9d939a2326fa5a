import type { Person } from '../../shared/person.ts';
import type { Clock, Log } from '../ports.ts';
import { loopTurn } from '../process/loop-turn.ts';
import type { DirectorySettings } from '../settings/settings-schema.ts';
import { type DirectoryUser, isFindable, personOfUser } from './directory-user.ts';
import { adoptFormerCopy } from './former-copy.ts';
import { createPeopleIndex } from './people-index.ts';
import { createPeopleStore, type ExactKey, type PeopleRows, type RowChange } from './people-store.ts';

/** What the copy is kept in, and for whom. */
export interface DirectoryCopyParts {
  readonly settings: DirectorySettings;
  /** Whose directory it is: the tenant's id. */
  readonly tenant: string;
  /** The station's store, with the directory's section in it. */
  readonly rows: PeopleRows;
  /** Where former versions kept the copy. */
  readonly documents: Parameters<typeof adoptFormerCopy>[0];
  readonly clock: Clock;
  readonly log: Log;
}

const sliceRows = 60;

/** The station's copy of the directory: rows on the disk, and in memory what finds them. */
export class DirectoryCopy {
  readonly #parts: DirectoryCopyParts;
  readonly #index = createPeopleIndex();
  /** Whether the settings want one at all. */
  readonly isKept: boolean;
  readonly store: ReturnType<typeof createPeopleStore>;
  #preparing: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  #generation: number;
  #isClosed = false;

  constructor(parts: DirectoryCopyParts) {
    const { settings, rows } = parts;
    this.#parts = parts;
    this.isKept = settings.people !== 'rosters' && settings.offlineLimit > 0;
    this.store = createPeopleStore(rows);
    this.#generation = rows.generation();
  }

  /** Resolves when it may be read and written. */
  prepare(): Promise<void> {
    this.#preparing ??= this.#makeReady();
    return this.#preparing;
  }

  /** Reads it into memory, in small slices. Resolves when everybody can be found in it. */
  open(): Promise<void> {
    // After a fault of the disk, rows may have changed that nobody was told of.
    const generation = this.#parts.rows.generation();
    if (generation !== this.#generation) {
      this.#generation = generation;
      this.#index.clear();
      this.#opening = undefined;
    }
    this.#opening ??= this.#read();
    return this.#opening;
  }

  /** Rows that were just written. */
  note(rows: readonly RowChange[]): void {
    // Before the copy was opened there is nothing to keep equal.
    if (this.#opening !== undefined) for (const { seq, user } of rows) this.#noteRow(seq, user);
  }

  search(query: string): Promise<Person[]> {
    return this.#found(() => this.#index.search(query));
  }

  /** Whom one slip of the hand keeps from a query. */
  searchNearly(query: string): Promise<Person[]> {
    return this.#found(() => this.#index.searchNearly(query));
  }

  person(id: string): Person | undefined {
    const user = this.store.user(id);
    return user === undefined ? undefined : personOfUser(user);
  }

  exact(key: ExactKey, text: string): Person[] {
    return this.store.exact(key, text).flatMap((user) => personOfUser(user) ?? []);
  }

  /** Whether it holds everybody that the settings name, as of its last reading. */
  isWhole(): boolean {
    const state = this.store.state();
    return state !== undefined && !state.isWhole && this.store.count() < this.#parts.settings.offlineLimit;
  }

  /** Everybody in it, with pauses in which everything else has its turn. */
  async *everybody(): AsyncIterable<DirectoryUser> {
    await this.prepare();
    for await (const rows of this.#slices()) for (const [, user] of rows) yield user;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Before it is read or written: what a former version left goes along, and what the settings no longer want goes. */
  async #makeReady(): Promise<void> {
    const { documents, settings, tenant } = this.#parts;
    const { store } = this;
    await adoptFormerCopy(documents, store, this.isKept ? settings.offlineLimit : 0, loopTurn);
    // People of another company are nobody's to find here.
    const kept = store.state()?.tenant;
    const isOther = kept !== undefined && kept !== tenant;
    for (let isMore = (!this.isKept || isOther) && !store.isEmpty(); isMore && !this.#isClosed; await loopTurn()) {
      const forgotten = store.forget(sliceRows);
      isMore = forgotten.kind === 'ok' && forgotten.value > 0;
    }
  }

  async #read(): Promise<void> {
    const { clock, log } = this.#parts;
    const startMs = clock.monotonicMs();
    await this.prepare();
    for await (const rows of this.#slices()) for (const [seq, user] of rows) this.#noteRow(seq, user);
    log.info('directory.opened', { count: this.#index.size, tookMs: Math.round(clock.monotonicMs() - startMs) });
  }

  async *#slices() {
    for (let last: number | undefined = 0; last !== undefined && !this.#isClosed; await loopTurn()) {
      const slice = this.store.slice(last, sliceRows);
      yield slice.rows;
      last = slice.lastSeq;
    }
  }

  #noteRow(seq: number, user: DirectoryUser | undefined): void {
    const { settings } = this.#parts;
    const person = user === undefined || !isFindable(user, settings) ? undefined : personOfUser(user);
    if (person === undefined) this.#index.remove(seq);
    else this.#index.put(seq, person);
  }

  async #found(search: () => readonly number[] | Promise<readonly number[]>): Promise<Person[]> {
    await this.open();
    return (await search()).flatMap((seq) => {
      const user = this.store.row(seq);
      const person = user === undefined ? undefined : personOfUser(user);
      return person === undefined ? [] : [person];
    });
  }
}
