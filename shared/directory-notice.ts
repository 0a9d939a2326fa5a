import { z } from 'zod';

/**
 * What staff should know of the directory: `refused` (403: the token may not look people up), `members-hidden` (a group's
 * members come without names), `no-page` (something answers that is no directory), `copy-not-kept` (the copy for working
 * offline could not be written).
 */
export const directoryNoticeSchema = z.enum(['none', 'refused', 'members-hidden', 'no-page', 'copy-not-kept']);
export type DirectoryNotice = z.infer<typeof directoryNoticeSchema>;
