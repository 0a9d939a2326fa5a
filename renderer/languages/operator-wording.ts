import type { operatorEn } from './operator-en.ts';
import type { Widened } from './wording.ts';

/** The texts of the operator's and of self-service screens that every language must have: exactly the keys of English. */
export type OperatorWording = Widened<typeof operatorEn>;
