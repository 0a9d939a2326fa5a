import type { Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import type { Silence } from './share-parts.ts';
import type { ListFailure } from './shared-list.ts';

/** How a shared list answers: `unknown` before the first try. */
type ListState = 'unknown' | 'reached' | ListFailure['kind'];

/** How a shared roster is with the others at this moment. */
export interface ShareState {
  /** `ended` when a station has ended the sharing. */
  readonly list: ListState | 'ended';
  /** Rows that the list has not been told of. */
  readonly due: number;
  /** The station that has closed the roster for all. */
  readonly closedBy?: string;
  /** The station took part without reaching the list, and has not found out yet whose it is. */
  readonly isUnasked?: true;
}

export interface ListReachParts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly log: Log;
  /** The service's time; `undefined` before it was heard. */
  readonly serviceNowMs: () => number | undefined;
  /** What is on the disk: when no station could tell the list anything, and the last that was heard of any. */
  readonly lostByAll?: readonly LostSpan[];
  readonly lastHeardMs?: number;
  /** What is known here of when another station told the list something last, by the service's clock. */
  readonly othersHeardMs?: () => number | undefined;
  /** Keeps `lostByAll` there. */
  readonly keepLost?: (lostByAll: readonly LostSpan[]) => void;
}

/** A time in which the list was lost, by the service's clock. */
interface LostSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A list that is gone or closed to us may come back. */
const retryMs = 60_000;
/** After a failure all stations have tried again, and told what they did, within this time. */
const apartMs = 2 * retryMs;
/** What was told longer ago than this says nothing of now, where it is not known when the list was reached last. */
const longAgoMs = 30 * 60_000;
/** Failures that may be this station's alone, while the others go on with the list. */
const ownFailures: readonly ListState[] = ['offline', 'sign-in-needed', 'busy'];

/** Failures that are every station's: nobody can tell the list anything. */
const failuresOfAll: readonly ListState[] = ['gone', 'forbidden', 'full'];
/** So many times in which all had lost the list are remembered. */
const mostLost = 20;

/** In their order, each time once: a start in the middle knows the beginning of one only by what was heard before. */
function joined(spans: readonly LostSpan[]): readonly LostSpan[] {
  const apart: LostSpan[] = [];
  for (const span of [...spans].sort((one, other) => one.fromMs - other.fromMs)) {
    const last = apart.at(-1);
    if (last === undefined || last.untilMs < span.fromMs) apart.push(span);
    else apart.splice(-1, 1, { ...last, untilMs: Math.max(last.untilMs, span.untilMs) });
  }
  return apart;
}

/** Whether one shared list answers, when it is to be left alone, and whether the stations can hear of each other. */
export class ListReach {
  readonly #parts: ListReachParts;
  #list: ListState = 'unknown';
  /** Nothing is asked before this moment of the monotonic clock. */
  #pausedUntilMs = 0;
  /** Until then others may have photographed somebody and not told it yet. */
  #apartUntilMs = 0;
  /** When the others were heard of last, by the service's clock; and before they were lost, while they are. */
  #heardMs: number | undefined;
  #lostMs: number | undefined;

  /** When nobody could tell the list anything, by the service's clock; and how far that was looked at, while the list is lost. */
  #lostByAll: readonly LostSpan[];
  #lookedMs: number | undefined;

  constructor(parts: ListReachParts) {
    this.#parts = parts;
    this.#lostByAll = joined(parts.lostByAll ?? []);
  }

  /** How long a station was silent, without the time in which none could speak. */
  readonly silence: Silence = (sinceMs, nowMs) =>
    this.#lostByAll.reduce(
      (silentMs, { fromMs, untilMs }) => silentMs - Math.max(0, Math.min(untilMs, nowMs) - Math.max(fromMs, sinceMs)),
      nowMs - sinceMs,
    );

  get list(): ListState {
    return this.#list;
  }

  /** Whether nothing is to be asked at this moment. */
  get isPaused(): boolean {
    return this.pausedForMs > 0;
  }

  get pausedForMs(): number {
    return Math.max(0, this.#pausedUntilMs - this.#parts.clock.monotonicMs());
  }

  /** Whether the list answered lately and may be asked. */
  get isReached(): boolean {
    return this.#list === 'reached' && !this.isPaused;
  }

  /** Whether the stations cannot hear of each other, or have not told each other everything since they could not. */
  get isCutOff(): boolean {
    return !this.isReached || this.#parts.clock.monotonicMs() < this.#apartUntilMs;
  }

  /** Whether the others may well go on with the list, which only this station has lost. */
  get isAlone(): boolean {
    return !this.isReached && ownFailures.includes(this.#list);
  }

  /** Up to when, by the service's clock, it is known here what the others do. */
  get knownUntilMs(): number {
    const nowMs = this.#parts.serviceNowMs() ?? 0;
    return this.isCutOff ? (this.#lostMs ?? nowMs) : nowMs;
  }

  /** What came of asking the list; `isRead`: what the others told was looked at, too. */
  note(done: Result<unknown, ListFailure>, isRead: boolean): void {
    if (done.kind === 'error') this.#lose(done.error, isRead);
    else {
      if (this.#list !== 'reached') this.#parts.log.info('roster.list-reached', { after: this.#list });
      this.#noteLostByAll(isRead);
      this.#list = 'reached';
      this.#lookedMs = undefined;
      this.#heardMs = this.#parts.serviceNowMs();
      if (!this.isCutOff) this.#lostMs = undefined;
    }
  }

  #lose(error: ListFailure, isRead: boolean): void {
    // Said once, however long it lasts.
    if (this.#list !== error.kind) this.#parts.log.info('roster.list-not-reached', { ...error });
    this.#list = error.kind;
    this.#noteLostByAll(isRead);
    this.drift();
    const waitMs =
      error.kind === 'busy' ? error.retryAfterMs : ['offline', 'sign-in-needed'].includes(error.kind) ? 0 : retryMs;
    this.#pausedUntilMs = this.#parts.clock.monotonicMs() + waitMs;
  }

  /** As long as the list fails all of them, and up to when it is back. */
  #noteLostByAll(isRead: boolean): void {
    const fromMs = this.#lookedMs ?? this.#heardMs ?? this.#parts.lastHeardMs;
    const untilMs = this.#parts.serviceNowMs();
    if (!failuresOfAll.includes(this.#list) || fromMs === undefined || untilMs === undefined) return;
    // A list that takes no more rows can be read, and may go on taking changes of those that it has.
    if (this.#list === 'full' && !isRead) return;
    this.#lookedMs = untilMs;
    if (this.#list === 'full' && (this.#parts.othersHeardMs?.() ?? 0) > fromMs) return;
    this.#lostByAll = joined([...this.#lostByAll, { fromMs, untilMs }]).slice(-mostLost);
    this.#parts.keepLost?.(this.#lostByAll);
  }

  /** Something was not told: the others may not know of it, nor this station of them. */
  drift(): void {
    this.#lostMs ??= this.#heardMs ?? (this.#parts.serviceNowMs() ?? 0) - longAgoMs;
    this.#apartUntilMs = this.#parts.clock.monotonicMs() + apartMs;
  }
}
