import type { Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import type { RosterStore } from './roster-store.ts';
import type { SharedTime } from './share-standing.ts';
import { overAtMs } from './share-table.ts';

interface RetentionParts {
  readonly rosters: Pick<RosterStore, 'eraseClosed'>;
  /** Erases what was asked about photos, and has lain since. */
  readonly eraseUntouched: (timeMs: number) => Result<number, unknown>;
  /** What time it is by the service of a shared roster's list, as `RosterSync` tells it. */
  readonly serviceTime: (rosterId: string) => SharedTime | undefined;
  /** The list's rows are left for later. Part of the transaction that erases the roster. */
  readonly rowsGoLater: (rosterId: string, days: number) => void;
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
/** So long after its date a shared roster waits for the service's time before it goes from this station by the station's own. */
const patienceDays = 7;

/**
 * Erases rosters, with their names and what was held for them, some days after they were closed, and who has a photo as long after
 * it was asked last, but a day at least: it is never closed. Looks once an hour, and only when the wall clock went on as it
 * should since the last look: a clock that jumps must not erase anything. Shared rosters go by the service's time alone, closing and
 * end, so that a clock that is wrong erases nothing for all stations. Until it was heard they wait, which the log says once they
 * are due; after a week more what is here goes all the same, and the list's rows are left until their time by the service's.
 */
export function keepRostersTidy(parts: RetentionParts): () => void {
  const { rosters, eraseUntouched, serviceTime, rowsGoLater, clock, log, eraseAfterDays } = parts;
  let last = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
  let cancel = clock.setTimer(hourMs, look);
  let cancelShared = clock.setTimer(sharedEveryMs, lookAtShared);
  const isWaiting = new Set<string>();
  function erase(
    isOver: (rosterId: string, closedAtMs: number) => boolean,
    alongside?: (rosterId: string) => void,
  ): void {
    const erased = rosters.eraseClosed(isOver, alongside);
    if (erased.kind === 'error') log.warn('roster.not-erased', { kind: erased.error.kind });
    else if (erased.value > 0) log.info('roster.erased', { count: erased.value });
  }
  /** Days since a moment of the station's own clock. */
  const daysSince = (wallMs: number) => (clock.nowMs() - wallMs) / dayMs;
  function lookAtShared(): void {
    erase((rosterId, wallMs) => {
      const time = serviceTime(rosterId);
      if (time === undefined) return false;
      if (time.nowMs === undefined) {
        if (daysSince(wallMs) > eraseAfterDays && !isWaiting.has(rosterId)) {
          log.info('roster.erasing-waits-for-time', { rosterId });
          isWaiting.add(rosterId);
        }
        return false;
      }
      return time.closedAtMs !== undefined && overAtMs(time.closedAtMs, eraseAfterDays) < time.nowMs;
    });
    cancelShared = clock.setTimer(sharedEveryMs, lookAtShared);
  }
  /** By the station's own clock: rosters that no list has a part in, and those whose list's time was waited for in vain. */
  function isOverHere(rosterId: string, wallMs: number): boolean {
    const time = serviceTime(rosterId);
    if (time === undefined) return daysSince(wallMs) > eraseAfterDays;
    return time.nowMs === undefined && daysSince(wallMs) > eraseAfterDays + patienceDays;
  }
  /** A shared roster goes by this station's clock only where its list's time was waited for in vain. */
  function leaveRows(rosterId: string): void {
    if (serviceTime(rosterId) !== undefined) rowsGoLater(rosterId, eraseAfterDays);
  }
  function look(): void {
    const now = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    const isSteady = Math.abs(now.nowMs - last.nowMs - (now.monotonicMs - last.monotonicMs)) <= jumpMs;
    if (isSteady) {
      erase(isOverHere, leaveRows);
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
