import { rowName } from '../../shared/roster.ts';
import { liveClaim, standing } from './merge.ts';
import type { SharedRecord } from './shared-record.ts';
import type { StationNote } from './station-note.ts';

/** What people read beside the record. */
export interface RowCaption {
  readonly title: string;
  readonly state: string;
  readonly station: string;
}

const markWords = { skipped: 'Later', 'no-show': 'Did not come', declined: 'Declined' } as const;
const stageWords = { taken: 'Photo taken', sent: 'Photo sent', confirmed: 'Photo in Microsoft 365' } as const;

/** What people read in the list of a row, in English as its columns are. */
export function captionOf(record: SharedRecord, nowMs: number): RowCaption {
  const { facts } = record;
  const title = facts === undefined ? '' : rowName({ entry: facts.entry, match: facts.match ?? { kind: 'unmatched' } });
  const stand = standing(record);
  const claim = liveClaim(record, nowMs);
  if (claim !== undefined) return { title, state: 'Being photographed', station: claim.stationName };
  if ('mark' in stand) return { title, state: markWords[stand.kind], station: stand.mark.stationName };
  if (!('capture' in stand)) return { title, state: 'Waiting', station: '' };
  const state = stand.kind === 'needs-retake' ? 'Needs another photo' : stageWords[stand.capture.stage];
  return { title, state, station: stand.capture.stationName };
}

/** What people read of a station. */
export function noteCaption({ stationName, closedAtMs, endedAtMs }: StationNote): RowCaption {
  const state = endedAtMs !== undefined ? 'Rows erased' : closedAtMs !== undefined ? 'Roster closed' : 'At work';
  return { title: `Station: ${stationName}`, state, station: stationName };
}
