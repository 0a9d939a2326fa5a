import type { stationEn } from './station-en.ts';
import type { Widened } from './wording.ts';

/** The texts about the station itself that every language must have: exactly the keys of English. */
export type StationWording = Widened<typeof stationEn>;
