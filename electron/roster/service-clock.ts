import type { Clock } from '../ports.ts';

/** How the service's clock stands to this machine's wall clock: `Date` says whole seconds, so it is known as a span. */
export interface ClockOffset {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** How far two offsets may part before the wall clock was changed in between. */
const steadyMs = 2_000;

/** The service's time, from what it says with every answer. Stations with wrong clocks agree on it. */
export interface ServiceClock {
  /** An answer said `dateMs`; it was asked and answered at these times of the monotonic clock. */
  heard(dateMs: number, askedMs: number, answeredMs: number): void;
  /** Nobody is asked any more: before the first answer the offset of the last start holds, else this machine's own time. */
  assume(): void;
  /** The offset, to be kept for the next start; `undefined` before the first answer. */
  offset(): ClockOffset | undefined;
  /** The service's time now; `undefined` before the first answer. */
  nowMs(): number | undefined;
  /**
   * The service's time at a moment that this machine's wall clock told. `isSure` unless the wall clock may have been changed
   * since: then it is the best guess.
   */
  at(wallMs: number): { readonly atMs: number; readonly isSure: boolean } | undefined;
}

const middle = ({ leastMs, mostMs }: ClockOffset) => Math.round((leastMs + mostMs) / 2);

/** Creates it; `kept`: the offset of the last start. */
export function createServiceClock(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>, kept?: ClockOffset): ServiceClock {
  const startedMs = clock.nowMs();
  /** Of the service's clock to the monotonic one, which nobody changes. */
  let span: ClockOffset | undefined;
  /** Moments of the wall clock before this one are told by the clock of another time. */
  let steadySinceMs = startedMs;
  let drift = clock.nowMs() - clock.monotonicMs();

  /** Notes when somebody changed the wall clock. */
  function watch(): void {
    const now = clock.nowMs() - clock.monotonicMs();
    if (Math.abs(now - drift) > steadyMs) steadySinceMs = clock.nowMs();
    drift = now;
  }
  const offset = (): ClockOffset | undefined => {
    if (span === undefined) return undefined;
    return { leastMs: span.leastMs - drift, mostMs: span.mostMs - drift };
  };
  return {
    heard(dateMs, askedMs, answeredMs) {
      watch();
      const said = { leastMs: dateMs - answeredMs, mostMs: dateMs + 1_000 - askedMs };
      if (said.leastMs > said.mostMs) return;
      const leastMs = Math.max(said.leastMs, span?.leastMs ?? said.leastMs);
      const mostMs = Math.min(said.mostMs, span?.mostMs ?? said.mostMs);
      // What no longer fits together was another clock: the newest counts.
      span = leastMs <= mostMs ? { leastMs, mostMs } : said;
    },
    assume() {
      if (span !== undefined) return;
      watch();
      const { leastMs, mostMs } = kept ?? { leastMs: 0, mostMs: 0 };
      span = { leastMs: leastMs + drift, mostMs: mostMs + drift };
    },
    offset() {
      watch();
      return offset();
    },
    nowMs() {
      return span === undefined ? undefined : clock.monotonicMs() + middle(span);
    },
    at(wallMs) {
      watch();
      const now = offset();
      if (now === undefined) return undefined;
      // Nothing has happened after now: a wall clock that was ahead has been put right.
      const isOver = wallMs <= clock.nowMs();
      const latestMs = clock.monotonicMs() + middle(span ?? now);
      const isOfBefore = wallMs < startedMs && steadySinceMs === startedMs;
      const isSame = kept !== undefined && Math.abs(middle(kept) - middle(now)) <= steadyMs;
      return {
        atMs: Math.round(Math.min(wallMs + middle(now), latestMs)),
        isSure: isOver && (isOfBefore ? isSame : wallMs >= steadySinceMs),
      };
    },
  };
}
