import type { ListFailure } from './shared-list.ts';
import type { StationNote } from './station-note.ts';

/** How far a reading of the list has come, page by page. */
export interface ListReading {
  /** Leads to the next page; nothing before the first page of the whole list. */
  readonly link: string | undefined;
  /** All of the list is read, not only what changed. */
  readonly isWhole: boolean;
  /** When it began, by the service's time: nothing that was read is older. */
  readonly sinceMs: number | undefined;
  /** What stations say of themselves on the pages that were taken in. */
  readonly notes: readonly StationNote[];
  /** Pages that were taken in. */
  readonly pages: number;
  /** So often the service has answered without the next page. */
  readonly failures: number;
}

/** So often a page is asked for before the reading begins anew: the service may not know its link any more, and say so in its own way. */
const mostFailures = 5;

/** A link that is too old is refused in more than one way. */
export const isLinkRefused = ({ kind }: ListFailure): boolean => kind === 'begin-again' || kind === 'refused';

/** What of a reading that ended with this failure goes on the next time; `undefined` where the next one begins anew. */
export function keptReading(reading: ListReading, { kind }: ListFailure): ListReading | undefined {
  // A list that comes back may not know the links that it gave.
  if (reading.pages === 0 || kind === 'gone') return undefined;
  const isUnanswered = kind === 'offline' || kind === 'sign-in-needed';
  const failures = reading.failures + (isUnanswered ? 0 : 1);
  return failures < mostFailures ? { ...reading, failures } : undefined;
}
