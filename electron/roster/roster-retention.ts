import type { Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import type { RosterStore } from './roster-store.ts';

interface RetentionParts {
  readonly rosters: Pick<RosterStore, 'eraseClosedBefore'>;
  /** Erases what was asked about photos, and has lain since. */
  readonly eraseUntouched: (timeMs: number) => Result<number, unknown>;
  readonly clock: Clock;
  readonly log: Log;
  /** Days that a closed roster stays. */
  readonly eraseAfterDays: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How far wall clock and monotonic clock may part within an hour before the wall clock is not believed. */
const jumpMs = 60_000;

/**
 * Erases rosters, with their names and what was held for them, some days after they were closed, and who has a photo as long after
 * it was asked last, but a day at least: it is never closed. Looks once an hour, and only when the wall clock went on as it
 * should since the last look: a clock that jumps must not erase anything.
 */
export function keepRostersTidy({ rosters, eraseUntouched, clock, log, eraseAfterDays }: RetentionParts): () => void {
  let last = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
  let cancel = clock.setTimer(hourMs, look);
  function look(): void {
    const now = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const isSteady = Math.abs(now.nowMs - last.nowMs - (now.monotonicMs - last.monotonicMs)) <= jumpMs;
    if (isSteady) {
      const beforeMs = now.nowMs - eraseAfterDays * dayMs;
      const erased = rosters.eraseClosedBefore(beforeMs);
      if (erased.kind === 'error') log.warn('roster.not-erased', { kind: erased.error.kind });
      else if (erased.value > 0) log.info('roster.erased', { count: erased.value });
      const surveys = eraseUntouched(now.nowMs - Math.max(eraseAfterDays, 1) * dayMs);
      if (surveys.kind === 'error') log.warn('survey.not-erased');
      else if (surveys.value > 0) log.info('survey.erased', { count: surveys.value });
    }
    last = now;
    cancel = clock.setTimer(hourMs, look);
  }
  return () => cancel();
}
