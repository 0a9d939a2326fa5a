import type { undoEn } from './undo-en.ts';
import type { Widened } from './wording.ts';

/** The texts of putting a former photo back that every language must have: exactly the keys of English. */
export type UndoWording = Widened<typeof undoEn>;
