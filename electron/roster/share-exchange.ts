import { ok, type Result } from '../../shared/result.ts';
import type { RosterShare } from './roster-share.ts';
import type { RosterStore } from './roster-store.ts';
import type { ServiceClock } from './service-clock.ts';
import { followList } from './share-standing.ts';
import type { ListFailure } from './shared-list.ts';

interface ShareExchangeParts {
  readonly share: RosterShare;
  readonly rosters: Pick<RosterStore, 'get' | 'close'>;
  readonly serviceClock: Pick<ServiceClock, 'nowMs' | 'assume'>;
  /** Ends it in between. */
  readonly isOver: () => boolean;
  /** There is nothing left of an erased roster in the list. */
  readonly onErased: () => void;
}

/** Whether the list is not asked any more for what happens in the roster. */
export function isSharingEnded({ share: { endedBy, isErasing } }: RosterShare): boolean {
  return endedBy !== undefined || isErasing === true;
}

/** What one exchange of a shared roster with its list does, in its order. */
export class ShareExchange {
  readonly #parts: ShareExchangeParts;
  readonly #share: RosterShare;
  readonly #touched = new Set<string>();
  #isWholeSeen = false;

  constructor(parts: ShareExchangeParts) {
    this.#parts = parts;
    this.#share = parts.share;
  }

  /** Something happened to a row here. */
  touched(personKey: string): void {
    this.#touched.add(personKey);
  }

  /** Whether something happened that the next exchange has to note. */
  get isTouched(): boolean {
    return this.#touched.size > 0;
  }

  /** Whether every row was looked at since the start: what happens to others is heard of one by one. */
  get isWholeSeen(): boolean {
    return this.#isWholeSeen;
  }

  /** Notes what happened here. */
  async #observe(): Promise<void> {
    const keys = this.#isWholeSeen ? [...this.#touched] : undefined;
    if (keys?.length === 0) return;
    this.#touched.clear();
    // What could not be noted now is found with the next look at every row.
    this.#isWholeSeen = await this.#share.book.observe(keys, this.#parts.isOver);
  }

  /** What came of it; `undefined` when nothing was asked. */
  async together(isWhole: boolean): Promise<Result<void, ListFailure> | undefined> {
    const { isOver } = this.#parts;
    if (isOver()) return undefined;
    if (isSharingEnded(this.#share)) return await this.#goOnAlone();
    await this.#observe();
    if (isOver()) return undefined;
    const proved = await this.#share.prove();
    if (isOver()) return undefined;
    const read = proved.kind === 'error' ? proved : isWhole ? await this.#share.pull(isOver) : undefined;
    if (isOver()) return undefined;
    if (read?.kind === 'error') {
      this.#share.photos.tidy('not-read');
      return read;
    }
    const isClosed = followList(this.#parts.rosters, this.#share);
    if (isSharingEnded(this.#share)) {
      await this.#goOnAlone();
      return read;
    }
    // What happened until now is told before this station says that it is there.
    const asOfMs = this.#parts.serviceClock.nowMs();
    await this.#observe();
    if (isOver()) return undefined;
    // Whose the list is stands there before the first row.
    const first = this.#share.share.noteItemId === undefined ? await this.#share.sayHere(isClosed, asOfMs) : undefined;
    if (isOver()) return undefined;
    if (first?.kind === 'error') return first;
    // Where nobody knows yet whose the list is, nobody is written into it.
    const told = this.#share.mayTell ? await this.#share.push(isOver) : ok(0);
    if (isOver()) return undefined;
    this.#share.photos.tidy(told.kind === 'ok' ? 'read' : 'not-read');
    if (told.kind === 'error') return told;
    const said = await this.#share.sayHere(isClosed, asOfMs);
    if (said.kind === 'error') return said;
    return read !== undefined || told.value > 0 || said.value ? ok(undefined) : undefined;
  }

  /** The sharing has ended, and the list is asked nothing any more: what this station does for itself goes on. */
  async #goOnAlone(): Promise<undefined> {
    const { isOver } = this.#parts;
    this.#parts.serviceClock.assume();
    await this.#observe();
    if (isOver()) return undefined;
    followList(this.#parts.rosters, this.#share);
    this.#share.photos.tidy('read');
    return undefined;
  }

  /** Erases the list's rows, only when it is its turn: what happens to jobs meanwhile is no reason to ask the list. */
  async erase(isWhole: boolean): Promise<Result<void, ListFailure> | undefined> {
    const { isOver, onErased } = this.#parts;
    if (!isWhole) return undefined;
    const done = await this.#share.eraseRows(isOver);
    if (isOver()) return undefined;
    if (done.kind === 'error' && done.error.kind !== 'gone') return done;
    if (done.kind === 'error' || done.value === 'erased') onErased();
    return undefined;
  }
}
