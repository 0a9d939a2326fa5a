import { z } from 'zod';
import type { Share } from './share-table.ts';

/**
 * What a station says of itself in the list, in a row of its own that no other station writes: that it is there, that the roster
 * was closed, that its rows are erased. Times are the service's.
 */
const stationNoteSchema = z.object({
  station: z.string().min(1).max(64),
  /** The sharing that it speaks of: another one may have used the list before. */
  sharing: z.string().max(64),
  stationName: z.string().max(200),
  /**
   * The station knows that the list is this sharing's: an administrator has let it be made there for it, or a station that knows
   * has said so. What two stations have from one changed file proves neither.
   */
  isProved: z.literal(true).optional(),
  atMs: z.number(),
  closedAtMs: z.number().optional(),
  endedAtMs: z.number().optional(),
});
export type StationNote = z.infer<typeof stationNoteSchema>;

const prefix = 'station:';

/** The key of a station's row; no person's key looks like it. */
export const noteKey = (station: string) => `${prefix}${station}`;
export const isNoteKey = (personKey: string) => personKey.startsWith(prefix);

export const noteText = (note: StationNote) => JSON.stringify(stationNoteSchema.parse(note));

/** Reads a station's row. What is no note (somebody wrote into the column) says nothing: its station writes it anew. */
export function noteOfText(text: unknown): StationNote | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const parsed = stationNoteSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** What notes of stations change: that one has closed the roster, or ended the sharing. */
export function endingsOf(
  notes: readonly StationNote[],
  known: Pick<Share, 'closedBy' | 'endedBy'>,
): Pick<Share, 'closedBy' | 'endedBy'> {
  const ended = notes.find(({ endedAtMs }) => endedAtMs !== undefined)?.stationName;
  const closed = ended ?? notes.find(({ closedAtMs }) => closedAtMs !== undefined)?.stationName;
  return {
    ...(closed !== undefined && known.closedBy === undefined ? { closedBy: closed } : {}),
    ...(ended !== undefined && known.endedBy === undefined ? { endedBy: ended, closedBy: ended } : {}),
  };
}
