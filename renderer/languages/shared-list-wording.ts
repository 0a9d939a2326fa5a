import type { sharedListEn } from './shared-list-en.ts';
import type { Widened } from './wording.ts';

/** The texts of one list for several stations that every language must have: exactly the keys of English. */
export type SharedListWording = Widened<typeof sharedListEn>;
