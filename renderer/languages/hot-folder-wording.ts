import type { hotFolderEn } from './hot-folder-en.ts';
import type { Widened } from './wording.ts';

/** The texts of a real camera's folder that every language must have: exactly the keys of English. */
export type HotFolderWording = Widened<typeof hotFolderEn>;
