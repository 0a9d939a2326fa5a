import type { rosterEn } from './roster-en.ts';
import type { Widened } from './wording.ts';

/** The texts of rosters and sessions that every language must have: exactly the keys of English. */
export type RosterWording = Widened<typeof rosterEn>;
