import type { targetEn } from './target-en.ts';
import type { Widened } from './wording.ts';

/** The texts of groups, teams and contacts that every language must have: exactly the keys of English. */
export type TargetWording = Widened<typeof targetEn>;
