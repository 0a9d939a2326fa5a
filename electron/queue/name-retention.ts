import type { QueueSettings } from '../settings/settings-schema.ts';
import type { JobIndex } from './job-index.ts';
import { isFinished, type JobRecord } from './job-record.ts';

/** What the settings say of names on the operator's list. */
export type NameSettings = Pick<QueueSettings, 'keepNames'>;

const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/** When the machine's own day ends. */
export function endOfDay(ms: number): number {
  return new Date(ms).setHours(24, 0, 0, 0);
}

/** The moment that a finished job is told of in the day's list: when it was confirmed or taken, else when it was saved. */
function dayOf({ state, savedAtMs }: JobRecord): number {
  if (state.kind === 'confirmed') return state.confirmedAtMs;
  return state.kind === 'accepted' ? state.acceptedAtMs : savedAtMs;
}

/**
 * Whether a finished job keeps its name for now: where the settings say so, until its day is over. What was taken back loses it
 * at once: that is what taking back asks for.
 */
export function keepsName(record: JobRecord, { keepNames }: NameSettings, nowMs: number): boolean {
  if (keepNames !== 'end-of-day' || record.state.kind === 'withdrawn') return false;
  return startOfDay(dayOf(record)) === startOfDay(nowMs);
}

/** Finished jobs that hold a name and should not any more. */
export function namesToErase(jobIndex: JobIndex, settings: NameSettings, nowMs: number): JobRecord[] {
  return [...jobIndex.all()]
    .map(({ record }) => record)
    .filter((record) => record.personName !== '' && isFinished(record) && !keepsName(record, settings, nowMs));
}
