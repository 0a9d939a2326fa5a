/** Looks without a beat before a main process counts as hung: 60 s at one look in two seconds. */
export const beatEveryMs = 2_000;
const missedLimit = 30;

/**
 * Judges a main process by its beats. It counts looks, not time: while the machine sleeps nobody looks. Pure: `missed` is
 * how many looks in a row have seen no new beat.
 */
export function judgeBeats(beats: number, before: { readonly beats: number; readonly missed: number }) {
  const missed = beats === before.beats ? before.missed + 1 : 0;
  return { beats, missed, isHung: missed >= missedLimit };
}
