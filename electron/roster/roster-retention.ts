import type { Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import type { RosterStore } from './roster-store.ts';

interface RetentionParts {
  readonly rosters: Pick<RosterStore, 'eraseClosedBefore'>;
  /** Erases what was asked about photos, and has lain since. */
  readonly eraseUntouched: (timeMs: number) => Result<number, unknown>;
  /** What time it is by the service of a shared roster's list, as `RosterSync` tells it. */
  readonly serviceTime: (rosterId: string) => { readonly nowMs?: number } | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Days that a closed roster stays. */
  readonly eraseAfterDays: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How far wall clock and monotonic clock may part within an hour before the wall clock is not believed. */
const jumpMs = 60_000;

/** A shared roster is looked at soon after the start: the date may have passed while all its stations were off. */
const sharedEveryMs = 5 * 60_000;

/**
 * Erases rosters, with their names and what was held for them, some days after they were closed, and who has a photo as long after
 * it was asked last, but a day at least: it is never closed. Looks once an hour, and only when the wall clock went on as it
 * should since the last look: a clock that jumps must not erase anything. Shared rosters go by the service's time alone, so that a
 * clock that is wrong from the start erases nothing for all stations; until it was heard they wait, which the log says.
 */
export function keepRostersTidy(parts: RetentionParts): () => void {
  const { rosters, eraseUntouched, serviceTime, clock, log, eraseAfterDays } = parts;
  let last = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
  let cancel = clock.setTimer(hourMs, look);
  let cancelShared = clock.setTimer(sharedEveryMs, lookAtShared);
  const isWaiting = new Set<string>();
  function erase(momentOf: (rosterId: string) => number | undefined): void {
    const erased = rosters.eraseClosedBefore(momentOf);
    if (erased.kind === 'error') log.warn('roster.not-erased', { kind: erased.error.kind });
    else if (erased.value > 0) log.info('roster.erased', { count: erased.value });
  }
  function lookAtShared(): void {
    erase((rosterId) => {
      const time = serviceTime(rosterId);
      if (time?.nowMs !== undefined) return time.nowMs - eraseAfterDays * dayMs;
      if (time !== undefined && !isWaiting.has(rosterId)) log.info('roster.erasing-waits-for-time', { rosterId });
      if (time !== undefined) isWaiting.add(rosterId);
      return undefined;
    });
    cancelShared = clock.setTimer(sharedEveryMs, lookAtShared);
  }
  function look(): void {
    const now = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const isSteady = Math.abs(now.nowMs - last.nowMs - (now.monotonicMs - last.monotonicMs)) <= jumpMs;
    if (isSteady) {
      const beforeMs = now.nowMs - eraseAfterDays * dayMs;
      erase((rosterId) => (serviceTime(rosterId) === undefined ? beforeMs : undefined));
      const surveys = eraseUntouched(now.nowMs - Math.max(eraseAfterDays, 1) * dayMs);
      if (surveys.kind === 'error') log.warn('survey.not-erased');
      else if (surveys.value > 0) log.info('survey.erased', { count: surveys.value });
    }
    last = now;
    cancel = clock.setTimer(hourMs, look);
  }
  return () => {
    cancel();
    cancelShared();
  };
}
