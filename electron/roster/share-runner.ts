import { err, type Result } from '../../shared/result.ts';
import { createDeadline, DeadlineStop } from '../http/deadline.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { ListReach, ShareState } from './list-reach.ts';
import type { TurnOrder } from './roster-order.ts';
import { RosterShare, type RosterShareParts } from './roster-share.ts';
import type { ClaimOutcome } from './row-claim.ts';
import { isSharingEnded, ShareExchange } from './share-exchange.ts';
import { orderBeside } from './share-order.ts';
import {
  type Erasing,
  erasingOf,
  fateOf,
  keepFindings,
  mayBeLeft,
  reachOf,
  type SharedTime,
  StateNews,
  stateOf,
} from './share-standing.ts';
import type { ListFailure } from './shared-list.ts';

/** A photo of a shared roster with the job that carries it. */
export interface SavedPhoto {
  readonly jobId: string;
  readonly capturedAtMs: number;
  readonly photo: Uint8Array;
}

export interface ShareRunnerParts {
  readonly share: RosterShareParts;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Whether the station ends: nothing more is read from its disk. */
  readonly isClosing: () => boolean;
  /** Nothing is asked of the list, nor read of what is known of it. */
  readonly isLeftAlone: boolean;
  /** Between two looks at the list. */
  readonly pollMs: number;
  /** Something is new about it, or about the erasing of its rows. */
  readonly onChanged: () => void;
  /** There is nothing left to do: the list's rows are erased, or the roster is not there any more. */
  readonly onOver: () => void;
}

/** Between two looks that each read the whole list. */
const wholeEveryMs = 60_000;
const soonMs = 200;
const lookMs = 4_000;

/** Keeps one shared roster and its list together: when to look, when to tell, when to leave the list alone. */
export class ShareRunner {
  readonly #parts: ShareRunnerParts;
  readonly share: RosterShare;
  readonly #reach: ListReach;
  #isStarted = false;
  #isOver: boolean;
  #isBusy = false;
  #isLookMissed = false;
  readonly #exchange: ShareExchange;
  readonly #news: StateNews;
  #cancel: (() => void) | undefined;
  #cancelSoon: (() => void) | undefined;

  constructor(parts: ShareRunnerParts) {
    this.#parts = parts;
    this.#isOver = parts.isLeftAlone;
    this.share = new RosterShare(parts.share);
    const { clock, log } = parts;
    this.#reach = reachOf(this.share, { clock, log, serviceNowMs: () => parts.share.serviceClock.nowMs() });
    const told = () => ({ ...this.state(), isErasing: this.share.share.isErasing });
    const { rosters, serviceClock } = parts.share;
    this.#exchange = new ShareExchange({
      ...{ share: this.share, rosters, serviceClock },
      isOver: () => this.#isOver,
      onErased: () => this.#end(),
    });
    this.#news = new StateNews(told, parts.onChanged);
    void this.#readFirst();
  }

  /** Whoever asks meanwhile how the day goes, or what is on the disk, is told anew. */
  async #readFirst(): Promise<void> {
    const isAtOnce = this.read();
    if (!this.share.book.isRead && (await isAtOnce)) this.#tell(true);
  }

  /** Reads what the disk holds of it; false where not all of that was read. */
  read(): Promise<boolean> {
    return this.share.book.read(() => this.#isOver || this.#parts.isClosing());
  }

  /** Whom an upload job of this roster is of. */
  personOf(jobId: string): string | undefined {
    return this.share.book.personOf(jobId);
  }

  /** A photo was saved. Part of its transaction. */
  saved(personKey: string, { jobId, capturedAtMs, photo }: SavedPhoto): void {
    this.share.photos.keep(personKey, capturedAtMs, photo);
    this.share.book.noteJob(jobId, personKey);
  }

  start(): void {
    this.#isStarted = true;
    this.#next(0);
  }

  close(): void {
    this.#isOver = true;
    this.#cancel?.();
    this.#cancelSoon?.();
  }

  state(): ShareState {
    return stateOf(this.share, this.#reach);
  }

  /** How the erasing of its rows stands, in a roster that was erased here. */
  erasing(): Erasing {
    return erasingOf(this.share, this.state().list, this.#parts.share.serviceClock.nowMs());
  }

  /** The service's time; nothing where the list is not asked any more. */
  serviceTime(): SharedTime | undefined {
    const nowMs = this.#parts.share.serviceClock.nowMs();
    if (this.#isEnded) return undefined;
    const { closedAtMs } = this.share.share;
    return { ...(nowMs === undefined ? {} : { nowMs }), ...(closedAtMs === undefined ? {} : { closedAtMs }) };
  }

  /** Whom this station calls by itself, beside the others. */
  order(): TurnOrder {
    return orderBeside(this.share.book.glance, this.#reach, this.#isEnded);
  }

  get #isEnded(): boolean {
    return isSharingEnded(this.share);
  }

  #next(delayMs: number): void {
    this.#cancel?.();
    if (this.#isOver) return;
    const { clock, random, pollMs } = this.#parts;
    this.#cancel = clock.setTimer(delayMs, () => {
      void this.exchange().finally(() => {
        const everyMs = this.share.readsWhole ? wholeEveryMs : pollMs;
        this.#next(Math.max(everyMs * (0.8 + 0.4 * random()), this.#reach.pausedForMs));
      });
    });
  }

  /** Something happened to a row here: the list is told without waiting for the next look. */
  touched(personKey: string): void {
    this.#exchange.touched(personKey);
    this.share.book.changed.add(personKey);
    this.#soon();
  }

  #soon(): void {
    if (!this.#isStarted || this.#isOver || this.#cancelSoon !== undefined) return;
    // What a look at every row will find needs no word of its own, and an ended sharing tells nobody.
    if (!this.#exchange.isWholeSeen || this.#isEnded) return;
    this.#cancelSoon = this.#parts.clock.setTimer(soonMs, () => {
      this.#cancelSoon = undefined;
      void this.exchange(false);
    });
  }

  /** Looks at the list now, unless it is to be left alone: the roster was closed, or erased. */
  lookSoon(): void {
    if (this.#isStarted) this.#next(0);
  }

  /** One exchange with the list; `isWhole`: it is also read. `undefined` when it was left alone. */
  async exchange(isWhole = true): Promise<Result<void, ListFailure> | undefined> {
    const { log } = this.#parts;
    if (this.#isOver || this.#reach.isPaused) return undefined;
    if (this.#isBusy) {
      this.#isLookMissed ||= isWhole;
      return undefined;
    }
    this.#isBusy = true;
    try {
      if (!(await this.read()) || this.#isOver) return undefined;
      const fate = fateOf(this.#parts.share.rosters, this.share);
      if (fate === 'lost') this.#end();
      if (fate === 'erased') this.#tell(false);
      const done = await (fate === 'erased' ? this.#exchange.erase(isWhole) : this.#exchange.together(isWhole));
      if (this.#isOver) return undefined;
      const { rosters, serviceClock } = this.#parts.share;
      keepFindings(rosters, this.share, done, serviceClock.nowMs());
      if (done === undefined) return undefined;
      this.#reach.note(done, isWhole);
      return done;
    } catch (cause) {
      log.warn('roster.share-failed', { cause });
      return undefined;
    } finally {
      this.#isBusy = false;
      this.#tell(isWhole && this.share.share.isErasing !== true);
      if (this.#exchange.isTouched) this.#soon();
      // The time for it came while the list was told something.
      if (this.#isLookMissed) this.lookSoon();
      this.#isLookMissed = false;
    }
  }

  #tell(isAlways: boolean): void {
    if (!this.#isOver) this.#news.tell(isAlways);
  }

  /** The rows of an erased roster are not looked for any more; false where they may well be erased from here. */
  leaveList(): boolean {
    if (!mayBeLeft(this.share, this.#reach)) return false;
    this.#end();
    return true;
  }

  #end(): void {
    this.#parts.share.store.transact(() => this.#parts.share.table.erase(this.share.rosterId));
    this.close();
    this.#parts.onOver();
  }

  /** A claim has told before the next look that the list is out of reach. One row that is gone says nothing of the list. */
  #lost(why: ListFailure): void {
    if (why.kind === 'gone') {
      this.#reach.drift();
      this.lookSoon();
    } else this.#reach.note(err(why), false);
  }

  /** Tells the other stations whom this one has called; they are not told when the roster went, or the station ends, meanwhile. */
  async claim(personKey: string): Promise<ClaimOutcome> {
    const isLeft = this.#reach.isPaused || this.#isEnded || this.#isOver;
    if (isLeft || !this.share.isProved) return { kind: 'not-told' };
    try {
      const outcome = await this.share.claim(personKey, () => this.#isOver);
      if (outcome.kind === 'not-told' && outcome.why !== undefined && !this.#isOver) this.#lost(outcome.why);
      return outcome;
    } catch (cause) {
      this.#parts.log.warn('roster.share-failed', { cause });
      return { kind: 'not-told' };
    }
  }

  /** A look at somebody's row before their photo goes out: short, and only where the list was reached lately. */
  async lookBeforeSending(personKey: string, signal: AbortSignal): Promise<void> {
    if (this.#reach.isReached && !this.#isEnded) {
      const limit = createDeadline(this.#parts.clock, { signal });
      try {
        await limit.race(
          this.share.look(personKey, limit.signal, () => this.#isOver),
          lookMs,
        );
      } catch (cause) {
        if (!(cause instanceof DeadlineStop)) throw cause;
      } finally {
        limit.close();
      }
      if (this.#isOver) return;
    }
    this.share.book.dropOutdated(personKey);
  }
}
