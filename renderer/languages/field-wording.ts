import type { fieldEn } from './field-en.ts';
import type { Widened } from './wording.ts';

/** The texts of fields and their keyboard that every language must have: exactly the keys of English. */
export type FieldWording = Widened<typeof fieldEn>;
