import type { importEn } from './import-en.ts';
import type { Widened } from './wording.ts';

/** The texts of importing pictures that every language must have: exactly the keys of English. */
export type ImportWording = Widened<typeof importEn>;
