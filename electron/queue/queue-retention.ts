import type { Clock } from '../ports.ts';
import type { QueueSettings } from '../settings/settings-schema.ts';
import type { JobIndex } from './job-index.ts';
import { isFinished, type JobRecord } from './job-record.ts';
import { mayStillAppear } from './slot-rivals.ts';

const dayMs = 24 * 3_600_000;

/** Unsent photos past the stated retention time; none when the settings state none: what was promised is kept. */
export function expiredJobs(jobIndex: JobIndex, settings: QueueSettings, nowMs: number): JobRecord[] {
  const { eraseUnsentAfterDays } = settings;
  if (eraseUnsentAfterDays === undefined) return [];
  const unsent = [...jobIndex.inState('waiting').values(), ...jobIndex.inState('parked').values()].map(
    ({ record }) => record,
  );
  return unsent.filter(({ savedAtMs }) => savedAtMs > 0 && nowMs - savedAtMs >= eraseUnsentAfterDays * dayMs);
}

/** Finished records that have been on the operator's list long enough, and whose photo cannot show late any more. */
export function prunableJobs(jobIndex: JobIndex, settings: QueueSettings, nowMs: number): JobRecord[] {
  const keepMs = settings.keepRecordsDays * dayMs;
  return [...jobIndex.all()]
    .map(({ record }) => record)
    .filter((record) => isFinished(record) && nowMs - record.savedAtMs >= keepMs && !mayStillAppear(record, nowMs));
}

const steadyWithinMs = 60_000;

/** A reading of all clocks. */
export interface ClockReading {
  readonly nowMs: number;
  readonly monotonicMs: number;
  readonly uptimeMs?: number | undefined;
}

export function readClock(clock: Clock): ClockReading {
  return { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs(), uptimeMs: clock.uptimeMs?.() };
}

/**
 * True when the wall clock went as far as time did: an age counted with it is then no worse than an hour ago. Timers may stand
 * still while the machine sleeps; the time since it was started does not.
 */
export function isClockSteady(before: ClockReading, now: ClockReading): boolean {
  const wallMs = now.nowMs - before.nowMs;
  const isAs = (passedMs: number) => Math.abs(wallMs - passedMs) <= steadyWithinMs;
  const { uptimeMs: upNow } = now;
  const { uptimeMs: upBefore } = before;
  return (
    isAs(now.monotonicMs - before.monotonicMs) ||
    (upNow !== undefined && upBefore !== undefined && isAs(upNow - upBefore))
  );
}
